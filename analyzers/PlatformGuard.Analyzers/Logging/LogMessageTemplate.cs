using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.Logging;

/// <summary>PG6002: a log message that is put together before the logger gets it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LogMessageTemplate : GuidelineAnalyzer
{
    /// <summary>The property of a finding whose message can become a template.</summary>
    internal const string ReplaceableProperty = "Replaceable";

    private static readonly ImmutableDictionary<string, string?> Replaceable = ImmutableDictionary<string, string?>.Empty.Add(ReplaceableProperty, "");

    /// <summary>Makes the analyzer.</summary>
    public LogMessageTemplate()
        : base("PG6002")
    {
    }

    private protected override bool IsRelevant(PlatformContext platform) =>
        base.IsRelevant(platform) && !platform.IsTestProject && LogMethods.AreIn(platform);

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform) =>
        context.RegisterOperationAction(call => Analyze(call, platform), OperationKind.Invocation);

    private void Analyze(OperationAnalysisContext context, PlatformContext platform)
    {
        var call = (IInvocationOperation)context.Operation;
        if (LogMethods.TemplateOf(call) is not { } template)
        {
            return;
        }

        var alternatives = new List<IOperation>();
        ExpressionContext.CollectAlternatives(template.Value, alternatives);
        foreach (var alternative in alternatives)
        {
            if (Describe(alternative, followLocals: true, context.CancellationToken) is { } what)
            {
                var properties = alternatives.Count == 1 && IsReplaceable(call, alternative) ? Replaceable : null;
                context.ReportDiagnostic(Finding(platform, Severity.Error, alternative.Syntax.GetLocation(), properties, Calls.Show(call), what));
            }
        }
    }

    // How a message is put together, in words; null for a constant, for what is passed on, and for what is not known.
    private static string? Describe(IOperation message, bool followLocals, CancellationToken cancellation)
    {
        message = StringExpressions.WithoutConversions(message);
        if (message.ConstantValue.HasValue)
        {
            return null;
        }

        switch (message)
        {
            case IParenthesizedOperation parenthesized:
                return Describe(parenthesized.Operand, followLocals, cancellation);
            case IInterpolatedStringOperation when HasUnknownPart(message, cancellation):
                return "an interpolated string";
            case IBinaryOperation binary when StringExpressions.IsConcatenation(binary) && HasUnknownPart(message, cancellation):
                return "a concatenation";
            case IInvocationOperation call:
                return DescribeCall(call, cancellation);
            case IPropertyReferenceOperation { Property: { Name: "Message", ContainingType: var owner } } when TypeNames.IsOrHas(owner, "System.Exception"):
                return "the message of an exception";
            case ILocalReferenceOperation local when followLocals && WrittenOnce.InitializerOf(local.Local, local, cancellation) is { } initializer
                && Describe(initializer, followLocals: false, cancellation) is { } made:
                return "a variable that holds " + made;
            default:
                return null;
        }
    }

    private static string? DescribeCall(IInvocationOperation call, CancellationToken cancellation)
    {
        var method = call.TargetMethod;
        if (StringExpressions.IsComposition(method))
        {
            return HasUnknownPart(call, cancellation) ? "the result of string." + method.Name : null;
        }

        if (method.Name != "ToString" || call.Instance is not { Type: { } type })
        {
            return null;
        }

        return TypeNames.IsOrHas(type, "System.Exception") ? "the text of an exception" : TypeNames.Is(type, "System.Text.StringBuilder") ? "the result of StringBuilder.ToString" : null;
    }

    private static bool HasUnknownPart(IOperation message, CancellationToken cancellation) => TextFolder.Fold(message, followLocals: false, cancellation).HasHoles;

    // With arguments of its own, or in the definition of typed delegates, the order of all values would have to change.
    private static bool IsReplaceable(IInvocationOperation call, IOperation message)
    {
        if (message is not (IInterpolatedStringOperation or IBinaryOperation) || call.TargetMethod.ContainingType.Name == "LoggerMessage")
        {
            return false;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter
                && (parameter.IsParams ? !IsEmptyParams(argument) : parameter.Name.StartsWith("propertyValue", StringComparison.Ordinal) || parameter.Name.StartsWith("argument", StringComparison.Ordinal)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsEmptyParams(IArgumentOperation argument) =>
        argument.ArgumentKind is ArgumentKind.ParamArray or ArgumentKind.ParamCollection
        && StringExpressions.WithoutConversions(argument.Value) is IArrayCreationOperation { Initializer: null or { ElementValues.IsEmpty: true } } or ICollectionExpressionOperation { Elements.IsEmpty: true };
}

using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.FeatureFlags;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>PG2003 in C#: a flag query whose failure, or whose missing flag, reads as on.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FeatureFlagFailsOpen() : GuidelineAnalyzer("PG2003")
{
    /// <summary>The property that tells a code fix what replaces the expression at the finding; absent when there is no such text.</summary>
    internal const string ReplacementProperty = "PlatformGuard.Replacement";

    private static readonly string[] DefaultNames = ["defaultValue", "defaultSetting", "fallback", "fallbackValue", "default"];

    private protected override bool IsRelevant(PlatformContext platform) => !platform.IsTestProject;

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        var options = GuardOptions.Read(context.Options, context.Compilation, context.CancellationToken);
        var knowledge = GuardKnowledge.Of(context.Compilation, options, platform.Settings);
        var queries = knowledge.Queries;
        var isAsked = queries.Any && SourceWords.Occur(context.Compilation, context.CancellationToken, [.. queries.Names]);
        var callsServices = CallingServices.In(context.Compilation, platform.Settings.Role, options);
        var declared = context.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(DeclaredFlagOption.Key, out var value) ? DeclaredFlagOption.Decode(value) : null;
        var ofServices = declared is null ? null : declared.Names.Concat(options.Services.Select(static service => service.Flag).OfType<string>()).ToImmutableHashSet(StringComparer.Ordinal);

        void Report(Action<Diagnostic> report, IOperation place, string flag, string reason, string? replacement)
        {
            if (callsServices.Value)
            {
                // A flag that the manifest does not know may be one of a page, which protects nothing.
                var atMost = ofServices is null || flag == "*" || ofServices.Contains(flag) ? Severity.Error : Severity.Warning;
                var properties = replacement is null ? null : ImmutableDictionary<string, string?>.Empty.Add(ReplacementProperty, replacement);
                report(Finding(platform, atMost, place.Syntax.GetLocation(), properties, flag, reason));
            }
        }

        var mayPromise = knowledge.Annotated.MayUse(context.CancellationToken, "FeatureFlagGuard");
        if (isAsked || queries.AnyConfigured || mayPromise)
        {
            context.RegisterOperationAction(
                operation =>
                {
                    var call = (IInvocationOperation)operation.Operation;
                    if (mayPromise || queries.AnyConfigured || queries.Of(call.TargetMethod) is not null)
                    {
                        AnalyzeCall(call, queries, (place, flag, reason, replacement) => Report(operation.ReportDiagnostic, place, flag, reason, replacement));
                    }
                },
                OperationKind.Invocation);
        }

        if (FlagApis.FailureSettings.Any(setting => context.Compilation.GlobalNamespace.GetMembers(setting.RootNamespace).Any()))
        {
            context.RegisterOperationAction(field => AnalyzeSetting((IFieldReferenceOperation)field.Operation, (place, flag, reason, replacement) => Report(field.ReportDiagnostic, place, flag, reason, replacement)), OperationKind.FieldReference);
        }

        if (isAsked)
        {
            context.RegisterOperationAction(attempt => FailureHandlers.Analyze((ITryOperation)attempt.Operation, queries, (place, flag, reason, replacement) => Report(attempt.ReportDiagnostic, place, flag, reason, replacement)), OperationKind.Try);
        }

        if (isAsked && queries.HaveTreatments)
        {
            context.RegisterOperationAction(
                comparison => Treatments.Analyze(comparison.Operation, queries, (place, flag, reason, replacement) => Report(comparison.ReportDiagnostic, place, flag, reason, replacement)),
                OperationKind.Binary,
                OperationKind.IsPattern);
        }
    }

    /// <summary>The flag of a query as a message names it: its name, or the expression that holds it.</summary>
    internal static string FlagOf(IInvocationOperation call, FlagQuery query)
    {
        var ordinal = FlagQueries.KeyOrdinal(query, call.TargetMethod);
        var key = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value;
        return key is null ? "*" : FlagKeys.Of(key, Flow.FlowValue.Unknown, default).Name ?? Shortened(key.Syntax.ToString());
    }

    private static void AnalyzeCall(IInvocationOperation call, FlagQueries queries, Action<IOperation, string, string, string?> report)
    {
        var method = call.TargetMethod;
        if (queries.Of(method) is { Default: { } name } query)
        {
            AnalyzeDefault(call, parameter => parameter == name, FlagOf(call, query), report);
        }
        else if ((queries.IsConfigured(method) || (HasDefault(method) && Annotations.Guard(method) is not null))
            && call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Type.SpecialType == SpecialType.System_String)?.Value is { } key)
        {
            AnalyzeDefault(call, parameter => DefaultNames.Contains(parameter), FlagKeys.Of(key, Flow.FlowValue.Unknown, default).Name ?? Shortened(key.Syntax.ToString()), report);
        }
    }

    private static bool HasDefault(IMethodSymbol method) =>
        method.Parameters.Any(static parameter => parameter.Type.SpecialType == SpecialType.System_Boolean && DefaultNames.Contains(parameter.Name));

    private static void AnalyzeDefault(IInvocationOperation call, Func<string, bool> isDefault, string flag, Action<IOperation, string, string, string?> report)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter && isDefault(parameter.Name) && IsTrue(argument.Value))
            {
                // A default of the declaration is no text of the call, which can say false instead.
                var isWritten = argument.ArgumentKind == ArgumentKind.Explicit;
                report(isWritten ? argument.Value : call, flag, $"'{parameter.Name}' is true, which is the answer when the provider has none", isWritten ? "false" : null);
            }
        }
    }

    /// <summary>Whether a value is the constant true, directly or through a conversion to an optional one.</summary>
    internal static bool IsTrue(IOperation? value)
    {
        while (value is IConversionOperation { ConstantValue.HasValue: false } conversion)
        {
            value = conversion.Operand;
        }

        return value?.ConstantValue is { HasValue: true, Value: true };
    }

    private static void AnalyzeSetting(IFieldReferenceOperation reference, Action<IOperation, string, string, string?> report)
    {
        if (reference.Field.ContainingType is not { TypeKind: TypeKind.Enum } type)
        {
            return;
        }

        foreach (var setting in FlagApis.FailureSettings)
        {
            if (reference.Field.Name == setting.OnValue && type.Name == setting.Enumeration && IsBelow(type.ContainingNamespace, setting.RootNamespace) && IsStored(reference))
            {
                var replacement = reference.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.MemberAccessExpressionSyntax access ? access.Expression + "." + setting.OffValue : null;
                report(reference, "*", $"{setting.Enumeration}.{setting.OnValue} makes {setting.Provider} answer 'on' for a flag that fails or is missing", replacement);
            }
        }
    }

    private static bool IsStored(IOperation value)
    {
        var parent = value.Parent;
        while (parent is IConversionOperation)
        {
            parent = parent.Parent;
        }

        return parent is IArgumentOperation or ISimpleAssignmentOperation or IReturnOperation or IVariableInitializerOperation or ISymbolInitializerOperation;
    }

    private static bool IsBelow(INamespaceSymbol? space, string root)
    {
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space?.Name == root;
    }

    private static string Shortened(string text) => text.Length <= 60 ? text : text.Substring(0, 57) + "...";
}

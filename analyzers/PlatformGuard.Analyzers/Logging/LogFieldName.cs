using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.Logging;

namespace PlatformGuard.Analyzers.Logging;

/// <summary>PG6006: a log field with a synonym of a standard name.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LogFieldName : GuidelineAnalyzer
{
    /// <summary>The property of a finding that holds the name to write instead; absent when the value would have to change too.</summary>
    internal const string NewNameProperty = "NewName";

    // Methods that add one named property to a log entry, and the parameter of the name.
    private static readonly ApiTable<string> Properties = new ApiTable<string>()
        .Add("Serilog.Context.LogContext", "PushProperty", "name")
        .Add("Serilog.ILogger", "ForContext", "propertyName")
        .Add("Serilog.Log", "ForContext", "propertyName")
        .Add("Serilog.Configuration.LoggerEnrichmentConfiguration", "WithProperty", "name")
        .Add("Serilog.IDiagnosticContext", "Set", "propertyName")
        .Add("NLog.ScopeContext", "PushProperty", "key")
        .Add("NLog.Logger", "WithProperty", "propertyKey");

    /// <summary>Makes the analyzer.</summary>
    public LogFieldName()
        : base("PG6006")
    {
    }

    private protected override bool IsRelevant(PlatformContext platform) =>
        base.IsRelevant(platform) && !platform.IsTestProject && LogMethods.AreIn(platform);

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        context.RegisterOperationAction(call => Analyze(call, platform), OperationKind.Invocation);
        context.RegisterOperationAction(attribute => AnalyzeAttribute(attribute, platform), OperationKind.Attribute);
    }

    private void Analyze(OperationAnalysisContext context, PlatformContext platform)
    {
        var call = (IInvocationOperation)context.Operation;
        if (LogMethods.TemplateOf(call) is { } template)
        {
            AnalyzeTemplate(context, platform, template.Value, isAttribute: false);
        }
        else if (Properties.TryFind(call.TargetMethod, out var parameter) && Calls.Argument(call, parameter) is { } name)
        {
            AnalyzeKey(context, platform, name);
        }
        else if (call.TargetMethod.Name == "BeginScope" && !call.Arguments.IsEmpty
            && StringExpressions.WithoutConversions(call.Arguments[call.Arguments.Length - 1].Value) is IObjectCreationOperation { Initializer: { } initializer })
        {
            AnalyzeScope(context, platform, initializer);
        }
    }

    // [LoggerMessage(Message = "…")]: a placeholder is the name of a parameter too, so the rename is left to a person.
    private void AnalyzeAttribute(OperationAnalysisContext context, PlatformContext platform)
    {
        if (context.Operation is not IAttributeOperation { Operation: IObjectCreationOperation creation } || !TypeNames.Is(creation.Type, "Microsoft.Extensions.Logging.LoggerMessageAttribute"))
        {
            return;
        }

        if (Calls.Argument(creation, "message") is { } message)
        {
            AnalyzeTemplate(context, platform, message, isAttribute: true);
        }

        foreach (var set in creation.Initializer?.Initializers ?? [])
        {
            if (set is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Message" }, Value: var value })
            {
                AnalyzeTemplate(context, platform, value, isAttribute: true);
            }
        }
    }

    private void AnalyzeTemplate(OperationAnalysisContext context, PlatformContext platform, IOperation template, bool isAttribute)
    {
        template = StringExpressions.WithoutConversions(template);
        if (template is not { ConstantValue: { HasValue: true, Value: string text } } || text.IndexOf('{') < 0)
        {
            return;
        }

        var names = MessageTemplate.NamesIn(text);
        foreach (var name in names)
        {
            if (LogFields.StandardOf(name) is { } standard)
            {
                var renamed = InStyleOf(name, standard.Name);
                var isFree = !names.Exists(other => string.Equals(other, renamed, StringComparison.OrdinalIgnoreCase));
                var location = LocationOf(template.Syntax, name);
                var isInLiteral = location.SourceSpan != template.Syntax.Span;
                Report(context, platform, location, name, standard, standard.IsSameUnit && isFree && isInLiteral && !isAttribute ? renamed : null);
            }
        }
    }

    // Dictionary<string, object> { ["user_id"] = id }, or { "user_id", id }
    private void AnalyzeScope(OperationAnalysisContext context, PlatformContext platform, IObjectOrCollectionInitializerOperation initializer)
    {
        foreach (var entry in initializer.Initializers)
        {
            var key = entry switch
            {
                ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.Length: 1 } indexer } => indexer.Arguments[0].Value,
                IInvocationOperation { TargetMethod.Name: "Add", Arguments.Length: 2 } add => add.Arguments[0].Value,
                _ => null,
            };
            if (key is not null)
            {
                AnalyzeKey(context, platform, key);
            }
        }
    }

    private void AnalyzeKey(OperationAnalysisContext context, PlatformContext platform, IOperation key)
    {
        key = StringExpressions.WithoutConversions(key);
        if (key is { ConstantValue: { HasValue: true, Value: string name } } && LogFields.StandardOf(name) is { } standard)
        {
            Report(context, platform, key.Syntax.GetLocation(), name, standard, standard.IsSameUnit && key is ILiteralOperation ? InStyleOf(name, standard.Name) : null);
        }
    }

    private void Report(OperationAnalysisContext context, PlatformContext platform, Location location, string name, StandardField standard, string? newName)
    {
        var properties = newName is null ? null : ImmutableDictionary<string, string?>.Empty.Add(NewNameProperty, newName);
        context.ReportDiagnostic(Finding(platform, Severity.Error, location, properties, name, standard.Name));
    }

    // UserId -> GlUserId, userId -> glUserId, user_id -> gl_user_id: the formatter of the common library writes the standard form of each.
    private static string InStyleOf(string name, string standard)
    {
        if (name.IndexOf('_') >= 0 || !HasCapital(name))
        {
            return standard;
        }

        var words = standard.Split('_');
        for (var index = char.IsUpper(name[0]) ? 0 : 1; index < words.Length; index++)
        {
            words[index] = char.ToUpperInvariant(words[index][0]) + words[index].Substring(1);
        }

        return string.Concat(words);
    }

    private static bool HasCapital(string name)
    {
        foreach (var c in name)
        {
            if (char.IsUpper(c))
            {
                return true;
            }
        }

        return false;
    }

    // In a literal only the placeholder's name; a template that is put together is marked as a whole.
    private static Location LocationOf(SyntaxNode template, string name)
    {
        if (template is not LiteralExpressionSyntax { Token: var token } || !token.IsKind(SyntaxKind.StringLiteralToken))
        {
            return template.GetLocation();
        }

        var text = token.Text;
        for (var brace = text.IndexOf('{'); brace >= 0; brace = text.IndexOf('{', brace + 1))
        {
            var start = brace + 1 < text.Length && text[brace + 1] is '@' or '$' ? brace + 2 : brace + 1;
            var end = start + name.Length;
            if (end < text.Length && string.CompareOrdinal(text, start, name, 0, name.Length) == 0 && text[end] is '}' or ':' or ',')
            {
                return Location.Create(template.SyntaxTree, new TextSpan(token.SpanStart + start, name.Length));
            }
        }

        return template.GetLocation();
    }
}

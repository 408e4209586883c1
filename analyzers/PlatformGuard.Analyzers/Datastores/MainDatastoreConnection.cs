using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;
using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Analyzers.Datastores;

/// <summary>
/// PG1001: a connection string or URL of a main datastore wherever it stands, and its bare host or database name where it reaches a
/// datastore client.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MainDatastoreConnection : GuidelineAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public MainDatastoreConnection()
        : base("PG1001")
    {
    }

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        var run = new Run(this, platform);
        context.RegisterOperationAction(run.AnalyzeText, StringExpressions.Kinds);
        context.RegisterOperationAction(run.AnalyzeArguments, OperationKind.Invocation, OperationKind.ObjectCreation);
        context.RegisterOperationAction(run.AnalyzeAssignment, OperationKind.SimpleAssignment);
        if (platform.Configuration is not null && !platform.ProjectConfiguration.IsEmpty)
        {
            context.RegisterOperationAction(run.AnalyzeIndexer, OperationKind.PropertyReference);
        }
    }

    // A whole connection string is reported at its literal. One that comes from another assembly, or out of a builder, has none here.
    private static bool IsReportedWhereWritten(string text, IOperation operation, DatastorePolicy policy) =>
        MayConnect(text)
        && (operation is not IInvocationOperation call || StringExpressions.IsComposition(call.TargetMethod))
        && operation is not IFieldReferenceOperation { Field.DeclaringSyntaxReferences.IsEmpty: true }
        && DatastoreClassifier.JudgeConnection(text, policy) is not null;

    // Only a pair of keyword and value, or a URL, tells by itself what it is. Looked at before anything is bound or parsed.
    private static bool MayConnect(string text) =>
        text.Length >= 8 && !IsWebAddress(text) && (text.IndexOf('=') > 0 || text.IndexOf("://", StringComparison.Ordinal) > 0);

    private static bool IsWebAddress(string text) => text.StartsWith("https://", StringComparison.Ordinal) || text.StartsWith("http://", StringComparison.Ordinal);

    // A part of what may connect. Nobody writes a URL's two slashes in two literals.
    private static bool MayBelong(string part) => part.IndexOf('=') >= 0 || part.IndexOf("//", StringComparison.Ordinal) >= 0;

    private sealed class Run(MainDatastoreConnection rule, PlatformContext platform)
    {
        private readonly ReportedPlaces reported = new();

        public void AnalyzeText(OperationAnalysisContext context)
        {
            if ((context.Operation is ILiteralOperation literal && literal.Type?.SpecialType != SpecialType.System_String)
                || StringExpressions.WholeOf(context.Operation) is not { } whole
                || !TextPieces.Any(whole, MayBelong))
            {
                return;
            }

            var text = TextFolder.Fold(whole, followLocals: false, context.CancellationToken);
            if (!MayConnect(text.Text))
            {
                return;
            }

            text = text.HasHoles ? TextFolder.Fold(whole, platform, context.CancellationToken) : text;
            if (DatastoreClassifier.JudgeConnection(text.Text, platform.Settings.Datastores) is { } verdict && !ExpressionContext.IsOnlyMentioned(whole, platform))
            {
                Report(context, verdict, text, whole);
            }
        }

        public void AnalyzeArguments(OperationAnalysisContext context)
        {
            var (method, arguments) = context.Operation is IInvocationOperation call ? (call.TargetMethod, call.Arguments) : (((IObjectCreationOperation)context.Operation).Constructor, ((IObjectCreationOperation)context.Operation).Arguments);
            if (!platform.Slots.Has(method, Slots.SettingName | Slots.Datastore))
            {
                return;
            }

            foreach (var argument in arguments)
            {
                AnalyzeName(context, argument);
                if (argument.Parameter is { } parameter && DatastoreSlots.Of(parameter) is { } slot)
                {
                    AnalyzeSlot(context, argument.Value, slot);
                }
            }
        }

        public void AnalyzeAssignment(OperationAnalysisContext context)
        {
            var assignment = (ISimpleAssignmentOperation)context.Operation;
            if (assignment.Target is not IPropertyReferenceOperation target || !platform.Slots.Has(target.Property, Slots.Datastore))
            {
                return;
            }

            var slot = target.Property.IsIndexer ? KeywordSlot(target, context.CancellationToken) : DatastoreSlots.Of(target.Property, platform);
            if (slot is not null)
            {
                AnalyzeSlot(context, assignment.Value, slot);
            }
        }

        // builder["Host"] = "…"
        private string? KeywordSlot(IPropertyReferenceOperation indexer, CancellationToken cancellation)
        {
            if (indexer.Arguments.Length != 1 || !DatastoreSlots.IsConnectionStringBuilder(indexer.Instance?.Type as INamedTypeSymbol, platform))
            {
                return null;
            }

            var keyword = TextFolder.Fold(indexer.Arguments[0].Value, followLocals: false, cancellation);
            return keyword.HasHoles ? null : keyword.Text + "=";
        }

        private void AnalyzeSlot(OperationAnalysisContext context, IOperation value, string slot)
        {
            foreach (var alternative in Alternatives.Of(value, context.CancellationToken))
            {
                var text = TextFolder.Fold(alternative, platform, context.CancellationToken);
                if (text.Text.Length == 0 || IsReportedWhereWritten(text.Text, alternative, platform.Settings.Datastores))
                {
                    continue;
                }

                if (DatastoreClassifier.JudgeValue(slot + text.Text, platform.Settings.Datastores) is { } verdict)
                {
                    Report(context, verdict, text, alternative);
                }
            }
        }

        // GetConnectionString("Reviewers"), when the project's own settings say that it leads to a main datastore.
        private void AnalyzeName(OperationAnalysisContext context, IArgumentOperation argument)
        {
            if (platform.ProjectConfiguration.IsEmpty)
            {
                return;
            }

            foreach (var name in SettingNames.In(argument, platform, context.CancellationToken))
            {
                if (name.Judge(platform, out var evidence) is { RuleId: "PG1001", Verdict: var verdict } && reported.Add(name.Location))
                {
                    context.ReportDiagnostic(rule.Finding(platform, verdict.AtMost, name.Location, evidence is null ? [] : [evidence], properties: null, verdict.Part, verdict.Subject));
                }
            }
        }

        /// <summary>Looks at <c>configuration["ConnectionStrings:Reviewers"]</c>.</summary>
        public void AnalyzeIndexer(OperationAnalysisContext context)
        {
            var reference = (IPropertyReferenceOperation)context.Operation;
            if (reference.Arguments.IsEmpty || !platform.Slots.Has(reference.Property, Slots.SettingName))
            {
                return;
            }

            foreach (var argument in reference.Arguments)
            {
                AnalyzeName(context, argument);
            }
        }

        private void Report(OperationAnalysisContext context, DatastoreVerdict verdict, FoldedText text, IOperation operation)
        {
            var start = text.Text.IndexOf(verdict.Subject, StringComparison.OrdinalIgnoreCase);
            if (text.KeyAt(Math.Max(start, 0)) is { } key && new SettingName(key, DatastoreNameKind.ConfigurationKey, key, Location.None).Judge(platform, out _) is { RuleId: "PG1001" })
            {
                // Reported where the setting is read.
                return;
            }

            var location = text.Locate(Math.Max(start, 0), verdict.Subject.Length, operation.Syntax.GetLocation());
            if (reported.Add(location))
            {
                context.ReportDiagnostic(rule.Finding(platform, verdict.AtMost, location, properties: null, verdict.Part, verdict.Subject));
            }
        }
    }
}

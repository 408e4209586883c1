using System;
using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
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
        context.RegisterOperationAction(text => AnalyzeText(text, platform), StringExpressions.Kinds);
        context.RegisterOperationAction(call => AnalyzeArguments(call, platform), OperationKind.Invocation, OperationKind.ObjectCreation);
        context.RegisterOperationAction(assignment => AnalyzeAssignment(assignment, platform), OperationKind.SimpleAssignment);
    }

    private void AnalyzeText(OperationAnalysisContext context, PlatformContext platform)
    {
        if ((context.Operation is ILiteralOperation { ConstantValue.Value: var value } && value is not string { Length: > 0 })
            || StringExpressions.WholeOf(context.Operation) is not { } whole
            || (whole is ILiteralOperation { ConstantValue.Value: string literal } && !MayConnect(literal)))
        {
            return;
        }

        var text = TextFolder.Fold(whole, followLocals: false, context.CancellationToken);
        if (!MayConnect(text.Text))
        {
            return;
        }

        text = text.HasHoles ? TextFolder.Fold(whole, followLocals: true, context.CancellationToken) : text;
        if (DatastoreClassifier.JudgeConnection(text.Text, platform.Settings.Datastores) is { } verdict && !ExpressionContext.IsOnlyMentioned(whole, platform))
        {
            Report(context, platform, verdict, text, whole);
        }
    }

    private void AnalyzeArguments(OperationAnalysisContext context, PlatformContext platform)
    {
        var arguments = context.Operation is IInvocationOperation call ? call.Arguments : ((IObjectCreationOperation)context.Operation).Arguments;
        foreach (var argument in arguments)
        {
            if (argument.Parameter is { } parameter && DatastoreSlots.Of(parameter) is { } slot)
            {
                AnalyzeSlot(context, platform, argument.Value, slot);
            }
        }
    }

    private void AnalyzeAssignment(OperationAnalysisContext context, PlatformContext platform)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation target)
        {
            return;
        }

        var slot = target.Property.IsIndexer ? KeywordSlot(target, platform, context.CancellationToken) : DatastoreSlots.Of(target.Property, platform);
        if (slot is not null)
        {
            AnalyzeSlot(context, platform, assignment.Value, slot);
        }
    }

    // builder["Host"] = "…"
    private static string? KeywordSlot(IPropertyReferenceOperation indexer, PlatformContext platform, CancellationToken cancellation)
    {
        if (indexer.Arguments.Length != 1 || !DatastoreSlots.IsConnectionStringBuilder(indexer.Instance?.Type as INamedTypeSymbol, platform))
        {
            return null;
        }

        var keyword = TextFolder.Fold(indexer.Arguments[0].Value, followLocals: false, cancellation);
        return keyword.HasHoles ? null : keyword.Text + "=";
    }

    private void AnalyzeSlot(OperationAnalysisContext context, PlatformContext platform, IOperation value, string slot)
    {
        var alternatives = new List<IOperation>();
        ExpressionContext.CollectAlternatives(value, alternatives);
        foreach (var alternative in alternatives)
        {
            var text = TextFolder.Fold(alternative, followLocals: true, context.CancellationToken);
            if (text.Text.Length == 0 || IsReportedWhereWritten(text.Text, alternative, platform.Settings.Datastores))
            {
                continue;
            }

            if (DatastoreClassifier.JudgeValue(slot + text.Text, platform.Settings.Datastores) is { } verdict)
            {
                Report(context, platform, verdict, text, alternative);
            }
        }
    }

    // A whole connection string is reported at its literal. One that comes from another assembly has no literal here.
    private static bool IsReportedWhereWritten(string text, IOperation operation, DatastorePolicy policy) =>
        MayConnect(text)
        && operation is not IFieldReferenceOperation { Field.DeclaringSyntaxReferences.IsEmpty: true }
        && DatastoreClassifier.JudgeConnection(text, policy) is not null;

    private void Report(OperationAnalysisContext context, PlatformContext platform, DatastoreVerdict verdict, FoldedText text, IOperation operation)
    {
        var start = text.Text.IndexOf(verdict.Subject, StringComparison.OrdinalIgnoreCase);
        var location = text.Locate(Math.Max(start, 0), verdict.Subject.Length, operation.Syntax.GetLocation());
        context.ReportDiagnostic(Finding(platform, verdict.AtMost, location, properties: null, verdict.Part, verdict.Subject));
    }

    // Only a pair of keyword and value, or a URL, tells by itself what it is. Looked at before anything is bound or parsed.
    private static bool MayConnect(string text) =>
        text.Length >= 8 && (text.IndexOf('=') > 0 || text.IndexOf("://", StringComparison.Ordinal) > 0);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.Logging;

/// <summary>PG6005: code that keeps the correlation id of a request from the calls that the request causes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CorrelationLoss : GuidelineAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public CorrelationLoss()
        : base("PG6005")
    {
    }

    private protected override bool IsRelevant(PlatformContext platform) =>
        base.IsRelevant(platform) && !platform.IsTestProject && !platform.Project.IsTool && !platform.Project.IsOrchestrator;

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        var bodies = new CorrelationInBody(new AcceptedLibraries(context.Compilation, platform));
        context.RegisterOperationAction(call => AnalyzeCall(call, platform, bodies), OperationKind.Invocation);
        context.RegisterOperationAction(assignment => AnalyzeAssignment(assignment, platform, bodies), OperationKind.SimpleAssignment);
        if (platform.Project.References("Grpc.Core"))
        {
            context.RegisterOperationAction(creation => AnalyzeCreation(creation, platform, bodies), OperationKind.ObjectCreation);
        }
    }

    private void AnalyzeCall(OperationAnalysisContext context, PlatformContext platform, CorrelationInBody bodies)
    {
        var call = (IInvocationOperation)context.Operation;
        switch (call.TargetMethod.Name)
        {
            case "CreateNoOutputPropagator" when TypeNames.Is(call.TargetMethod.ContainingType, "System.Diagnostics.DistributedContextPropagator") && !bodies.PassesOn(call):
                Report(context, platform, call, "it switches the propagation of trace context off");
                break;
            case "Add" or "TryAddWithoutValidation" or "Append" when call.Arguments.Length >= 2 && OutgoingHeader.Of(call.Instance, call.Arguments[0].Value) is { } header:
                AnalyzeWrite(context, platform, call, header, call.Arguments[1].Value);
                break;
            case "Remove" when call.Arguments.Length == 1 && OutgoingHeader.Of(call.Instance, call.Arguments[0].Value) is { } removed && !CorrelationInBody.SetsAgain(call, removed) && !bodies.PassesOn(call):
                Report(context, platform, call, $"it removes {removed} from an outgoing request");
                break;
        }
    }

    private void AnalyzeAssignment(OperationAnalysisContext context, PlatformContext platform, CorrelationInBody bodies)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        switch (assignment.Target)
        {
            case IPropertyReferenceOperation { Property: { Name: "ActivityHeadersPropagator", ContainingType: var owner } } when TypeNames.Is(owner, "System.Net.Http.SocketsHttpHandler")
                && assignment.Value.ConstantValue is { HasValue: true, Value: null } && !bodies.PassesOn(assignment):
                Report(context, platform, assignment.Target, "without a propagator no trace context is sent");
                break;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Arguments.Length: 1 } indexer when OutgoingHeader.Of(indexer.Instance, indexer.Arguments[0].Value) is { } header:
                AnalyzeWrite(context, platform, assignment.Target, header, assignment.Value);
                break;
        }
    }

    private void AnalyzeWrite(OperationAnalysisContext context, PlatformContext platform, IOperation write, string header, IOperation value)
    {
        if (OutgoingHeader.IsFresh(value, context.CancellationToken) && !IsWithoutRequest(context.ContainingSymbol) && !CorrelationInBody.IsOnlyWhenMissing(write, header))
        {
            Report(context, platform, write, $"it sends a new id in {header} instead of the one of the request that is being handled");
        }
    }

    // The native library of gRPC knows nothing of activities.
    private void AnalyzeCreation(OperationAnalysisContext context, PlatformContext platform, CorrelationInBody bodies)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (creation.Type?.Name == "Channel" && TypeNames.Is(creation.Type, "Grpc.Core.Channel") && !CorrelationInBody.Intercepts(creation) && !bodies.PassesOn(creation))
        {
            Report(context, platform, creation, "this channel sends no correlation id by itself, and no interceptor adds it");
        }
    }

    private void Report(OperationAnalysisContext context, PlatformContext platform, IOperation operation, string why)
    {
        var name = operation is IPropertyReferenceOperation { Property: { IsIndexer: false, Name: var property } } ? property : operation is IPropertyReferenceOperation ? "Headers" : Calls.Show(operation);
        context.ReportDiagnostic(Finding(platform, Severity.Error, operation is IPropertyReferenceOperation ? operation.Syntax.GetLocation() : Calls.NameOf(operation), properties: null, name, why));
    }

    // A scheduled job and the start of the program are caused by no request.
    private static bool IsWithoutRequest(ISymbol symbol) => CodePlace.IsBackgroundWork(symbol.ContainingType) || CodePlace.IsStart(symbol) && symbol.Name is "Main" or "<Main>$";
}

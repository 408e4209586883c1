using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.Logging;

/// <summary>PG6005: code that keeps the correlation id of a request from the calls that the request causes.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CorrelationLoss : GuidelineAnalyzer
{
    private static readonly string[] Headers =
        ["traceparent", "x-request-id", "request-id", "x-correlation-id", "correlation-id", "x-gitlab-correlation-id", "x-trace-id", "correlationid", "requestid", "x-correlationid", "x-requestid"];

    /// <summary>Makes the analyzer.</summary>
    public CorrelationLoss()
        : base("PG6005")
    {
    }

    private protected override bool IsRelevant(PlatformContext platform) =>
        base.IsRelevant(platform) && !platform.IsTestProject && !platform.Project.IsTool && !platform.Project.IsOrchestrator;

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        context.RegisterOperationAction(call => AnalyzeCall(call, platform), OperationKind.Invocation);
        context.RegisterOperationAction(assignment => AnalyzeAssignment(assignment, platform), OperationKind.SimpleAssignment);
        if (platform.Project.References("Grpc.Core"))
        {
            context.RegisterOperationAction(creation => AnalyzeCreation(creation, platform), OperationKind.ObjectCreation);
        }
    }

    private void AnalyzeCall(OperationAnalysisContext context, PlatformContext platform)
    {
        var call = (IInvocationOperation)context.Operation;
        switch (call.TargetMethod.Name)
        {
            case "CreateNoOutputPropagator" when TypeNames.Is(call.TargetMethod.ContainingType, "System.Diagnostics.DistributedContextPropagator"):
                Report(context, platform, call, "it switches the propagation of trace context off");
                break;
            case "Add" or "TryAddWithoutValidation" or "Append" when IsOutgoing(call.Instance) && call.Arguments.Length >= 2 && HeaderIn(call.Arguments[0].Value) is { } header
                && IsFresh(call.Arguments[1].Value, context.CancellationToken) && !IsWithoutRequest(context.ContainingSymbol) && !IsOnlyWhenMissing(call, header):
                Report(context, platform, call, $"it sends a new id in {header} instead of the one of the request that is being handled");
                break;
            case "Remove" when IsOutgoing(call.Instance) && call.Arguments.Length == 1 && HeaderIn(call.Arguments[0].Value) is { } removed && !IsSetAgain(call, removed):
                Report(context, platform, call, $"it removes {removed} from an outgoing request");
                break;
        }
    }

    private void AnalyzeAssignment(OperationAnalysisContext context, PlatformContext platform)
    {
        var assignment = (ISimpleAssignmentOperation)context.Operation;
        switch (assignment.Target)
        {
            case IPropertyReferenceOperation { Property: { Name: "ActivityHeadersPropagator", ContainingType: var owner } } when TypeNames.Is(owner, "System.Net.Http.SocketsHttpHandler")
                && assignment.Value.ConstantValue is { HasValue: true, Value: null }:
                Report(context, platform, assignment.Target, "without a propagator no trace context is sent");
                break;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Arguments.Length: 1 } indexer when IsOutgoing(indexer.Instance) && HeaderIn(indexer.Arguments[0].Value) is { } header
                && IsFresh(assignment.Value, context.CancellationToken) && !IsWithoutRequest(context.ContainingSymbol) && !IsOnlyWhenMissing(assignment, header):
                Report(context, platform, assignment.Target, $"it sends a new id in {header} instead of the one of the request that is being handled");
                break;
        }
    }

    // The native library of gRPC knows nothing of activities.
    private void AnalyzeCreation(OperationAnalysisContext context, PlatformContext platform)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (TypeNames.Is(creation.Type, "Grpc.Core.Channel") && !CallsInSameMember(creation, "Intercept"))
        {
            Report(context, platform, creation, "this channel sends no correlation id by itself, and no interceptor adds it");
        }
    }

    private void Report(OperationAnalysisContext context, PlatformContext platform, IOperation operation, string why)
    {
        var name = operation is IPropertyReferenceOperation { Property: { IsIndexer: false, Name: var property } } ? property : operation is IPropertyReferenceOperation ? "Headers" : Calls.Show(operation);
        context.ReportDiagnostic(Finding(platform, Severity.Error, operation is IPropertyReferenceOperation ? operation.Syntax.GetLocation() : Calls.NameOf(operation), properties: null, name, why));
    }

    // Headers of HttpRequestMessage and HttpClient, and the metadata of a gRPC call; not those of the answer.
    private static bool IsOutgoing(IOperation? headers) =>
        headers?.Type is { } type
        && (TypeNames.IsOrHas(type, "System.Net.Http.Headers.HttpRequestHeaders") || TypeNames.Is(type, "System.Net.WebHeaderCollection") || TypeNames.Is(type, "Grpc.Core.Metadata"))
        && headers is not IPropertyReferenceOperation { Property.Name: "ResponseHeaders" or "ResponseTrailers" };

    private static string? HeaderIn(IOperation name) =>
        StringExpressions.WithoutConversions(name) is { ConstantValue: { HasValue: true, Value: string text } } && Array.IndexOf(Headers, text.ToLowerInvariant()) >= 0 ? text : null;

    // Guid.NewGuid().ToString(), by itself: an incoming ?? Guid.NewGuid() passes on what there is.
    private static bool IsFresh(IOperation value, CancellationToken cancellation)
    {
        value = StringExpressions.WithoutConversions(value);
        switch (value)
        {
            case IInvocationOperation { TargetMethod: { Name: "NewGuid" or "CreateVersion7", ContainingType: var owner } }:
                return TypeNames.Is(owner, "System.Guid");
            case IInvocationOperation { TargetMethod: { Name: "CreateRandom", ContainingType: var owner } }:
                return TypeNames.Is(owner, "System.Diagnostics.ActivityTraceId");
            case IInvocationOperation { TargetMethod.Name: "ToString" or "ToHexString", Instance: { } inner }:
                return IsFresh(inner, cancellation);
            case ILocalReferenceOperation local:
                return WrittenOnce.InitializerOf(local.Local, local, cancellation) is { } initializer and not ILocalReferenceOperation && IsFresh(initializer, cancellation);
            case IInterpolatedStringOperation { Parts.Length: 1 } interpolated:
                return interpolated.Parts[0] is IInterpolationOperation { Expression: var expression } && IsFresh(expression, cancellation);
            default:
                return false;
        }
    }

    // A scheduled job and the start of the program are caused by no request.
    private static bool IsWithoutRequest(ISymbol symbol) => CodePlace.IsBackgroundWork(symbol.ContainingType) || CodePlace.IsStart(symbol) && symbol.Name is "Main" or "<Main>$";

    // if (!request.Headers.Contains("X-Request-ID")) { request.Headers.Add(…); }
    private static bool IsOnlyWhenMissing(IOperation write, string header)
    {
        for (var parent = write.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is not IConditionalOperation { Condition: var condition })
            {
                continue;
            }

            foreach (var operation in condition.DescendantsAndSelf())
            {
                if (operation is IInvocationOperation { TargetMethod.Name: "Contains" or "ContainsKey" or "TryGetValue" or "TryGetValues", Arguments.IsEmpty: false } question
                    && string.Equals(HeaderIn(question.Arguments[0].Value), header, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsSetAgain(IInvocationOperation removal, string header)
    {
        foreach (var operation in RootOf(removal).Descendants())
        {
            if (operation is IInvocationOperation { TargetMethod.Name: "Add" or "TryAddWithoutValidation" or "Inject" } other
                && (other.TargetMethod.Name == "Inject" || (!other.Arguments.IsEmpty && string.Equals(HeaderIn(other.Arguments[0].Value), header, StringComparison.OrdinalIgnoreCase))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool CallsInSameMember(IOperation operation, string method)
    {
        foreach (var other in RootOf(operation).Descendants())
        {
            if (other is IInvocationOperation { TargetMethod.Name: var name } && name == method)
            {
                return true;
            }
        }

        return false;
    }

    private static IOperation RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }
}

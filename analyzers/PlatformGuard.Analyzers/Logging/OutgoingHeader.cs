using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.Logging;

/// <summary>Headers that carry the correlation id of a request to the next service.</summary>
internal static class OutgoingHeader
{
    private static readonly string[] Names =
        ["traceparent", "x-request-id", "request-id", "x-correlation-id", "correlation-id", "x-gitlab-correlation-id", "x-trace-id", "correlationid", "requestid", "x-correlationid", "x-requestid"];

    /// <summary>The name of the header when the collection is that of an outgoing request and the header carries a correlation id; otherwise null.</summary>
    public static string? Of(IOperation? headers, IOperation name) => IsOutgoing(headers) ? NameIn(name) : null;

    /// <summary>The name of a header that carries a correlation id, in an expression that names it; otherwise null.</summary>
    public static string? NameIn(IOperation name) =>
        StringExpressions.WithoutConversions(name) is { ConstantValue: { HasValue: true, Value: string text } } && Array.IndexOf(Names, text.ToLowerInvariant()) >= 0 ? text : null;

    /// <summary>Whether a value is a new id, as <c>Guid.NewGuid().ToString()</c> by itself: an incoming <c>?? Guid.NewGuid()</c> passes on what there is.</summary>
    public static bool IsFresh(IOperation value, CancellationToken cancellation)
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

    // Headers of HttpRequestMessage and HttpClient, and the metadata of a gRPC call; not those of the answer.
    private static bool IsOutgoing(IOperation? headers) =>
        headers?.Type is { Name: "HttpRequestHeaders" or "WebHeaderCollection" or "Metadata" } type
        && (TypeNames.IsOrHas(type, "System.Net.Http.Headers.HttpRequestHeaders") || TypeNames.Is(type, "System.Net.WebHeaderCollection") || TypeNames.Is(type, "Grpc.Core.Metadata"))
        && headers is not IPropertyReferenceOperation { Property.Name: "ResponseHeaders" or "ResponseTrailers" };
}

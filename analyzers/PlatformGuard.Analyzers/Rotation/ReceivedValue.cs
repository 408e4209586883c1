using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;
using PlatformGuard.Guidelines.Secrets;

namespace PlatformGuard.Analyzers.Rotation;

/// <summary>A value that a caller sent: a header, a query, a form, a cookie, gRPC metadata, or a parameter that is named as a credential.</summary>
internal static class ReceivedValue
{
    private const int LongestWay = 8;

    /// <summary>Whether an expression is one.</summary>
    public static bool Is(IOperation operation, PlatformContext platform, CancellationToken cancellation)
    {
        for (var step = 0; step < LongestWay; step++)
        {
            operation = ConfiguredSecret.Unwrapped(operation);
            if (IsRequestPart(operation) || IsCallersParameter(operation) || (operation is ILocalReferenceOperation filled && IsFilledFromRequest(filled)))
            {
                return true;
            }

            var next = operation switch
            {
                IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } list } => list,
                IArrayElementReferenceOperation element => element.ArrayReference,
                IInvocationOperation { TargetMethod: { Name: "FirstOrDefault" or "First" or "SingleOrDefault" or "Single" or "LastOrDefault", IsExtensionMethod: true }, Arguments.IsEmpty: false } first => first.Arguments[0].Value,
                IInvocationOperation { TargetMethod: { Name: "Substring" or "Replace" or "Split" or "TrimStart" or "TrimEnd", ContainingType.SpecialType: SpecialType.System_String }, Instance: { } text } => text,
                _ => ValueSources.OnlyOf(operation, cancellation),
            };
            if (next is null)
            {
                return false;
            }

            operation = next;
        }

        return false;
    }

    private static bool IsRequestPart(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property: { IsIndexer: true, ContainingType: { } type } } => IsRequestCollection(type),
        IPropertyReferenceOperation { Property: { ContainingType.Name: "IHeaderDictionary" } } => true,
        IPropertyReferenceOperation { Property: { Name: "Parameter", ContainingType.Name: "AuthenticationHeaderValue" } } => true,
        IInvocationOperation { TargetMethod: { Name: "GetValue" or "Get" or "GetValues" or "GetTypedHeaders", ContainingType: { Name: "Metadata" or "MetadataExtensions" or "HttpHeaders" or "HeaderDictionaryExtensions" } } } => true,
        _ => false,
    };

    private static bool IsRequestCollection(INamedTypeSymbol type) =>
        type.Name is "IHeaderDictionary" or "IQueryCollection" or "IFormCollection" or "IRequestCookieCollection" or "RouteValueDictionary"
        || (type.Name == "Metadata" && TypeNames.IsWithin(type, "Grpc.Core"));

    // bool IsValid(string apiKey): what is checked here came from outside of this method.
    private static bool IsCallersParameter(IOperation operation) =>
        operation is IParameterReferenceOperation { Parameter: { Type.SpecialType: SpecialType.System_String, ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.AnonymousFunction } } parameter }
        && (SecretName.IsCredential(parameter.Name) || HasOneOf(parameter.GetAttributes(), "FromHeaderAttribute", "FromQueryAttribute"));

    private static bool HasOneOf(System.Collections.Immutable.ImmutableArray<AttributeData> attributes, params string[] names)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass is { Name: var name } && Array.IndexOf(names, name) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    // if (!request.Headers.TryGetValue("X-Api-Key", out var received))
    private static bool IsFilledFromRequest(ILocalReferenceOperation local)
    {
        IOperation body = local;
        while (body.Parent is { } parent)
        {
            body = parent;
        }

        foreach (var operation in body.DescendantsAndSelf())
        {
            if (operation is IArgumentOperation { Parameter.RefKind: RefKind.Out, Value: var target, Parent: IInvocationOperation { TargetMethod: { Name: "TryGetValue" } method, Instance: { } collection } }
                && ReferencedLocal(target) is { } written && SymbolEqualityComparer.Default.Equals(written, local.Local)
                && collection.Type is INamedTypeSymbol type && (IsRequestCollection(type) || IsRequestCollection(method.ContainingType)))
            {
                return true;
            }
        }

        return false;
    }

    private static ILocalSymbol? ReferencedLocal(IOperation target) => target switch
    {
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } => declared.Local,
        ILocalReferenceOperation reference => reference.Local,
        _ => null,
    };
}

using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Analyzers.Datastores;

/// <summary>The creation or registration of a datastore's client, with what is known of the address that it is given.</summary>
/// <param name="Kind">The kind of server.</param>
/// <param name="Client">What was called or created, as the reader knows it.</param>
/// <param name="Place">Where.</param>
/// <param name="Hosts">The hosts that it is known to reach.</param>
/// <param name="Setting">The setting that holds its address, or null.</param>
/// <param name="IsMain">Whether the address is that of a main datastore, which is another rule's business.</param>
internal sealed record DatastoreAccess(StoreKind Kind, string Client, Location Place, IReadOnlyList<string> Hosts, string? Setting, bool IsMain)
{
    /// <summary>How the reader knows the store: by its setting, which stays when the address changes, or by its host; null when neither is known.</summary>
    public string? Address => Setting ?? (Hosts.Count > 0 ? Hosts[0] : null);

    /// <summary>The access that an operation is, or null.</summary>
    public static DatastoreAccess? Of(IOperation operation, PlatformContext platform, CancellationToken cancellation)
    {
        var found = operation switch
        {
            IObjectCreationOperation { Type: INamedTypeSymbol type } created when DatastoreClients.MayBeType(type.Name) && DatastoreClients.OfType(type.ToDisplayString()) is { } kind =>
                (Kind: kind, Client: type.Name, created.Arguments),
            IInvocationOperation { TargetMethod: { ContainingType: { } type } method } call when DatastoreClients.MayBeMethod(method.Name) && KindOf(method, type) is { } kind && !IsTelemetry(Calls.ReceiverOf(call)?.Type) =>
                (Kind: kind, Client: method.IsExtensionMethod ? method.Name : type.Name + "." + method.Name, call.Arguments),
            _ => default,
        };
        if (found.Kind is null)
        {
            return null;
        }

        var address = new ClientAddress(platform, cancellation);
        foreach (var argument in found.Arguments)
        {
            address.Read(argument);
        }

        if (operation is IObjectCreationOperation { Initializer: { } initializer })
        {
            address.ReadAssignments(initializer);
        }

        return new(found.Kind, found.Client, PlaceOf(operation), address.Hosts, address.Setting, address.IsMain);
    }

    private static StoreKind? KindOf(IMethodSymbol method, INamedTypeSymbol type) =>
        method.IsStatic && !method.IsExtensionMethod
            ? DatastoreClients.OfFactory(type.ToDisplayString() + "." + method.Name)
            : DatastoreClients.OfRegistration(method.Name, method.ContainingAssembly?.Name ?? "");

    // builder.AddNpgsql() of the tracing library watches a client that is registered elsewhere.
    private static bool IsTelemetry(ITypeSymbol? receiver) =>
        TypeNames.IsOrHas(receiver, "OpenTelemetry.Trace.TracerProviderBuilder") || TypeNames.IsOrHas(receiver, "OpenTelemetry.Metrics.MeterProviderBuilder");

    // The name of what is called; the whole expression of a registration may be a page long.
    private static Location PlaceOf(IOperation operation) => operation.Syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.GetLocation(),
        InvocationExpressionSyntax { Expression: var name } => name.GetLocation(),
        ObjectCreationExpressionSyntax { Type: QualifiedNameSyntax qualified } => qualified.Right.GetLocation(),
        ObjectCreationExpressionSyntax created => created.Type.GetLocation(),
        var syntax => syntax.GetLocation(),
    };
}

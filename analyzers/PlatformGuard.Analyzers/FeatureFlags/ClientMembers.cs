using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>Tells the members of a client that reach its service from those that do not.</summary>
internal static class ClientMembers
{
    /// <summary>The client that makes the use of a member a call of a service, or null.</summary>
    /// <param name="type">The type that declares the member.</param>
    /// <param name="member">The member.</param>
    /// <param name="clientOf">Why a type is a client.</param>
    public static ClientType? Find(INamedTypeSymbol type, ISymbol member, Func<INamedTypeSymbol, ClientType?> clientOf)
    {
        if (clientOf(type) is not { } client || !IsCall(member, client))
        {
            return null;
        }

        // An implementer may have members of its own, which have nothing to do with the service.
        return type.TypeKind == TypeKind.Interface || client.Type.TypeKind == TypeKind.Class || Implements(type, member, clientOf) ? client : null;
    }

    /// <summary>Whether a member of a client type reaches the service.</summary>
    public static bool IsCall(ISymbol member, ClientType client) => member switch
    {
        IMethodSymbol method => IsCall(method),
        IPropertySymbol property => !client.OnlyMethods && !IsStored(property),
        _ => false,
    };

    /// <summary>Whether a type of a namespace with clients is one of them, and not a message that they exchange.</summary>
    public static bool LooksLikeClient(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Interface
        || type.Name.EndsWith("Client", StringComparison.Ordinal)
        || (!type.IsRecord && type.GetMembers().OfType<IMethodSymbol>().Any(static method => method.DeclaredAccessibility == Accessibility.Public && IsAwaited(method.ReturnType)));

    private static bool IsCall(IMethodSymbol method)
    {
        if (method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation or MethodKind.ReducedExtension) || method.Name is "Dispose" or "DisposeAsync")
        {
            return false;
        }

        var root = method;
        while (root.OverriddenMethod is { } overridden)
        {
            root = overridden;
        }

        // A factory makes a client, it calls nothing.
        return root.ContainingType?.SpecialType != SpecialType.System_Object
            && !(method.IsStatic && !method.IsExtensionMethod && SymbolEqualityComparer.Default.Equals(method.ReturnType.OriginalDefinition, method.ContainingType.OriginalDefinition));
    }

    private static bool IsStored(IPropertySymbol property)
    {
        if (property.IsIndexer || property.IsAbstract || property.ContainingType.TypeKind == TypeKind.Interface)
        {
            return false;
        }

        // Of a compiled class it is not known; what is read without a call is far more common.
        return property.DeclaringSyntaxReferences.IsEmpty
            || (property.DeclaringSyntaxReferences[0].GetSyntax() is PropertyDeclarationSyntax { ExpressionBody: null, AccessorList: { } accessors }
                && accessors.Accessors.All(static accessor => accessor.Body is null && accessor.ExpressionBody is null));
    }

    private static bool Implements(INamedTypeSymbol type, ISymbol member, Func<INamedTypeSymbol, ClientType?> clientOf) =>
        type.AllInterfaces.Any(contract => clientOf(contract) is not null
            && new[] { contract }.Concat(contract.AllInterfaces).Any(part => part.ContainingNamespace?.Name != "System" && part.GetMembers().Any(declared =>
                declared.Kind == member.Kind && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(declared)?.OriginalDefinition, member.OriginalDefinition))));

    private static bool IsAwaited(ITypeSymbol type) =>
        type.Name is "Task" or "ValueTask" or "IAsyncEnumerable" or "AsyncUnaryCall" or "AsyncServerStreamingCall" or "AsyncClientStreamingCall" or "AsyncDuplexStreamingCall" or "IObservable";
}

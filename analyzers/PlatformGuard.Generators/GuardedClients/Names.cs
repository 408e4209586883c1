using System.Linq;
using Microsoft.CodeAnalysis;

namespace PlatformGuard.Generators.GuardedClients;

/// <summary>Names of symbols that are compared or become part of file names.</summary>
internal static class Names
{
    /// <summary>How a namespace is declared.</summary>
    public static SymbolDisplayFormat Namespace { get; } = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>The metadata name with namespace and containing types.</summary>
    public static string Full(INamedTypeSymbol type)
    {
        var name = type.MetadataName;
        for (var container = type.ContainingType; container is not null; container = container.ContainingType)
        {
            name = container.MetadataName + "." + name;
        }

        return type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." + name : name;
    }

    /// <summary>Whether the symbol has the attribute, matched by name so that internal copies count.</summary>
    public static bool Has(ISymbol symbol, string attributeName) =>
        symbol.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && Full(type) == attributeName);
}

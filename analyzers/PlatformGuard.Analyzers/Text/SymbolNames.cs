using Microsoft.CodeAnalysis;

namespace PlatformGuard.Analyzers.Text;

/// <summary>Questions about symbols that several rules ask.</summary>
internal static class SymbolNames
{
    /// <summary>Whether the type is <paramref name="ancestor"/> or derives from it.</summary>
    public static bool Inherits(INamedTypeSymbol? type, INamedTypeSymbol? ancestor)
    {
        for (var current = type; current is not null && ancestor is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, ancestor))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a base of the type has this short name.</summary>
    public static bool InheritsFrom(INamedTypeSymbol? type, string ancestor)
    {
        for (var current = type?.BaseType; current is not null; current = current.BaseType)
        {
            if (current.Name == ancestor)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the type is the interface <paramref name="contract"/> or implements it.</summary>
    public static bool Implements(INamedTypeSymbol? type, INamedTypeSymbol? contract)
    {
        if (type is null || contract is null)
        {
            return false;
        }

        if (SymbolEqualityComparer.Default.Equals(type, contract))
        {
            return true;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if (SymbolEqualityComparer.Default.Equals(implemented, contract))
            {
                return true;
            }
        }

        return false;
    }
}

using Microsoft.CodeAnalysis;

namespace PlatformGuard.Analyzers.Symbols;

/// <summary>
/// Compares types with names written in rules, such as <c>Confluent.Kafka.IConsumer</c>. It looks nothing up and allocates nothing, and it finds
/// the type in whatever assembly and version of a library declares it. Type parameters do not count.
/// </summary>
internal static class TypeNames
{
    /// <summary>Whether the type has this full name.</summary>
    public static bool Is(ITypeSymbol? type, string fullName)
    {
        if (type is not INamedTypeSymbol)
        {
            return false;
        }

        // The members of an extension block have a type without a name, inside the one that was written.
        while (type.Name.Length == 0 && type.ContainingType is { } outer)
        {
            type = outer;
        }

        return EndsWith(fullName, fullName.Length, type.Name, out var rest)
            && (type.ContainingType is { } containing ? rest > 0 && Is(containing, fullName.Substring(0, rest)) : IsNamespace(type.ContainingNamespace, fullName, rest));
    }

    /// <summary>Whether the type, one that it derives from, or an interface that it implements has this full name.</summary>
    public static bool IsOrHas(ITypeSymbol? type, string fullName)
    {
        if (type is null)
        {
            return false;
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Is(current, fullName))
            {
                return true;
            }
        }

        foreach (var contract in type.AllInterfaces)
        {
            if (Is(contract, fullName))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the symbol's namespace is this one, or one below it.</summary>
    public static bool IsWithin(ISymbol? symbol, string space)
    {
        for (var current = symbol?.ContainingNamespace; current is { IsGlobalNamespace: false }; current = current.ContainingNamespace)
        {
            if (IsNamespace(current, space, space.Length))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNamespace(INamespaceSymbol? space, string name, int length)
    {
        while (space is { IsGlobalNamespace: false })
        {
            if (!EndsWith(name, length, space.Name, out length))
            {
                return false;
            }

            space = space.ContainingNamespace;
        }

        return length == 0;
    }

    // rest: what stands before the name and its dot.
    private static bool EndsWith(string name, int length, string part, out int rest)
    {
        var start = length - part.Length;
        rest = start > 0 ? start - 1 : 0;
        return start >= 0
            && string.CompareOrdinal(name, start, part, 0, part.Length) == 0
            && (start == 0 || name[start - 1] == '.');
    }
}

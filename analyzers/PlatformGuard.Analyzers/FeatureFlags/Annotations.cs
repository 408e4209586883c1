using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>Reads our own attributes. They are known by name, so that a project may carry its own copy of them.</summary>
internal static class Annotations
{
    /// <summary>The attribute of this name directly on a symbol.</summary>
    public static AttributeData? Find(ISymbol symbol, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.Name == name && type.ContainingNamespace is { Name: "PlatformGuard", ContainingNamespace.IsGlobalNamespace: true })
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>The attribute's flag: its first argument, or null when it has none.</summary>
    public static string? FlagOf(AttributeData attribute) =>
        attribute.ConstructorArguments.Length > 0 && attribute.ConstructorArguments[0].Value is string { Length: > 0 } flag ? flag : null;

    /// <summary>The flags of <c>[RequiresFeatureFlag]</c> on a member, on what it overrides or implements, and on the types around it.</summary>
    public static IReadOnlyCollection<string> RequiredFlags(ISymbol member)
    {
        SortedSet<string>? flags = null;
        for (var current = member; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            foreach (var source in DeclarationsOf(current))
            {
                Add(source);
            }
        }

        return flags ?? (IReadOnlyCollection<string>)[];

        void Add(ISymbol symbol)
        {
            foreach (var attribute in symbol.GetAttributes())
            {
                if (attribute.AttributeClass is { Name: "RequiresFeatureFlagAttribute", ContainingNamespace: { Name: "PlatformGuard", ContainingNamespace.IsGlobalNamespace: true } }
                    && FlagOf(attribute) is { } flag)
                {
                    (flags ??= new(StringComparer.Ordinal)).Add(flag);
                }
            }
        }
    }

    /// <summary>
    /// The flag that <c>[FeatureFlagGuard]</c> promises for a member, parameter or field, on it or on what it overrides or implements.
    /// </summary>
    /// <returns>Null without the attribute; otherwise its flag, which is null when the first text parameter names it.</returns>
    public static (AttributeData Attribute, string? Flag)? Guard(ISymbol symbol)
    {
        foreach (var source in DeclarationsOf(symbol))
        {
            if (Find(source, "FeatureFlagGuardAttribute") is { } attribute)
            {
                return (attribute, FlagOf(attribute));
            }
        }

        return null;
    }

    /// <summary>A member, the property of an accessor, what they override, and the interface members that they implement.</summary>
    public static IEnumerable<ISymbol> DeclarationsOf(ISymbol symbol)
    {
        yield return symbol;
        if (symbol is IMethodSymbol { AssociatedSymbol: IPropertySymbol property })
        {
            symbol = property;
            yield return property;
        }

        for (var overridden = Overridden(symbol); overridden is not null; overridden = Overridden(overridden))
        {
            yield return overridden;
        }

        if (symbol is not (IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } or IPropertySymbol) || symbol.IsStatic || symbol.ContainingType is not { } type)
        {
            yield break;
        }

        foreach (var contract in type.AllInterfaces)
        {
            if (!CanBeAnnotated(contract))
            {
                continue;
            }

            foreach (var member in contract.GetMembers())
            {
                if (member.Kind == symbol.Kind && symbol.Name.EndsWith(member.Name, StringComparison.Ordinal)
                    && SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), symbol))
                {
                    yield return member;
                }
            }
        }
    }

    // The framework and most packages know nothing of our attributes, and their interfaces are many.
    private static bool CanBeAnnotated(INamedTypeSymbol type)
    {
        if (!type.DeclaringSyntaxReferences.IsEmpty)
        {
            return true;
        }

        foreach (var reference in type.ContainingModule?.ReferencedAssemblies ?? [])
        {
            if (reference.Name == "PlatformGuard.Annotations")
            {
                return true;
            }
        }

        return false;
    }

    private static ISymbol? Overridden(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.OverriddenMethod,
        IPropertySymbol property => property.OverriddenProperty,
        INamedTypeSymbol { BaseType: { SpecialType: SpecialType.None } type } => type,
        _ => null,
    };
}

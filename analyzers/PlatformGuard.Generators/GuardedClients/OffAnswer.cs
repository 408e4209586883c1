using System;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace PlatformGuard.Generators.GuardedClients;

/// <summary>The empty value of a type: what a service that is switched off has to say. A type without one needs an answer from its user.</summary>
internal static class OffAnswer
{
    /// <summary>An expression, or null when the type has no empty value.</summary>
    public static string? Of(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } || CanBeNull(type))
        {
            return "default";
        }

        switch (type)
        {
            case { SpecialType: SpecialType.System_String }:
                return "\"\"";
            case IArrayTypeSymbol { Rank: 1 } array:
                return $"global::System.Array.Empty<{TypeText.Of(array.ElementType)}>()";
            case INamedTypeSymbol named:
                return OfNamed(named);
            default:
                return type.IsValueType ? "default" : null;
        }
    }

    /// <summary>Also where nothing is said about null.</summary>
    private static bool CanBeNull(ITypeSymbol type) =>
        (type is ITypeParameterSymbol { IsValueType: false } || type.IsReferenceType) && type.NullableAnnotation != NullableAnnotation.NotAnnotated;

    private static string? OfNamed(INamedTypeSymbol type)
    {
        var arguments = string.Join(", ", type.TypeArguments.Select(TypeText.Of));
        switch (Namespace(type) + "." + type.MetadataName)
        {
            case "System.Threading.Tasks.Task":
                return "global::System.Threading.Tasks.Task.CompletedTask";
            case "System.Threading.Tasks.Task`1":
                return Of(type.TypeArguments[0]) is { } result ? $"global::System.Threading.Tasks.Task.FromResult<{arguments}>({result})" : null;
            case "System.Threading.Tasks.ValueTask`1":
                return Of(type.TypeArguments[0]) is { } value ? $"new global::System.Threading.Tasks.ValueTask<{arguments}>({Typed(value, arguments)})" : null;
            case "System.Collections.IEnumerable" or "System.Collections.ICollection" or "System.Collections.IList":
                return "global::System.Array.Empty<object>()";
            case "System.Collections.Generic.IEnumerable`1" or "System.Collections.Generic.IReadOnlyCollection`1" or "System.Collections.Generic.IReadOnlyList`1":
                return $"global::System.Array.Empty<{arguments}>()";
            case "System.Collections.Generic.ICollection`1" or "System.Collections.Generic.IList`1":
                return $"new global::System.Collections.Generic.List<{arguments}>()";
            case "System.Collections.Generic.ISet`1" or "System.Collections.Generic.IReadOnlySet`1":
                return $"new global::System.Collections.Generic.HashSet<{arguments}>()";
            case "System.Collections.Generic.IDictionary`2" or "System.Collections.Generic.IReadOnlyDictionary`2":
                return $"new global::System.Collections.Generic.Dictionary<{arguments}>()";
            case "System.IO.Stream":
                return "global::System.IO.Stream.Null";
            default:
                break;
        }

        if (HasEmpty(type))
        {
            return TypeText.Of(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)) + ".Empty";
        }

        if (type.IsValueType)
        {
            return "default";
        }

        return IsCollectionClass(type) ? $"new {TypeText.Of(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated))}()" : null;
    }

    /// <summary>The constructors of <c>ValueTask&lt;T&gt;</c> also take a task, which a bare <c>default</c> might be.</summary>
    private static string Typed(string value, string type) => value == "default" ? $"default({type})" : value;

    /// <summary>A static member such as <c>ImmutableArray&lt;T&gt;.Empty</c>, whose default value cannot be used.</summary>
    private static bool HasEmpty(INamedTypeSymbol type) => Namespace(type).StartsWith("System.Collections.", StringComparison.Ordinal)
        && type.GetMembers("Empty").Any(member =>
            member is { IsStatic: true, DeclaredAccessibility: Accessibility.Public }
            && SymbolEqualityComparer.Default.Equals((member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type, type));

    private static bool IsCollectionClass(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsAbstract: false }
        && Namespace(type) is "System.Collections" or "System.Collections.Generic" or "System.Collections.ObjectModel" or "System.Collections.Concurrent"
        && type.InstanceConstructors.Any(static constructor => constructor is { Parameters.IsEmpty: true, DeclaredAccessibility: Accessibility.Public });

    private static string Namespace(INamedTypeSymbol type) => type.ContainingType is null ? type.ContainingNamespace?.ToDisplayString() ?? "" : "";
}

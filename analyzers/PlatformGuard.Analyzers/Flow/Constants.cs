using System;
using Microsoft.CodeAnalysis;

namespace PlatformGuard.Analyzers.Flow;

/// <summary>The constants that a <see cref="FlowValue"/> tells apart, in a form in which equal constants are equal objects.</summary>
internal static class Constants
{
    /// <summary>Stands for <see langword="null"/>.</summary>
    public static readonly object Null = new();

    /// <summary>Stands for <see langword="true"/>.</summary>
    public static readonly object True = true;

    /// <summary>Stands for <see langword="false"/>.</summary>
    public static readonly object False = false;

    /// <summary>The canonical form of a compile-time constant, or null for one whose equality is not the C# one of its text (floating point).</summary>
    public static object? Canonical(object? constant) => constant switch
    {
        null => Null,
        bool value => value ? True : False,
        string value => value,
        char value => (long)value,
        sbyte value => (long)value,
        byte value => (long)value,
        short value => (long)value,
        ushort value => (long)value,
        int value => (long)value,
        uint value => (long)value,
        long value => value,
        ulong value and <= long.MaxValue => (long)value,
        _ => null,
    };

    /// <summary>Whether every value of the type is one of the constants here, so that a conversion between two such types keeps equality.</summary>
    public static bool AreTracked(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }

        return type is not null && (type.TypeKind == TypeKind.Enum || type.SpecialType is SpecialType.System_Boolean or SpecialType.System_String
            or (>= SpecialType.System_Char and <= SpecialType.System_UInt64));
    }

    /// <summary>Whether two texts are the same under a comparison that ignores case.</summary>
    public static bool EqualsIgnoringCase(object one, object other) =>
        one is string text && other is string otherText && string.Equals(text, otherText, StringComparison.OrdinalIgnoreCase);
}

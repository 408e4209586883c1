using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PlatformGuard.Generators.GuardedClients;

/// <summary>Parameter lists, arguments and the attributes that callers depend on.</summary>
internal static class ParameterText
{
    private const string Cancellation = "System.Threading.CancellationToken";

    /// <summary>A parameter list as callers see it: attributes of null analysis and of the caller, modifiers, default values.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="withDefaults">False for an explicit implementation, where they would have no effect.</param>
    /// <param name="enumeratorToken">The parameter that takes the token of a stream's consumer, or null.</param>
    public static string Public(ImmutableArray<IParameterSymbol> parameters, bool withDefaults, IParameterSymbol? enumeratorToken = null) =>
        string.Join(", ", parameters.Select(parameter =>
        {
            var text = new StringBuilder();
            foreach (var attribute in Attributes(parameter.GetAttributes()))
            {
                text.Append('[').Append(attribute).Append("] ");
            }

            if (SymbolEqualityComparer.Default.Equals(parameter, enumeratorToken))
            {
                text.Append("[global::System.Runtime.CompilerServices.EnumeratorCancellation] ");
            }

            text.Append(Plain(parameter, withParams: true));
            return withDefaults && parameter.HasExplicitDefaultValue ? text.Append(" = ").Append(TypeText.DefaultValue(parameter)).ToString() : text.ToString();
        }));

    /// <summary>A parameter list of generated private code.</summary>
    public static string Private(ImmutableArray<IParameterSymbol> parameters) => string.Join(", ", parameters.Select(static parameter => Plain(parameter, withParams: false)));

    /// <summary>The parameters as arguments of a call with the same signature.</summary>
    public static string Arguments(ImmutableArray<IParameterSymbol> parameters) => string.Join(", ", parameters.Select(static parameter =>
        parameter.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In or RefKind.RefReadOnlyParameter => "in ",
            _ => "",
        } + TypeText.Name(parameter.Name)));

    /// <summary>Whether an asynchronous method can have the parameters.</summary>
    public static bool CanAwait(ImmutableArray<IParameterSymbol> parameters) =>
        parameters.All(static parameter => parameter.RefKind == RefKind.None && !parameter.Type.IsRefLikeType && parameter.Type is not ITypeParameterSymbol { AllowsRefLikeType: true });

    /// <summary>Whether a type can only be written in an unsafe context.</summary>
    public static bool IsPointer(ITypeSymbol type) => type switch
    {
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => true,
        IArrayTypeSymbol array => IsPointer(array.ElementType),
        _ => false,
    };

    /// <summary>The parameter that cancels, or null.</summary>
    public static IParameterSymbol? CancellationOf(ImmutableArray<IParameterSymbol> parameters) =>
        parameters.LastOrDefault(static parameter => parameter.RefKind == RefKind.None && parameter.Type.ToDisplayString() == Cancellation);

    /// <summary>The attributes that callers of a member or users of a parameter depend on, as they are written.</summary>
    public static IEnumerable<string> Attributes(ImmutableArray<AttributeData> attributes)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass is { } type && IsForCallers(type) && attribute.NamedArguments.IsEmpty && Written(attribute) is { } text)
            {
                yield return text;
            }
        }
    }

    private static bool IsForCallers(INamedTypeSymbol type) => type.DeclaredAccessibility == Accessibility.Public && type.ContainingNamespace?.ToDisplayString() switch
    {
        "System.Diagnostics.CodeAnalysis" => type.Name is "AllowNullAttribute" or "DisallowNullAttribute" or "MaybeNullAttribute" or "MaybeNullWhenAttribute"
            or "NotNullAttribute" or "NotNullWhenAttribute" or "NotNullIfNotNullAttribute" or "StringSyntaxAttribute",
        "System.Runtime.CompilerServices" => type.Name.StartsWith("Caller", StringComparison.Ordinal),
        "System" => type.Name == "ObsoleteAttribute",
        _ => false,
    };

    private static string? Written(AttributeData attribute)
    {
        var arguments = new List<string>();
        foreach (var argument in attribute.ConstructorArguments)
        {
            if (argument.Kind != TypedConstantKind.Primitive)
            {
                return null;
            }

            arguments.Add(argument.Value is null ? "null" : SymbolDisplay.FormatPrimitive(argument.Value, quoteStrings: true, useHexadecimalNumbers: false));
        }

        return string.Format(CultureInfo.InvariantCulture, "{0}({1})", TypeText.Of(attribute.AttributeClass!), string.Join(", ", arguments));
    }

    private static string Plain(IParameterSymbol parameter, bool withParams) =>
        (parameter.IsParams && withParams ? "params " : "")
        + (parameter.ScopedKind != ScopedKind.None && parameter.RefKind != RefKind.Out && !parameter.IsParams ? "scoped " : "")
        + parameter.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            RefKind.RefReadOnlyParameter => "ref readonly ",
            _ => "",
        }
        + TypeText.Of(parameter.Type) + " " + TypeText.Name(parameter.Name);
}

using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PlatformGuard.Generators.GuardedClients;

/// <summary>How symbols are written in generated code: whole names, with nullable annotations, keywords escaped.</summary>
internal static class TypeText
{
    /// <summary>Types.</summary>
    private static readonly SymbolDisplayFormat Format = SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    /// <summary>Types as messages show them.</summary>
    private static readonly SymbolDisplayFormat ReadableFormat = SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static string Of(ITypeSymbol type) => type.ToDisplayString(Format);

    public static string Readable(ITypeSymbol type) => type.ToDisplayString(ReadableFormat);

    public static string Name(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary><c>&lt;T, U&gt;</c>, or nothing.</summary>
    public static string TypeParameters(System.Collections.Immutable.ImmutableArray<ITypeParameterSymbol> parameters)
    {
        if (parameters.IsEmpty)
        {
            return "";
        }

        var text = new StringBuilder("<");
        for (var index = 0; index < parameters.Length; index++)
        {
            text.Append(index == 0 ? "" : ", ").Append(Name(parameters[index].Name));
        }

        return text.Append('>').ToString();
    }

    /// <summary>The constraints of all type parameters, each with a blank before it.</summary>
    public static string Constraints(System.Collections.Immutable.ImmutableArray<ITypeParameterSymbol> parameters)
    {
        var text = new StringBuilder();
        foreach (var parameter in parameters)
        {
            var parts = new System.Collections.Generic.List<string>();
            if (parameter.HasReferenceTypeConstraint)
            {
                parts.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
            }

            if (parameter.HasUnmanagedTypeConstraint)
            {
                parts.Add("unmanaged");
            }
            else if (parameter.HasValueTypeConstraint)
            {
                parts.Add("struct");
            }

            if (parameter.HasNotNullConstraint)
            {
                parts.Add("notnull");
            }

            foreach (var type in parameter.ConstraintTypes)
            {
                parts.Add(Of(type));
            }

            if (parameter.HasConstructorConstraint)
            {
                parts.Add("new()");
            }

            if (parameter.AllowsRefLikeType)
            {
                parts.Add("allows ref struct");
            }

            if (parts.Count > 0)
            {
                text.Append(" where ").Append(Name(parameter.Name)).Append(" : ").Append(string.Join(", ", parts));
            }
        }

        return text.ToString();
    }

    /// <summary>What an explicit implementation has to repeat, so that <c>T?</c> means the same in it.</summary>
    public static string ConstraintsOfExplicit(System.Collections.Immutable.ImmutableArray<ITypeParameterSymbol> parameters, string signature)
    {
        var text = new StringBuilder();
        foreach (var parameter in parameters)
        {
            var name = Name(parameter.Name);
            var word = parameter.HasReferenceTypeConstraint ? "class" : parameter.HasValueTypeConstraint ? "struct" : "default";
            if (signature.Contains(name + "?"))
            {
                text.Append(" where ").Append(name).Append(" : ").Append(word);
            }
        }

        return text.ToString();
    }

    /// <summary>The default value of an optional parameter.</summary>
    public static string DefaultValue(IParameterSymbol parameter)
    {
        var value = parameter.ExplicitDefaultValue;
        if (value is null or System.DateTime)
        {
            return "default";
        }

        var text = value switch
        {
            double.NaN => "double.NaN",
            double.PositiveInfinity => "double.PositiveInfinity",
            double.NegativeInfinity => "double.NegativeInfinity",
            float.NaN => "float.NaN",
            float.PositiveInfinity => "float.PositiveInfinity",
            float.NegativeInfinity => "float.NegativeInfinity",
            float number => number.ToString("R", CultureInfo.InvariantCulture) + "F",
            double number => number.ToString("R", CultureInfo.InvariantCulture) + "D",
            decimal number => number.ToString(CultureInfo.InvariantCulture) + "M",
            _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false),
        };
        var type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : parameter.Type;
        return type.TypeKind == TypeKind.Enum ? $"({Of(type)})({text})" : text;
    }
}

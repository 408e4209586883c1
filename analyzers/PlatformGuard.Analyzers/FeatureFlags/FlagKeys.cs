using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Flow;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>Reads the name of a flag from an argument: constants of every kind, enumeration members, variables that hold a constant, parameters.</summary>
internal static class FlagKeys
{
    /// <summary>The flag that an argument names.</summary>
    /// <param name="argument">The argument's expression.</param>
    /// <param name="value">What the flow analysis knows about its value.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static FlagKey Of(IOperation argument, FlowValue value, CancellationToken cancellation)
    {
        argument = StringExpressions.WithoutConversions(argument);
        if (EnumMember(argument, value) is { } member)
        {
            return FlagKey.Of(member);
        }

        if (value.OnlyConstant is string { Length: > 0 } text)
        {
            return FlagKey.Of(text);
        }

        if (argument is IParameterReferenceOperation { Parameter: { Type.SpecialType: SpecialType.System_String } parameter })
        {
            return FlagKey.OfParameter(parameter.Ordinal);
        }

        // Flag.Reviewers.ToString() is the way from an enumeration to a text.
        if (argument is IInvocationOperation { TargetMethod.Name: "ToString", Arguments.IsEmpty: true, Instance: { } instance } && EnumMember(StringExpressions.WithoutConversions(instance), FlowValue.Unknown) is { } name)
        {
            return FlagKey.Of(name);
        }

        var folded = TextFolder.Fold(argument, followLocals: false, cancellation);
        return folded is { HasHoles: false, Text.Length: > 0 } ? FlagKey.Of(folded.Text) : FlagKey.Unknown;
    }

    /// <summary>The flags that a constant of an attribute's argument names: a text, an enumeration member, or several of them.</summary>
    public static ImmutableArray<string> Of(TypedConstant argument) => argument switch
    {
        { IsNull: true } => [],
        { Kind: TypedConstantKind.Array } => [.. argument.Values.SelectMany(static value => Of(value))],
        { Kind: TypedConstantKind.Enum, Type: { } type } => MemberName(type, argument.Value) is { } name ? [name] : [],
        { Value: string { Length: > 0 } text } => [text],
        _ => [],
    };

    private static string? EnumMember(IOperation argument, FlowValue value) =>
        argument is IFieldReferenceOperation { Field: { ContainingType.TypeKind: TypeKind.Enum } field } ? field.Name
        : argument.Type is { TypeKind: TypeKind.Enum } type && value.OnlyConstant is long number ? MemberName(type, number)
        : null;

    private static string? MemberName(ITypeSymbol type, object? value) =>
        Constants.Canonical(value) is { } constant
            ? type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && constant.Equals(Constants.Canonical(field.ConstantValue)))?.Name
            : null;
}

using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Flow;

/// <summary>What it tells that a value matches a pattern, or does not.</summary>
/// <param name="declare">Receives the variables that patterns declare, with what they tell.</param>
/// <param name="observe">Receives the properties and fields that patterns read.</param>
internal sealed class Patterns(Action<ISymbol, FlowValue> declare, Action<IMemberReferenceOperation> observe)
{
    /// <summary>What <c>value is pattern</c> tells.</summary>
    public FlowValue Match(FlowValue value, IPatternOperation pattern)
    {
        var (matched, unmatched) = Test(value, pattern);
        return FlowValue.Bool(matched, unmatched);
    }

    private (Facts Matched, Facts Unmatched) Test(FlowValue value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: var constant } }:
                return Constants.Canonical(constant) is { } known ? (value.When(known), value.WhenNot(known)) : (value.Always, value.Always);
            case INegatedPatternOperation negated:
                var (inner, outer) = Test(value, negated.Pattern);
                return (outer, inner);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either:
                var (left, notLeft) = Test(value, either.LeftPattern);
                var (right, notRight) = Test(value, either.RightPattern);
                return (left & right, notLeft | notRight);
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                var (first, notFirst) = Test(value, both.LeftPattern);
                var (second, notSecond) = Test(value, both.RightPattern);
                return (first | second, notFirst & notSecond);
            case IDiscardPatternOperation:
                return (value.Always, Facts.All);
            case IDeclarationPatternOperation declaration:
                Declare(declaration.DeclaredSymbol, declaration.MatchesNull ? value : value.Without(Constants.Null));
                return declaration.MatchesNull || declaration.MatchedType is null ? (value.Always, Facts.All) : OfType(value, declaration.InputType, declaration.MatchedType);
            case ITypePatternOperation type:
                return OfType(value, type.InputType, type.MatchedType);
            case IRecursivePatternOperation recursive:
                Declare(recursive.DeclaredSymbol, value.Without(Constants.Null));
                return Parts(value, recursive);
            default:
                return (value.Always, value.Always);
        }
    }

    private (Facts Matched, Facts Unmatched) Parts(FlowValue value, IRecursivePatternOperation pattern)
    {
        var (matched, unmatched) = OfType(value, pattern.InputType, pattern.MatchedType);
        for (var index = 0; index < pattern.DeconstructionSubpatterns.Length; index++)
        {
            var element = pattern.InputType.IsTupleType ? value.Member("Item" + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)) : FlowValue.Unknown;
            Add(Test(element, pattern.DeconstructionSubpatterns[index]));
        }

        foreach (var property in pattern.PropertySubpatterns)
        {
            var member = FlowValue.Unknown;
            if (property.Member is IMemberReferenceOperation reference)
            {
                observe(reference);
                member = Wrappers.Member(value, reference.Member);
            }

            Add(Test(member, property.Pattern));
        }

        return (matched, unmatched);

        void Add((Facts Matched, Facts Unmatched) part)
        {
            matched |= part.Matched;
            unmatched &= part.Unmatched;
        }
    }

    // Only a test for the type that the value has anyway excludes nothing but null.
    private static (Facts Matched, Facts Unmatched) OfType(FlowValue value, ITypeSymbol input, ITypeSymbol tested)
    {
        var type = input is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : input;
        var isOwn = SymbolEqualityComparer.Default.Equals(type, tested);
        return (value.WhenNot(Constants.Null), !isOwn ? Facts.None : input.IsValueType && ReferenceEquals(type, input) ? Facts.All : value.When(Constants.Null));
    }

    private void Declare(ISymbol? variable, FlowValue value)
    {
        if (variable is not null)
        {
            declare(variable, value);
        }
    }
}

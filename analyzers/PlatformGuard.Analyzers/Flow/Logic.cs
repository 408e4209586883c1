using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Flow;

/// <summary>What results of operators tell, given what their operands tell.</summary>
internal static class Logic
{
    /// <summary><c>!value</c></summary>
    public static FlowValue Not(FlowValue value) =>
        FlowValue.Bool(value.When(Constants.False), value.When(Constants.True), value.When(Constants.Null));

    /// <summary><c>one &amp; other</c>, neither of them null.</summary>
    public static FlowValue And(FlowValue one, FlowValue other) => FlowValue.Bool(
        one.When(Constants.True) | other.When(Constants.True),
        one.When(Constants.False) & other.When(Constants.False));

    /// <summary><c>one | other</c>, neither of them null.</summary>
    public static FlowValue Or(FlowValue one, FlowValue other) => FlowValue.Bool(
        one.When(Constants.True) & other.When(Constants.True),
        one.When(Constants.False) | other.When(Constants.False));

    // Of two optional operands true and false come about as of two others; when the result is null, nothing is known.
    private static FlowValue MaybeNull(FlowValue value) =>
        FlowValue.Bool(value.When(Constants.True), value.When(Constants.False), Facts.None);

    /// <summary><c>one == other</c>: every way in which the two can be equal, and every way in which they can differ.</summary>
    public static FlowValue Equal(FlowValue one, FlowValue other)
    {
        var equal = one.Otherwise | other.Otherwise;
        var different = one.Otherwise | other.Otherwise;
        foreach (var (constant, facts) in one.Cases)
        {
            equal &= facts | other.When(constant);
            different &= facts | other.Otherwise;
            different = other.Cases.Where(another => !another.Constant.Equals(constant)).Aggregate(different, (met, another) => met & (facts | another.Facts));
        }

        foreach (var (constant, facts) in other.Cases)
        {
            equal &= facts | one.When(constant);
            different &= facts | one.Otherwise;
        }

        return FlowValue.Bool(equal, different);
    }

    /// <summary>Equality of texts that ignores case.</summary>
    public static FlowValue EqualIgnoringCase(FlowValue one, FlowValue other)
    {
        var (constant, value) = one.OnlyConstant is { } first ? (first, other) : (other.OnlyConstant, one);
        if (constant is null || !value.Cases.Any(known => Constants.EqualsIgnoringCase(known.Constant, constant)))
        {
            return FlowValue.Unknown;
        }

        var equal = Facts.All;
        var different = value.Otherwise;
        foreach (var known in value.Cases)
        {
            if (Constants.EqualsIgnoringCase(known.Constant, constant))
            {
                equal &= known.Facts;
            }
            else
            {
                different &= known.Facts;
            }
        }

        return FlowValue.Bool(equal, different);
    }

    /// <summary><c>value is null</c></summary>
    public static FlowValue IsNull(FlowValue value) => FlowValue.Bool(value.When(Constants.Null), value.WhenNot(Constants.Null));

    /// <summary>A value after a conversion.</summary>
    public static FlowValue Convert(FlowValue value, ITypeSymbol? from, ITypeSymbol? to, bool isUserDefined)
    {
        if (isUserDefined)
        {
            return FlowValue.Unknown;
        }

        // Between references, boxes and nullable forms the value stays what it is; between numbers it does when none of them is cut.
        return !IsNumber(from) || !IsNumber(to) || !IsNarrowed(from!, to!) ? value : FlowValue.Unknown;
    }

    /// <summary>The result of an operator of the language.</summary>
    public static FlowValue Combine(BinaryOperatorKind operation, FlowValue left, FlowValue right, bool isLifted = false) => operation switch
    {
        BinaryOperatorKind.Equals => Equal(left, right),
        BinaryOperatorKind.NotEquals => Not(Equal(left, right)),
        BinaryOperatorKind.ExclusiveOr when !isLifted => Not(Equal(left, right)),
        BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd => isLifted ? MaybeNull(And(left, right)) : And(left, right),
        BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr => isLifted ? MaybeNull(Or(left, right)) : Or(left, right),
        _ => FlowValue.Unknown,
    };

    /// <summary>Whether a type is <see cref="bool"/> or <c>bool?</c>, and not a number whose bits are combined.</summary>
    public static bool IsBoolean(ITypeSymbol? type) => Underlying(type)?.SpecialType == SpecialType.System_Boolean;

    private static bool IsNumber(ITypeSymbol? type) =>
        Underlying(type)?.SpecialType is >= SpecialType.System_Char and <= SpecialType.System_Double;

    private static bool IsNarrowed(ITypeSymbol from, ITypeSymbol to)
    {
        var (source, target) = (Underlying(from)!.SpecialType, Underlying(to)!.SpecialType);
        return source != target && (!Constants.AreTracked(Underlying(to)) || Size(target) <= Size(source));
    }

    private static int Size(SpecialType type) => type switch
    {
        SpecialType.System_SByte or SpecialType.System_Byte => 1,
        SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Char => 2,
        SpecialType.System_Int32 or SpecialType.System_UInt32 => 4,
        _ => 8,
    };

    private static ITypeSymbol? Underlying(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }

        return type is INamedTypeSymbol { EnumUnderlyingType: { } underlying } ? underlying : type;
    }
}

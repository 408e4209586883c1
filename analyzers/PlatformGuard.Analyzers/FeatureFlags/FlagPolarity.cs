using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Guidelines.FeatureFlags;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>The query that an expression repeats, and the value of the expression that means the flag is on.</summary>
/// <param name="Call">The query.</param>
/// <param name="Query">How it asks.</param>
/// <param name="On">The value that means on.</param>
internal readonly record struct FlagPolarity(IInvocationOperation Call, FlagQuery Query, bool On)
{
    private const int Deepest = 32;

    /// <summary>Reads an expression; null when its value does not follow from one query.</summary>
    public static FlagPolarity? Of(IOperation? expression, FlagQueries queries, int depth = 0)
    {
        if (expression is null || depth > Deepest)
        {
            return null;
        }

        switch (expression)
        {
            case IConversionOperation conversion:
                return Of(conversion.Operand, queries, depth + 1);
            case IParenthesizedOperation parenthesized:
                return Of(parenthesized.Operand, queries, depth + 1);
            case IAwaitOperation awaited:
                return Of(awaited.Operation, queries, depth + 1);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return Of(not.Operand, queries, depth + 1) is { } negated ? negated with { On = !negated.On } : null;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both:
                return (Of(both.LeftOperand, queries, depth + 1) ?? Of(both.RightOperand, queries, depth + 1)) is { On: true } part ? part : null;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison:
                return OfComparison(comparison, queries, depth);
            case IPropertyReferenceOperation { Property.Name: "Value" or "IsEnabled" or "Enabled" or "Result", Instance: { } instance }:
                return Of(instance, queries, depth + 1);
            case IInvocationOperation call:
                return OfCall(call, queries, depth);
            default:
                return null;
        }
    }

    private static FlagPolarity? OfCall(IInvocationOperation call, FlagQueries queries, int depth)
    {
        if (queries.Of(call.TargetMethod) is { } query)
        {
            return new(call, query, query.Answer != FlagAnswer.Off);
        }

        return call.TargetMethod.Name is "ConfigureAwait" or "GetAwaiter" or "GetResult" or "AsTask" && call.Instance is { } instance ? Of(instance, queries, depth + 1) : null;
    }

    private static FlagPolarity? OfComparison(IBinaryOperation comparison, FlagQueries queries, int depth)
    {
        var (value, constant) = comparison.RightOperand.ConstantValue.HasValue ? (comparison.LeftOperand, comparison.RightOperand) : (comparison.RightOperand, comparison.LeftOperand);
        var isEqual = comparison.OperatorKind == BinaryOperatorKind.Equals;
        return (constant.ConstantValue.Value, Of(value, queries, depth + 1)) switch
        {
            (bool expected, { } answer) => answer with { On = answer.On == (expected == isEqual) },
            (string text, { } answer) when isEqual && text == FlagApis.TreatmentOn => answer,
            _ => null,
        };
    }
}

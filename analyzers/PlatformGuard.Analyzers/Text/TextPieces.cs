using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Text;

/// <summary>
/// Looks at the known parts of a string expression, one by one, before it is put together: of most expressions no part can matter to a rule.
/// </summary>
internal static class TextPieces
{
    // Deeper nesting than anyone writes by hand gets the closer look, which has bounds of its own.
    private const int DeepestNesting = 32;

    /// <summary>Whether a known part passes the test. A part that has to be looked up first passes.</summary>
    public static bool Any(IOperation whole, Func<string, bool> test) => Any(whole, test, 0);

    private static bool Any(IOperation whole, Func<string, bool> test, int depth)
    {
        if (++depth > DeepestNesting)
        {
            return true;
        }

        // The left side of a long concatenation is as deep as the concatenation is long.
        var current = StringExpressions.WithoutConversions(whole);
        while (current is IBinaryOperation { ConstantValue.HasValue: false } sum && StringExpressions.IsConcatenation(sum))
        {
            if (Any(sum.RightOperand, test, depth))
            {
                return true;
            }

            current = StringExpressions.WithoutConversions(sum.LeftOperand);
        }

        return current switch
        {
            { ConstantValue: { HasValue: true, Value: var constant } } => constant is string text && test(text),
            IUtf8StringOperation utf8 => test(utf8.Value),
            IParenthesizedOperation parenthesized => Any(parenthesized.Operand, test, depth),
            IInterpolatedStringOperation interpolated => AnyOf(interpolated, test, depth),
            IInterpolatedStringHandlerCreationOperation { Content: IInterpolatedStringOperation content } => AnyOf(content, test, depth),
            IInvocationOperation call when StringExpressions.IsComposition(call.TargetMethod) => AnyOf(call.Arguments, test, depth),
            IArrayCreationOperation { Initializer.ElementValues: var elements } => AnyOf(elements, test, depth),
            ICollectionExpressionOperation { Elements: var elements } => AnyOf(elements, test, depth),
            IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true, DeclaringSyntaxReferences.IsEmpty: false } } => true,
            _ => false,
        };
    }

    private static bool AnyOf(IInterpolatedStringOperation interpolated, Func<string, bool> test, int depth)
    {
        foreach (var part in interpolated.Parts)
        {
            var value = part switch
            {
                IInterpolatedStringTextOperation text => text.Text,
                IInterpolationOperation interpolation => interpolation.Expression,
                IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments.Length: > 0 } call } => call.Arguments[0].Value,
                _ => null,
            };
            if (value is null || Any(value, test, depth))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AnyOf(ImmutableArray<IArgumentOperation> arguments, Func<string, bool> test, int depth)
    {
        foreach (var argument in arguments)
        {
            if (Any(argument.Value, test, depth))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AnyOf(ImmutableArray<IOperation> values, Func<string, bool> test, int depth)
    {
        foreach (var value in values)
        {
            if (Any(value, test, depth))
            {
                return true;
            }
        }

        return false;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Text;

/// <summary>Tells whole string expressions from their parts, so that a concatenation is judged, and reported, once.</summary>
internal static class StringExpressions
{
    /// <summary>The kinds of operation that a string expression with a written part can have.</summary>
    public static readonly OperationKind[] Kinds =
        [OperationKind.Literal, OperationKind.Binary, OperationKind.InterpolatedString, OperationKind.Utf8String, OperationKind.Invocation];

    /// <summary>
    /// Whether the operation is a string expression with a written part, and no part of a longer string expression.
    /// </summary>
    public static bool IsWhole(IOperation operation) => operation switch
    {
        ILiteralOperation { ConstantValue: { HasValue: true, Value: string { Length: > 0 } } } => !IsPart(operation),
        IUtf8StringOperation or IInterpolatedStringOperation => !IsPart(operation),
        IBinaryOperation binary => IsConcatenation(binary) && !IsPart(binary),
        IInvocationOperation invocation => IsComposition(invocation.TargetMethod) && !IsPart(invocation),
        _ => false,
    };

    /// <summary>Whether the operation adds strings.</summary>
    public static bool IsConcatenation(IBinaryOperation binary) =>
        binary is { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String };

    /// <summary>Whether the method makes a string of its arguments: <c>string.Concat</c>, <c>Format</c> or <c>Join</c>.</summary>
    public static bool IsComposition(IMethodSymbol method) =>
        method is { Name: "Concat" or "Format" or "Join", IsStatic: true, ContainingType.SpecialType: SpecialType.System_String };

    /// <summary>Skips conversions, which never change a text.</summary>
    public static IOperation WithoutConversions(IOperation operation)
    {
        while (operation is IConversionOperation { OperatorMethod: null } conversion)
        {
            operation = conversion.Operand;
        }

        return operation;
    }

    private static bool IsPart(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IConversionOperation:
                case IParenthesizedOperation:
                case IArrayInitializerOperation:
                case IArrayCreationOperation:
                case ICollectionExpressionOperation:
                    continue;
                case IBinaryOperation binary:
                    return IsConcatenation(binary);
                case IInterpolatedStringTextOperation:
                case IInterpolationOperation:
                    return true;
                case IArgumentOperation { Parent: IInvocationOperation invocation }:
                    return IsComposition(invocation.TargetMethod) || invocation.Parent is IInterpolatedStringAppendOperation;
                default:
                    return false;
            }
        }

        return false;
    }
}

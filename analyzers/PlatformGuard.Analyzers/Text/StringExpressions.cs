using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Text;

/// <summary>Tells whole string expressions from their parts, so that a concatenation is judged, and reported, once.</summary>
internal static class StringExpressions
{
    /// <summary>
    /// The kinds of operation that a string expression with a written part can have. Calls are far more numerous than the few that put
    /// strings together, so those are found from their first literal.
    /// </summary>
    public static readonly OperationKind[] Kinds =
        [OperationKind.Literal, OperationKind.Binary, OperationKind.InterpolatedString, OperationKind.Utf8String];

    /// <summary>
    /// The whole string expression that begins with <paramref name="operation"/>: itself, or a call that puts strings together. Null
    /// when it is a part of a longer expression that begins elsewhere, or no string.
    /// </summary>
    public static IOperation? WholeOf(IOperation operation)
    {
        if (!IsWritten(operation) || IsPart(operation, out var composition))
        {
            return null;
        }

        while (composition is not null)
        {
            if (FirstWritten(composition) != operation || IsPart(composition, out var outer))
            {
                return null;
            }

            operation = composition;
            composition = outer;
        }

        return operation;
    }

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

    private static bool IsWritten(IOperation operation) => operation switch
    {
        ILiteralOperation { Type.SpecialType: SpecialType.System_String, ConstantValue: { HasValue: true, Value: string { Length: > 0 } } } => true,
        IUtf8StringOperation or IInterpolatedStringOperation => true,
        IBinaryOperation binary => IsConcatenation(binary),
        _ => false,
    };

    // An argument of string.Format and the like is a part too, but found through the call: composition.
    private static bool IsPart(IOperation operation, out IInvocationOperation? composition)
    {
        composition = null;
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
                case IArgumentOperation { Parent: IInvocationOperation { Parent: IInterpolatedStringAppendOperation } }:
                    return true;
                case IArgumentOperation { Parent: IInvocationOperation invocation }:
                    composition = IsComposition(invocation.TargetMethod) ? invocation : null;
                    return false;
                default:
                    return false;
            }
        }

        return false;
    }

    private static IOperation? FirstWritten(IInvocationOperation composition)
    {
        foreach (var argument in composition.Arguments)
        {
            if (FirstWrittenOf(argument.Value) is { } first)
            {
                return first;
            }
        }

        return null;
    }

    private static IOperation? FirstWrittenOf(IOperation value)
    {
        value = WithoutConversions(value);
        switch (value)
        {
            case IArrayCreationOperation { Initializer: { } initializer }:
                return FirstWrittenOf(initializer.ElementValues);
            case ICollectionExpressionOperation collection:
                return FirstWrittenOf(collection.Elements);
            case IInvocationOperation inner when IsComposition(inner.TargetMethod):
                return FirstWritten(inner) is null ? null : inner;
            default:
                return IsWritten(value) ? value : null;
        }
    }

    private static IOperation? FirstWrittenOf(System.Collections.Immutable.ImmutableArray<IOperation> values)
    {
        foreach (var value in values)
        {
            if (FirstWrittenOf(value) is { } first)
            {
                return first;
            }
        }

        return null;
    }
}

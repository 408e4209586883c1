using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Text;

/// <summary>What happens to a string expression: does it become a value, is it only compared, or only told to a person?</summary>
internal static class ExpressionContext
{
    /// <summary>
    /// Whether the text is only compared with, searched for, or told to a person in a log, an exception or on the console. Nothing connects to it.
    /// </summary>
    public static bool IsOnlyMentioned(IOperation whole, PlatformContext platform)
    {
        var value = whole;
        for (var parent = whole.Parent; parent is not null; value = parent, parent = parent.Parent)
        {
            switch (parent)
            {
                case IConversionOperation or IParenthesizedOperation or IArrayInitializerOperation or IArrayCreationOperation or ICollectionExpressionOperation
                    or IInterpolatedStringHandlerCreationOperation:
                case IConditionalOperation conditional when value != conditional.Condition:
                case ICoalesceOperation or ISwitchExpressionArmOperation or ISwitchExpressionOperation:
                    continue;
                case IBinaryOperation or IPatternOperation or ICaseClauseOperation:
                    return true;
                case IArgumentOperation argument:
                    return IsMention(argument, platform);
                default:
                    return false;
            }
        }

        return false;
    }

    /// <summary>The expressions whose value <paramref name="operation"/> can have: the branches of <c>?:</c>, <c>??</c> and <c>switch</c>.</summary>
    public static void CollectAlternatives(IOperation operation, List<IOperation> alternatives)
    {
        operation = StringExpressions.WithoutConversions(operation);
        switch (operation)
        {
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                CollectAlternatives(conditional.WhenTrue, alternatives);
                CollectAlternatives(whenFalse, alternatives);
                break;
            case ICoalesceOperation coalesce:
                CollectAlternatives(coalesce.Value, alternatives);
                CollectAlternatives(coalesce.WhenNull, alternatives);
                break;
            case ISwitchExpressionOperation choice:
                foreach (var arm in choice.Arms)
                {
                    CollectAlternatives(arm.Value, alternatives);
                }

                break;
            case IArrayCreationOperation { Initializer: { } initializer }:
                alternatives.AddRange(initializer.ElementValues);
                break;
            default:
                alternatives.Add(operation);
                break;
        }
    }

    private static bool IsMention(IArgumentOperation argument, PlatformContext platform)
    {
        if (argument.Parameter is not { ContainingSymbol: IMethodSymbol method } parameter)
        {
            return false;
        }

        if (parameter.Name is "message" or "messageTemplate" or "paramName" or "pattern" || method.ContainingType is not { } type)
        {
            return true;
        }

        return type.SpecialType == SpecialType.System_String
            ? !StringExpressions.IsComposition(method)
            : type.Name is "Assert" or "Console" or "Debug" or "Trace" or "StringComparer" or "Regex"
                || SymbolNames.Inherits(type, platform.Exception)
                || (method.IsExtensionMethod && !method.Parameters.IsEmpty && platform.Logger is { } logger
                    && SymbolEqualityComparer.Default.Equals(method.Parameters[0].Type, logger));
    }
}

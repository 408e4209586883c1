using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Text;

/// <summary>The arguments of <c>string.Concat</c>, <c>Format</c> and <c>Join</c>, whichever overload is called.</summary>
internal static class CompositionArguments
{
    /// <summary>Splits the arguments into the format or separator (null for Concat) and the items.</summary>
    /// <returns>False when the items cannot be listed, as when they come in a variable.</returns>
    public static bool TryRead(IInvocationOperation invocation, out IOperation? first, out List<IOperation> items)
    {
        first = null;
        items = [];
        foreach (var argument in invocation.Arguments)
        {
            switch (argument.Parameter?.Name)
            {
                case "provider":
                    break;
                case "format" or "separator":
                    first = argument.Value;
                    break;
                default:
                    if (!TryAdd(argument.Value, items))
                    {
                        return false;
                    }

                    break;
            }
        }

        return first is not null || invocation.TargetMethod.Name == "Concat";
    }

    private static bool TryAdd(IOperation value, List<IOperation> items)
    {
        value = StringExpressions.WithoutConversions(value);
        switch (value)
        {
            case IArrayCreationOperation { Initializer: { } initializer }:
                items.AddRange(initializer.ElementValues);
                return true;
            case ICollectionExpressionOperation collection:
                items.AddRange(collection.Elements);
                return true;
            case { Type: { TypeKind: TypeKind.Array } } or { Type.SpecialType: not SpecialType.System_String and not SpecialType.System_Object, Type.IsValueType: false }:
                return false;
            default:
                items.Add(value);
                return true;
        }
    }
}

using System;
using Microsoft.CodeAnalysis;

namespace PlatformGuard.Analyzers.Flow;

/// <summary>The framework's attributes by which a method says where it does not return to.</summary>
internal static class FlowAttributes
{
    /// <summary>Whether calls of a method end the path.</summary>
    public static bool NeverReturns(IMethodSymbol method) => !IsConditional(method) && Find(method, "DoesNotReturnAttribute") is not null;

    /// <summary>Whether a method may be an iterator, whose body runs when its result is enumerated and not when it is called.</summary>
    public static bool IsIterator(IMethodSymbol method) =>
        method.ReturnType.Name is "IEnumerable" or "IEnumerator" or "IAsyncEnumerable" or "IAsyncEnumerator";

    /// <summary>The value of a parameter with which a call ends the path, or null when calls return with both.</summary>
    public static bool? EndsUnlessNot(IParameterSymbol parameter) =>
        parameter.Type.SpecialType == SpecialType.System_Boolean
        && Find(parameter, "DoesNotReturnIfAttribute") is { ConstructorArguments: { Length: 1 } arguments }
        && arguments[0].Value is bool ending
        && !IsConditional(parameter.ContainingSymbol)
            ? ending
            : null;

    /// <summary>Whether calls of a method are left out of some builds, as those of <c>Debug.Assert</c> are of a release build.</summary>
    public static bool IsConditional(ISymbol method) => Find(method, "ConditionalAttribute") is not null;

    private static AttributeData? Find(ISymbol symbol, string name)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && type.Name == name
                && type.ContainingNamespace?.ToDisplayString() is { } space && space.StartsWith("System.Diagnostics", StringComparison.Ordinal))
            {
                return attribute;
            }
        }

        return null;
    }
}

using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.Rotation;

/// <summary>A signature that is computed with a keyed hash, to be compared with a received one.</summary>
internal static class ComputedSignature
{
    private const int LongestWay = 8;

    /// <summary>The name of the configured secret that an expression's keyed hash uses; null when the expression is no such hash, or its key may be one of several.</summary>
    public static string? SecretOf(IOperation operation, PlatformContext platform, CancellationToken cancellation)
    {
        for (var step = 0; step < LongestWay; step++)
        {
            if (HashIn(operation) is { } hash)
            {
                return KeyOf(hash, cancellation) is { } key ? ConfiguredSecret.Of(key, platform, cancellation) : null;
            }

            if (ValueSources.OnlyOf(ConfiguredSecret.Unwrapped(operation), cancellation) is not { } source)
            {
                return null;
            }

            operation = source;
        }

        return null;
    }

    // "sha256=" + Convert.ToHexString(hmac.ComputeHash(body)): the hash may stand anywhere in the expression.
    private static IInvocationOperation? HashIn(IOperation operation)
    {
        foreach (var inner in operation.DescendantsAndSelf())
        {
            if (inner is IInvocationOperation { TargetMethod: { Name: "ComputeHash" or "ComputeHashAsync" or "HashData" or "HashDataAsync" } method } call && (IsKeyed(method.ContainingType) || IsKeyed(call.Instance?.Type)))
            {
                return call;
            }
        }

        return null;
    }

    private static IOperation? KeyOf(IInvocationOperation hash, CancellationToken cancellation)
    {
        if (hash.Instance is null)
        {
            return ArgumentOf(hash.Arguments, "key");
        }

        var instance = StringExpressions.WithoutConversions(hash.Instance);
        var created = instance is IObjectCreationOperation ? instance : ValueSources.OnlyOf(instance, cancellation) is { } only ? StringExpressions.WithoutConversions(only) : null;
        return created is IObjectCreationOperation creation ? ArgumentOf(creation.Arguments, "key") : null;
    }

    private static IOperation? ArgumentOf(System.Collections.Immutable.ImmutableArray<IArgumentOperation> arguments, string name)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Name == name)
            {
                return argument.Value;
            }
        }

        return null;
    }

    private static bool IsKeyed(ITypeSymbol? type) =>
        type is not null && type.Name.StartsWith("HMAC", StringComparison.Ordinal) && type is INamedTypeSymbol named && TypeNames.IsWithin(named, "System.Security.Cryptography");
}

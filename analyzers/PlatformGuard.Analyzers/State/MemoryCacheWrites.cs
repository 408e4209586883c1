using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.State;

/// <summary>Tells an <c>IMemoryCache</c> in front of a source from one that is the only store of a value.</summary>
internal static class MemoryCacheWrites
{
    /// <summary>Whether a call writes an entry that never expires and that the same code does not make again when it is missing.</summary>
    public static bool IsOnlyCopy(IInvocationOperation call, CancellationToken cancellation)
    {
        if (call.TargetMethod.Name != "Set" || !TypeNames.Is(call.TargetMethod.ContainingType, "Microsoft.Extensions.Caching.Memory.CacheExtensions"))
        {
            return false;
        }

        if (Calls.Argument(call, "options") is { } options ? !IsEmpty(options, cancellation) : Calls.Argument(call, "absoluteExpiration") is not null
            || Calls.Argument(call, "absoluteExpirationRelativeToNow") is not null || Calls.Argument(call, "expirationToken") is not null)
        {
            return false;
        }

        IOperation root = call;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        foreach (var operation in root.Descendants())
        {
            if (operation is IInvocationOperation { TargetMethod: { Name: "TryGetValue" or "Get" or "GetOrCreate" or "GetOrCreateAsync", ContainingType: var type } }
                && (TypeNames.Is(type, "Microsoft.Extensions.Caching.Memory.CacheExtensions") || TypeNames.IsOrHas(type, "Microsoft.Extensions.Caching.Memory.IMemoryCache")))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsEmpty(IOperation options, CancellationToken cancellation)
    {
        var value = StringExpressions.WithoutConversions(options);
        value = value is ILocalReferenceOperation local ? WrittenOnce.InitializerOf(local.Local, local, cancellation) : value;
        return value is IObjectCreationOperation { Initializer: null } && options is not ILocalReferenceOperation;
    }
}

using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.Tokens;

/// <summary>Writes of tokens into Redis and distributed caches that nothing lets expire.</summary>
internal static class StoreWrites
{
    /// <summary>The name of the token that a call stores for ever, or null.</summary>
    public static (string Name, Location Place)? TokenIn(IInvocationOperation call, CancellationToken cancellation)
    {
        var method = call.TargetMethod;
        var isWrite = method.Name switch
        {
            "StringSet" or "StringSetAsync" or "HashSet" or "HashSetAsync" or "ListRightPush" or "ListRightPushAsync" or "ListLeftPush" or "ListLeftPushAsync" or "SetAdd" or "SetAddAsync" =>
                TypeNames.IsWithin(method.ContainingType, "StackExchange.Redis"),
            "SetString" or "SetStringAsync" or "Set" or "SetAsync" =>
                method.ContainingType?.Name is "DistributedCacheExtensions" or "IDistributedCache" || TypeNames.IsWithin(method.ContainingType, "ServiceStack.Redis"),
            _ => false,
        };
        if (!isWrite || Expires(call) || IsExpiredElsewhere(call))
        {
            return null;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Name is "value" or "values" && NameOf(argument.Value, cancellation) is { } name && EntityModel.IsTokenName(name))
            {
                return (name, argument.Syntax.GetLocation());
            }
        }

        return null;
    }

    // An argument for the time of life, other than its default: none.
    private static bool Expires(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            var isLife = argument.Parameter?.Type is { } type
                && (type.Name is "TimeSpan" or "DistributedCacheEntryOptions" or "Expiration" or "DateTime" or "DateTimeOffset" || type is INamedTypeSymbol { TypeArguments: { Length: 1 } inner } && inner[0].Name is "TimeSpan" or "DateTime");
            if (isLife && argument.ArgumentKind != ArgumentKind.DefaultValue && StringExpressions.WithoutConversions(argument.Value) is not { ConstantValue: { HasValue: true, Value: null } } and not IDefaultValueOperation)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsExpiredElsewhere(IInvocationOperation call)
    {
        IOperation body = call;
        while (body.Parent is { } parent)
        {
            body = parent;
        }

        foreach (var operation in body.DescendantsAndSelf())
        {
            if (operation is IInvocationOperation { TargetMethod.Name: "KeyExpire" or "KeyExpireAsync" or "ExpireEntryIn" or "ExpireEntryAt" or "HashFieldExpire" or "HashFieldExpireAsync" })
            {
                return true;
            }
        }

        return false;
    }

    // The name of what is stored as it is; what a call made of it, such as a protector, is another value.
    private static string? NameOf(IOperation value, CancellationToken cancellation)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        switch (value)
        {
            case ILocalReferenceOperation local:
                // var apiKey = protector.Protect(key): the name says less than where the value comes from.
                return WrittenOnce.ValueOf(local.Local, local, cancellation) is { } source && StringExpressions.WithoutConversions(source) is IInvocationOperation { TargetMethod.Name: var maker } && IsProtection(maker) ? null : local.Local.Name;
            case IParameterReferenceOperation parameter:
                return parameter.Parameter.Name;
            case IPropertyReferenceOperation { Property.IsIndexer: false } property:
                return property.Property.Name;
            case IFieldReferenceOperation field:
                return field.Field.Name;
            case IInvocationOperation { TargetMethod: { Name: "GetBytes", ContainingType.Name: "Encoding" }, Arguments.IsEmpty: false } bytes:
                return NameOf(bytes.Arguments[0].Value, cancellation);
            default:
                return null;
        }
    }

    private static bool IsProtection(string method) =>
        method.IndexOf("Protect", System.StringComparison.Ordinal) >= 0 || method.IndexOf("Encrypt", System.StringComparison.Ordinal) >= 0 || method.IndexOf("Hash", System.StringComparison.Ordinal) >= 0;
}

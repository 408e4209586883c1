using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.Datastores;

/// <summary>The path of a configuration section, through the calls of <c>GetSection</c> that lead to it.</summary>
internal static class ConfigurationPath
{
    private const int LongestChain = 16;

    /// <summary>The path that <paramref name="section"/> stands for, ending in a colon; empty when it is the root or not known.</summary>
    public static string PrefixOf(IOperation? section, PlatformContext platform, CancellationToken cancellation)
    {
        var path = "";
        for (var step = 0; section is not null && step < LongestChain; step++)
        {
            section = StringExpressions.WithoutConversions(section);
            if (section is ILocalReferenceOperation or IFieldReferenceOperation)
            {
                section = ValueSources.OnlyOf(section, cancellation);
                continue;
            }

            if (section is not IInvocationOperation { TargetMethod.Name: "GetSection" or "GetRequiredSection" } call || Key(call) is not { } key)
            {
                return path;
            }

            var text = TextFolder.Fold(key, platform, cancellation);
            path = text.Text + ":" + path;
            section = ReceiverOf(call);
        }

        return path;
    }

    /// <summary>What a method is called on, be it an instance or the first argument of an extension method.</summary>
    public static IOperation? ReceiverOf(IInvocationOperation call)
    {
        if (call.Instance is not null || !call.TargetMethod.IsExtensionMethod)
        {
            return call.Instance;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Ordinal == 0)
            {
                return argument.Value;
            }
        }

        return null;
    }

    private static IOperation? Key(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Name == "key")
            {
                return argument.Value;
            }
        }

        return null;
    }
}

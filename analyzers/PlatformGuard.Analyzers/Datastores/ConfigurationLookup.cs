using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.Datastores;

/// <summary>Reads of <c>IConfiguration</c>: the whole key that an expression asks for.</summary>
internal static class ConfigurationLookup
{
    /// <summary>
    /// The key of <c>GetConnectionString("X")</c>, <c>configuration["X"]</c>, <c>GetValue&lt;string&gt;("X")</c> or <c>GetSection("X").Value</c>; null
    /// for any other expression, and when a part of the key is not known.
    /// </summary>
    public static string? KeyOf(IOperation operation, PlatformContext platform, CancellationToken cancellation)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod: { Name: "GetConnectionString", ContainingType.Name: "ConfigurationExtensions" } } call when IsConfiguration(call):
                return Join(ConfigurationPath.ReceiverOf(call), "ConnectionStrings:", ArgumentOf(call, "name"), platform, cancellation);
            case IInvocationOperation { TargetMethod: { Name: "GetValue", ContainingType.Name: "ConfigurationBinder" } } call when IsConfiguration(call):
                return Join(ConfigurationPath.ReceiverOf(call), "", ArgumentOf(call, "key"), platform, cancellation);
            case IInvocationOperation { TargetMethod: { Name: "Get", ContainingType.Name: "ConfigurationBinder" } } call when IsConfiguration(call):
                return SectionKey(ConfigurationPath.ReceiverOf(call), platform, cancellation);
            case IPropertyReferenceOperation { Property.IsIndexer: true, Arguments.Length: 1 } indexer when SymbolNames.Implements(indexer.Property.ContainingType, platform.Configuration):
                return Join(indexer.Instance, "", indexer.Arguments[0].Value, platform, cancellation);
            case IPropertyReferenceOperation { Property: { Name: "Value", ContainingType: { Name: "IConfigurationSection" } section } } value when SymbolNames.Implements(section, platform.Configuration):
                return SectionKey(value.Instance, platform, cancellation);
            default:
                return null;
        }
    }

    /// <summary>
    /// The name of the setting that an expression reads: the configuration key, or the environment variable; null when it reads none or
    /// its name is not known.
    /// </summary>
    public static string? SettingOf(IOperation operation, PlatformContext platform, CancellationToken cancellation)
    {
        if (operation is IInvocationOperation { TargetMethod: { Name: "GetEnvironmentVariable", ContainingType: { Name: "Environment", ContainingNamespace.Name: "System" } } } call)
        {
            var variable = ArgumentOf(call, "variable") is { } name ? TextFolder.Fold(name, platform, cancellation) : null;
            return variable is { HasHoles: false } ? variable.Text : null;
        }

        return KeyOf(operation, platform, cancellation);
    }

    private static string? SectionKey(IOperation? section, PlatformContext platform, CancellationToken cancellation)
    {
        var prefix = ConfigurationPath.PrefixOf(section, platform, cancellation);
        return prefix.Length == 0 || prefix.IndexOf(FoldedText.Hole, System.StringComparison.Ordinal) >= 0 ? null : prefix.Substring(0, prefix.Length - 1);
    }

    private static string? Join(IOperation? receiver, string between, IOperation? name, PlatformContext platform, CancellationToken cancellation)
    {
        if (name is null)
        {
            return null;
        }

        var text = TextFolder.Fold(name, platform, cancellation);
        var prefix = ConfigurationPath.PrefixOf(receiver, platform, cancellation);
        return text.HasHoles || text.Text.Length == 0 || prefix.IndexOf(FoldedText.Hole, System.StringComparison.Ordinal) >= 0 ? null : prefix + between + text.Text;
    }

    private static IOperation? ArgumentOf(IInvocationOperation call, string parameter)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter?.Name == parameter)
            {
                return argument.Value;
            }
        }

        return null;
    }

    private static bool IsConfiguration(IInvocationOperation call) => TypeNames.IsWithin(call.TargetMethod.ContainingType, "Microsoft.Extensions.Configuration");
}

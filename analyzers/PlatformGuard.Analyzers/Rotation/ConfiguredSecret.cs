using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Datastores;
using PlatformGuard.Analyzers.Text;
using PlatformGuard.Guidelines.Secrets;

namespace PlatformGuard.Analyzers.Rotation;

/// <summary>A single secret that comes from configuration: a setting, an environment variable, or a property of an options class.</summary>
internal static class ConfiguredSecret
{
    private const int LongestWay = 8;

    /// <summary>The name of the secret that an expression reads, also after a change of its form; null when it reads none.</summary>
    public static string? Of(IOperation operation, PlatformContext platform, CancellationToken cancellation)
    {
        for (var step = 0; step < LongestWay; step++)
        {
            operation = Unwrapped(operation);
            if (ConfigurationLookup.SettingOf(operation, platform, cancellation) is { } setting)
            {
                return SecretName.IsCredential(LastPart(setting)) ? setting : null;
            }

            if (operation is IPropertyReferenceOperation { Property: { IsIndexer: false, Type.SpecialType: SpecialType.System_String } property } && IsOptions(property.ContainingType))
            {
                return SecretName.IsCredential(property.Name) ? property.ContainingType.Name + "." + property.Name : null;
            }

            if (ValueSources.OnlyOf(operation, cancellation) is not { } source)
            {
                return null;
            }

            operation = source;
        }

        return null;
    }

    /// <summary>What a value is made of by a mere change of form: encoding, decoding, trimming, <c>??</c> with an exception.</summary>
    public static IOperation Unwrapped(IOperation operation)
    {
        while (true)
        {
            operation = operation is IConversionOperation conversion ? conversion.Operand : operation;
            switch (operation)
            {
                case IConversionOperation:
                    continue;
                case ICoalesceOperation coalesce when Unwrapped(coalesce.WhenNull) is IThrowOperation or ILiteralOperation:
                    operation = coalesce.Value;
                    continue;
                case IConditionalAccessOperation access:
                    operation = access.WhenNotNull;
                    continue;
                case IInvocationOperation { TargetMethod: { Name: "GetBytes", ContainingType.Name: "Encoding" } or { Name: "FromBase64String" or "FromHexString", ContainingType.Name: "Convert" } or { Name: "AsSpan" or "AsMemory", ContainingType.Name: "MemoryExtensions" }, Arguments.IsEmpty: false } call:
                    operation = call.Arguments[0].Value;
                    continue;
                case IInvocationOperation { TargetMethod: { Name: "Trim" or "ToString" or "ToLowerInvariant" or "ToUpperInvariant" or "ToLower" or "ToUpper", Parameters.IsEmpty: true }, Instance: { } instance }:
                    operation = instance;
                    continue;
                default:
                    return operation;
            }
        }
    }

    private static string LastPart(string setting) => setting.Substring(setting.LastIndexOf(':') + 1);

    private static bool IsOptions(INamedTypeSymbol? type) => type is not null
        && (type.Name.EndsWith("Options", StringComparison.Ordinal) || type.Name.EndsWith("Settings", StringComparison.Ordinal)
            || type.Name.EndsWith("Configuration", StringComparison.Ordinal) || type.Name.EndsWith("Config", StringComparison.Ordinal));
}

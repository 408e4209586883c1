using System;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Checks;

/// <summary>PG2003 in files: a flag that committed configuration or the manifest switches on.</summary>
public sealed class FeatureFlagFailsOpen() : Check("PG2003")
{
    /// <inheritdoc/>
    public override void Run(CheckContext context)
    {
        foreach (var flag in context.Manifest.FeatureFlags.Where(static flag => flag.Default))
        {
            context.Report(DefaultOf(context.Manifest, flag), "spec.featureFlags." + flag.Name + ".default", "true", [flag.Name, "its 'default' in the manifest is true"]);
        }

        var ofServices = context.Manifest.FeatureFlags.Select(static flag => flag.Name)
            .Concat(context.Manifest.Services.Select(static service => service.Flag).OfType<string>())
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var flag in context.Facts<FlagSwitches>().All)
        {
            // A flag that the manifest does not know may be one of a page, which protects nothing.
            var isOfService = ofServices.Contains(flag.Flag);
            if (flag.OnBy is { } onBy && (isOfService || IsFlagSection(flag)))
            {
                context.Report(flag.Location, flag.Path, onBy, [flag.Flag, $"committed configuration switches it on by {onBy}"], atMost: isOfService ? Severity.Error : Severity.Warning);
            }
        }
    }

    /// <summary>Only the section of a known flag library holds flags for certain; of another section the name must be declared.</summary>
    private static bool IsFlagSection(FlagSwitch flag) => flag.Path.Contains("FeatureManagement", StringComparison.OrdinalIgnoreCase) || flag.Path.StartsWith("feature_management", StringComparison.Ordinal);

    private static Location DefaultOf(ServiceManifest manifest, DeclaredFlag flag) => Search(manifest.Root, flag.Location) ?? flag.Location;

    /// <summary>The value of <c>default</c> in the entry at a place, of whichever environment.</summary>
    private static Location? Search(Node? root, Location entry)
    {
        var spec = root?["spec"];
        var lists = (spec?["environments"]?.Entries ?? []).Select(static environment => environment.Value["featureFlags"]).Prepend(spec?["featureFlags"]);
        return lists.SelectMany(static list => list?.Items ?? []).FirstOrDefault(item => item.Location == entry)?["default"]?.Location;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Core.Checks;

/// <summary>PG2004 in files: a flag that the manifest gives to a service, or that configuration switches under a misspelt name, without declaring it.</summary>
public sealed class UndeclaredFeatureFlag() : Check("PG2004")
{
    /// <inheritdoc/>
    public override void Run(CheckContext context)
    {
        if (context.Manifest.Path is not { } manifest)
        {
            return;
        }

        var declared = context.Manifest.FeatureFlags.Select(static flag => flag.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var service in context.Manifest.Services)
        {
            if (service.Flag is { } flag && !declared.Contains(flag))
            {
                context.Report(FlagOf(context.Manifest, service), "spec.services." + service.Name + ".flag", flag, [flag, manifest], remediation: Advice(context, flag, declared));
            }
        }

        ReportMisspelt(context, manifest, declared);
    }

    /// <summary>A flag of a page needs no declaration; one whose name is a slip away from a declared flag that has no switch of its own is that flag.</summary>
    private static void ReportMisspelt(CheckContext context, string manifest, HashSet<string> declared)
    {
        var switches = context.Facts<FlagSwitches>().All;
        var configured = switches.Select(static flag => flag.Flag).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var missing = declared.Where(flag => !configured.Contains(flag)).ToList();
        foreach (var flag in switches)
        {
            if (!declared.Contains(flag.Flag, StringComparer.OrdinalIgnoreCase) && KeySuggestions.Nearest(flag.Flag, missing) is { } meant)
            {
                context.Report(flag.NameLocation, flag.Path, flag.Flag, [flag.Flag, manifest], remediation: $"Did you mean '{meant}'? Otherwise declare '{flag.Flag}' in featureFlags of the manifest.");
            }
        }
    }

    private static string? Advice(CheckContext context, string flag, HashSet<string> declared) =>
        KeySuggestions.Nearest(flag, declared) is { } meant ? $"Did you mean '{meant}'? Otherwise declare '{flag}' in featureFlags of the manifest." : context.Rule.Remediation;

    /// <summary>The flag's own place within the service's entry.</summary>
    private static Location FlagOf(ServiceManifest manifest, CalledService service) =>
        manifest.Root?.At("spec", "services")?.Items.FirstOrDefault(item => item.Location == service.Location)?["flag"]?.Location ?? service.Location;
}

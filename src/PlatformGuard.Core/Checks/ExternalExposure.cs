using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Core.Facts.Kubernetes.Exposure;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Checks;

/// <summary>PG7001: an entry from outside that the manifest does not allow.</summary>
public sealed class ExternalExposure() : KubernetesCheck("PG7001")
{
    private const int MaxRelated = 10;

    /// <inheritdoc/>
    private protected override void Examine(KubernetesSet set, KubernetesReport report)
    {
        if (IsAllowed(report.Manifest))
        {
            return;
        }

        foreach (var entry in ExternalEntry.In(set))
        {
            if (!entry.Classes.IsEmpty && entry.Classes.All(report.Policy.IsInternalClass))
            {
                continue;
            }

            if (entry.Reach == Reach.Unknown)
            {
                report.AddNotEvaluated(entry.Owner.ToString(), "whether it is external depends on what is not written here", entry.Place);
            }
            else if (entry.Reach == Reach.External)
            {
                report.Add(
                    entry.Owner,
                    entry.Place,
                    entry.Subject,
                    $"{entry.Owner.Path}/{entry.Subject}",
                    [entry.Owner.Kind, entry.Owner.Name, entry.What],
                    [.. Behind(entry, set).Take(MaxRelated), .. DeclaredExposure(report.Manifest)],
                    entry.IsByDefaultOnly ? Severity.Warning : Severity.Error);
            }
        }
    }

    /// <inheritdoc/>
    private protected override void ExamineManifest(CheckContext context)
    {
        var manifest = context.Manifest;
        if (manifest.IsPublic && !IsAllowed(manifest) && manifest.Root?.At("spec", "exposure") is { } exposure)
        {
            var mode = manifest.Mode == DeploymentMode.Instance ? "instance" : "saas";
            context.Report(exposure.Location, "spec/exposure", mode, ["Manifest", manifest.Name ?? "", $"exposure is public in mode {mode}, and only saas-for-self-managed may be public"]);
        }
    }

    private static bool IsAllowed(ServiceManifest manifest) => manifest is { IsPublic: true, Mode: DeploymentMode.SaasForSelfManaged };

    private static IEnumerable<RelatedLocation> Behind(ExternalEntry entry, KubernetesSet set)
    {
        if (entry.Through is { } gateway)
        {
            yield return new(gateway.Place, $"through {gateway}");
        }

        foreach (var (name, space) in entry.Backends)
        {
            if (set.Find("", "Service", name, space) is not { } service)
            {
                continue;
            }

            if (service != entry.Owner)
            {
                yield return new(service.Place, $"leads to {service}");
            }

            foreach (var workload in set.Behind(service))
            {
                yield return new(workload.Owner.Place, $"{workload.Owner} answers");
            }
        }
    }

    private static ImmutableArray<RelatedLocation> DeclaredExposure(ServiceManifest manifest) => manifest.Root?.At("spec", "exposure") is { } exposure
        ? [new(exposure.Location, manifest.IsPublic ? "public, but not in mode saas-for-self-managed" : "the manifest says that the service is not public")]
        : [];
}

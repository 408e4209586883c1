using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Checks;

/// <summary>PG8006: the manifest does not say which team receives the service's alerts.</summary>
public sealed class MissingAlertRoute() : ManifestCheck("PG8006")
{
    /// <inheritdoc/>
    private protected override void Examine(CheckContext context, MappingNode root)
    {
        if (context.Manifest.Role != Role.Service || ManifestScope.All(root).Any(static scope => !string.IsNullOrWhiteSpace(scope.At("observability", "alerts", "team")?.Text)) || AlertsNameTheirTeam(context))
        {
            return;
        }

        var what = root.At("spec", "observability", "alerts").IsSet() ? "'spec.observability.alerts.team' is missing or empty" : "'spec.observability.alerts' is missing";
        ReportAt(context, root, ["spec", "observability", "alerts"], null, NameOf(context), what);
    }

    /// <summary>Whether the repository has alert rules of its own, and every one of them carries the label that routes it.</summary>
    private static bool AlertsNameTheirTeam(CheckContext context)
    {
        var alerts = context.Facts<KubernetesFacts>().Sets
            .SelectMany(static set => set.Of("monitoring.coreos.com", "PrometheusRule"))
            .SelectMany(static rule => rule.Spec.List("groups"))
            .SelectMany(static group => group.List("rules"))
            .Where(static rule => rule.TextOf("alert") is not null)
            .ToList();
        return alerts.Count > 0 && alerts.TrueForAll(static alert => alert.TextOf("labels", "team") is not null);
    }
}

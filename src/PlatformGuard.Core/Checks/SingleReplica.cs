using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Core.Checks;

/// <summary>PG7011: the end of one pod, or the maintenance of one node, takes the service down.</summary>
public sealed class SingleReplica() : KubernetesCheck("PG7011")
{
    /// <inheritdoc/>
    private protected override void Examine(KubernetesSet set, KubernetesReport report)
    {
        // Of a set with gaps it is not known that no autoscaler and no disruption budget is there; the renderer has said so.
        if (!set.IsComplete)
        {
            return;
        }

        foreach (var workload in set.Workloads.Where(static workload => !workload.RunsToCompletion && Scaling.HasReplicas(workload.Owner)))
        {
            Examine(workload, set, report);
        }
    }

    /// <inheritdoc/>
    private protected override void ExamineManifest(CheckContext context)
    {
        if (context.Manifest.Root is not MappingNode root || root.At("spec", "scaling", "min") is not ScalarNode min)
        {
            return;
        }

        // A small test environment is right; what counts is that the largest one has two.
        var most = ManifestScope.All(root).Max(static scope => (scope.At("scaling", "min") as ScalarNode)?.AsInteger() ?? 1);
        if (most <= 1)
        {
            context.Report(min.Location, "spec/scaling/min", min.Value, ["Manifest", context.Manifest.Name ?? "", string.Create(CultureInfo.InvariantCulture, $"keeps {(most == 1 ? "one instance" : "no instance")}: scaling.min is {most}")]);
        }
    }

    private static void Examine(Workload workload, KubernetesSet set, KubernetesReport report)
    {
        var owner = workload.Owner;
        var autoscaler = Scaling.AutoscalerOf(owner, set);
        switch (Scaling.Fewest(owner, set))
        {
            case null:
                report.AddNotEvaluated($"number of pods of {owner}", "it is filled in later", owner.Place);
                break;
            case 0 when autoscaler is null:
                // Switched off, or scaled by something that is not written here.
                break;
            case 0 or 1 when autoscaler is not null:
                var place = autoscaler.Spec.Field("minReplicas") ?? autoscaler.Spec.Field("minReplicaCount");
                report.Add(owner, place?.Location ?? autoscaler.Place, "autoscaler", workload.Path + "/replicas", [owner.Kind, owner.Name, $"may be scaled down to {(Scaling.Minimum(autoscaler) == 0 ? "no pod" : "one pod")} by {autoscaler}"]);
                break;
            case 1:
                report.Add(owner, owner.Spec.Field("replicas")?.Location ?? owner.Place, "replicas", workload.Path + "/replicas", [owner.Kind, owner.Name, owner.Spec.Field("replicas") is null ? "runs one pod, because it sets no replicas" : "runs one pod"]);
                break;
            default:
                if (!set.Of("policy", "PodDisruptionBudget").Any(budget => budget.Namespace == owner.Namespace && LabelSelector.Selects(budget.Spec?["selector"], workload.Labels)))
                {
                    report.Add(owner, owner.Place, "budget", workload.Path + "/budget", [owner.Kind, owner.Name, "has no PodDisruptionBudget: all of its pods may be evicted at once"]);
                }

                break;
        }
    }
}

using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Core.Checks;

/// <summary>PG7009: a roll-out that stops the old version everywhere before the new one has proved itself.</summary>
public sealed class NoGradualRollout() : KubernetesCheck("PG7009")
{
    /// <inheritdoc/>
    private protected override void Examine(KubernetesSet set, KubernetesReport report)
    {
        foreach (var item in set.Objects)
        {
            switch (item.Group, item.Kind)
            {
                case ("apps", "Deployment"):
                    ExamineDeployment(item, set, report);
                    break;
                case ("apps", "StatefulSet" or "DaemonSet") when item.Spec?.At("updateStrategy", "type") is ScalarNode { Value: "OnDelete" } type:
                    report.Add(item, type.Location, "OnDelete", item.Path + "/updateStrategy", [item.Kind, item.Name, "with OnDelete, pods change only when somebody deletes them"]);
                    break;
                default:
                    break;
            }
        }
    }

    /// <inheritdoc/>
    private protected override void ExamineManifest(CheckContext context)
    {
        if (context.Manifest.Root is not MappingNode root)
        {
            return;
        }

        foreach (var scope in ManifestScope.All(root))
        {
            var strategy = scope.At("rollout", "strategy")?.Text ?? "gradual";
            var path = scope.Environment is null ? "spec/rollout" : $"spec/environments/{scope.Environment}/rollout";
            if (strategy == "all-at-once" && scope.Own("rollout", "strategy") is { } written)
            {
                context.Report(written.Location, path, strategy, ["Manifest", context.Manifest.Name ?? "", "rollout.strategy is all-at-once"]);
            }
            else if (strategy == "gradual" && scope.Own("rollout", "steps") is SequenceNode { Values: [ScalarNode first, ..] } && first.AsNumber() >= 100)
            {
                context.Report(first.Location, path, first.Value, ["Manifest", context.Manifest.Name ?? "", "the first of rollout.steps is all traffic"]);
            }
        }
    }

    private static void ExamineDeployment(KubernetesObject item, KubernetesSet set, KubernetesReport report)
    {
        var strategy = item.Spec?["strategy"];
        if (strategy?["type"] is ScalarNode { Value: "Recreate" } type)
        {
            report.Add(item, type.Location, "Recreate", item.Path + "/strategy", [item.Kind, item.Name, "with Recreate the old pods stop before new ones start"]);
            return;
        }

        // Of a set with gaps the autoscaler may be missing, and with it the number of pods.
        if (strategy?.At("rollingUpdate", "maxUnavailable") is not ScalarNode unavailable || !set.IsComplete || Scaling.Fewest(item, set) is not ({ } replicas and > 0))
        {
            return;
        }

        if (Scaling.Share(unavailable.Value, replicas) is { } stopped && stopped >= replicas)
        {
            var pods = replicas == 1 ? "its only pod" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"all of its {replicas} pods");
            report.Add(item, unavailable.Location, "maxUnavailable", item.Path + "/maxUnavailable", [item.Kind, item.Name, $"maxUnavailable {unavailable.Value} covers {pods}"]);
        }
    }
}

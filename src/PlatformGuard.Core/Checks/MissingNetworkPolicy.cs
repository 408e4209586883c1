using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Core.Facts.Kubernetes.Isolation;
using PlatformGuard.Core.Findings;

namespace PlatformGuard.Core.Checks;

/// <summary>PG7003: a workload that no network policy protects from its neighbours.</summary>
public sealed class MissingNetworkPolicy() : KubernetesCheck("PG7003")
{
    /// <inheritdoc/>
    private protected override void Examine(KubernetesSet set, KubernetesReport report)
    {
        report.AddUnreadWorkloads();
        var policies = new NetworkPolicies(set);
        foreach (var workload in set.Workloads)
        {
            var owner = workload.Owner;
            var effects = policies.On(workload).ToArray();
            if (effects.Any(static pair => pair.Effect == IngressEffect.Limits))
            {
                continue;
            }

            if (effects.FirstOrDefault(static pair => pair.Effect == IngressEffect.Unknown).Policy is { } undecided)
            {
                report.AddNotEvaluated($"network policies of {owner}", $"whether {undecided} selects its pods is not written here", owner.Place);
                continue;
            }

            var open = effects.Select(static pair => new RelatedLocation(pair.Policy.Place, $"{pair.Policy} selects it and lets everything in")).ToImmutableArray();
            var detail = owner.Namespace is null ? "" : $" in namespace '{owner.Namespace}'";
            detail += open.IsEmpty ? "" : $": {effects[0].Policy} lets everything in";
            report.Add(owner, owner.Place, workload.Part, workload.Path, [owner.Kind, owner.Name, detail], open);
        }
    }
}

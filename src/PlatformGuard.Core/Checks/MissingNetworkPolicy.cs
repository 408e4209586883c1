using System.Collections.Immutable;
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
            switch (policies.On(workload, out var decisive))
            {
                case IngressEffect.Limits:
                    break;
                case IngressEffect.Unknown:
                    var why = decisive is null ? "there are too many policies to compare with it" : $"whether {decisive} selects its pods is not written here";
                    report.AddNotEvaluated($"network policies of {owner}", why, owner.Place);
                    break;
                default:
                    if (!set.IsComplete)
                    {
                        break;
                    }

                    var space = owner.Namespace is null ? "" : $" in namespace '{owner.Namespace}'";
                    var open = decisive is null ? "" : $": {decisive} lets everything in";
                    ImmutableArray<RelatedLocation> related = decisive is null ? [] : [new(decisive.Place, $"{decisive} selects it and lets everything in")];
                    report.Add(owner, owner.Place, workload.Part, workload.Path, [owner.Kind, owner.Name, space + open], related);
                    break;
            }
        }
    }
}

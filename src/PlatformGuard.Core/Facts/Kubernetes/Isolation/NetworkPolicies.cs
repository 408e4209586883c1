using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Kubernetes.Isolation;

/// <summary>What one network policy does to the ingress of one pod, the stronger the greater.</summary>
internal enum IngressEffect
{
    /// <summary>It does not select the pod, or is not about ingress.</summary>
    None,

    /// <summary>It selects the pod and lets everything in.</summary>
    AllowsAll,

    /// <summary>Whether it selects the pod depends on what is not written here.</summary>
    Unknown,

    /// <summary>It selects the pod and limits who may connect, or to what.</summary>
    Limits,
}

/// <summary>The network policies of one set, whatever plug-in enforces them.</summary>
internal sealed class NetworkPolicies
{
    private static readonly FrozenSet<string> AdminKinds = FrozenSet.Create(StringComparer.Ordinal, "AdminNetworkPolicy", "BaselineAdminNetworkPolicy", "ClusterNetworkPolicy");

    // Nodes of policies read for all workloads together: far more than any real set needs. Without it a hostile one of thousands of
    // workloads and policies would take minutes.
    private const long MaxWork = 10_000_000;

    private readonly KubernetesSet set;
    private readonly ImmutableArray<Entry> policies;
    private readonly Dictionary<string, KubernetesObject> namespaces = new(StringComparer.Ordinal);
    private long work;

    /// <summary>Finds the policies of a set.</summary>
    public NetworkPolicies(KubernetesSet set)
    {
        this.set = set;
        policies = [.. set.Objects.Where(static item => item.Kind.EndsWith("NetworkPolicy", StringComparison.Ordinal)).Select(static item => new Entry(item))];
        foreach (var item in set.Of("", "Namespace"))
        {
            namespaces.TryAdd(item.Name, item);
        }
    }

    /// <summary>The strongest effect on a pod, and the first policy that has it; no policy when there are too many to compare.</summary>
    public IngressEffect On(Workload workload, out KubernetesObject? decisive)
    {
        var strongest = IngressEffect.None;
        decisive = null;
        foreach (var entry in policies)
        {
            work += entry.Size;
            if (work > MaxWork)
            {
                decisive = null;
                return IngressEffect.Unknown;
            }

            var effect = Judge(entry, workload);
            if (effect > strongest)
            {
                strongest = effect;
                decisive = entry.Policy;
            }

            if (strongest == IngressEffect.Limits)
            {
                break;
            }
        }

        return strongest;
    }

    /// <summary>What is known of the labels of a pod's namespace: all of them when the Namespace is in the set, otherwise only its name.</summary>
    internal Func<string, LabelValue> NamespaceLabels(string? space) => key =>
        key is "kubernetes.io/metadata.name" or "projectcalico.org/name" ? (space is null ? LabelValue.Unknown : LabelValue.Of(space))
        : space is not null && namespaces.TryGetValue(space, out var item) ? LabelValue.Of(item.Labels.GetValueOrDefault(key))
        : LabelValue.Unknown;

    /// <summary>What is known of the labels of a pod's service account.</summary>
    internal Func<string, LabelValue> ServiceAccountLabels(Workload workload) =>
        set.Find("", "ServiceAccount", workload.ServiceAccountName, workload.Owner.Namespace) is { } account
            ? key => LabelValue.Of(account.Labels.GetValueOrDefault(key))
            : static _ => LabelValue.Unknown;

    /// <summary>Whether an address range holds every address.</summary>
    internal static bool IsEverywhere(string? range) => range is "0.0.0.0/0" or "::/0";

    private IngressEffect Judge(Entry entry, Workload workload) =>
        entry.Effect is { } effect ? (effect != IngressEffect.None && KubernetesPolicy.Selects(entry.Policy, workload) ? effect : IngressEffect.None) : JudgeOther(entry.Policy, workload);

    private IngressEffect JudgeOther(KubernetesObject policy, Workload workload) => (policy.Group, policy.Kind) switch
    {
        ("projectcalico.org" or "crd.projectcalico.org", "NetworkPolicy" or "GlobalNetworkPolicy") => CalicoPolicy.Judge(policy, workload, this),
        ("cilium.io", "CiliumNetworkPolicy" or "CiliumClusterwideNetworkPolicy") => CiliumPolicy.Judge(policy, workload, this),
        ("policy.networking.k8s.io", var kind) when AdminKinds.Contains(kind) => AdminPolicy.Judge(policy, workload, this),

        // Another plug-in's policies, such as Antrea's, may well limit this pod.
        (not ("k8s.cni.cncf.io" or "projectcalico.org"), _) when policy.Namespace is null || policy.Namespace == workload.Owner.Namespace => IngressEffect.Unknown,
        _ => IngressEffect.None,
    };

    private sealed class Entry(KubernetesObject policy)
    {
        public KubernetesObject Policy { get; } = policy;

        /// <summary>Nodes that are read to judge it.</summary>
        public int Size { get; } = CountNodes(policy.Root);

        /// <summary>What a policy of Kubernetes itself does to the pods it selects; null for other kinds.</summary>
        public IngressEffect? Effect { get; } = policy is { Group: "networking.k8s.io" or "extensions", Kind: "NetworkPolicy" } ? KubernetesPolicy.Effect(policy) : null;

        private static int CountNodes(Node node) => node switch
        {
            MappingNode mapping => 1 + mapping.Values.Sum(static entry => CountNodes(entry.Value)),
            SequenceNode list => 1 + list.Values.Sum(CountNodes),
            _ => 1,
        };
    }
}

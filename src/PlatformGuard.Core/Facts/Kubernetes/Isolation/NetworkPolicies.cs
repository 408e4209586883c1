using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace PlatformGuard.Core.Facts.Kubernetes.Isolation;

/// <summary>What one network policy does to the ingress of one pod.</summary>
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

    private readonly KubernetesSet set;
    private readonly ImmutableArray<KubernetesObject> policies;
    private readonly Dictionary<string, KubernetesObject> namespaces = new(StringComparer.Ordinal);

    /// <summary>Finds the policies of a set.</summary>
    public NetworkPolicies(KubernetesSet set)
    {
        this.set = set;
        policies = [.. set.Objects.Where(static item => item.Kind.EndsWith("NetworkPolicy", StringComparison.Ordinal) || item.Kind == "CiliumClusterwideNetworkPolicy")];
        foreach (var item in set.Of("", "Namespace"))
        {
            namespaces.TryAdd(item.Name, item);
        }
    }

    /// <summary>What each policy that concerns the pod does to it.</summary>
    public IEnumerable<(KubernetesObject Policy, IngressEffect Effect)> On(Workload workload) =>
        policies.Select(policy => (policy, Judge(policy, workload))).Where(static pair => pair.Item2 != IngressEffect.None);

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

    private IngressEffect Judge(KubernetesObject policy, Workload workload) => (policy.Group, policy.Kind) switch
    {
        ("networking.k8s.io" or "extensions", "NetworkPolicy") => KubernetesPolicy.Judge(policy, workload),
        ("projectcalico.org" or "crd.projectcalico.org", "NetworkPolicy" or "GlobalNetworkPolicy") => CalicoPolicy.Judge(policy, workload, this),
        ("cilium.io", "CiliumNetworkPolicy" or "CiliumClusterwideNetworkPolicy") => CiliumPolicy.Judge(policy, workload, this),
        ("policy.networking.k8s.io", var kind) when AdminKinds.Contains(kind) => AdminPolicy.Judge(policy, workload, this),

        // Another plug-in's policies, such as Antrea's, may well limit this pod.
        (not ("k8s.cni.cncf.io" or "projectcalico.org"), _) when policy.Namespace is null || policy.Namespace == workload.Owner.Namespace => IngressEffect.Unknown,
        _ => IngressEffect.None,
    };
}

using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Kubernetes.Isolation;

/// <summary><c>networking.k8s.io</c> NetworkPolicy.</summary>
internal static class KubernetesPolicy
{
    /// <summary>Whether the policy selects the workload's pods.</summary>
    public static bool Selects(KubernetesObject policy, Workload workload) =>
        policy.Namespace == workload.Owner.Namespace && LabelSelector.Selects(policy.Spec?["podSelector"], workload.Labels);

    /// <summary>What it does to the pods it selects.</summary>
    public static IngressEffect Effect(KubernetesObject policy)
    {
        if (!IsAboutIngress(policy.Spec))
        {
            return IngressEffect.None;
        }

        return policy.Spec.List("ingress").Any(static rule => AllowsEverySource(rule) && !LimitsPorts(rule)) || HasEmptyItem(policy.Spec?["ingress"]) ? IngressEffect.AllowsAll : IngressEffect.Limits;
    }

    /// <summary>Whether the ports of a rule leave any port out. Ports without a number are all ports of a protocol.</summary>
    public static bool LimitsPorts(Node rule)
    {
        var ports = rule.List("ports").ToArray();
        return ports.Length > 0 && ports.All(static port => port.Field("port") is { } first && !(first.Integer() is 0 or 1 && port["endPort"].Integer() >= 65535));
    }

    // Without policyTypes a policy is always about ingress.
    private static bool IsAboutIngress(Node? spec) => spec.List("policyTypes").Select(static type => type.Text).ToArray() is var types && (types.Length == 0 || types.Contains("Ingress"));

    // "ingress: [null]" and "ingress:\n  -" decode to a rule without conditions.
    private static bool HasEmptyItem(Node? ingress) => ingress?.Items.Any(static rule => !rule.IsSet()) == true;

    private static bool AllowsEverySource(Node rule)
    {
        var peers = rule.Field("from")?.Items ?? [];
        return peers.Count == 0 || peers.Any(IsEverySource);
    }

    private static bool IsEverySource(Node peer)
    {
        if (peer.Field("ipBlock") is { } block)
        {
            return NetworkPolicies.IsEverywhere(block.TextOf("cidr")) && !block.List("except").Any();
        }

        // A pod selector alone means pods of the policy's own namespace.
        return peer["namespaceSelector"] is { } spaces ? LabelSelector.IsEmpty(spaces) && LabelSelector.IsEmpty(peer["podSelector"]) : peer["podSelector"] is null;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Kubernetes.Isolation;

/// <summary><c>cilium.io</c> policies. A pod that a rule with an ingress section selects takes only what the rules let in.</summary>
internal static class CiliumPolicy
{
    private const string NamespaceKey = "io.kubernetes.pod.namespace";
    private const string NamespaceLabelPrefix = "io.cilium.k8s.namespace.labels.";

    public static IngressEffect Judge(KubernetesObject policy, Workload workload, NetworkPolicies policies)
    {
        var isClusterWide = policy.Kind == "CiliumClusterwideNetworkPolicy";
        if (!isClusterWide && policy.Namespace != workload.Owner.Namespace)
        {
            return IngressEffect.None;
        }

        var effect = IngressEffect.None;
        foreach (var spec in policy.Root.List("specs").Prepend(policy.Spec).OfType<MappingNode>())
        {
            // A node selector makes it a policy of the host.
            bool? selects = spec["endpointSelector"] is { } selector ? LabelSelector.Selects(selector, key => Label(key, workload, policies)) : false;
            var own = selects == false ? IngressEffect.None : Effect(spec, isClusterWide);
            own = selects is null && own != IngressEffect.None ? IngressEffect.Unknown : own;
            effect = own > effect ? own : effect;
        }

        return effect;
    }

    private static IngressEffect Effect(MappingNode spec, bool isClusterWide)
    {
        var rules = spec["ingress"]?.Items ?? [];
        var denials = spec["ingressDeny"]?.Items ?? [];
        if (rules.Count + denials.Count == 0 || spec.At("enableDefaultDeny", "ingress").Boolean() == false)
        {
            return IngressEffect.None;
        }

        return rules.Any(rule => AllowsAll(rule, isClusterWide)) ? IngressEffect.AllowsAll : IngressEffect.Limits;
    }

    // A rule without any condition lets nothing in: "ingress: [{}]" is Cilium's default deny.
    private static bool AllowsAll(Node rule, bool isClusterWide)
    {
        if (rule.List("toPorts").Any() || rule.List("icmps").Any())
        {
            return false;
        }

        var entities = rule.List("fromEntities").Select(static entity => entity.Text).ToArray();
        return entities.Contains("all")
            || (entities.Contains("world") && entities.Contains("cluster"))
            || rule.List("fromCIDR").Any(static range => NetworkPolicies.IsEverywhere(range.Text))
            || rule.List("fromCIDRSet").Any(static range => NetworkPolicies.IsEverywhere(range.TextOf("cidr")) && !range.List("except").Any())
            || (rule["fromEndpoints"]?.Items ?? []).Any(endpoint => isClusterWide ? LabelSelector.IsEmpty(endpoint) : IsEveryNamespace(endpoint));
    }

    private static bool IsEveryNamespace(Node endpoint) =>
        endpoint.Field("matchLabels")?.Entries.Count is null or 0
        && endpoint.List("matchExpressions").ToArray() is [var only] && Strip(only["key"]?.Text ?? "") == NamespaceKey && only.TextOf("operator") == "Exists";

    private static LabelValue Label(string key, Workload workload, NetworkPolicies policies)
    {
        var name = Strip(key);
        if (name == NamespaceKey)
        {
            return workload.Owner.Namespace is { } space ? LabelValue.Of(space) : LabelValue.Unknown;
        }

        if (name.StartsWith(NamespaceLabelPrefix, StringComparison.Ordinal))
        {
            return policies.NamespaceLabels(workload.Owner.Namespace)(name[NamespaceLabelPrefix.Length..]);
        }

        return name == "io.cilium.k8s.policy.serviceaccount" ? LabelValue.Of(workload.ServiceAccountName)
            : name.StartsWith("io.cilium.", StringComparison.Ordinal) || name.Contains(':', StringComparison.Ordinal) ? LabelValue.Unknown
            : LabelValue.Of(workload.Labels.GetValueOrDefault(name));
    }

    // "k8s:app" and "any:app" name the source of a label; pods have theirs from Kubernetes.
    private static string Strip(string key) =>
        key.StartsWith("k8s:", StringComparison.Ordinal) || key.StartsWith("any:", StringComparison.Ordinal) ? key[4..] : key;
}

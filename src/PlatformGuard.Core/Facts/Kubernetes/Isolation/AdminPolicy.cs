using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Kubernetes.Isolation;

/// <summary><c>policy.networking.k8s.io</c>: policies of the cluster's administrator. Other than a NetworkPolicy they deny only what they say.</summary>
internal static class AdminPolicy
{
    public static IngressEffect Judge(KubernetesObject policy, Workload workload, NetworkPolicies policies)
    {
        var subject = policy.Spec.Field("subject");
        var spaces = policies.NamespaceLabels(workload.Owner.Namespace);
        bool? selects = subject switch
        {
            not null when subject["namespaces"] is { } selector => LabelSelector.Selects(selector, spaces),
            not null when subject["pods"] is { } pods => LabelSelector.And(
                LabelSelector.Selects(pods["namespaceSelector"], spaces), LabelSelector.Selects(pods["podSelector"], workload.Labels)),
            _ => false,
        };
        return selects == false ? IngressEffect.None : Effect(policy.Spec) is var effect && selects is null && effect != IngressEffect.None ? IngressEffect.Unknown : effect;
    }

    private static IngressEffect Effect(Node? spec)
    {
        foreach (var rule in spec.List("ingress"))
        {
            switch (rule.TextOf("action"))
            {
                case "Deny":
                    return IngressEffect.Limits;
                case "Allow" or "Accept" when !rule.List("ports").Any() && rule.List("from").Any(static peer => peer["namespaces"] is { } all && LabelSelector.IsEmpty(all)):
                    return IngressEffect.AllowsAll;
                default:
                    break;
            }
        }

        return IngressEffect.None;
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Kubernetes.Isolation;

/// <summary><c>projectcalico.org</c> NetworkPolicy and GlobalNetworkPolicy: ordered rules, and what no rule allows is denied.</summary>
internal static class CalicoPolicy
{
    public static IngressEffect Judge(KubernetesObject policy, Workload workload, NetworkPolicies policies)
    {
        var isGlobal = policy.Kind == "GlobalNetworkPolicy";
        if ((!isGlobal && policy.Namespace != workload.Owner.Namespace) || !IsAboutIngress(policy.Spec))
        {
            return IngressEffect.None;
        }

        var selects = Selects(policy.Spec, "selector", key => Label(key, workload));
        selects = LabelSelector.And(selects, Selects(policy.Spec, "serviceAccountSelector", policies.ServiceAccountLabels(workload)));
        selects = LabelSelector.And(selects, isGlobal ? Selects(policy.Spec, "namespaceSelector", policies.NamespaceLabels(workload.Owner.Namespace)) : true);
        return selects switch
        {
            false => IngressEffect.None,
            null => IngressEffect.Unknown,
            _ => Effect(policy.Spec, isGlobal),
        };
    }

    // Without types: egress alone when only egress rules are written, otherwise ingress too.
    private static bool IsAboutIngress(Node? spec)
    {
        var types = spec.List("types").Select(static type => type.Text).ToArray();
        return types.Length > 0 ? types.Contains("Ingress") : spec.List("ingress").Any() || !spec.List("egress").Any();
    }

    private static bool? Selects(Node? spec, string field, Func<string, LabelValue> labels) =>
        spec.TextOf(field) is { } text ? CalicoSelector.Evaluate(text, labels) : true;

    private static LabelValue Label(string key, Workload workload) => key switch
    {
        "projectcalico.org/namespace" => workload.Owner.Namespace is { } space ? LabelValue.Of(space) : LabelValue.Unknown,
        "projectcalico.org/orchestrator" => LabelValue.Of("k8s"),
        "projectcalico.org/serviceaccount" => LabelValue.Of(workload.ServiceAccountName),
        _ => LabelValue.Of(workload.Labels.GetValueOrDefault(key)),
    };

    private static IngressEffect Effect(Node? spec, bool isGlobal)
    {
        foreach (var rule in spec.List("ingress").Where(rule => !LimitsPorts(rule) && !LimitsSource(rule["source"], isGlobal)))
        {
            // The first rule without a condition decides for all that came through; "Log" decides nothing.
            switch (rule.TextOf("action"))
            {
                case "Allow" or "Pass":
                    return IngressEffect.AllowsAll;
                case "Deny":
                    return IngressEffect.Limits;
                default:
                    break;
            }
        }

        return IngressEffect.Limits;
    }

    private static bool LimitsPorts(Node rule) =>
        rule.At("destination", "ports").IsSet() || rule.At("destination", "notPorts").IsSet() || rule["http"].IsSet() || rule["icmp"].IsSet() || rule.TextOf("protocol") is not (null or "TCP" or "UDP");

    private static bool LimitsSource(Node? source, bool isGlobal)
    {
        if (source is not MappingNode)
        {
            return false;
        }

        var limitsNets = source.List("nets").Any() && !source.List("nets").Any(static range => NetworkPolicies.IsEverywhere(range.Text));
        var hasEveryNamespace = IsAll(source["namespaceSelector"]) || (isGlobal && !source["namespaceSelector"].IsSet());
        var limitsPods = source["selector"].IsSet() && !(IsAll(source["selector"]) && hasEveryNamespace);
        var limitsNamespaces = source["namespaceSelector"].IsSet() && !IsAll(source["namespaceSelector"]);
        return limitsNets || limitsPods || limitsNamespaces || source["notNets"].IsSet() || source["notSelector"].IsSet() || source["serviceAccounts"].IsSet() || source["services"].IsSet() || source["ports"].IsSet();
    }

    private static bool IsAll(Node? selector) => selector?.Text?.Trim() == "all()";
}

using System;
using System.Linq;

namespace PlatformGuard.Core.Facts.Kubernetes;

/// <summary>How many pods a workload keeps.</summary>
internal static class Scaling
{
    /// <summary>The object that scales the workload, or null: a horizontal autoscaler, or KEDA's scaled object.</summary>
    public static KubernetesObject? AutoscalerOf(KubernetesObject owner, KubernetesSet set)
    {
        foreach (var item in set.Of("autoscaling", "HorizontalPodAutoscaler").Concat(set.Of("keda.sh", "ScaledObject")).Concat(set.Of("autoscaling.k8s.io", "MultidimPodAutoscaler")))
        {
            // KEDA's reference means a Deployment when it names no kind.
            var target = item.Spec?["scaleTargetRef"];
            if (item.Namespace == owner.Namespace && target.TextOf("name") == owner.Name && (target.TextOf("kind") ?? "Deployment") == owner.Kind)
            {
                return item;
            }
        }

        return null;
    }

    /// <summary>The fewest pods that the autoscaler keeps; null when that is not written in a readable form.</summary>
    public static long? Minimum(KubernetesObject autoscaler)
    {
        var (field, otherwise) = autoscaler.Kind == "ScaledObject" ? ("minReplicaCount", 0) : ("minReplicas", 1);
        return autoscaler.Spec.Field(field) is { } written ? written.Integer() : otherwise;
    }

    /// <summary>The fewest pods: the autoscaler's, else <c>replicas</c>, else one. Null when that is filled in later.</summary>
    public static long? Fewest(KubernetesObject owner, KubernetesSet set) =>
        AutoscalerOf(owner, set) is { } autoscaler ? Minimum(autoscaler) : owner.Spec.Field("replicas") is { } replicas ? replicas.Integer() : 1;

    /// <summary>Whether the kind runs a number of equal pods that its <c>replicas</c> give.</summary>
    public static bool HasReplicas(KubernetesObject owner) =>
        (owner.Group, owner.Kind) is ("apps", "Deployment") or ("apps", "StatefulSet") or ("argoproj.io", "Rollout") or ("apps.kruise.io", "StatefulSet") or ("apps.kruise.io", "CloneSet");

    /// <summary>A whole number of pods, or a share of them: <c>2</c>, <c>25%</c>. Null when it is neither.</summary>
    /// <param name="value">As written.</param>
    /// <param name="replicas">Of how many; shares are rounded down, as for <c>maxUnavailable</c>.</param>
    public static long? Share(string? value, long replicas)
    {
        if (value is null)
        {
            return null;
        }

        var isShare = value.EndsWith('%');
        var number = isShare ? value.AsSpan(0, value.Length - 1) : value;
        return long.TryParse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count) ? (isShare ? count * replicas / 100 : count) : null;
    }
}

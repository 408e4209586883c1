using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Kubernetes;

/// <summary>Which requests and limits hold for a container once the API server has filled in what follows from the rest.</summary>
internal readonly record struct ContainerResources(bool RequestsCpu, bool RequestsMemory, bool LimitsCpu, bool LimitsMemory)
{
    /// <summary>What the LimitRanges of each namespace give to every container in it. An unset namespace is written as empty.</summary>
    public static Dictionary<string, ContainerResources> OfNamespaces(KubernetesSet set)
    {
        var defaults = new Dictionary<string, ContainerResources>(StringComparer.Ordinal);
        foreach (var range in set.Of("", "LimitRange"))
        {
            foreach (var limits in range.Spec.List("limits").Where(static item => item.TextOf("type") == "Container"))
            {
                var space = range.Namespace ?? "";
                defaults[space] = defaults.GetValueOrDefault(space).Or(OfLimitRange(limits));
            }
        }

        return defaults;
    }

    /// <summary>What holds for one container: its own resources, those of the pod (Kubernetes 1.32) and the namespace's defaults.</summary>
    public static ContainerResources Of(Container container, ContainerResources defaults) =>
        Written(container.Node["resources"]).Or(Written(container.Workload.Spec["resources"])).Or(defaults);

    // A request that is not written equals the limit.
    private static ContainerResources Written(Node? resources)
    {
        var limitsCpu = IsQuantity(resources?.At("limits", "cpu"));
        var limitsMemory = IsQuantity(resources?.At("limits", "memory"));
        return new(limitsCpu || IsQuantity(resources?.At("requests", "cpu")), limitsMemory || IsQuantity(resources?.At("requests", "memory")), limitsCpu, limitsMemory);
    }

    // The API server completes a LimitRange: default from max, defaultRequest from default, then from min.
    private static ContainerResources OfLimitRange(Node limits)
    {
        var limitsCpu = Has("default", "cpu") || Has("max", "cpu");
        var limitsMemory = Has("default", "memory") || Has("max", "memory");
        return new(
            limitsCpu || Has("defaultRequest", "cpu") || Has("min", "cpu"), limitsMemory || Has("defaultRequest", "memory") || Has("min", "memory"), limitsCpu, limitsMemory);

        bool Has(string field, string resource) => IsQuantity(limits.At(field, resource));
    }

    // Zero means "nothing": no reservation and no limit.
    private static bool IsQuantity(Node? node) =>
        node.IsSet() && node?.Text?.Trim() is { Length: > 0 } text && !text.TrimEnd("numkKMGTPEi".ToCharArray()).All(static letter => letter is '0' or '.' or '+' or '-');

    private ContainerResources Or(ContainerResources other) => new(
        RequestsCpu || other.RequestsCpu, RequestsMemory || other.RequestsMemory, LimitsCpu || other.LimitsCpu, LimitsMemory || other.LimitsMemory);
}

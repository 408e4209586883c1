using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Core.Checks;

/// <summary>PG7013: a workload chooses its nodes by itself, and the manifest does not say what it needs.</summary>
public sealed class HandPlacedNode() : KubernetesCheck("PG7013")
{
    // They state what the image runs on, not where.
    private static readonly string[] Platform = ["kubernetes.io/os", "kubernetes.io/arch", "beta.kubernetes.io/os", "beta.kubernetes.io/arch"];

    /// <inheritdoc/>
    private protected override void Examine(KubernetesSet set, KubernetesReport report)
    {
        var accelerators = Accelerators(report.Manifest);
        foreach (var workload in set.Workloads)
        {
            var owner = workload.Owner;
            if (workload.Spec.Field("nodeName") is ScalarNode { Value.Length: > 0 } name)
            {
                report.Add(owner, name.Location, "nodeName", workload.Path + "/nodeName", [owner.Kind, owner.Name, $"nodeName is '{name.Value}'"]);
            }

            foreach (var (key, value) in workload.Spec.Field("nodeSelector")?.Entries ?? [])
            {
                if (IsByHand(key.Value, [value.Text ?? ""], accelerators))
                {
                    report.Add(owner, key.Location, "nodeSelector", workload.Path + "/nodeSelector/" + key.Value, [owner.Kind, owner.Name, $"nodeSelector asks for {key.Value}={value.Text}"]);
                }
            }

            foreach (var expression in Affinities(workload.Spec))
            {
                if (expression["key"] is ScalarNode key && IsByHand(key.Value, [.. expression.List("values").Select(static value => value.Text ?? "")], accelerators))
                {
                    report.Add(owner, key.Location, "nodeAffinity", workload.Path + "/nodeAffinity/" + key.Value, [owner.Kind, owner.Name, $"nodeAffinity asks for the label {key.Value}"]);
                }
            }
        }
    }

    private static IEnumerable<Node> Affinities(Node spec)
    {
        var affinity = spec.Field("affinity", "nodeAffinity");
        var terms = affinity.List("requiredDuringSchedulingIgnoredDuringExecution", "nodeSelectorTerms")
            .Concat(affinity.List("preferredDuringSchedulingIgnoredDuringExecution").Select(static item => item["preference"]).OfType<Node>());
        return terms.SelectMany(static term => term.List("matchExpressions").Concat(term.List("matchFields")));
    }

    private static bool IsByHand(string key, string[] values, string[] accelerators) =>
        Array.IndexOf(Platform, key) < 0
        && !(accelerators.Length > 0 && NamesAccelerator(key) && Array.TrueForAll(values, value => value is "" or "true" or "present" || accelerators.Contains(Normalized(value))));

    private static bool NamesAccelerator(string key) => key.Contains("accelerator", StringComparison.OrdinalIgnoreCase) || key.Contains("gpu", StringComparison.OrdinalIgnoreCase);

    private static string[] Accelerators(ServiceManifest manifest) => manifest.Root is not MappingNode root
        ? []
        : [.. ManifestScope.All(root).Select(static scope => scope.At("nodes", "accelerator")?.Text).OfType<string>().Where(static name => name != "none").Select(Normalized).Distinct()];

    /// <summary>Clouds write the same card as <c>nvidia-t4</c>, <c>nvidia-tesla-t4</c> and <c>NVIDIA-Tesla-T4</c>.</summary>
    private static string Normalized(string name) => name.ToLowerInvariant().Replace("tesla-", "", StringComparison.Ordinal);
}

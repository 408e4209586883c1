using System.Collections.Generic;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Checks;

/// <summary>PG7004: a container that does not say what it needs, or whose memory nothing limits.</summary>
public sealed class ResourceLimits() : KubernetesCheck("PG7004")
{
    /// <inheritdoc/>
    private protected override void Examine(KubernetesSet set, KubernetesReport report)
    {
        report.AddUnreadWorkloads();
        var ofNamespaces = ContainerResources.OfNamespaces(set);
        foreach (var workload in set.Workloads)
        {
            var defaults = ofNamespaces.GetValueOrDefault(workload.Owner.Namespace ?? "");
            foreach (var container in workload.Containers)
            {
                // Kubernetes accepts no resources on a debugging container.
                if (container.Role != ContainerRole.Ephemeral)
                {
                    Examine(container, ContainerResources.Of(container, defaults), report);
                }
            }
        }
    }

    private static void Examine(Container container, ContainerResources resources, KubernetesReport report)
    {
        var missing = new List<string>(3);
        AddUnless(resources.RequestsCpu, "CPU request", missing);
        AddUnless(resources.RequestsMemory, "memory request", missing);
        AddUnless(resources.LimitsMemory, "memory limit", missing);
        var atMost = Severity.Error;
        if (missing.Count == 0)
        {
            AddUnless(resources.LimitsCpu, "CPU limit", missing);
            atMost = Severity.Note;
        }

        if (missing.Count == 0)
        {
            return;
        }

        var text = Enumeration.Or(missing);
        var location = container.Node.Field("resources") is { Entries.Count: > 0 } written ? written.FirstKey() : container.Place;
        report.Add(
            container.Workload.Owner, location, text, container.Path + "/resources", [container.Name, container.Workload.Owner.Kind, container.Workload.Owner.Name, text], atMost: atMost, fix: ResourceFix.Of(container, report.Manifest));
    }

    private static void AddUnless(bool isSet, string name, List<string> missing)
    {
        if (!isSet)
        {
            missing.Add(name);
        }
    }
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace PlatformGuard.Core.Facts.Kubernetes;

/// <summary>Objects that are applied together, and what belongs together among them.</summary>
/// <remarks>
/// Namespaces are compared as written. An object without one is in the namespace that is chosen when the set is applied, which is the same
/// for all such objects of a set and not known to be any named one.
/// </remarks>
public sealed class KubernetesSet
{
    private readonly ILookup<string, KubernetesObject> byKind;
    private readonly Dictionary<string, KubernetesObject> byName = new(StringComparer.Ordinal);

    internal KubernetesSet(string name, ImmutableArray<KubernetesObject> objects, bool isComplete)
    {
        Name = name;
        IsComplete = isComplete;
        Objects = objects;
        byKind = objects.ToLookup(static item => item.Group + "/" + item.Kind, StringComparer.Ordinal);
        var workloads = ImmutableArray.CreateBuilder<Workload>();
        var unread = ImmutableArray.CreateBuilder<KubernetesObject>();
        foreach (var item in objects)
        {
            byName.TryAdd(KeyOf(item.Group, item.Kind, item.Name, item.Namespace), item);
            workloads.AddRange(PodTemplates.Of(item, out var isUnread));
            if (isUnread)
            {
                unread.Add(item);
            }
        }

        Workloads = workloads.ToImmutable();
        Unread = unread.ToImmutable();
    }

    /// <summary>Empty for plain files, otherwise the overlay's or chart's folder.</summary>
    public string Name { get; }

    /// <summary>
    /// Whether no object is missing. Of an incomplete set, where the renderer has reported the gap, it is not known that no policy, gateway,
    /// account or role binding is there.
    /// </summary>
    public bool IsComplete { get; }

    /// <summary>All objects in order of reading.</summary>
    public ImmutableArray<KubernetesObject> Objects { get; }

    /// <summary>Everything that runs pods.</summary>
    public ImmutableArray<Workload> Workloads { get; }

    /// <summary>Objects that run pods which are not written in a form that is read.</summary>
    public ImmutableArray<KubernetesObject> Unread { get; }

    /// <summary>The objects of one kind.</summary>
    public IEnumerable<KubernetesObject> Of(string group, string kind) => byKind[group + "/" + kind];

    /// <summary>The object with this name in this namespace, or null.</summary>
    public KubernetesObject? Find(string group, string kind, string name, string? space) =>
        byName.GetValueOrDefault(KeyOf(group, kind, name, space));

    /// <summary>No name holds the signs between the parts, and no namespace is not the same as any.</summary>
    private static string KeyOf(string group, string kind, string name, string? space) => string.Join('\n', group, kind, name, space ?? "\t");

    /// <summary>The workloads whose pods a Service sends requests to.</summary>
    public IEnumerable<Workload> Behind(KubernetesObject service) =>
        service.Spec.Field("selector") is { Entries.Count: > 0 } selector
            ? Workloads.Where(workload => workload.Owner.Namespace == service.Namespace && LabelSelector.EqualsAll(selector, workload.Labels))
            : [];
}

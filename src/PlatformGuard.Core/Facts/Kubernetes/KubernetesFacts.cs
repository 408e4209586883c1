using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Rendering;

namespace PlatformGuard.Core.Facts.Kubernetes;

/// <summary>The Kubernetes objects of a code base, in the sets that are applied together.</summary>
public sealed class KubernetesFacts : IFacts<KubernetesFacts>
{
    private const int MaxListDepth = 4;

    private readonly Dictionary<Location, HashSet<string>> setsByPlace;

    private KubernetesFacts(IReadOnlyList<KubernetesSet> sets)
    {
        Sets = sets;
        setsByPlace = [];
        foreach (var set in sets)
        {
            foreach (var item in set.Objects)
            {
                if (!setsByPlace.TryGetValue(item.Place, out var names))
                {
                    setsByPlace.Add(item.Place, names = new HashSet<string>(StringComparer.Ordinal));
                }

                names.Add(set.Name);
            }
        }
    }

    /// <summary>Plain files first, then overlays and charts in order of path.</summary>
    public IReadOnlyList<KubernetesSet> Sets { get; }

    /// <inheritdoc/>
    public static KubernetesFacts Gather(CodeBase codeBase) => new(
    [
        .. codeBase.Facts<RenderedManifests>().Sets.Select(static set => new KubernetesSet(set.Name, [.. set.Objects.SelectMany(static root => Objects(root, MaxListDepth))], set.IsComplete)),
    ]);

    /// <summary>How many sets hold the object that is written at <paramref name="place"/>: a base is part of every overlay on it.</summary>
    internal int SetsWith(Location place) => setsByPlace.TryGetValue(place, out var names) ? names.Count : 0;

    private static IEnumerable<KubernetesObject> Objects(Node root, int depth)
    {
        if (root is not MappingNode || root["kind"] is not ScalarNode { Value: { Length: > 0 } name } kind)
        {
            return [];
        }

        // A typed list ("DeploymentList") and an OpenShift template hold objects too.
        var items = name == "Template" ? root["objects"] : name.EndsWith("List", StringComparison.Ordinal) ? root["items"] : null;
        if (items is SequenceNode { Values: var values })
        {
            return depth == 0 ? [] : values.SelectMany(item => Objects(item, depth - 1));
        }

        return [new KubernetesObject(root, kind)];
    }
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>
/// Builds kustomizations the way <c>kustomize build</c> does, from files of the code base only. What it cannot do it reports, with the place,
/// and marks the outcome as incomplete.
/// </summary>
internal sealed class KustomizeRenderer(KustomizeTree tree, CheckOptions options, RenderingGaps gaps)
{
    private readonly Dictionary<string, Rendered> cache = new(StringComparer.Ordinal);
    private readonly HashSet<string> visited = new(StringComparer.Ordinal);
    private readonly List<KustomizationFile> stack = [];
    private RenderBudget budget = new(options);
    private bool isComplete;

    /// <summary>Sets of all kustomizations that no other one uses, in order of folder.</summary>
    public IEnumerable<ManifestSet> RenderAll()
    {
        foreach (var rival in tree.Rivals)
        {
            gaps.Add(rival.Label, "the folder has another kustomization, so the build would fail", rival.Location);
        }

        var sets = new List<ManifestSet>();
        sets.AddRange(tree.All.Where(item => !item.IsComponent && !tree.UsedFolders.Contains(item.Folder)).Select(RenderRoot).OfType<ManifestSet>());

        // What is left is used only by itself or by components that nothing uses.
        foreach (var unseen in tree.All.Where(item => !visited.Contains(item.Folder)))
        {
            if (unseen.IsComponent)
            {
                gaps.Add(unseen.Label, "no kustomization among the checked files uses this component", unseen.Location);
            }
            else if (!visited.Contains(unseen.Folder) && RenderRoot(unseen) is { } set)
            {
                sets.Add(set);
            }
        }

        return sets.OrderBy(static set => set.Name, StringComparer.Ordinal);
    }

    private ManifestSet? RenderRoot(KustomizationFile root)
    {
        budget = new RenderBudget(options);
        stack.Clear();
        try
        {
            isComplete = true;
            var resources = Render(root).Resources;
            var complete = isComplete;
            resources = NameReferences.Update(resources, budget);
            var objects = resources.Where(static resource => !IsLocal(resource)).Select(static resource => (Node)resource.Root).ToImmutableArray();
            CheckSize(objects);
            return new ManifestSet(SetName(root), objects) { IsComplete = complete };
        }
        catch (RenderLimitException limit)
        {
            gaps.Add(root.Label, limit.Message, root.Location);
            return null;
        }
    }

    /// <summary>The checked folder itself may be an overlay; its name must differ from that of the plain files.</summary>
    private static string SetName(KustomizationFile root) => root.Folder.Length == 0 ? "." : root.Folder;

    private void CheckSize(ImmutableArray<Node> objects)
    {
        var total = new RenderBudget(options);
        foreach (var item in objects)
        {
            total.Spend(item);
        }
    }

    private Rendered Render(KustomizationFile kustomization)
    {
        if (cache.TryGetValue(kustomization.Folder, out var known))
        {
            isComplete &= known.IsComplete;
            foreach (var resource in known.Resources)
            {
                budget.Spend(resource.Root);
            }

            return known;
        }

        var before = isComplete;
        isComplete = true;
        var resources = Build(kustomization, []);
        var rendered = new Rendered(resources, isComplete);
        isComplete &= before;
        return cache[kustomization.Folder] = rendered;
    }

    /// <summary>Adds what a kustomization holds to <paramref name="initial"/> and applies what it says: to its own objects, or for a component to all.</summary>
    private List<Resource> Build(KustomizationFile kustomization, List<Resource> initial)
    {
        visited.Add(kustomization.Folder);
        if (kustomization.Root is not { } root || kustomization.Problem is not null)
        {
            Report(kustomization, kustomization.Label, "it cannot be read as YAML", kustomization.Problem?.Location ?? kustomization.Location);
            if (kustomization.Root is null)
            {
                return initial;
            }
        }

        if (stack.Count >= budget.MaxDepth)
        {
            throw new RenderLimitException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"kustomizations nest deeper than {budget.MaxDepth} levels"));
        }

        stack.Add(kustomization);
        var resources = new List<Resource>(initial);
        foreach (var field in (string[])["resources", "bases"])
        {
            foreach (var (index, entry) in (kustomization.Root![field]?.Items ?? []).Index())
            {
                AddEntry(resources, kustomization, $"{field}[{index}]", entry);
            }
        }

        resources = new Generators(tree, kustomization, budget, (what, why, location) => Report(kustomization, what, why, location)).Apply(resources);
        foreach (var (index, entry) in (kustomization.Root!["components"]?.Items ?? []).Index())
        {
            resources = AddComponent(resources, kustomization, $"components[{index}]", entry);
        }

        resources = new TransformerSteps(tree, kustomization, budget, options, (what, why, location) => Report(kustomization, what, why, location)).Apply(resources);
        stack.RemoveAt(stack.Count - 1);
        return resources;
    }

    private void AddEntry(List<Resource> resources, KustomizationFile user, string what, Node entry)
    {
        budget.Step(1);
        if (Find(user, what, entry, out var file, out var folder))
        {
            if (file is not null)
            {
                AddFile(resources, user, what, entry, file);
            }
            else if (folder!.IsComponent)
            {
                visited.Add(folder.Folder);
                Report(user, what, "it is a component, which the field does not take", entry.Location);
            }
            else if (!IsCycle(user, what, entry, folder))
            {
                AddAll(resources, Render(folder).Resources, user, what, entry);
            }
        }
    }

    private List<Resource> AddComponent(List<Resource> resources, KustomizationFile user, string what, Node entry)
    {
        budget.Step(1);
        if (!Find(user, what, entry, out _, out var folder) || (folder is not null && IsCycle(user, what, entry, folder)))
        {
            return resources;
        }

        if (folder is { IsComponent: true })
        {
            return Build(folder, resources);
        }

        Report(user, what, "it is no component", entry.Location);
        return resources;
    }

    /// <summary>What an entry names: a file of the code base or the kustomization of a folder.</summary>
    private bool Find(KustomizationFile user, string what, Node entry, out SourceFile? file, out KustomizationFile? folder)
    {
        file = null;
        folder = null;
        if (entry is not ScalarNode { IsNull: false } text)
        {
            Report(user, what, "it is no path", entry.Location);
            return false;
        }

        var path = KustomizeTree.Resolve(user.Folder, text.Value);
        file = path is null ? null : tree.File(path);
        folder = path is null || file is not null ? null : tree.InFolder(path);
        if (file is not null || folder is not null)
        {
            return true;
        }

        Report(user, what, Absence(text.Value, path), entry.Location);
        return false;
    }

    private static string Absence(string text, string? path)
    {
        if (KustomizeTree.IsRemote(text))
        {
            return "it is a remote resource, which is never fetched";
        }

        return path is null ? "it lies outside of the checked folder" : "it is not among the checked files";
    }

    private bool IsCycle(KustomizationFile user, string what, Node entry, KustomizationFile folder)
    {
        if (!stack.Contains(folder))
        {
            return false;
        }

        Report(user, what, "it includes itself, directly or through others", entry.Location);
        return true;
    }

    private void AddFile(List<Resource> resources, KustomizationFile user, string what, Node entry, SourceFile file)
    {
        if (file.Problem is not null || file.Documents.Count == 0)
        {
            Report(user, what, "the file cannot be read as YAML or JSON", entry.Location);
        }

        var added = new List<Resource>();
        foreach (var item in file.Documents.SelectMany(static document => ManifestObjects.Split(document)))
        {
            budget.Spend(item);
            if (item is MappingNode mapping && ManifestObjects.IsObject(item))
            {
                added.Add(new Resource { Root = mapping });
            }
            else
            {
                Report(user, what, "a document of the file has no apiVersion or kind", item.Location);
            }
        }

        AddAll(resources, added, user, what, entry);
    }

    private void AddAll(List<Resource> resources, List<Resource> added, KustomizationFile user, string what, Node entry)
    {
        budget.Step(resources.Count + added.Count);
        var known = resources.Select(Identity).ToHashSet();
        foreach (var resource in added)
        {
            if (known.Add(Identity(resource)))
            {
                resources.Add(resource);
            }
            else
            {
                Report(user, what, "it declares an object a second time, so the build would fail", entry.Location);
            }
        }
    }

    private static (string Group, string Kind, string Namespace, string Name) Identity(Resource resource)
    {
        var (space, name) = resource.Name;
        return (resource.Group, resource.Kind, space.Length == 0 ? "default" : space, name);
    }

    private static bool IsLocal(Resource resource) => resource.Root.At("metadata", "annotations", "config.kubernetes.io/local-config")?.Text == "true";

    private void Report(KustomizationFile kustomization, string what, string why, Location location)
    {
        isComplete = false;
        gaps.Add(what == kustomization.Label ? what : $"{kustomization.Label}: {what}", why, location);
    }

    private sealed record Rendered(List<Resource> Resources, bool IsComplete);
}

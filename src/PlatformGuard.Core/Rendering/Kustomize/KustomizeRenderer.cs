using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;

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
    private readonly TotalBudget total = new(options);
    private RenderBudget budget = null!;

    /// <summary>Sets of all kustomizations that no other one uses, in order of folder.</summary>
    public IEnumerable<ManifestSet> RenderAll()
    {
        foreach (var rival in tree.Rivals)
        {
            gaps.Add(rival.Label, "the folder has another kustomization, so the build would fail", rival.Location);
        }

        var sets = new List<ManifestSet>();
        sets.AddRange(tree.All.Where(item => !item.IsComponent && !tree.UsedFolders.Contains(item.Folder) && !FilePurpose.IsTestData(item.Location.File)).Select(RenderRoot).OfType<ManifestSet>());

        // What is left is used only by itself, by components that nothing uses, or by fields that are not rendered.
        foreach (var unseen in tree.All)
        {
            if (!visited.Contains(unseen.Folder) && !unseen.IsComponent && !FilePurpose.IsTestData(unseen.Location.File) && RenderRoot(unseen) is { } set)
            {
                sets.Add(set);
            }
        }

        foreach (var component in tree.All.Where(item => item.IsComponent && !visited.Contains(item.Folder) && !FilePurpose.IsTestData(item.Location.File)))
        {
            gaps.Add(component.Label, "no kustomization among the checked files uses this component", component.Location);
        }

        return sets.OrderBy(static set => set.Name, StringComparer.Ordinal);
    }

    private ManifestSet? RenderRoot(KustomizationFile root)
    {
        stack.Clear();
        try
        {
            budget = new RenderBudget(options, total);
            var rendered = Render(root);
            var resources = NameReferences.Update(rendered.Resources, budget);
            var objects = resources.Where(static resource => !IsLocal(resource)).Select(static resource => (Node)resource.Root).ToImmutableArray();
            CheckSize(objects);
            return new ManifestSet(SetName(root), objects) { IsComplete = rendered.IsComplete };
        }
        catch (RenderLimitException limit)
        {
            visited.UnionWith(tree.Reachable(root));
            gaps.Add(root.Label, limit.Message, root.Location);
            return null;
        }
    }

    /// <summary>The checked folder itself may be an overlay; its name must differ from that of the plain files.</summary>
    private static string SetName(KustomizationFile root) => root.Folder.Length == 0 ? "." : root.Folder;

    private void CheckSize(ImmutableArray<Node> objects)
    {
        var size = new RenderBudget(options, total);
        foreach (var item in objects)
        {
            size.Spend(item);
        }
    }

    private Rendered Render(KustomizationFile kustomization)
    {
        if (!cache.TryGetValue(kustomization.Folder, out var rendered))
        {
            var report = new KustomizationReport(kustomization, gaps);
            rendered = new Rendered(Build(kustomization, [], report), report.IsComplete);
            cache.Add(kustomization.Folder, rendered);
            return rendered;
        }

        foreach (var resource in rendered.Resources)
        {
            budget.Spend(resource.Root);
        }

        return rendered;
    }

    /// <summary>Adds what a kustomization holds to <paramref name="initial"/> and applies what it says: to its own objects, or for a component to all.</summary>
    private List<Resource> Build(KustomizationFile kustomization, List<Resource> initial, KustomizationReport report)
    {
        visited.Add(kustomization.Folder);
        if (kustomization.Problem is { } problem)
        {
            report.Add(null, "it cannot be read as YAML", problem.Location);
        }

        if (kustomization.Root is not { } root)
        {
            report.Add(null, kustomization.Problem is null ? "it is empty, so the build would fail" : "it cannot be read as YAML", kustomization.Problem?.Location ?? kustomization.Location);
            return initial;
        }

        if (stack.Count >= budget.MaxDepth)
        {
            throw new RenderLimitException(string.Create(CultureInfo.InvariantCulture, $"kustomizations nest deeper than {budget.MaxDepth} levels"));
        }

        budget.Step(RenderBudget.Selector);
        stack.Add(kustomization);
        var resources = new List<Resource>(initial);
        var entries = new ResourceEntries(tree, kustomization, budget, report);
        foreach (var entry in entries.Read("resources").Concat(entries.Read("bases")))
        {
            AddEntry(resources, entries, entry, report);
        }

        resources = new Generators(tree, kustomization, budget, report).Apply(resources);
        foreach (var entry in entries.Read("components"))
        {
            resources = AddComponent(resources, entry, report);
        }

        resources = new TransformerSteps(tree, kustomization, root, budget, options, report).Apply(resources);
        stack.RemoveAt(stack.Count - 1);
        return resources;
    }

    private void AddEntry(List<Resource> resources, ResourceEntries entries, ResourceEntry entry, KustomizationReport report)
    {
        if (entry.File is { } file)
        {
            entries.Add(resources, entries.ReadFile(entry, file), entry);
        }
        else if (entry.Folder!.IsComponent)
        {
            visited.Add(entry.Folder.Folder);
            report.Add(entry.What, "it is a component, which this field does not take", entry.Location);
        }
        else if (!IsCycle(entry, report))
        {
            var rendered = Render(entry.Folder);
            report.Include(rendered.IsComplete);
            entries.Add(resources, rendered.Resources, entry);
        }
    }

    private List<Resource> AddComponent(List<Resource> resources, ResourceEntry entry, KustomizationReport report)
    {
        if (entry.Folder is not { IsComponent: true } component)
        {
            report.Add(entry.What, "it is no component", entry.Location);
            return resources;
        }

        if (IsCycle(entry, report))
        {
            return resources;
        }

        // What the component cannot match may be missing because of its user, so it starts with what its user knows.
        var inner = new KustomizationReport(component, gaps);
        inner.Include(report.IsComplete);
        resources = Build(component, resources, inner);
        report.Include(inner.IsComplete);
        return resources;
    }

    private bool IsCycle(ResourceEntry entry, KustomizationReport report)
    {
        if (!stack.Contains(entry.Folder!))
        {
            return false;
        }

        report.Add(entry.What, "it includes itself, directly or through others", entry.Location);
        return true;
    }

    private static bool IsLocal(Resource resource) => resource.Root.At("metadata", "annotations", "config.kubernetes.io/local-config")?.Text == "true";

    private sealed record Rendered(List<Resource> Resources, bool IsComplete);
}

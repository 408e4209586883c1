using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>One entry of <c>resources</c>, <c>bases</c> or <c>components</c>: a file or a folder with a kustomization.</summary>
internal sealed record ResourceEntry(string What, Location Location, SourceFile? File, KustomizationFile? Folder);

/// <summary>The entries of one kustomization that bring objects.</summary>
internal sealed class ResourceEntries(KustomizeTree tree, KustomizationFile kustomization, RenderBudget budget, KustomizationReport report)
{
    /// <summary>The entries of a field that lead to something; the others are reported.</summary>
    public IEnumerable<ResourceEntry> Read(string field)
    {
        foreach (var (index, entry) in (kustomization.Root?[field]?.Items ?? []).Index())
        {
            budget.Step(1);
            var what = $"{field}[{index}]";
            if (entry is not ScalarNode { IsNull: false } text)
            {
                report.Add(what, "it is no path", entry.Location);
                continue;
            }

            var path = KustomizeTree.Resolve(kustomization.Folder, text.Value);
            var file = path is null ? null : tree.File(path);
            var folder = path is null || file is not null ? null : tree.InFolder(path);
            if (file is null && folder is null)
            {
                report.Add(what, Absence(text.Value, path), entry.Location);
                continue;
            }

            yield return new ResourceEntry(what, entry.Location, file, folder);
        }
    }

    /// <summary>The objects of a file.</summary>
    public List<Resource> ReadFile(ResourceEntry entry, SourceFile file)
    {
        if (file.Problem is not null || file.Documents.Count == 0)
        {
            report.Add(entry.What, "the file cannot be read as YAML or JSON", entry.Location);
        }

        var found = new List<Resource>();
        foreach (var item in file.Documents.SelectMany(static document => ManifestObjects.Split(document)))
        {
            budget.Spend(item);
            if (item is MappingNode mapping && ManifestObjects.IsObject(item))
            {
                found.Add(new Resource { Root = mapping });
            }
            else
            {
                report.Add(entry.What, "a document of the file has no apiVersion or kind", item.Location);
            }
        }

        return found;
    }

    /// <summary>Adds objects; kustomize refuses one that is there already.</summary>
    public void Add(List<Resource> resources, List<Resource> added, ResourceEntry entry)
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
                report.AddUnmatched(entry.What, "it declares an object a second time", entry.Location);
            }
        }
    }

    private static (string Group, string Kind, string Namespace, string Name) Identity(Resource resource)
    {
        var (space, name) = resource.Name;
        return (resource.Group, resource.Kind, space.Length == 0 ? "default" : space, name);
    }

    private static string Absence(string text, string? path)
    {
        if (KustomizeTree.IsRemote(text))
        {
            return "it is a remote resource, which is never fetched";
        }

        return path is null ? "it lies outside of the checked folder" : "it is not among the checked files";
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>Applies the patches of one kustomization, written in any of the three fields.</summary>
internal sealed class PatchTransformer(KustomizeTree tree, KustomizationFile kustomization, RenderBudget budget, CheckOptions options, KustomizationReport report)
{
    /// <summary><c>patches</c> and, with <paramref name="isJson"/>, <c>patchesJson6902</c>: entries with a target and a text or path.</summary>
    public List<Resource> ApplyEntries(List<Resource> resources, string field, bool isJson)
    {
        foreach (var (index, entry) in (kustomization.Root?[field]?.Items ?? []).Index())
        {
            resources = Guarded(resources, $"{field}[{index}]", () => ApplyEntry(resources, entry, isJson));
        }

        return resources;
    }

    /// <summary><c>patchesStrategicMerge</c>: paths or texts.</summary>
    public List<Resource> ApplyStrategicMerges(List<Resource> resources)
    {
        foreach (var (index, entry) in (kustomization.Root?["patchesStrategicMerge"]?.Items ?? []).Index())
        {
            resources = Guarded(resources, $"patchesStrategicMerge[{index}]", () =>
            {
                var text = entry as ScalarNode ?? throw new PatchException("it is neither a path nor a patch", entry.Location);
                var isInline = text.Style == ScalarStyle.Block || text.Value.Contains('\n', StringComparison.Ordinal) || text.Value.Contains(": ", StringComparison.Ordinal);
                return Apply(resources, isInline ? Inline(text) : FromFile(text), null, null);
            });
        }

        return resources;
    }

    private List<Resource> Guarded(List<Resource> before, string what, Func<List<Resource>> apply)
    {
        try
        {
            budget.Step(1);
            return apply();
        }
        catch (PatchException error)
        {
            error.AddTo(report, what);
            return before;
        }
    }

    private List<Resource> ApplyEntry(List<Resource> resources, Node entry, bool isJson)
    {
        var inline = entry["patch"] as ScalarNode;
        var path = entry["path"] as ScalarNode;
        if ((inline is null) == (path is null))
        {
            throw new PatchException("a patch needs either a text or a path", entry.Location);
        }

        var target = entry["target"];
        if (isJson && target is null)
        {
            throw new PatchException("a JSON patch needs a target", entry.Location);
        }

        return Apply(resources, inline is not null ? Inline(inline) : FromFile(path!), target, entry["options"]);
    }

    private List<Resource> Apply(List<Resource> resources, IReadOnlyList<Node> patches, Node? target, Node? settings)
    {
        foreach (var patch in patches)
        {
            budget.Spend(patch);
            resources = patch switch
            {
                SequenceNode operations when target is not null => ApplyJson(resources, operations, Selector(target)),
                SequenceNode => throw new PatchException("a JSON patch needs a target", patch.Location),
                MappingNode mapping when target is not null => ApplyToSelected(resources, mapping, Selector(target), settings),
                MappingNode mapping => ApplyToNamed(resources, mapping, settings),
                _ => throw new PatchException("it is neither a strategic merge nor a JSON patch", patch.Location),
            };
        }

        return resources;
    }

    private ResourceSelector Selector(Node target)
    {
        budget.Step(RenderBudget.Selector);
        return ResourceSelector.Read(target);
    }

    private List<Resource> ApplyJson(List<Resource> resources, SequenceNode operations, ResourceSelector selector)
    {
        var patch = new JsonPatch(budget);
        return resources.ConvertAll(resource =>
        {
            budget.Step(RenderBudget.Match);
            return selector.Matches(resource) ? Checked(resource with { Root = patch.Apply(resource.Root, operations) }) : resource;
        });
    }

    private List<Resource> ApplyToSelected(List<Resource> resources, MappingNode patch, ResourceSelector selector, Node? settings)
    {
        var patched = new List<Resource>(resources.Count);
        foreach (var resource in resources)
        {
            budget.Step(RenderBudget.Match);
            if (!selector.Matches(resource))
            {
                patched.Add(resource);
            }
            else if (Merge(resource, patch, settings) is { } merged)
            {
                patched.Add(merged);
            }
        }

        return patched;
    }

    /// <summary>A strategic merge patch without a target is for the one object of its kind and name.</summary>
    private List<Resource> ApplyToNamed(List<Resource> resources, MappingNode patch, Node? settings)
    {
        var wanted = new Resource { Root = patch };
        if (wanted.Kind.Length == 0 || wanted.Name.Name.Length == 0)
        {
            throw new PatchException("a patch without a target needs kind and metadata.name", patch.Location);
        }

        budget.Step(resources.Count);
        var matches = resources.FindAll(resource => IsNamed(resource, wanted));
        if (matches.Count > 1)
        {
            var present = matches.FindAll(resource => resource.Name.Matches(wanted.Name));
            matches = present.Count > 0 ? present : matches;
        }

        return matches.Count switch
        {
            1 => Replace(resources, matches[0], Merge(matches[0], patch, settings)),
            0 => throw new PatchException("no object has the patch's kind and name", patch.Location, isUnmatched: true),
            _ => throw new PatchException("several objects have the patch's kind and name", patch.Location, isUnmatched: true),
        };
    }

    private static bool IsNamed(Resource resource, Resource wanted) =>
        resource.Kind == wanted.Kind && resource.Group == wanted.Group && resource.Version == wanted.Version && resource.AllNames.Any(name => name.Matches(wanted.Name));

    private static List<Resource> Replace(List<Resource> resources, Resource old, Resource? replacement)
    {
        var index = resources.FindIndex(resource => ReferenceEquals(resource, old));
        var changed = new List<Resource>(resources);
        if (replacement is null)
        {
            changed.RemoveAt(index);
        }
        else
        {
            changed[index] = replacement;
        }

        return changed;
    }

    /// <summary>The patched object; null when the patch deletes it. What identifies the object stays unless the options say otherwise.</summary>
    private Resource? Merge(Resource resource, MappingNode patch, Node? settings)
    {
        if (new StrategicMerge(budget).Apply(resource.Root, patch) is not { } merged)
        {
            return null;
        }

        var keepsKind = settings?["allowKindChange"] is not ScalarNode kindChange || kindChange.AsBoolean() != true;
        var keepsName = settings?["allowNameChange"] is not ScalarNode nameChange || nameChange.AsBoolean() != true;
        merged = keepsKind ? Restored(Restored(merged, resource.Root, ["apiVersion"]), resource.Root, ["kind"]) : merged;
        merged = Restored(merged, resource.Root, ["metadata", "namespace"]);
        return Checked(keepsName ? resource with { Root = Restored(merged, resource.Root, ["metadata", "name"]) } : resource.Renamed(merged));
    }

    private static MappingNode Restored(MappingNode merged, MappingNode original, string[] path)
    {
        if (original.At(path) is { } value)
        {
            return Transformers.Set(merged, path, value);
        }

        return path.Length == 2 && merged.Find(path[0]) is MappingNode parent && parent.Find(path[1]) is not null
            ? merged.With(merged.FindKey(path[0])!, parent.Without(path[1]))
            : merged;
    }

    /// <summary>Patches can copy values into each other; later steps rely on objects of bounded size.</summary>
    private Resource Checked(Resource resource)
    {
        budget.Measure(resource.Root);
        return resource;
    }

    private IReadOnlyList<Node> Inline(ScalarNode text) =>
        InlineYaml.Read(text, options) is { Count: > 0 } documents ? documents : throw new PatchException("the patch is not valid YAML", text.Location);

    private IReadOnlyList<Node> FromFile(ScalarNode path)
    {
        if (KustomizeTree.Resolve(kustomization.Folder, path.Value) is not { } resolved)
        {
            throw new PatchException("the patch lies outside of the checked folder", path.Location);
        }

        var file = tree.File(resolved) ?? throw new PatchException("the patch is not among the checked files", path.Location);
        return file.Problem is null && file.Documents.Count > 0
            ? file.Documents
            : throw new PatchException("the patch cannot be read as YAML", path.Location);
    }
}

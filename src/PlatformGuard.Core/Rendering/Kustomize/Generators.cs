using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary><c>configMapGenerator</c> and <c>secretGenerator</c>.</summary>
/// <remarks>
/// Generated objects keep their name without the hash that kustomize appends, and so do references to them: the hash tells versions apart, not objects.
/// The content of a whole file is not loaded; its key is there, with a value tagged <see cref="FileTag"/> at the file.
/// </remarks>
internal sealed class Generators(KustomizeTree tree, KustomizationFile kustomization, RenderBudget budget, KustomizationReport report)
{
    /// <summary>Marks a value that is the content of a file.</summary>
    public const string FileTag = "!file";

    public List<Resource> Apply(List<Resource> resources)
    {
        foreach (var (field, kind) in ((string, string)[])[("configMapGenerator", "ConfigMap"), ("secretGenerator", "Secret")])
        {
            foreach (var (index, entry) in (kustomization.Root![field]?.Items ?? []).Index())
            {
                resources = Apply(resources, entry, kind, $"{field}[{index}]");
            }
        }

        return resources;
    }

    private List<Resource> Apply(List<Resource> resources, Node entry, string kind, string what)
    {
        if (entry["name"] is not ScalarNode { Value.Length: > 0 } name)
        {
            report.Add(what, "it has no name", entry.Location);
            return resources;
        }

        var generated = Generate(entry, name, kind, what);
        budget.Spend(generated);
        var wanted = new Resource { Root = generated };
        var behavior = entry["behavior"]?.Text;
        budget.Step(resources.Count);
        var index = resources.FindIndex(resource => resource.Kind == kind && resource.Group.Length == 0 && resource.AllNames.Any(other => other.Matches(wanted.Name)));
        if (behavior is "merge" or "replace")
        {
            if (index < 0)
            {
                report.AddUnmatched(what, "there is nothing of its name to merge with or to replace", entry.Location);
                return resources;
            }

            return [.. resources[..index], resources[index] with { Root = Combine(resources[index].Root, generated, behavior == "merge") }, .. resources[(index + 1)..]];
        }

        if (index >= 0 && resources[index].Name.Matches(wanted.Name))
        {
            report.AddUnmatched(what, "an object of its name exists already", entry.Location);
            return resources;
        }

        return [.. resources, wanted];
    }

    private MappingNode Generate(Node entry, ScalarNode name, string kind, string what)
    {
        var metadata = new List<MappingEntry> { Entry("name", name) };
        if (entry["namespace"] is ScalarNode { Value.Length: > 0 } space)
        {
            metadata.Add(Entry("namespace", space));
        }

        foreach (var field in (string[])["labels", "annotations"])
        {
            if (Options(entry, field) is { } values)
            {
                metadata.Add(Entry(field, values));
            }
        }

        var fields = new List<MappingEntry>
        {
            Entry("apiVersion", new ScalarNode(name.Location, "v1", ScalarStyle.Plain)),
            Entry("kind", new ScalarNode(name.Location, kind, ScalarStyle.Plain)),
            Entry("metadata", new MappingNode(entry.Location, metadata)),
        };
        var data = Data(entry, kind == "Secret", what);
        if (data.Count > 0)
        {
            fields.Add(Entry("data", new MappingNode(entry.Location, data)));
        }

        if (kind == "Secret")
        {
            fields.Add(Entry("type", entry["type"] as ScalarNode ?? new ScalarNode(name.Location, "Opaque", ScalarStyle.Plain)));
        }

        if ((entry.At("options", "immutable") ?? kustomization.Root!.At("generatorOptions", "immutable")) is ScalarNode immutable && immutable.AsBoolean() == true)
        {
            fields.Add(Entry("immutable", immutable));
        }

        return new MappingNode(entry.Location, fields);
    }

    /// <summary>Labels or annotations of all generators with those of this one over them.</summary>
    private MappingNode? Options(Node entry, string field)
    {
        var common = kustomization.Root!.At("generatorOptions", field) as MappingNode;
        var own = entry.At("options", field) as MappingNode;
        return common is null || own is null ? own ?? common : Overlay(common, own);
    }

    private List<MappingEntry> Data(Node entry, bool isSecret, string what)
    {
        var data = new Dictionary<string, MappingEntry>(StringComparer.Ordinal);
        foreach (var literal in entry["literals"]?.Items ?? [])
        {
            if (literal is ScalarNode text && text.Value.IndexOf('=', StringComparison.Ordinal) is > 0 and var equal)
            {
                var key = text.Value[..equal];
                data[key] = Entry(key, Value(text.Location, Unquoted(text.Value[(equal + 1)..]), isSecret));
            }
            else
            {
                report.Add(what, "a literal is not of the form key=value", literal.Location);
            }
        }

        foreach (var file in entry["files"]?.Items ?? [])
        {
            AddFile(data, file, what);
        }

        foreach (var file in (IEnumerable<Node>)[.. entry["envs"]?.Items ?? [], .. entry["env"] is { } single ? [single] : (Node[])[]])
        {
            AddSettings(data, file, isSecret, what);
        }

        return [.. data.Values];
    }

    private void AddFile(Dictionary<string, MappingEntry> data, Node file, string what)
    {
        var equal = file.Text?.IndexOf('=', StringComparison.Ordinal) ?? -1;
        if (file.Text is not { } text || KustomizeTree.Resolve(kustomization.Folder, text[(equal + 1)..]) is not { } path)
        {
            report.Add(what, "a file lies outside of the checked folder", file.Location);
            return;
        }

        var key = equal > 0 ? text[..equal] : path[(path.LastIndexOf('/') + 1)..];
        data[key] = Entry(key, new ScalarNode(Location.OfFile(path), "", ScalarStyle.Quoted, FileTag));
    }

    private void AddSettings(Dictionary<string, MappingEntry> data, Node file, bool isSecret, string what)
    {
        var path = file.Text is { } text ? KustomizeTree.Resolve(kustomization.Folder, text) : null;
        if (path is null || tree.File(path) is not { } source)
        {
            report.Add(what, "a file of variables is not among the checked files", file.Location);
            return;
        }

        if (source.Settings.Count == 0)
        {
            report.Add(what, "a file of variables is not of a kind whose lines are read", file.Location);
        }

        foreach (var setting in source.Settings)
        {
            data[setting.Name] = new MappingEntry(
                new ScalarNode(setting.NameLocation, setting.Name, ScalarStyle.Plain),
                Value(setting.Location, setting.Value ?? "", isSecret));
        }
    }

    private static MappingNode Combine(MappingNode present, MappingNode generated, bool isMerge)
    {
        var root = present;
        if (generated["data"] is MappingNode data)
        {
            var merged = isMerge && present["data"] is MappingNode old ? Overlay(old, data) : data;
            root = root.With(generated.FindKey("data")!, merged);
        }
        else if (!isMerge)
        {
            root = root.Without("data");
        }

        foreach (var field in (string[])["labels", "annotations"])
        {
            if (generated.At("metadata", field) is MappingNode values)
            {
                root = Transformers.Set(root, ["metadata", field], present.At("metadata", field) is MappingNode old ? Overlay(old, values) : values);
            }
        }

        return root;
    }

    private static MappingNode Overlay(MappingNode lower, MappingNode upper)
    {
        var entries = lower.Values.ToDictionary(static entry => entry.Key.Value, StringComparer.Ordinal);
        foreach (var entry in upper.Values)
        {
            entries[entry.Key.Value] = entry;
        }

        return new MappingNode(lower.Location, [.. entries.Values]);
    }

    private static ScalarNode Value(Location location, string text, bool isSecret) =>
        new(location, isSecret ? Convert.ToBase64String(Encoding.UTF8.GetBytes(text)) : text, ScalarStyle.Quoted);

    private static string Unquoted(string text) =>
        text.Length >= 2 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1] : text;

    private static MappingEntry Entry(string key, Node value) => new(NodeEditing.Key(key, value), value);
}

using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary><c>replacements</c>: copies one value of one object to places in others. The copy keeps the place its source was written at.</summary>
internal sealed class Replacements(KustomizeTree tree, KustomizationFile kustomization, RenderBudget budget, KustomizationReport report)
{
    public List<Resource> Apply(List<Resource> resources)
    {
        foreach (var (index, entry) in (kustomization.Root!["replacements"]?.Items ?? []).Index())
        {
            var what = $"replacements[{index}]";
            foreach (var replacement in Load(entry, what))
            {
                try
                {
                    budget.Step(1);
                    resources = Apply(resources, replacement);
                }
                catch (PatchException error)
                {
                    error.AddTo(report, what);
                }
            }
        }

        return resources;
    }

    /// <summary>An entry is a replacement or the path of a file with one or a list of them.</summary>
    private IEnumerable<Node> Load(Node entry, string what)
    {
        if (entry["path"] is not ScalarNode path)
        {
            return [entry];
        }

        if (KustomizeTree.Resolve(kustomization.Folder, path.Value) is { } resolved && tree.File(resolved) is { Problem: null } file)
        {
            return file.Documents.SelectMany(static document => document is SequenceNode list ? list.Values : [document]);
        }

        report.Add(what, "the file is not among the checked files, or cannot be read", path.Location);
        return [];
    }

    private List<Resource> Apply(List<Resource> resources, Node replacement)
    {
        var source = Source(resources, replacement);
        foreach (var target in replacement["targets"]?.Items ?? [])
        {
            budget.Step(RenderBudget.Selector);
            var select = target["select"] ?? throw new PatchException("a target of the replacement selects nothing", target.Location);
            var selector = ResourceSelector.Read(select);
            var rejected = (target["reject"]?.Items ?? []).Select(static item => ResourceSelector.Read(item)).ToList();
            var paths = (target["fieldPaths"]?.Items ?? []).OfType<ScalarNode>().DefaultIfEmpty(new ScalarNode(target.Location, "metadata.name", ScalarStyle.Plain)).ToList();
            resources = resources.ConvertAll(resource =>
            {
                budget.Step(RenderBudget.Match * (1 + rejected.Count));
                return selector.Matches(resource) && !rejected.Exists(item => item.Matches(resource)) ? Replace(resource, source, paths, target["options"]) : resource;
            });
        }

        return resources;
    }

    private Node Source(List<Resource> resources, Node replacement)
    {
        if (replacement["sourceValue"] is { } literal)
        {
            return literal;
        }

        var source = replacement["source"] ?? throw new PatchException("the replacement has no source", replacement.Location);
        var selector = ResourceSelector.Read(source, isExact: true);
        budget.Step(RenderBudget.Selector + (RenderBudget.Match * resources.Count));
        var found = resources.FindAll(selector.Matches);
        if (found.Count != 1)
        {
            throw new PatchException(found.Count == 0 ? "no object is the source of the replacement" : "several objects are the source of the replacement", source.Location, isUnmatched: true);
        }

        var value = Path(source["fieldPath"] as ScalarNode, source).Find(found[0].Root) ?? throw new PatchException("the source of the replacement has no such field", source.Location, isUnmatched: true);
        if (value is ScalarNode { Tag: Generators.FileTag })
        {
            throw new PatchException("the source of the replacement is the content of a file", source.Location);
        }

        if (source.At("options", "delimiter")?.Text is { Length: > 0 } delimiter)
        {
            var parts = (value.Text ?? throw NotText(source)).Split(delimiter);
            var index = Index(source["options"]);
            return index >= 0 && index < parts.Length
                ? new ScalarNode(value.Location, parts[index], ScalarStyle.Quoted)
                : throw new PatchException("the source of the replacement has no such part", source.Location);
        }

        return value;
    }

    private Resource Replace(Resource resource, Node source, List<ScalarNode> paths, Node? settings)
    {
        var created = (settings?["create"] as ScalarNode)?.AsBoolean() == true ? source : null;
        Node root = resource.Root;
        foreach (var written in paths)
        {
            var found = 0;
            root = Path(written, written).Update(root, created, present => Combine(present, source, settings, written), ref found);
            if (found == 0)
            {
                throw new PatchException("a target of the replacement has no such field", written.Location, isUnmatched: true);
            }
        }

        budget.Measure(root);
        return root is MappingNode mapping ? resource with { Root = mapping } : resource;
    }

    private Node Combine(Node? present, Node source, Node? settings, ScalarNode written)
    {
        budget.Step(1);
        if (settings?["delimiter"]?.Text is not { Length: > 0 } delimiter)
        {
            return source;
        }

        var parts = (present?.Text ?? throw NotText(written)).Split(delimiter).ToList();
        var text = source.Text ?? throw NotText(written);
        var index = Index(settings);
        if (index < 0)
        {
            parts.Insert(0, text);
        }
        else if (index >= parts.Count)
        {
            parts.Add(text);
        }
        else
        {
            parts[index] = text;
        }

        var length = parts.Sum(static part => (long)part.Length) + (delimiter.Length * (long)parts.Count);
        budget.Step(length / 100);
        return length <= budget.MaxText
            ? new ScalarNode(source.Location, string.Join(delimiter, parts), ScalarStyle.Quoted)
            : throw new RenderLimitException("replacements make a text that is too long");
    }

    private FieldPath Path(ScalarNode? text, Node owner)
    {
        var path = FieldPath.Parse(text?.Value ?? "metadata.name");
        return path.Length <= budget.MaxDepth ? path : throw new PatchException("the field path is too long", owner.Location);
    }

    private static int Index(Node? settings) => settings?["index"] is ScalarNode index && index.AsInteger() is { } value and >= -1 and <= int.MaxValue ? (int)value : 0;

    private static PatchException NotText(Node place) => new("the replacement uses a delimiter on something that is no text", place.Location);
}

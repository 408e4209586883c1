using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Facts.Ci.GitLab;

/// <summary>Reads a CI file and what it includes from the repository; says what it includes from elsewhere.</summary>
internal sealed class IncludeReader(IReadOnlyDictionary<string, SourceFile> files, Predicate<string> isTrusted, ExpansionBudget budget)
{
    /// <summary>Our own component, on any server: all that it does is known. Of other kinds of include nothing tells that it is ours.</summary>
    private const string OwnComponent = "*/platformguard/*";

    /// <summary>GitLab's own limit.</summary>
    private const int MaxIncludes = 150;

    private readonly List<string> stack = [];
    private int count;

    /// <summary>The files that were read.</summary>
    public SortedSet<string> Paths { get; } = new(StringComparer.Ordinal);

    /// <summary>What could not be read.</summary>
    public List<CiGap> Gaps { get; } = [];

    /// <summary>What is included from elsewhere, trusted or not.</summary>
    public List<CiForeignPart> ForeignParts { get; } = [];

    /// <summary>Whether anything is not known, trusted or not.</summary>
    public bool IsPartial { get; private set; }

    /// <summary>The file merged over what it includes; null when it holds no mapping.</summary>
    public MappingNode? Read(string path, Node? inputs)
    {
        var file = files[path];
        Paths.Add(path);
        if (file.Problem is not null)
        {
            IsPartial = true;
        }

        var hasHeader = file.Documents.Count > 1 && file.Documents[0]["spec"] is not null;
        var header = hasHeader ? file.Documents[0] : null;
        if (file.Documents.Skip(hasHeader ? 1 : 0).FirstOrDefault() is not MappingNode content)
        {
            return null;
        }

        var filled = (MappingNode)new Inputs(header, inputs, budget).Fill(content);
        stack.Add(path);
        Node? included = null;
        foreach (var entry in Entries(filled.Find("include")))
        {
            foreach (var root in ReadEntry(entry))
            {
                included = included is null ? root : DeepMerge.Of(included, root, budget);
            }
        }

        stack.RemoveAt(stack.Count - 1);
        var own = filled.Find("include") is null ? filled : new MappingNode(filled.Location, [.. filled.Values.Where(static entry => entry.Key.Value != "include")]);
        return included is null ? own : (MappingNode)DeepMerge.Of(included, own, budget);
    }

    private static IEnumerable<Node> Entries(Node? include) => include switch
    {
        null => [],
        SequenceNode list => list.Values.SelectMany(static item => item is SequenceNode nested ? nested.Values : [item]),
        _ => [include],
    };

    private List<MappingNode> ReadEntry(Node entry)
    {
        if (entry is ScalarNode { Value: var text } && text.Contains("://", StringComparison.Ordinal))
        {
            Miss("remote " + text, text, isTrusted(text), entry);
            return [];
        }

        if ((entry as ScalarNode ?? entry["local"]) is ScalarNode local)
        {
            return ReadLocal(local, entry["inputs"]);
        }

        if (entry["project"]?.Text is { } project)
        {
            var names = entry["file"];
            foreach (var file in names is SequenceNode list ? list.Values : names is null ? [entry] : [names])
            {
                var name = (file as ScalarNode)?.Value.TrimStart('/') ?? "";
                Miss($"project {project}, file {name}", name.Length == 0 ? project : $"{project}:/{name}", isTrusted(project) || isTrusted(project + ":" + name) || isTrusted(project + ":/" + name), file);
            }

            return [];
        }

        foreach (var kind in (ReadOnlySpan<string>)["remote", "template", "component", "artifact"])
        {
            if (entry[kind] is { } target)
            {
                var address = target.Text ?? "";
                var version = kind == "component" ? address.LastIndexOf('@') : -1;
                var isOwn = kind == "component" && TextPattern.IsMatch(OwnComponent, address);
                Miss($"{kind} {address}", address, isOwn || isTrusted(version > 0 ? address[..version] : address), target, isOwn);
                return [];
            }
        }

        return [];
    }

    private List<MappingNode> ReadLocal(ScalarNode local, Node? inputs)
    {
        var roots = new List<MappingNode>();
        var pattern = local.Value.TrimStart('/');
        string[] paths = pattern.Contains('*', StringComparison.Ordinal)
            ? [.. files.Keys.Where(path => PathPattern.Matches(pattern, path)).Order(StringComparer.Ordinal)]
            : [Nearest(pattern)];
        foreach (var path in paths)
        {
            var problem = !files.ContainsKey(path) ? pattern.Contains('$', StringComparison.Ordinal) ? "its path holds a variable" : "there is no such file among those that are checked"
                : stack.Contains(path) ? "it includes itself"
                : ++count > MaxIncludes ? "there are more than 150 includes"
                : !budget.Spend() ? "the pipeline expands to too many values"
                : null;
            if (problem is not null)
            {
                IsPartial = true;
                Gaps.Add(new CiGap("include: local " + local.Value, problem, local.Location));
            }
            else if (Read(path, inputs) is { } root)
            {
                roots.Add(root);
            }
        }

        return roots;
    }

    /// <summary>Relative to the checked folder, else to the folder of the first file: a service below the repository's root is often checked by itself.</summary>
    private string Nearest(string path)
    {
        var folder = CiPaths.FolderOf(stack[0]);
        return files.ContainsKey(path) || folder.Length == 0 || !files.ContainsKey(folder + "/" + path) ? path : folder + "/" + path;
    }

    private void Miss(string what, string name, bool isTrustedPart, Node place, bool isOwn = false)
    {
        IsPartial = true;
        ForeignParts.Add(new CiForeignPart(name, isOwn, place.Location));
        if (!isTrustedPart)
        {
            Gaps.Add(new CiGap("include: " + what, "it is not part of the checked files; --merged-ci resolves it, ci.trustedIncludes of the policy trusts it", place.Location));
        }
    }
}

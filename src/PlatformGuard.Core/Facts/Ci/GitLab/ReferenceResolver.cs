using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Ci.GitLab;

/// <summary>Resolves <c>!reference [job, key, …]</c>. What was referred to keeps the place where it was written.</summary>
internal sealed class ReferenceResolver(MappingNode root, ExpansionBudget budget, List<CiGap> gaps)
{
    private const string Tag = "!reference";

    /// <summary>GitLab's own limit of references in references.</summary>
    private const int MaxLevels = 10;

    private const int MaxDepth = 100;

    /// <summary>Names of the jobs and templates that something refers to.</summary>
    public HashSet<string> Referenced { get; } = [];

    /// <summary>Whether a reference could not be resolved.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>The node with its references resolved.</summary>
    public Node Resolve(Node node) => Resolve(node, 0, 0);

    private Node Resolve(Node node, int level, int depth)
    {
        if (depth > MaxDepth || budget.IsExhausted)
        {
            return node;
        }

        switch (node)
        {
            case SequenceNode { Tag: Tag } reference:
                return Follow(reference, level, depth);
            case SequenceNode list when Holds(list, 0):
                budget.Spend(list.Values.Count);
                return new SequenceNode(list.Location, [.. list.Values.Select(item => Resolve(item, level, depth + 1))], list.Tag);
            case MappingNode mapping when Holds(mapping, 0):
                budget.Spend(mapping.Values.Count);
                return new MappingNode(mapping.Location, [.. mapping.Values.Select(entry => new MappingEntry(entry.Key, Resolve(entry.Value, level, depth + 1)))]);
            default:
                return node;
        }
    }

    private Node Follow(SequenceNode reference, int level, int depth)
    {
        string[] keys = [.. reference.Values.Select(static key => key.Text ?? "")];
        if (keys.Length > 0)
        {
            Referenced.Add(keys[0]);
        }

        var target = level < MaxLevels ? keys.Aggregate((Node?)root, static (node, key) => node is null ? null : node[key] ?? Item(node, key)) : null;
        if (target is not null && budget.Spend())
        {
            return Resolve(target, level + 1, depth + 1);
        }

        IsIncomplete = true;
        gaps.Add(new CiGap($"!reference [{string.Join(", ", keys)}]", level >= MaxLevels ? "it is nested too deeply" : "it is not defined in the files that could be read", reference.Location));
        return new SequenceNode(reference.Location, []);
    }

    private static Node? Item(Node node, string index) => int.TryParse(index, out var at) && at >= 0 && at < node.Items.Count ? node.Items[at] : null;

    private static bool Holds(Node node, int depth) => depth <= MaxDepth && node switch
    {
        SequenceNode { Tag: Tag } => true,
        SequenceNode list => list.Values.Any(item => Holds(item, depth + 1)),
        MappingNode mapping => mapping.Values.Any(entry => Holds(entry.Value, depth + 1)),
        _ => false,
    };
}

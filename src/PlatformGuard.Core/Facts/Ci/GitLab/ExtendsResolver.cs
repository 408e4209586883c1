using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Ci.GitLab;

/// <summary>Resolves <c>extends</c>: each job once, in any order, cycles and missing templates reported.</summary>
internal sealed class ExtendsResolver(MappingNode root, ExpansionBudget budget, List<CiGap> gaps)
{
    /// <summary>GitLab's own limit.</summary>
    private const int MaxLevels = 11;

    private readonly Dictionary<string, Node> resolved = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);

    /// <summary>Jobs that extend, themselves or through others, something that could not be read.</summary>
    public HashSet<string> Incomplete { get; } = new(StringComparer.Ordinal);

    /// <summary>Names that some job extends.</summary>
    public HashSet<string> Extended { get; } = new(StringComparer.Ordinal);

    /// <summary>The pipeline with every job resolved.</summary>
    public MappingNode Resolve() => new(root.Location, [.. root.Values.Select(entry => new MappingEntry(entry.Key, Resolve(entry.Key.Value, entry.Value, 0)))]);

    private Node Resolve(string name, Node job, int level)
    {
        if (resolved.TryGetValue(name, out var known))
        {
            return known;
        }

        if (job["extends"] is not { } extends)
        {
            return job;
        }

        open.Add(name);
        Node? merged = null;
        foreach (var parent in extends is ScalarNode single ? [single] : extends.Items.OfType<ScalarNode>())
        {
            Extended.Add(parent.Value);
            var template = root.Find(parent.Value);
            var problem = template is null ? "it is not defined in the files that could be read"
                : open.Contains(parent.Value) ? "it extends itself"
                : level >= MaxLevels ? "it is nested too deeply"
                : !budget.Spend() ? "the pipeline expands to too many values"
                : null;
            if (problem is not null)
            {
                Incomplete.Add(name);
                gaps.Add(new CiGap($"extends: {parent.Value} of job '{name}'", problem, parent.Location));
                continue;
            }

            var inherited = Resolve(parent.Value, template!, level + 1);
            if (Incomplete.Contains(parent.Value))
            {
                Incomplete.Add(name);
            }

            merged = merged is null ? inherited : DeepMerge.Of(merged, inherited, budget);
        }

        open.Remove(name);
        var own = Without(job, "extends");
        var result = merged is null ? own : DeepMerge.Of(Without(merged, "extends"), own, budget);
        resolved[name] = result;
        return result;
    }

    private static Node Without(Node node, string key) =>
        node is MappingNode mapping && mapping.Find(key) is not null ? new MappingNode(node.Location, [.. mapping.Values.Where(entry => entry.Key.Value != key)]) : node;
}

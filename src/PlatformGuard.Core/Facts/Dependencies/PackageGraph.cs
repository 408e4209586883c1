using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Facts.Dependencies;

/// <summary>A package, or a project, of a closure.</summary>
/// <param name="Name">Its name as written.</param>
/// <param name="Requires">What it needs itself, by name.</param>
/// <param name="Location">Where it is named.</param>
public sealed record PackageNode(string Name, IReadOnlyList<string> Requires, Location Location)
{
    /// <summary>Whether it is a project of the code base.</summary>
    public bool IsProject { get; init; }

    /// <summary>Whether nothing of it reaches what is deployed.</summary>
    public bool IsBuildOnly { get; init; }

    /// <summary>Size of what is downloaded, in bytes, where known.</summary>
    public long? Size { get; init; }
}

/// <summary>How a package got into a closure: from what the project asks for itself to the package.</summary>
/// <param name="Nodes">At least one; the last is the package.</param>
public sealed record PackagePath(ImmutableArray<PackageNode> Nodes)
{
    /// <summary>The package at the end.</summary>
    public PackageNode Package => Nodes[^1];
}

/// <summary>The packages of one deployable project and what brings in what.</summary>
public sealed class PackageGraph(Ecosystem ecosystem)
{
    private readonly Dictionary<string, PackageNode> nodes = new(StringComparer.Ordinal);
    private readonly List<string> roots = [];

    /// <summary>Where the packages come from.</summary>
    public Ecosystem Ecosystem => ecosystem;

    /// <summary>The packages, in no particular order.</summary>
    public IEnumerable<PackageNode> Nodes => nodes.Values;

    /// <summary>What the project asks for itself, in order.</summary>
    public IEnumerable<PackageNode> Roots => roots.Distinct(StringComparer.Ordinal).Select(nodes.GetValueOrDefault).OfType<PackageNode>();

    /// <summary>Adds a node; of equal names the first counts, with what the later ones need as well.</summary>
    public void Add(PackageNode node)
    {
        var key = Key(node.Name);
        if (!nodes.TryAdd(key, node) && node.Requires.Count > 0)
        {
            nodes[key] = nodes[key] with { Requires = [.. nodes[key].Requires, .. node.Requires] };
        }
    }

    /// <summary>Says that the project asks for this package itself.</summary>
    public void AddRoot(string name) => roots.Add(Key(name));

    /// <summary>The node of this name, or null.</summary>
    public PackageNode? Find(string name) => nodes.GetValueOrDefault(Key(name));

    /// <summary>The shortest path to each wanted package. What lies behind one is not looked at: it came with it.</summary>
    public IReadOnlyList<PackagePath> PathsTo(Func<PackageNode, bool> isWanted)
    {
        var paths = new List<PackagePath>();
        var parents = new Dictionary<string, string?>(StringComparer.Ordinal);
        var queue = new Queue<string>();
        foreach (var root in roots)
        {
            if (nodes.ContainsKey(root) && parents.TryAdd(root, null))
            {
                queue.Enqueue(root);
            }
        }

        while (queue.TryDequeue(out var key))
        {
            var node = nodes[key];
            if (node.IsBuildOnly)
            {
                continue;
            }

            if (isWanted(node))
            {
                paths.Add(PathTo(key, parents));
                continue;
            }

            foreach (var required in node.Requires)
            {
                var next = Key(required);
                if (nodes.ContainsKey(next) && parents.TryAdd(next, key))
                {
                    queue.Enqueue(next);
                }
            }
        }

        return paths;
    }

    /// <summary>The node and everything it needs, each once.</summary>
    public IReadOnlyList<PackageNode> Closure(PackageNode start)
    {
        var reached = new List<PackageNode> { start };
        var seen = new HashSet<string>(StringComparer.Ordinal) { Key(start.Name) };
        for (var index = 0; index < reached.Count; index++)
        {
            foreach (var required in reached[index].Requires)
            {
                if (seen.Add(Key(required)) && nodes.TryGetValue(Key(required), out var next) && !next.IsBuildOnly)
                {
                    reached.Add(next);
                }
            }
        }

        return reached;
    }

    private PackagePath PathTo(string key, Dictionary<string, string?> parents)
    {
        var path = new List<PackageNode>();
        for (var at = key; at is not null; at = parents[at])
        {
            path.Add(nodes[at]);
        }

        path.Reverse();
        return new PackagePath([.. path]);
    }

    private string Key(string name) => PackageName.Normalize(ecosystem, name);
}

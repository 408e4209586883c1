using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>Changes on immutable nodes: only the way from the root to the change is copied, everything else is shared.</summary>
internal static class NodeEditing
{
    /// <summary>The mapping with <paramref name="value"/> under the key, which keeps its place when it exists.</summary>
    public static MappingNode With(this MappingNode mapping, ScalarNode key, Node value)
    {
        var entries = new List<MappingEntry>(mapping.Values.Count + 1);
        var found = false;
        foreach (var entry in mapping.Values)
        {
            var isKey = entry.Key.Value == key.Value;
            entries.Add(isKey ? new MappingEntry(entry.Key, value) : entry);
            found |= isKey;
        }

        if (!found)
        {
            entries.Add(new MappingEntry(key, value));
        }

        return new MappingNode(mapping.Location, entries, mapping.Duplicates);
    }

    /// <summary>The mapping without the key.</summary>
    public static MappingNode Without(this MappingNode mapping, string key)
    {
        if (mapping.Find(key) is null)
        {
            return mapping;
        }

        var entries = new List<MappingEntry>(mapping.Values.Count);
        foreach (var entry in mapping.Values)
        {
            if (entry.Key.Value != key)
            {
                entries.Add(entry);
            }
        }

        return new MappingNode(mapping.Location, entries, mapping.Duplicates);
    }

    /// <summary>The scalar with another text, at its own place.</summary>
    public static ScalarNode WithText(this ScalarNode scalar, string text) => new(scalar.Location, text, ScalarStyle.Quoted, scalar.Tag);

    /// <summary>A key that no file holds, placed where its value was written.</summary>
    public static ScalarNode Key(string name, Node value) => new(value.Location, name, ScalarStyle.Plain);

    /// <summary>
    /// Changes what stands at <paramref name="path"/>. Sequences on the way are entered at every item.
    /// </summary>
    /// <param name="node">The node the path starts at.</param>
    /// <param name="path">Keys from here on; one that ends in <c>[]</c> is a list, which is never made.</param>
    /// <param name="created">When not null, missing mappings on the way are made and placed where this node was written.</param>
    /// <param name="change">From the present value (null when missing) to the new one; the same instance or null leaves all as it is.</param>
    public static Node Update(this Node node, ReadOnlySpan<string> path, Node? created, Func<Node?, Node?> change)
    {
        if (path.IsEmpty)
        {
            return change(node) ?? node;
        }

        if (node is SequenceNode sequence)
        {
            return UpdateItems(sequence, path, created, change);
        }

        if (node is not MappingNode mapping)
        {
            return node;
        }

        var isList = path[0].EndsWith("[]", StringComparison.Ordinal);
        var name = isList ? path[0][..^2] : path[0];
        var present = mapping.Find(name) is ScalarNode { IsNull: true } ? null : mapping.Find(name);
        if (present is null && (created is null || isList))
        {
            return node;
        }

        var value = path.Length == 1
            ? change(present)
            : (present ?? new MappingNode(created!.Location, [])).Update(path[1..], created, change);
        return value is null || ReferenceEquals(value, present) ? node : mapping.With(mapping.FindKey(name) ?? Key(name, created ?? value), value);
    }

    private static SequenceNode UpdateItems(SequenceNode sequence, ReadOnlySpan<string> path, Node? created, Func<Node?, Node?> change)
    {
        List<Node>? items = null;
        for (var index = 0; index < sequence.Values.Count; index++)
        {
            var item = sequence.Values[index];
            var changed = item.Update(path, created, change);
            if (!ReferenceEquals(item, changed))
            {
                items ??= [.. sequence.Values];
                items[index] = changed;
            }
        }

        return items is null ? sequence : new SequenceNode(sequence.Location, items, sequence.Tag);
    }

    /// <summary>The same values wherever they were written; text and type count, quotes do not.</summary>
    public static bool IsSameValue(Node left, Node right, RenderBudget budget)
    {
        budget.Step(1);
        switch (left, right)
        {
            case (ScalarNode first, ScalarNode second):
                return first.Value == second.Value && first.IsString == second.IsString;
            case (SequenceNode first, SequenceNode second):
                for (var index = 0; index < first.Values.Count && first.Values.Count == second.Values.Count; index++)
                {
                    if (!IsSameValue(first.Values[index], second.Values[index], budget))
                    {
                        return false;
                    }
                }

                return first.Values.Count == second.Values.Count;
            case (MappingNode first, MappingNode second):
                foreach (var entry in first.Values)
                {
                    if (first.Values.Count != second.Values.Count || second.Find(entry.Key.Value) is not { } other || !IsSameValue(entry.Value, other, budget))
                    {
                        return false;
                    }
                }

                return first.Values.Count == second.Values.Count;
            default:
                return false;
        }
    }
}

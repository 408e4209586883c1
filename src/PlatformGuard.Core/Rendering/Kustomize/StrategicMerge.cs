using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>
/// Strategic merge as kustomize does it: mappings are merged, null deletes, described lists are merged by key with the patch's items in front,
/// other lists are replaced, and <c>$patch</c> deletes or replaces. Every value keeps the place it was written at.
/// </summary>
/// <remarks>
/// Ports are told apart by number and protocol, where no protocol is TCP, as in the API. kustomize compares the protocol's text
/// and drops the patch of a port when only one side writes it; what the author asked for is judged here.
/// </remarks>
internal sealed class StrategicMerge(RenderBudget budget)
{
    private const string Directive = "$patch";

    /// <summary>The object after the patch; null when the patch deletes it.</summary>
    public MappingNode? Apply(MappingNode target, MappingNode patch) =>
        Merge(target, patch, MergeSchema.Find(target["apiVersion"]?.Text ?? "", target["kind"]?.Text ?? "")) as MappingNode;

    private Node? Merge(Node? target, Node patch, MergeSchema schema)
    {
        budget.Step(1);
        return patch switch
        {
            ScalarNode { IsNull: true } => null,
            MappingNode mapping => MergeMapping(target as MappingNode, mapping, schema),
            SequenceNode sequence when schema.Keys.Count > 0 => MergeList(target as SequenceNode, sequence, schema),
            SequenceNode sequence when schema.IsSet => MergeSet(target as SequenceNode, sequence),
            _ => patch,
        };
    }

    private MappingNode? MergeMapping(MappingNode? target, MappingNode patch, MergeSchema schema)
    {
        var directive = patch[Directive]?.Text;
        if (directive == "delete")
        {
            return null;
        }

        if (directive == "replace" || target is null)
        {
            // Without something to merge into, deletions have nothing to delete and directives nothing to direct.
            return MergeEntries(new MappingNode(patch.Location, []), patch, schema);
        }

        return MergeEntries(target, patch, schema);
    }

    private MappingNode MergeEntries(MappingNode target, MappingNode patch, MergeSchema schema)
    {
        budget.Step(target.Values.Count + patch.Values.Count);
        var entries = new List<MappingEntry>(target.Values.Count + patch.Values.Count);
        foreach (var entry in target.Values)
        {
            var change = patch.Find(entry.Key.Value);
            if (change is null)
            {
                entries.Add(entry);
            }
            else if (Merge(entry.Value, change, schema.Field(entry.Key.Value)) is { } merged)
            {
                // A key whose value came from the patch stands where the patch wrote it.
                var key = ReferenceEquals(merged, change) ? patch.FindKey(entry.Key.Value)! : entry.Key;
                entries.Add(new MappingEntry(key, merged));
            }
        }

        foreach (var entry in patch.Values)
        {
            if (entry.Key.Value != Directive && target.Find(entry.Key.Value) is null && Merge(null, entry.Value, schema.Field(entry.Key.Value)) is { } added)
            {
                entries.Add(new MappingEntry(entry.Key, added));
            }
        }

        return new MappingNode(target.Values.Count == 0 ? patch.Location : target.Location, entries, target.Duplicates);
    }

    private SequenceNode? MergeList(SequenceNode? target, SequenceNode patch, MergeSchema schema)
    {
        if (ListDirective(patch) is { } directive)
        {
            return directive == "delete" ? null : directive == "replace" ? Replacement(patch, schema) : MergeItems(target, patch, schema);
        }

        return MergeItems(target, patch, schema);
    }

    private SequenceNode MergeItems(SequenceNode? target, SequenceNode patch, MergeSchema schema)
    {
        var remaining = new Dictionary<string, Node>(StringComparer.Ordinal);
        foreach (var item in target?.Values ?? [])
        {
            remaining.TryAdd(KeyOf(item, schema), item);
        }

        var merged = new List<Node>(patch.Values.Count + remaining.Count);
        var patched = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in patch.Values)
        {
            budget.Step(1);
            var key = KeyOf(item, schema);
            var present = key.Length == 0 ? null : remaining.GetValueOrDefault(key);
            var isKeyless = item is MappingNode && key.Length == 0;
            if (isKeyless && item[Directive] is not null)
            {
                continue;
            }

            // kustomize leaves an item alone that is told to replace itself; only a list or a mapping can be replaced.
            var result = present is not null && item[Directive]?.Text == "replace" ? present : Merge(present, item, schema.Item!);
            if (result is not null)
            {
                merged.Add(result);
            }

            if (key.Length > 0)
            {
                patched.Add(key);
            }
        }

        foreach (var item in target?.Values ?? [])
        {
            if (!patched.Contains(KeyOf(item, schema)))
            {
                merged.Add(item);
            }
        }

        return new SequenceNode(target is null || target.Values.Count == 0 ? patch.Location : target.Location, merged, target?.Tag);
    }

    /// <summary>The directive of an item that holds nothing else: it is meant for the whole list.</summary>
    private static string? ListDirective(SequenceNode patch)
    {
        foreach (var item in patch.Values)
        {
            if (item is MappingNode { Values.Count: 1 } && item[Directive]?.Text is { } directive)
            {
                return directive;
            }
        }

        return null;
    }

    private SequenceNode Replacement(SequenceNode patch, MergeSchema schema)
    {
        var items = new List<Node>(patch.Values.Count);
        foreach (var item in patch.Values)
        {
            if (item[Directive] is null && Merge(null, item, schema.Item!) is { } added)
            {
                items.Add(added);
            }
        }

        return new SequenceNode(patch.Location, items, patch.Tag);
    }

    private static SequenceNode MergeSet(SequenceNode? target, SequenceNode patch)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var items = new List<Node>();
        foreach (var item in (IEnumerable<Node>)[.. patch.Values, .. target?.Values ?? []])
        {
            if (item.Text is not { } text || seen.Add(text))
            {
                items.Add(item);
            }
        }

        return new SequenceNode(target?.Location ?? patch.Location, items);
    }

    /// <summary>What tells an item apart from its neighbours; empty when its key is missing.</summary>
    private static string KeyOf(Node item, MergeSchema schema)
    {
        var first = item[schema.Keys[0]]?.Text;
        if (first is null || schema.Keys.Count == 1)
        {
            return first ?? "";
        }

        return first + "\n" + (item[schema.Keys[1]]?.Text ?? (schema.Keys[1] == "protocol" ? "TCP" : ""));
    }
}

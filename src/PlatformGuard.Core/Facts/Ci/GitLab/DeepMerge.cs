using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Ci.GitLab;

/// <summary>GitLab's deep merge: mappings are merged key by key, everything else is replaced.</summary>
internal static class DeepMerge
{
    private const int MaxDepth = 60;

    /// <summary>What <paramref name="over"/> says, and what only <paramref name="under"/> says.</summary>
    public static Node Of(Node under, Node over, ExpansionBudget budget) => Of(under, over, budget, 0);

    private static Node Of(Node under, Node over, ExpansionBudget budget, int depth)
    {
        if (under is not MappingNode lower || over is not MappingNode upper || depth > MaxDepth || lower == upper || !budget.Spend(lower.Values.Count + upper.Values.Count))
        {
            return over;
        }

        var entries = new List<MappingEntry>(lower.Values.Count + upper.Values.Count);
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var entry in lower.Values)
        {
            places.TryAdd(entry.Key.Value, entries.Count);
            entries.Add(entry);
        }

        foreach (var entry in upper.Values)
        {
            if (places.TryGetValue(entry.Key.Value, out var place))
            {
                entries[place] = new MappingEntry(entry.Key, Of(entries[place].Value, entry.Value, budget, depth + 1));
            }
            else
            {
                places.Add(entry.Key.Value, entries.Count);
                entries.Add(entry);
            }
        }

        return new MappingNode(over.Location, entries);
    }
}

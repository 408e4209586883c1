using System.Collections.Generic;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>The entries of a mapping while it is read: each key once, of equal keys the last counts.</summary>
internal sealed class EntryList
{
    private readonly List<MappingEntry> entries = [];
    private Dictionary<string, int>? places;
    private List<ScalarNode>? duplicates;

    /// <summary>The mapping of these entries.</summary>
    public MappingNode ToMapping(string file, Position start, Position end) => new(file, start, end, entries.Count == 0 ? [] : entries, duplicates, places);

    /// <summary>Adds an entry, or replaces the one with the same key.</summary>
    public void Add(ScalarNode key, Node value)
    {
        var entry = new MappingEntry(key, value);
        if (!TryAdd(entry))
        {
            (duplicates ??= []).Add(key);
            entries[IndexOf(key.Value)] = entry;
        }
    }

    /// <summary>Adds an entry unless there is one with the same key.</summary>
    public bool TryAdd(MappingEntry entry)
    {
        if (IndexOf(entry.Key.Value) >= 0)
        {
            return false;
        }

        places?.Add(entry.Key.Value, entries.Count);
        entries.Add(entry);
        return true;
    }

    private int IndexOf(string key)
    {
        if (entries.Count <= MappingNode.Small)
        {
            for (var index = 0; index < entries.Count; index++)
            {
                if (entries[index].Key.Value == key)
                {
                    return index;
                }
            }

            return -1;
        }

        places ??= MappingNode.PlacesOf(entries);
        return places.TryGetValue(key, out var place) ? place : -1;
    }
}

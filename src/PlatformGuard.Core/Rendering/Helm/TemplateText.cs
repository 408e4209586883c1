using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Helm;

/// <summary>
/// The lines of one template, searched for the keys of what was rendered from it. A best effort: keys that a template writes are found in their block;
/// what comes from a function or a value stands at the line of the key above it.
/// </summary>
internal sealed class TemplateText
{
    private const int MostLinesSearched = 2_000_000;
    private readonly string path;
    private readonly List<TemplateLine> lines;
    private int searched;

    public TemplateText(string path, IReadOnlyList<string> text)
    {
        this.path = path;
        lines = [.. text.Select(TemplateLine.Read)];
    }

    /// <summary>The node with every part at one place.</summary>
    public static Node Everywhere(Node node, Location place) => node switch
    {
        ScalarNode scalar => At(scalar, place),
        SequenceNode sequence => new SequenceNode(place, [.. sequence.Values.Select(item => Everywhere(item, place))], sequence.Tag),
        MappingNode mapping => new MappingNode(place, [.. mapping.Values.Select(entry => new MappingEntry(At(entry.Key, place), Everywhere(entry.Value, place)))]),
        _ => node,
    };

    /// <summary>The document with places in this template.</summary>
    /// <param name="document">What was rendered.</param>
    /// <param name="occurrence">Which one of its kind from this template it is, from 1.</param>
    public Node Locate(Node document, int occurrence)
    {
        var (from, to) = Part(document, occurrence);
        return Locate(document, from, to, Location.OfFile(path));
    }

    private Node Locate(Node node, int from, int to, Location parent) => node switch
    {
        MappingNode mapping => LocateMapping(mapping, from, to, parent),
        SequenceNode sequence => LocateSequence(sequence, from, to, parent),
        ScalarNode scalar => At(scalar, parent),
        _ => node,
    };

    private MappingNode LocateMapping(MappingNode mapping, int from, int to, Location parent)
    {
        var entries = new List<MappingEntry>(mapping.Values.Count);
        var next = from;
        foreach (var entry in mapping.Values)
        {
            // Helm keeps the template's order, but a loop writes the same lines again.
            var line = FindKey(entry.Key.Value, next, to);
            line = line < 0 ? FindKey(entry.Key.Value, from, Math.Min(next, to)) : line;
            if (line < 0)
            {
                entries.Add(new MappingEntry(At(entry.Key, parent), Everywhere(entry.Value, parent)));
                continue;
            }

            next = line + 1;
            var value = entry.Value is ScalarNode scalar ? At(scalar, PlaceOfValue(line)) : Locate(entry.Value, line + 1, BlockEnd(line, to), PlaceOfKey(line));
            entries.Add(new MappingEntry(At(entry.Key, PlaceOfKey(line)), value));
        }

        return new MappingNode(entries.Count > 0 ? entries[0].Key.Location : parent, entries);
    }

    private SequenceNode LocateSequence(SequenceNode sequence, int from, int to, Location parent)
    {
        var starts = ItemStarts(from, to);
        var items = new List<Node>(sequence.Values.Count);
        for (var index = 0; index < sequence.Values.Count; index++)
        {
            var item = sequence.Values[index];
            if (starts.Count == 0)
            {
                items.Add(Everywhere(item, parent));
                continue;
            }

            var at = StartNamed(item, starts, to) ?? Math.Min(index, starts.Count - 1);
            var end = at + 1 < starts.Count ? starts[at + 1] : to;
            items.Add(item is ScalarNode scalar ? At(scalar, PlaceOfValue(starts[at])) : Locate(item, starts[at], end, PlaceOfKey(starts[at])));
        }

        return new SequenceNode(parent, items, sequence.Tag);
    }

    /// <summary>The part of the template between separators that writes this kind, and this name where several do.</summary>
    private (int From, int To) Part(Node document, int occurrence)
    {
        var parts = new List<(int From, int To)>();
        var start = 0;
        for (var index = 0; index <= lines.Count; index++)
        {
            if (index == lines.Count || lines[index].IsSeparator)
            {
                parts.Add((start, index));
                start = index + 1;
            }
        }

        var kind = document["kind"]?.Text;
        var name = document.At("metadata", "name")?.Text;
        var ofKind = parts.FindAll(part => FindKey("kind", part.From, part.To) is >= 0 and var line && lines[line].Value == kind);
        var named = ofKind.FindAll(part => HasName(name, part.From, part.To));
        var candidates = named.Count > 0 ? named : ofKind.Count > 0 ? ofKind : parts;
        return candidates[Math.Min(occurrence, candidates.Count) - 1];
    }

    /// <summary>The line with a key; of several the one that is indented least, then the first.</summary>
    private int FindKey(string key, int from, int to)
    {
        var found = -1;
        for (var index = from; index < to && searched < MostLinesSearched; index++)
        {
            searched++;
            if (lines[index].Key == key && (found < 0 || lines[index].Indentation < lines[found].Indentation))
            {
                found = index;
            }
        }

        return found;
    }

    /// <summary>The first line behind a key's block: the next one that is not deeper. A list may stand at its key's own indentation; directives stand anywhere.</summary>
    private int BlockEnd(int line, int to)
    {
        for (var index = line + 1; index < to; index++)
        {
            var other = lines[index];
            if (other.HasContent && (other.Depth < lines[line].Indentation || (other.Depth == lines[line].Indentation && !other.IsItem)))
            {
                return index;
            }
        }

        return to;
    }

    private List<int> ItemStarts(int from, int to)
    {
        var starts = new List<int>();
        for (var index = from; index < to; index++)
        {
            if (!lines[index].IsItem || (starts.Count > 0 && lines[index].Dash > lines[starts[0]].Dash))
            {
                continue;
            }

            if (starts.Count > 0 && lines[index].Dash < lines[starts[0]].Dash)
            {
                starts.Clear();
            }

            starts.Add(index);
        }

        return starts;
    }

    private int? StartNamed(Node item, List<int> starts, int to)
    {
        var name = item["name"]?.Text;
        var index = starts.FindIndex(start => HasName(name, start, BlockOfItem(start, to)));
        return index < 0 ? null : index;
    }

    private int BlockOfItem(int start, int to)
    {
        var end = start + 1;
        while (end < to && (!lines[end].HasContent || lines[end].Depth > lines[start].Dash))
        {
            end++;
        }

        return end;
    }

    private bool HasName(string? name, int from, int to) => name is not null && FindKey("name", from, to) is >= 0 and var line && lines[line].Value == name;

    private Location PlaceOfKey(int line) => Range(line, lines[line].Indentation + 1);

    private Location PlaceOfValue(int line) => Range(line, lines[line].ValueColumn);

    private Location Range(int line, int column) => new(path, new Position(line + 1, column), new Position(line + 1, Math.Max(column, lines[line].Length + 1)));

    private static ScalarNode At(ScalarNode scalar, Location place) => new(place, scalar.Value, scalar.Style, scalar.Tag);
}

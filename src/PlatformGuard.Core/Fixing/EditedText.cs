using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Fixing;

/// <summary>Collects changes of one text, refuses those that meet an earlier one, and makes the new text.</summary>
internal sealed class EditedText(TextLines lines)
{
    private readonly List<Change> changes = [];
    private readonly HashSet<(Location Mapping, string Key)> keys = [];

    /// <summary>The file's own line break: the one of its first line.</summary>
    private string LineBreak { get; } = lines.Text.IndexOf('\n', StringComparison.Ordinal) is > 0 and var first && lines.Text[first - 1] == '\r' ? "\r\n" : "\n";

    public bool IsChanged => changes.Count > 0;

    /// <summary>Adds the edits of one fix; false, and nothing is added, when one of them cannot be made or meets an earlier change.</summary>
    public bool TryAdd(IEnumerable<Edit> edits, Func<Location, Node?> find)
    {
        var added = new List<Change>();
        var addedKeys = new List<(Location, string)>();
        foreach (var edit in edits)
        {
            if (Resolve(edit, find) is not { } change || changes.Concat(added).Any(change.Meets))
            {
                return false;
            }

            added.Add(change);
            addedKeys.AddRange(edit is AddEntries entries ? entries.Entries.Select(entry => (entries.Place, entry.Key)) : []);
        }

        if (addedKeys.Exists(keys.Contains))
        {
            return false;
        }

        changes.AddRange(added);
        keys.UnionWith(addedKeys);
        return true;
    }

    /// <summary>The text with all changes.</summary>
    public string Finish()
    {
        var text = new StringBuilder(lines.Text);
        for (var index = changes.Count - 1; index >= 0; index--)
        {
            changes[index] = changes[index] with { Order = index };
        }

        foreach (var change in changes.OrderByDescending(static change => change.Start).ThenByDescending(static change => change.Order))
        {
            text.Remove(change.Start, change.End - change.Start).Insert(change.Start, change.Text.Replace("\n", LineBreak, StringComparison.Ordinal));
        }

        return text.ToString();
    }

    private Change? Resolve(Edit edit, Func<Location, Node?> find) => edit switch
    {
        ReplaceText replace => new Change(Offset(replace.Place.Start), Offset(replace.Place.End), replace.Text),
        AddEntries add when find(add.Place) is MappingNode mapping && add.Entries.All(entry => mapping.Find(entry.Key) is null) => MappingInsertion.Of(lines, mapping, add.Entries),
        RemoveComment remove => WithoutComment(Offset(remove.Place.Start), Offset(remove.Place.End)),
        _ => null,
    };

    private Change? WithoutComment(int start, int end)
    {
        var line = lines.LineOf(start);
        var before = lines.Text.AsSpan(lines.StartOf(line), start - lines.StartOf(line));
        if (end < lines.EndOf(line) && !lines.Text.AsSpan(end, lines.EndOf(line) - end).IsWhiteSpace())
        {
            return null;
        }

        if (before.IsWhiteSpace())
        {
            // The whole line, its break included.
            return new(lines.StartOf(line), line + 1 < lines.Count ? lines.StartOf(line + 1) : lines.Text.Length, "");
        }

        return new(lines.StartOf(line) + before.TrimEnd().Length, lines.EndOf(line), "");
    }

    private int Offset(Position position) => lines.OffsetOf(position.Line, position.Column);
}

/// <summary>A part of a text and what comes instead; offsets in UTF-16 units, the end exclusive.</summary>
internal sealed record Change(int Start, int End, string Text)
{
    /// <summary>Of changes at one place, the first added comes first.</summary>
    public int Order { get; init; }

    /// <summary>Whether both cannot be made. Keys that are added at one place do not meet: each is whole in itself.</summary>
    public bool Meets(Change other) =>
        (Start < other.End && other.Start < End) || (Start == other.Start && (Start != End || other.Start != other.End));
}

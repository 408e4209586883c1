using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Fixing;

/// <summary>Where and how a new key is written into a mapping, so that everything else stays as it is.</summary>
internal static class MappingInsertion
{
    /// <summary>The insertion; null when the place is not certain.</summary>
    public static Change? Of(TextLines lines, MappingNode mapping, ImmutableArray<EditEntry> entries)
    {
        if (mapping.Values.Count == 0)
        {
            return Empty(lines, mapping, entries);
        }

        var first = lines.OffsetOf(mapping.Values[0].Key.Location.Start.Line, mapping.Values[0].Key.Location.Start.Column);
        return OpeningBrace(lines.Text, first) is { } brace ? Flow(lines, brace, first, entries) : Block(lines, mapping, entries);
    }

    /// <summary>Below the first entry that is one line: a line of its own, indented as the keys are.</summary>
    private static Change? Block(TextLines lines, MappingNode mapping, ImmutableArray<EditEntry> entries)
    {
        var column = mapping.Values[0].Key.Location.Start.Column;
        foreach (var (key, value) in mapping.Values.Reverse())
        {
            var isOneLine = value is ScalarNode { Style: not ScalarStyle.Block, Tag: null, IsNull: false } && value.Location.File == key.Location.File
                && value.Location.Start.Line == key.Location.Start.Line && value.Location.End.Line == key.Location.Start.Line;
            if (!isOneLine || key.Location.Start.Column != column)
            {
                continue;
            }

            var line = key.Location.Start.Line - 1;
            var end = lines.EndOf(line);
            return new(end, end, string.Concat(entries.Select(entry => "\n" + BlockText(entry, column - 1))));
        }

        return null;
    }

    private static string BlockText(EditEntry entry, int indent)
    {
        var text = new StringBuilder().Append(' ', indent).Append(entry.Key).Append(':');
        if (entry.Scalar is not null)
        {
            return text.Append(' ').Append(entry.Scalar).ToString();
        }

        foreach (var below in entry.Entries)
        {
            text.Append('\n').Append(BlockText(below, indent + 2));
        }

        return text.ToString();
    }

    /// <summary>Right behind the opening brace: <c>{key: value, …}</c>, on a line of its own where the first key has one.</summary>
    private static Change Flow(TextLines lines, int brace, int first, ImmutableArray<EditEntry> entries)
    {
        var isJson = lines.Text[first] == '"';
        var between = lines.Text.AsSpan(brace + 1, first - brace - 1);
        var separator = between.Contains('\n') ? "\n" + new string(' ', first - lines.StartOf(lines.LineOf(first))) : " ";
        return new(first, first, string.Concat(entries.Select(entry => FlowText(entry, isJson) + "," + separator)));
    }

    private static Change? Empty(TextLines lines, MappingNode mapping, ImmutableArray<EditEntry> entries)
    {
        var start = lines.OffsetOf(mapping.Location.Start.Line, mapping.Location.Start.Column);
        var text = lines.Text;
        if (start >= text.Length || text[start] != '{')
        {
            return null;
        }

        var end = start + 1;
        while (end < text.Length && char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return end < text.Length && text[end] == '}' ? new(start, end + 1, "{" + string.Join(", ", entries.Select(static entry => FlowText(entry, isJson: false))) + "}") : null;
    }

    private static string FlowText(EditEntry entry, bool isJson)
    {
        var key = isJson ? $"\"{entry.Key}\"" : entry.Key;
        if (entry.Scalar is { } scalar)
        {
            var isQuoted = scalar.StartsWith('"') || scalar is "true" or "false" or "null" || scalar.All(static digit => char.IsAsciiDigit(digit) || digit == '.');
            return $"{key}: {(isJson && !isQuoted ? $"\"{scalar}\"" : scalar)}";
        }

        return $"{key}: {{{string.Join(", ", entry.Entries.Select(below => FlowText(below, isJson)))}}}";
    }

    /// <summary>The brace that opens the mapping whose first key begins here; null when it is written as a block.</summary>
    private static int? OpeningBrace(string text, int first)
    {
        var index = first - 1;
        while (index >= 0 && char.IsWhiteSpace(text[index]))
        {
            index--;
        }

        return index >= 0 && text[index] == '{' ? index : null;
    }
}

using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Ci;

/// <summary>The text of a scalar, with the way back from its characters to the file.</summary>
/// <param name="node">The scalar.</param>
public sealed class ScalarText(ScalarNode node)
{
    private List<int>? lines;

    /// <summary>The scalar.</summary>
    public ScalarNode Node => node;

    /// <summary>Its text.</summary>
    public string Value => node.Value;

    /// <summary>Where a range of the text stands. The whole scalar where folding or escapes move its characters.</summary>
    public Location Locate(int start, int end) => Exact(start, end) ?? node.Location;

    /// <summary>Where exactly a range of the text stands; null where folding or escapes move its characters.</summary>
    public Location? Exact(int start, int end)
    {
        var whole = node.Location;
        if (node.ContentStart is { } content)
        {
            return new Location(whole.File, Below(content, start), Below(content, end));
        }

        var quote = node.Style == ScalarStyle.Quoted ? 1 : 0;
        if (node.Style == ScalarStyle.Block || whole.Start.Line != whole.End.Line || whole.End.Column - whole.Start.Column != Value.Length + (2 * quote))
        {
            return null;
        }

        var column = whole.Start.Column + quote;
        return new Location(whole.File, new Position(whole.Start.Line, column + start), new Position(whole.Start.Line, column + end));
    }

    private Position Below(Position content, int offset)
    {
        lines ??= Lines(Value);
        var found = lines.BinarySearch(offset);
        var line = found >= 0 ? found : ~found - 1;
        return new Position(content.Line + line, content.Column + offset - lines[line]);
    }

    private static List<int> Lines(string text)
    {
        var starts = new List<int> { 0 };
        for (var index = text.IndexOf('\n', StringComparison.Ordinal); index >= 0; index = text.IndexOf('\n', index + 1))
        {
            starts.Add(index + 1);
        }

        return starts;
    }
}

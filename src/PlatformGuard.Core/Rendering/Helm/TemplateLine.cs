using System;

namespace PlatformGuard.Core.Rendering.Helm;

/// <summary>One line of a template as far as it can be told without rendering: a key with its literal value, an item of a list, a directive.</summary>
/// <param name="Key">The key, or null.</param>
/// <param name="Value">What follows the key, as written.</param>
/// <param name="Indentation">Column (from 0) of the key, behind the dashes of an item.</param>
/// <param name="Dash">Column (from 0) of the first dash, or of the text.</param>
/// <param name="ValueColumn">Column (from 1) of the value, or of the key.</param>
/// <param name="Length">Length of the line without spaces at its end.</param>
/// <param name="IsItem">Whether it begins an item of a list.</param>
/// <param name="HasContent">Whether it writes something itself; a directive or a comment does not.</param>
/// <param name="IsSeparator">Whether it ends a document.</param>
internal readonly record struct TemplateLine(string? Key, string? Value, int Indentation, int Dash, int ValueColumn, int Length, bool IsItem, bool HasContent, bool IsSeparator)
{
    /// <summary>Column that decides which block the line belongs to.</summary>
    public int Depth => IsItem ? Dash : Indentation;

    public static TemplateLine Read(string text)
    {
        var content = text.AsSpan().TrimEnd();
        var dash = Skip(content, 0);
        var start = dash;
        while (start < content.Length && content[start] == '-' && (start + 1 == content.Length || content[start + 1] == ' '))
        {
            start = Skip(content, start + 1);
        }

        var rest = content[start..];
        var writes = !rest.IsEmpty && !rest.StartsWith("{{", StringComparison.Ordinal) && rest[0] != '#';
        var colon = writes ? KeyEnd(rest) : -1;
        var value = colon < 0 ? start : Skip(content, start + colon + 1);
        return new TemplateLine(
            colon < 0 ? null : rest[..colon].Trim("\"'").ToString(),
            value < content.Length ? content[value..].Trim("\"'").ToString() : null,
            start,
            dash,
            (value < content.Length ? value : start) + 1,
            content.Length,
            start > dash,
            start > dash || writes,
            content.StartsWith("---", StringComparison.Ordinal));
    }

    private static int Skip(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length && text[from] == ' ')
        {
            from++;
        }

        return from;
    }

    /// <summary>Index of the colon behind a key; -1 when the text has none.</summary>
    private static int KeyEnd(ReadOnlySpan<char> text)
    {
        for (var index = 0; index < text.Length && text[index] is not ('{' or '[' or ' ' or '}'); index++)
        {
            if (text[index] == ':' && index > 0 && (index + 1 == text.Length || text[index + 1] == ' '))
            {
                return index;
            }
        }

        return -1;
    }
}

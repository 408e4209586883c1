using System;
using System.Globalization;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Drafting;

/// <summary>Writes the lines of a draft, each with a comment that says where its value comes from.</summary>
internal sealed class DraftText
{
    private const int CommentColumn = 48;

    private readonly StringBuilder text = new();

    public override string ToString() => text.ToString();

    /// <summary>A line, indented by two blanks for each level.</summary>
    public void Line(int level, string line, string? comment = null)
    {
        var whole = new string(' ', 2 * level) + line;
        text.Append(comment is null ? whole : whole.PadRight(CommentColumn) + " # " + OneLine(comment)).Append('\n');
    }

    /// <summary>A key and its value.</summary>
    public void Value(int level, string key, string value, string source) => Line(level, key + ": " + Quoted(value), source);

    /// <summary>The key above a group, before its first line only.</summary>
    public void Heading(ref bool isFirst, int level, string line)
    {
        if (isFirst)
        {
            Line(level, line);
            isFirst = false;
        }
    }

    /// <summary>The text as a YAML scalar: plain where that is safe.</summary>
    public static string Quoted(string value) =>
        value.Length > 0 && value.All(static character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.' or '/' or ':' or '@') && !value.EndsWith(':') && value[0] is not ('-' or ':' or '@')
            ? value
            : "\"" + value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";

    /// <summary>A name as manifests allow it, or nothing.</summary>
    public static string Slug(string name)
    {
        var slug = new string([.. name.ToLowerInvariant().Select(static character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '_' ? character : '-')]).Trim('-', '_');
        return slug.Length > 63 ? slug[..63].Trim('-', '_') : slug;
    }

    public static bool IsVariable(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static character => char.IsAsciiLetterOrDigit(character) || character == '_');

    public static string From(in Location location) => "from " + Place(location);

    public static string Place(in Location location) => location.File + ":" + Number(location.Start.Line);

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string OneLine(string comment) => new([.. comment.Select(static character => char.IsControl(character) ? ' ' : character)]);
}

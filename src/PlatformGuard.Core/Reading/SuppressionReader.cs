using System;
using System.Collections.Generic;
using System.IO;
using PlatformGuard.Core.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace PlatformGuard.Core.Reading;

/// <summary>Finds inline suppressions: <c>platformguard:allow PG3001 reason="…" until=2027-01-31</c> in a comment.</summary>
public static class SuppressionReader
{
    private const string Mark = "platformguard:allow";

    /// <summary>Reads the suppressions of a YAML file. Only real comments count; one on the line of a key covers the key's whole block.</summary>
    public static IReadOnlyList<Suppression> ReadYaml(string path, string text)
    {
        if (!text.Contains(Mark, StringComparison.Ordinal))
        {
            return [];
        }

        var found = new List<Suppression>();
        try
        {
            var scanner = new Scanner(new StringReader(text), skipComments: false);
            while (scanner.MoveNext())
            {
                if (scanner.Current is Comment comment && comment.Value.Trim().StartsWith(Mark, StringComparison.Ordinal))
                {
                    var start = new Position((int)comment.Start.Line, (int)comment.Start.Column);
                    var end = new Position(start.Line, start.Column + comment.Value.Length + 1);
                    Add(found, comment.Value.Trim(), new Location(path, start, end), ownLine: !comment.IsInline, LastLineOfBlock(text, start.Line));
                }
            }
        }
        catch (Exception error) when (error is YamlException or InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The parser reports the broken file; suppressions before the break still count.
        }

        return found;
    }

    /// <summary>Reads the suppressions of any other text: behind one of the comment signs <c># // -- ; /* &lt;!-- %</c>.</summary>
    public static IReadOnlyList<Suppression> ReadText(string path, string text)
    {
        var at = text.IndexOf(Mark, StringComparison.Ordinal);
        if (at < 0)
        {
            return [];
        }

        var found = new List<Suppression>();
        var line = 1;
        var counted = 0;
        for (; at >= 0; at = text.IndexOf(Mark, at + Mark.Length, StringComparison.Ordinal))
        {
            var lineStart = text.LastIndexOf('\n', at) + 1;
            line += text.AsSpan(counted, lineStart - counted).Count('\n');
            counted = lineStart;
            var before = text.AsSpan(lineStart, at - lineStart).TrimEnd();
            if (!EndsWithCommentSign(before, out var signLength))
            {
                continue;
            }

            var end = text.IndexOf('\n', at);
            var content = text[at..(end < 0 ? text.Length : end)].TrimEnd();
            content = content.EndsWith("*/", StringComparison.Ordinal) ? content[..^2] : content.EndsWith("-->", StringComparison.Ordinal) ? content[..^3] : content;
            var ownLine = before[..^signLength].IsWhiteSpace();
            var start = new Position(line, before.Length - signLength + 1);
            Add(found, content.TrimEnd(), new Location(path, start, new Position(line, at - lineStart + content.Length + 1)), ownLine, line);
        }

        return found;
    }

    private static bool EndsWithCommentSign(ReadOnlySpan<char> text, out int length)
    {
        foreach (var sign in (ReadOnlySpan<string>)["<!--", "//", "--", "/*", "#", ";", "%"])
        {
            if (text.EndsWith(sign, StringComparison.Ordinal))
            {
                length = sign.Length;
                return true;
            }
        }

        length = 0;
        return false;
    }

    private static void Add(List<Suppression> found, string content, Location location, bool ownLine, int lastLine)
    {
        var rest = content.AsSpan(Mark.Length).Trim();
        var space = rest.IndexOfAny(' ', '\t');
        var rules = (space < 0 ? rest : rest[..space]).ToString();
        var arguments = space < 0 ? "" : rest[space..].ToString();
        var reason = Argument(arguments, "reason");
        var until = Argument(arguments, "until");
        var first = ownLine ? location.Start.Line + 1 : location.Start.Line;
        foreach (var rule in rules.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            found.Add(new Suppression(rule, string.IsNullOrWhiteSpace(reason) ? null : reason, until, location, first, Math.Max(first, ownLine ? first : lastLine)));
        }
    }

    /// <summary>The value of <c>name="…"</c> or <c>name=word</c>.</summary>
    private static string? Argument(string arguments, string name)
    {
        var at = arguments.IndexOf(name + "=", StringComparison.Ordinal);
        if (at < 0 || (at > 0 && !char.IsWhiteSpace(arguments[at - 1])))
        {
            return null;
        }

        var value = arguments.AsSpan(at + name.Length + 1);
        if (value.StartsWith("\"", StringComparison.Ordinal))
        {
            var end = value[1..].IndexOf('"');
            return end < 0 ? null : value.Slice(1, end).ToString();
        }

        var stop = value.IndexOfAny(' ', '\t');
        return (stop < 0 ? value : value[..stop]).ToString();
    }

    /// <summary>The last line that belongs to the block of the key on <paramref name="line"/>: the lines after it that are indented deeper, or a sequence at the key's own indentation.</summary>
    private static int LastLineOfBlock(string text, int line)
    {
        var lines = text.AsSpan().EnumerateLines();
        var number = 0;
        var last = line;
        var indentation = 0;
        var opens = false;
        foreach (var current in lines)
        {
            number++;
            var content = current.TrimStart();
            if (number == line)
            {
                indentation = Indentation(current, out var key);
                opens = OpensBlock(key);
            }
            else if (number > line && !content.IsEmpty && content[0] != '#')
            {
                var depth = current.Length - content.Length;
                if (!opens || (depth <= indentation && !(depth == indentation && content.StartsWith("- ", StringComparison.Ordinal))))
                {
                    break;
                }

                last = number;
            }
        }

        return last;
    }

    /// <summary>Column of the line's key: behind the dashes of sequence items.</summary>
    private static int Indentation(ReadOnlySpan<char> line, out ReadOnlySpan<char> key)
    {
        key = line.TrimStart();
        while (key.StartsWith("- ", StringComparison.Ordinal))
        {
            key = key[1..].TrimStart();
        }

        return line.Length - key.Length;
    }

    /// <summary>Whether the line is a key whose value stands on the following lines.</summary>
    private static bool OpensBlock(ReadOnlySpan<char> key)
    {
        var comment = key.LastIndexOf('#');
        var content = (comment < 0 ? key : key[..comment]).TrimEnd();
        return content.EndsWith(":", StringComparison.Ordinal)
            || content.Contains(": |", StringComparison.Ordinal)
            || content.Contains(": >", StringComparison.Ordinal)
            || content.Contains(": &", StringComparison.Ordinal);
    }
}

using System;
using System.Collections;
using System.Collections.Generic;
using System.Text;

namespace PlatformGuard.Core.Reading;

/// <summary>The instructions of a Dockerfile in order.</summary>
internal sealed class DockerfileInstructions(TextLines lines) : IEnumerable<DockerfileInstruction>
{
    /// <summary>Lines that may be searched for the ends of here-documents; keeps a file of unfinished ones linear.</summary>
    private const int MaxSearchedLines = 2_000_000;

    private readonly char escape = EscapeDirective(lines);
    private int searched;

    public IEnumerator<DockerfileInstruction> GetEnumerator()
    {
        for (var line = 0; line < lines.Count;)
        {
            if (Read(ref line) is { } instruction)
            {
                yield return instruction;
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The parser directives stand before everything else: <c># escape=`</c>.</summary>
    private static char EscapeDirective(TextLines lines)
    {
        for (var line = 0; line < lines.Count; line++)
        {
            var content = lines.Text.AsSpan(lines.StartOf(line), lines.EndOf(line) - lines.StartOf(line)).Trim();
            if (!content.StartsWith("#", StringComparison.Ordinal) || content.IndexOf('=') is not (> 0 and var equals))
            {
                break;
            }

            if (content[1..equals].Trim().Equals("escape", StringComparison.OrdinalIgnoreCase))
            {
                return content[(equals + 1)..].Trim() is "`" ? '`' : '\\';
            }
        }

        return '\\';
    }

    /// <summary>Reads the instruction at <paramref name="line"/> and moves behind it and its here-documents. Null for blank lines and comments.</summary>
    private DockerfileInstruction? Read(ref int line)
    {
        var joined = new StringBuilder();
        var pieces = new List<(int At, int Offset)>();
        while (line < lines.Count)
        {
            var start = lines.StartOf(line);
            var content = lines.Text.AsSpan(start, lines.EndOf(line) - start);
            line++;
            var trimmed = content.Trim();
            if (trimmed.IsEmpty || trimmed[0] == '#')
            {
                // Comments and empty lines between continuation lines belong to no instruction.
                if (pieces.Count == 0)
                {
                    return null;
                }

                continue;
            }

            var end = content.TrimEnd();
            var continues = end[^1] == escape;
            pieces.Add((joined.Length, start));
            joined.Append(continues ? end[..^1] : content);
            if (!continues)
            {
                break;
            }
        }

        if (pieces.Count == 0)
        {
            return null;
        }

        var text = joined.ToString();
        SkipHereDocuments(text, ref line);
        var keyword = text.Length - text.AsSpan().TrimStart().Length;
        var behind = keyword;
        while (behind < text.Length && char.IsAsciiLetter(text[behind]))
        {
            behind++;
        }

        return new DockerfileInstruction(text[keyword..behind].ToUpperInvariant(), text[behind..], Shift(pieces, behind), escape);
    }

    private static List<(int At, int Offset)> Shift(List<(int At, int Offset)> pieces, int by)
    {
        for (var index = 0; index < pieces.Count; index++)
        {
            pieces[index] = (pieces[index].At - by, pieces[index].Offset);
        }

        return pieces;
    }

    /// <summary><c>RUN &lt;&lt;EOF</c> and <c>COPY &lt;&lt;-"A" &lt;&lt;B /x</c>: their lines are no instructions.</summary>
    private void SkipHereDocuments(string text, ref int line)
    {
        var isCommand = text.AsSpan().TrimStart() is var start
            && (start.StartsWith("RUN", StringComparison.OrdinalIgnoreCase) || start.StartsWith("COPY", StringComparison.OrdinalIgnoreCase) || start.StartsWith("ADD", StringComparison.OrdinalIgnoreCase));
        for (var at = isCommand ? text.IndexOf("<<", StringComparison.Ordinal) : -1; at >= 0; at = text.IndexOf("<<", at + 2, StringComparison.Ordinal))
        {
            var index = at + 2;
            index += index < text.Length && text[index] == '-' ? 1 : 0;
            index += index < text.Length && text[index] is '"' or '\'' ? 1 : 0;
            var name = index;
            while (index < text.Length && (char.IsAsciiLetterOrDigit(text[index]) || text[index] == '_'))
            {
                index++;
            }

            if (index > name && !char.IsAsciiDigit(text[name]))
            {
                SkipTo(text.AsSpan(name, index - name), ref line);
            }
        }
    }

    private void SkipTo(ReadOnlySpan<char> delimiter, ref int line)
    {
        for (var next = line; next < lines.Count && searched < MaxSearchedLines; next++, searched++)
        {
            if (lines.Text.AsSpan(lines.StartOf(next), lines.EndOf(next) - lines.StartOf(next)).TrimStart('\t').SequenceEqual(delimiter))
            {
                line = next + 1;
                return;
            }
        }
    }
}

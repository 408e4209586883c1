using System;
using System.Collections.Generic;

namespace PlatformGuard.Core.Reading;

/// <summary>Finds values without quotes: <c>NAME=value</c> and <c>--name value</c> of shells, <c>key: value</c> of templates and here-documents.</summary>
internal static class BareAssignments
{
    /// <summary>Names and values of the command words in a range of text, one line after the other.</summary>
    public static void ReadCommands(string text, int start, int end, List<LiteralPlace> places)
    {
        var line = start;
        while (line < end)
        {
            var lineEnd = EndOfLine(text, line, end);
            if (MentionsCredential(text, line, lineEnd) || text.IndexOf("curl", line, lineEnd - line, StringComparison.Ordinal) >= 0)
            {
                ReadCommand(text, line, lineEnd, places);
            }

            line = lineEnd + 1;
        }
    }

    /// <summary>Names and values of lines such as <c>key: value</c> and <c>key=value</c> in a range of text.</summary>
    public static void ReadLines(string text, int start, int end, List<LiteralPlace> places)
    {
        Range lastValueOfName = default;
        var line = start;
        while (line < end)
        {
            var lineEnd = EndOfLine(text, line, end);
            if (ReadPair(text, line, lineEnd, out var name, out var value))
            {
                var word = text.AsSpan(name);

                // A container's variable: `- name: DB_PASSWORD`, then `value: x`.
                if (word is "value" && !lastValueOfName.Equals(default))
                {
                    places.Add(new LiteralPlace(lastValueOfName, value, IsQuoted: false));
                }
                else if (word is not "name" && MentionsCredential(text, name.Start.Value, name.End.Value))
                {
                    places.Add(new LiteralPlace(name, value, IsQuoted: false));
                }

                lastValueOfName = word is "name" ? value : default;
            }

            line = lineEnd + 1;
        }
    }

    private static bool MentionsCredential(string text, int start, int end) => SourceScanner.MentionsCredential(text.AsSpan(start, end - start));

    private static void ReadCommand(string text, int start, int end, List<LiteralPlace> places)
    {
        Range flag = default;
        var at = start;
        while (at < end)
        {
            while (at < end && IsBreak(text[at]))
            {
                at++;
            }

            if (at >= end || text[at] == '#')
            {
                return;
            }

            var wordStart = at;
            while (at < end && !IsBreak(text[at]))
            {
                at++;
            }

            var equals = text.IndexOf('=', wordStart, at - wordStart);
            if (equals > wordStart && equals + 1 < at && IsName(text.AsSpan(wordStart, equals - wordStart)))
            {
                Add(text, wordStart..equals, equals + 1, at, places);
            }
            else if (!flag.Equals(default) && text[wordStart] != '-')
            {
                Add(text, flag, wordStart, at, places);
            }

            if (text.AsSpan(wordStart, at - wordStart) is "-u" or "--user" && text.AsSpan(start, wordStart - start).Contains("curl", StringComparison.Ordinal))
            {
                AddUserAndPassword(text, at, end, places);
            }

            flag = equals < 0 && at - wordStart > 2 && text.AsSpan(wordStart).StartsWith("--", StringComparison.Ordinal) ? (wordStart + 2)..at : default;
        }
    }

    /// <summary>The password of <c>curl -u user:password</c>, quoted or not.</summary>
    private static void AddUserAndPassword(string text, int at, int end, List<LiteralPlace> places)
    {
        while (at < end && text[at] is ' ' or '"' or '\'')
        {
            at++;
        }

        var stop = at;
        while (stop < end && !IsBreak(text[stop]) && text[stop] is not ('"' or '\''))
        {
            stop++;
        }

        var colon = text.IndexOf(':', at, stop - at);
        if (colon > at && colon + 1 < stop)
        {
            places.Add(new LiteralPlace(default, (colon + 1)..stop, IsQuoted: false, "password"));
        }
    }

    private static void Add(string text, Range name, int start, int end, List<LiteralPlace> places)
    {
        if (text.AsSpan(start, end - start).IndexOfAny("\"'`") < 0)
        {
            places.Add(new LiteralPlace(name, start..end, IsQuoted: false));
        }
    }

    private static bool ReadPair(string text, int start, int end, out Range name, out Range value)
    {
        name = value = default;
        var at = start;
        while (at < end && text[at] is ' ' or '\t' or '-' or '"' or '\'')
        {
            at++;
        }

        var nameStart = at;
        while (at < end && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '.' or '-'))
        {
            at++;
        }

        var nameEnd = at;
        while (at < end && text[at] is ' ' or '"' or '\'')
        {
            at++;
        }

        if (nameEnd == nameStart || at >= end || text[at] is not (':' or '='))
        {
            return false;
        }

        var valueStart = at + 1;
        while (valueStart < end && text[valueStart] == ' ')
        {
            valueStart++;
        }

        var valueEnd = end;
        var comment = text.IndexOf(" #", valueStart, valueEnd - valueStart, StringComparison.Ordinal);
        valueEnd = comment < 0 ? valueEnd : comment;
        while (valueEnd > valueStart && text[valueEnd - 1] is ' ' or '\r' or ',')
        {
            valueEnd--;
        }

        if (valueEnd - valueStart >= 2 && text[valueStart] is '"' or '\'' && text[valueEnd - 1] == text[valueStart])
        {
            valueStart++;
            valueEnd--;
        }

        name = nameStart..nameEnd;
        value = valueStart..valueEnd;
        return valueEnd > valueStart;
    }

    private static bool IsName(ReadOnlySpan<char> word)
    {
        word = word.TrimStart('-');
        foreach (var c in word)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.' or ':' or '/'))
            {
                return false;
            }
        }

        return word.Length > 0;
    }

    private static bool IsBreak(char c) => c is ' ' or '\t' or '\r' or ';' or '&' or '|' or '(' or ')';

    private static int EndOfLine(string text, int from, int end)
    {
        var newLine = text.IndexOf('\n', from, end - from);
        return newLine < 0 ? end : newLine;
    }
}

/// <summary>Where a literal and its name stand in a text.</summary>
/// <param name="Name">The name, or empty.</param>
/// <param name="Value">The value without quotes.</param>
/// <param name="IsQuoted">Whether it was a string literal of the language.</param>
/// <param name="KnownName">The name when the text says it in another way, such as <c>curl -u user:…</c>.</param>
internal readonly record struct LiteralPlace(Range Name, Range Value, bool IsQuoted, string? KnownName = null)
{
    public string? NameIn(string text) => KnownName ?? (Name.Equals(default) ? null : text[Name]);
}

using System;
using System.Collections.Generic;

namespace PlatformGuard.Core.Reading;

/// <summary>Finds values without quotes: <c>NAME=value</c> and <c>--name value</c> of shells, <c>key: value</c> of templates and here-documents.</summary>
internal static class BareAssignments
{
    /// <summary>Names and values of the command words in a range of text, one line after the other.</summary>
    public static void ReadCommands(ReadOnlySpan<char> text, int start, int end, List<LiteralPlace> places)
    {
        var line = start;
        while (line < end)
        {
            var lineEnd = EndOfLine(text, line, end);
            if (MentionsCredential(text, line, lineEnd) || text[line..lineEnd].Contains("curl", StringComparison.Ordinal))
            {
                ReadCommand(text, line, lineEnd, places);
            }

            line = lineEnd + 1;
        }
    }

    /// <summary>Names and values of lines such as <c>key: value</c> and <c>key=value</c> in a range of text.</summary>
    public static void ReadLines(ReadOnlySpan<char> text, int start, int end, List<LiteralPlace> places)
    {
        Range lastValueOfName = default;
        var line = start;
        while (line < end)
        {
            var lineEnd = EndOfLine(text, line, end);
            if (ReadPair(text, line, lineEnd, out var name, out var value))
            {
                var word = text[name];

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

    private static bool MentionsCredential(ReadOnlySpan<char> text, int start, int end) => SourceScanner.MentionsCredential(text[start..end]);

    private static void ReadCommand(ReadOnlySpan<char> text, int start, int end, List<LiteralPlace> places)
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

            var equals = IndexOf(text, '=', wordStart, at);
            if (equals > wordStart && equals + 1 < at && IsName(text[wordStart..equals]))
            {
                Add(text, wordStart..equals, equals + 1, at, places);
            }
            else if (!flag.Equals(default) && text[wordStart] != '-')
            {
                Add(text, flag, wordStart, at, places);
            }

            if (text[wordStart..at] is "-u" or "--user" && text[start..wordStart].Contains("curl", StringComparison.Ordinal))
            {
                AddUserAndPassword(text, at, end, places);
            }

            flag = equals < 0 && at - wordStart > 2 && text[wordStart..].StartsWith("--", StringComparison.Ordinal) ? (wordStart + 2)..at : default;
        }
    }

    /// <summary>The password of <c>curl -u user:password</c>, quoted or not.</summary>
    private static void AddUserAndPassword(ReadOnlySpan<char> text, int at, int end, List<LiteralPlace> places)
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

        var colon = IndexOf(text, ':', at, stop);
        if (colon > at && colon + 1 < stop)
        {
            places.Add(new LiteralPlace(default, (colon + 1)..stop, IsQuoted: false, "password"));
        }
    }

    private static void Add(ReadOnlySpan<char> text, Range name, int start, int end, List<LiteralPlace> places)
    {
        if (text[start..end].IndexOfAny("\"'`") < 0)
        {
            places.Add(new LiteralPlace(name, start..end, IsQuoted: false));
        }
    }

    private static bool ReadPair(ReadOnlySpan<char> text, int start, int end, out Range name, out Range value)
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
        var comment = text[valueStart..valueEnd].IndexOf(" #", StringComparison.Ordinal);
        valueEnd = comment < 0 ? valueEnd : valueStart + comment;
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

    private static int EndOfLine(ReadOnlySpan<char> text, int from, int end)
    {
        var newLine = IndexOf(text, '\n', from, end);
        return newLine < 0 ? end : newLine;
    }

    private static int IndexOf(ReadOnlySpan<char> text, char c, int from, int end)
    {
        var found = text[from..end].IndexOf(c);
        return found < 0 ? -1 : from + found;
    }
}

/// <summary>Where a literal and its name stand in a text.</summary>
/// <param name="Name">The name, or empty.</param>
/// <param name="Value">The value without quotes.</param>
/// <param name="IsQuoted">Whether it was a string literal of the language.</param>
/// <param name="KnownName">The name when the text says it in another way, such as <c>curl -u user:…</c>.</param>
internal sealed record LiteralPlace(Range Name, Range Value, bool IsQuoted, string? KnownName = null)
{
    public string? NameIn(ReadOnlySpan<char> text) => KnownName ?? (Name.Equals(default) ? null : text[Name].ToString());
}

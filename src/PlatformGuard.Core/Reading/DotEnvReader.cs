using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>
/// Reads dotenv files: <c>NAME=value</c> with <c>export</c>, comments, and values in single, double or back quotes that may span lines.
/// A line of another form (a shell command in <c>.envrc</c>) is skipped.
/// </summary>
public static class DotEnvReader
{
    /// <summary>Reads the settings of one file.</summary>
    /// <param name="path">The file's path, for locations.</param>
    /// <param name="text">The text without byte order mark.</param>
    public static (IReadOnlyList<Setting> Settings, Unreadable? Problem) Read(string path, string text)
    {
        var lines = new TextLines(path, text);
        var settings = new SettingList(SettingOrigin.DotEnv, lines);
        for (var line = 0; line < lines.Count && !settings.IsFull; line++)
        {
            line = ReadLine(lines, line, settings);
        }

        return settings.Result;
    }

    /// <summary>Reads the assignment that begins on <paramref name="line"/>; returns its last line.</summary>
    private static int ReadLine(TextLines lines, int line, SettingList settings)
    {
        var text = lines.Text;
        var end = lines.EndOf(line);
        var start = SkipBlanks(text, lines.StartOf(line), end);
        foreach (var word in (ReadOnlySpan<string>)["export", "set", "setenv", "declare", "typeset"])
        {
            if (text.AsSpan(start, end - start).StartsWith(word, StringComparison.Ordinal) && start + word.Length < end && text[start + word.Length] is ' ' or '\t')
            {
                start = SkipOptions(text, SkipBlanks(text, start + word.Length, end), end);
                break;
            }
        }

        var nameEnd = start;
        while (nameEnd < end && (char.IsAsciiLetterOrDigit(text[nameEnd]) || text[nameEnd] is '_' or '.' or '-'))
        {
            nameEnd++;
        }

        var sign = SkipBlanks(text, nameEnd, end);
        if (nameEnd == start || char.IsAsciiDigit(text[start]) || sign >= end || !(text[sign] == '=' || (text[sign] == ':' && sign + 1 < end && text[sign + 1] is ' ' or '\t')))
        {
            return line;
        }

        var name = text[start..nameEnd];
        var value = SkipBlanks(text, sign + 1, end);
        if (value < end && text[value] is '"' or '\'' or '`')
        {
            var close = Close(text, value);
            if (close > 0)
            {
                var content = text.AsSpan(value + 1, close - value - 1);
                settings.Add(name, name, text[value] == '"' ? Escapes.Resolve(content) : content.ToString(), (start, nameEnd), (value + 1, close));
                return lines.LineOf(close);
            }
        }

        var valueEnd = Comment(text, value, end);
        settings.Add(name, name, text[value..valueEnd], (start, nameEnd), (value, valueEnd));
        return line;
    }

    /// <summary>Index of the quote that ends the value at <paramref name="open"/>, or -1.</summary>
    private static int Close(string text, int open)
    {
        for (var index = open + 1; index < text.Length; index++)
        {
            if (text[index] == '\\' && text[open] == '"')
            {
                index++;
            }
            else if (text[index] == text[open])
            {
                return index;
            }
            else if (text[index] == '\n' && IsAssignment(text.AsSpan(index + 1)) && !HasCloseOnLine(text, index + 1, text[open]))
            {
                // A quote that was forgotten must not swallow the settings after it.
                return -1;
            }
        }

        return -1;
    }

    /// <summary>Whether a line looks like <c>NAME=…</c>.</summary>
    private static bool IsAssignment(ReadOnlySpan<char> text)
    {
        var index = 0;
        while (index < text.Length && (char.IsAsciiLetterUpper(text[index]) || text[index] == '_' || (index > 0 && char.IsAsciiDigit(text[index]))))
        {
            index++;
        }

        return index > 1 && index < text.Length && text[index] == '=';
    }

    private static bool HasCloseOnLine(string text, int start, char quote)
    {
        var end = text.IndexOf('\n', start);
        var line = text.AsSpan(start, (end < 0 ? text.Length : end) - start).TrimEnd();
        return line.Length > 0 && line[^1] == quote && line.Count(quote) == 1;
    }

    /// <summary>Where the unquoted value ends: before a <c>#</c> behind a blank, trailing blanks left out.</summary>
    private static int Comment(string text, int start, int end)
    {
        for (var index = start; index < end; index++)
        {
            if (text[index] == '#' && (index == start || text[index - 1] is ' ' or '\t'))
            {
                end = index;
            }
        }

        while (end > start && text[end - 1] is ' ' or '\t')
        {
            end--;
        }

        return end;
    }

    private static int SkipOptions(string text, int start, int end)
    {
        while (start < end && text[start] == '-')
        {
            while (start < end && text[start] is not (' ' or '\t'))
            {
                start++;
            }

            start = SkipBlanks(text, start, end);
        }

        return start;
    }

    private static int SkipBlanks(string text, int start, int end)
    {
        while (start < end && text[start] is ' ' or '\t')
        {
            start++;
        }

        return start;
    }
}

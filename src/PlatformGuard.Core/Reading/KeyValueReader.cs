using System;
using System.Collections.Generic;
using System.Text;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>
/// Reads files of keys and values: <c>.properties</c>, <c>.ini</c>, <c>.cfg</c>, <c>.conf</c>, <c>.toml</c> and the like.
/// Sections become the beginning of the path.
/// </summary>
public static class KeyValueReader
{
    /// <summary>Reads the settings of one file.</summary>
    /// <param name="path">The file's path, for its dialect and for locations.</param>
    /// <param name="text">The text without byte order mark.</param>
    public static (IReadOnlyList<Setting> Settings, Unreadable? Problem) Read(string path, string text)
    {
        if (path.EndsWith(".toml", StringComparison.OrdinalIgnoreCase))
        {
            return TomlReader.Read(path, text);
        }

        var lines = new TextLines(path, text);
        var settings = new SettingList(SettingOrigin.Configuration, lines);
        if (path.EndsWith(".properties", StringComparison.OrdinalIgnoreCase))
        {
            ReadProperties(lines, settings);
        }
        else
        {
            ReadSections(lines, settings, allowsBlankAsSign: path.EndsWith(".conf", StringComparison.OrdinalIgnoreCase));
        }

        return settings.Result;
    }

    /// <summary><c>key=value</c>, <c>key: value</c>, <c>key value</c>; a backslash at the end joins the next line (java.util.Properties).</summary>
    private static void ReadProperties(TextLines lines, SettingList settings)
    {
        var text = lines.Text;
        for (var line = 0; line < lines.Count && !settings.IsFull; line++)
        {
            var end = lines.EndOf(line);
            var start = SkipBlanks(text, lines.StartOf(line), end);
            if (start == end || text[start] is '#' or '!')
            {
                continue;
            }

            var nameEnd = start;
            while (nameEnd < end && text[nameEnd] is not ('=' or ':' or ' ' or '\t'))
            {
                nameEnd += text[nameEnd] == '\\' && nameEnd + 1 < end ? 2 : 1;
            }

            var value = SkipBlanks(text, nameEnd, end);
            value = value < end && text[value] is '=' or ':' ? SkipBlanks(text, value + 1, end) : value;
            var content = new StringBuilder();
            var valueEnd = end;
            var from = value;
            while (IsContinued(text, from, valueEnd) && line + 1 < lines.Count)
            {
                content.Append(text, from, valueEnd - from - 1);
                line++;
                valueEnd = lines.EndOf(line);
                from = SkipBlanks(text, lines.StartOf(line), valueEnd);
            }

            content.Append(text, from, Math.Max(0, valueEnd - from));
            var name = Escapes.Resolve(text.AsSpan(start, nameEnd - start));
            settings.Add(name, name, Escapes.Resolve(content.ToString()), (start, nameEnd), (value, Math.Max(value, valueEnd)));
        }
    }

    private static bool IsContinued(string text, int start, int end)
    {
        var slashes = 0;
        while (end - slashes > start && text[end - slashes - 1] == '\\')
        {
            slashes++;
        }

        return slashes % 2 == 1;
    }

    /// <summary><c>[section]</c>, <c>key = value</c>, <c>key: value</c>, blocks in braces, and in <c>.conf</c> also <c>key value;</c>.</summary>
    private static void ReadSections(TextLines lines, SettingList settings, bool allowsBlankAsSign)
    {
        var text = lines.Text;
        var section = "";
        var blocks = new List<string>();
        for (var line = 0; line < lines.Count && !settings.IsFull; line++)
        {
            var end = lines.EndOf(line);
            var start = SkipBlanks(text, lines.StartOf(line), end);
            var content = text.AsSpan(start, end - start).TrimEnd();
            if (content.IsEmpty || content[0] is '#' or ';' || content.StartsWith("//", StringComparison.Ordinal) && !content.Contains('='))
            {
                continue;
            }

            if (content[0] == '[' && content[^1] == ']')
            {
                section = content[1..^1].Trim().Trim('"').ToString();
                blocks.Clear();
            }
            else if (content[0] == '}')
            {
                if (blocks.Count > 0)
                {
                    blocks.RemoveAt(blocks.Count - 1);
                }
            }
            else if (content[^1] == '{')
            {
                var opened = content[..^1].Trim().TrimEnd("=:").Trim().ToString();
                if (blocks.Count < 100)
                {
                    blocks.Add(opened);
                }
            }
            else
            {
                ReadPair(text, start, start + content.Length, Prefix(section, blocks), settings, allowsBlankAsSign);
            }
        }
    }

    private static void ReadPair(string text, int start, int end, string prefix, SettingList settings, bool allowsBlankAsSign)
    {
        var content = text.AsSpan(start, end - start);
        var sign = content.IndexOf('=');
        var colon = content.IndexOf(": ", StringComparison.Ordinal);
        var length = 1;
        if (sign < 0 || (colon > 0 && colon < sign))
        {
            sign = colon > 0 ? colon : sign;
        }

        if (allowsBlankAsSign && content.IndexOfAny(' ', '\t') is > 0 and var blank && (sign < 0 || (blank < sign && content[blank..sign].TrimStart().Length > 0)))
        {
            sign = blank;
        }

        if (sign <= 0)
        {
            return;
        }

        var nameEnd = start + content[..sign].TrimEnd(" \t+:").Length;
        var (nameStart, lastOfName) = (start, nameEnd);
        if (nameEnd - start > 1 && text[start] is '"' or '\'' && text[nameEnd - 1] == text[start])
        {
            (nameStart, lastOfName) = (start + 1, nameEnd - 1);
        }

        var value = SkipBlanks(text, start + sign + length, end);
        var valueEnd = ValueEnd(text, value, end);
        var name = text[nameStart..lastOfName];
        if (valueEnd - value >= 2 && text[value] is '"' or '\'' && text[valueEnd - 1] == text[value])
        {
            (value, valueEnd) = (value + 1, valueEnd - 1);
        }

        if (name.Length > 0)
        {
            settings.Add(name, prefix + name, text[value..Math.Max(value, valueEnd)], (nameStart, lastOfName), (value, Math.Max(value, valueEnd)));
        }
    }

    /// <summary>Where a value ends: at its closing quote, else before a comment behind a blank, a <c>;</c> or <c>,</c> at the end left out.</summary>
    private static int ValueEnd(string text, int start, int end)
    {
        if (start < end && text[start] is '"' or '\'')
        {
            var close = text.IndexOf(text[start], start + 1, end - start - 1);
            if (close > 0 && (close + 1 == end || text[close + 1] is ' ' or '\t' or ',' or ';'))
            {
                return close + 1;
            }
        }

        for (var index = start + 1; index < end; index++)
        {
            if (text[index] is '#' or ';' && text[index - 1] is ' ' or '\t')
            {
                end = index;
            }
        }

        while (end > start && text[end - 1] is ' ' or '\t' or ';' or ',')
        {
            end--;
        }

        return end;
    }

    private static string Prefix(string section, List<string> blocks)
    {
        var prefix = section.Length == 0 ? "" : section + ":";
        return blocks.Count == 0 ? prefix : prefix + string.Join(':', blocks) + ":";
    }

    private static int SkipBlanks(string text, int start, int end)
    {
        while (start < end && text[start] is ' ' or '\t' or '\f')
        {
            start++;
        }

        return start;
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace PlatformGuard.Analyzers.Configuration;

/// <summary>A setting of a JSON file.</summary>
/// <param name="Key">Its path, with a colon between the parts, as .NET's configuration names it.</param>
/// <param name="Value">Its value as text; empty for null.</param>
/// <param name="Start">Where the value begins in the file.</param>
/// <param name="Length">How long it is written.</param>
internal readonly record struct JsonSetting(string Key, string Value, int Start, int Length);

/// <summary>
/// Reads the settings of <c>appsettings.json</c>: JSON with comments and trailing commas, as .NET reads it. An analyzer has no JSON parser
/// of its own and may not bring one. Never throws: what is malformed ends the reading, what was read before counts.
/// </summary>
internal sealed class JsonSettings
{
    // A settings file of this size is data; deeper nesting and more settings than anyone writes are a burden laid on the compiler.
    private const int LongestFile = 1 << 20;
    private const int DeepestNesting = 64;
    private const int MostSettings = 20_000;

    private readonly string text;
    private readonly List<JsonSetting> settings = [];
    private int at;

    private JsonSettings(string text) => this.text = text;

    /// <summary>The settings of a file, in order.</summary>
    public static IReadOnlyList<JsonSetting> Read(string text)
    {
        if (text.Length > LongestFile)
        {
            return [];
        }

        var reader = new JsonSettings(text);
        reader.ReadValue("", 0);
        return reader.settings;
    }

    private bool ReadValue(string path, int depth)
    {
        SkipBlanks();
        if (at >= text.Length || depth > DeepestNesting || settings.Count >= MostSettings)
        {
            return false;
        }

        var start = at;
        switch (text[at])
        {
            case '{':
                return ReadObject(path, depth);
            case '[':
                return ReadArray(path, depth);
            case '"':
                return ReadString() is { } value && Add(path, value, start);
            default:
                return ReadWord() is { } word && Add(path, word == "null" ? "" : word, start);
        }
    }

    private bool ReadObject(string path, int depth)
    {
        at++;
        while (true)
        {
            SkipBlanks();
            if (Take('}'))
            {
                return true;
            }

            if (at >= text.Length || text[at] != '"' || ReadString() is not { } name)
            {
                return false;
            }

            SkipBlanks();
            if (!Take(':') || !ReadValue(path.Length == 0 ? name : path + ":" + name, depth + 1) || !EndItem('}'))
            {
                return false;
            }
        }
    }

    private bool ReadArray(string path, int depth)
    {
        at++;
        for (var index = 0; ; index++)
        {
            SkipBlanks();
            if (Take(']'))
            {
                return true;
            }

            if (!ReadValue(path + ":" + index.ToString(CultureInfo.InvariantCulture), depth + 1) || !EndItem(']'))
            {
                return false;
            }
        }
    }

    private bool EndItem(char close)
    {
        SkipBlanks();
        return Take(',') || (at < text.Length && text[at] == close);
    }

    private bool Take(char sign)
    {
        if (at >= text.Length || text[at] != sign)
        {
            return false;
        }

        at++;
        return true;
    }

    private string? ReadString()
    {
        var value = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            var c = text[at];
            if (c == '"')
            {
                at++;
                return value.ToString();
            }

            if (c == '\n')
            {
                return null;
            }

            if (c != '\\')
            {
                value.Append(c);
            }
            else if (++at >= text.Length || !AppendEscape(value))
            {
                return null;
            }
        }

        return null;
    }

    private bool AppendEscape(StringBuilder value)
    {
        switch (text[at])
        {
            case '"' or '\\' or '/':
                value.Append(text[at]);
                return true;
            case 'n':
                value.Append('\n');
                return true;
            case 't':
                value.Append('\t');
                return true;
            case 'r' or 'b' or 'f':
                value.Append(' ');
                return true;
            case 'u' when at + 4 < text.Length && ushort.TryParse(text.Substring(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit):
                value.Append((char)unit);
                at += 4;
                return true;
            default:
                return false;
        }
    }

    // A number, true, false or null.
    private string? ReadWord()
    {
        var start = at;
        while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '-' or '+' or '.'))
        {
            at++;
        }

        return at == start ? null : text.Substring(start, at - start);
    }

    private bool Add(string path, string value, int start)
    {
        if (path.Length > 0)
        {
            settings.Add(new(path, value, start, at - start));
        }

        return true;
    }

    private void SkipBlanks()
    {
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at]) || text[at] == '\uFEFF')
            {
                at++;
            }
            else if (text[at] == '/' && at + 1 < text.Length && text[at + 1] == '/')
            {
                var end = text.IndexOf('\n', at);
                at = end < 0 ? text.Length : end + 1;
            }
            else if (text[at] == '/' && at + 1 < text.Length && text[at + 1] == '*')
            {
                var end = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
                at = end < 0 ? text.Length : end + 2;
            }
            else
            {
                return;
            }
        }
    }
}

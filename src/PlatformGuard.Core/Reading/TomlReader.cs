using System;
using System.Collections.Generic;
using System.Globalization;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>Reads TOML as settings: tables and dotted keys become the path, items of arrays get their index. Tolerant: a line that is malformed is skipped.</summary>
internal static class TomlReader
{
    private const int MaxDepth = 50;

    public static (IReadOnlyList<Setting> Settings, Unreadable? Problem) Read(string path, string text)
    {
        var lines = new TextLines(path, text);
        var settings = new SettingList(SettingOrigin.Configuration, lines);
        new Cursor(text, settings).ReadDocument();
        return settings.Result;
    }

    private sealed class Cursor(string text, SettingList settings)
    {
        private readonly Dictionary<string, int> tables = new(StringComparer.Ordinal);
        private int at;
        private string table = "";

        public void ReadDocument()
        {
            while (at < text.Length && !settings.IsFull)
            {
                SkipSpace(overLines: true);
                if (at >= text.Length)
                {
                    return;
                }

                if (text[at] == '[')
                {
                    ReadTable();
                }
                else if (ReadKey(out var name, out var key, out var range) && Accept('='))
                {
                    ReadValue(name, table + key, range, 0);
                }

                SkipLine();
            }
        }

        private void ReadTable()
        {
            var isArray = at + 1 < text.Length && text[at + 1] == '[';
            at += isArray ? 2 : 1;
            if (!ReadKey(out _, out var key, out _))
            {
                return;
            }

            if (isArray)
            {
                var index = tables.TryGetValue(key, out var last) ? last + 1 : 0;
                tables[key] = index;
                key += ":" + index.ToString(CultureInfo.InvariantCulture);
            }

            table = key + ":";
        }

        /// <summary>Reads a dotted key; <paramref name="name"/> and <paramref name="range"/> are those of its last part.</summary>
        private bool ReadKey(out string name, out string key, out (int Start, int End) range)
        {
            key = name = "";
            range = default;
            while (true)
            {
                SkipSpace(overLines: false);
                if (at < text.Length && text[at] is '"' or '\'')
                {
                    name = ReadQuoted(out range);
                }
                else
                {
                    var start = at;
                    while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '-'))
                    {
                        at++;
                    }

                    range = (start, at);
                    name = text[start..at];
                }

                key += key.Length == 0 ? name : ":" + name;
                if (name.Length == 0 || key.Length > 1000)
                {
                    return false;
                }

                if (!Accept('.'))
                {
                    return true;
                }
            }
        }

        private void ReadValue(string name, string path, (int Start, int End) nameRange, int depth)
        {
            SkipSpace(overLines: depth > 0);
            if (at >= text.Length || depth > MaxDepth)
            {
                return;
            }

            switch (text[at])
            {
                case '"' or '\'':
                    var value = ReadQuoted(out var range);
                    settings.Add(name, path, value, nameRange, range);
                    break;
                case '[':
                    ReadArray(name, path, nameRange, depth);
                    break;
                case '{':
                    ReadInlineTable(path, depth);
                    break;
                default:
                    var start = at;
                    while (at < text.Length && text[at] is not (',' or ']' or '}' or '#' or '\n' or '\r'))
                    {
                        at++;
                    }

                    var end = start + text.AsSpan(start, at - start).TrimEnd().Length;
                    settings.Add(name, path, text[start..end], nameRange, (start, end));
                    break;
            }
        }

        private void ReadArray(string name, string path, (int Start, int End) nameRange, int depth)
        {
            at++;
            for (var index = 0; at < text.Length && !settings.IsFull; index++)
            {
                SkipSpace(overLines: true);
                if (at >= text.Length || text[at] == ']')
                {
                    at++;
                    return;
                }

                var before = at;
                ReadValue(name, path + ":" + index.ToString(CultureInfo.InvariantCulture), nameRange, depth + 1);
                SkipSpace(overLines: true);
                if (!Accept(',') && at == before)
                {
                    return;
                }
            }
        }

        private void ReadInlineTable(string path, int depth)
        {
            at++;
            while (at < text.Length && !settings.IsFull)
            {
                SkipSpace(overLines: true);
                if (at >= text.Length || text[at] == '}')
                {
                    at++;
                    return;
                }

                if (!ReadKey(out var name, out var key, out var range) || !Accept('='))
                {
                    return;
                }

                ReadValue(name, path + ":" + key, range, depth + 1);
                SkipSpace(overLines: true);
                _ = Accept(',');
            }
        }

        /// <summary>Reads <c>"…"</c>, <c>'…'</c> and their three-quote forms; the range leaves the quotes out.</summary>
        private string ReadQuoted(out (int Start, int End) range)
        {
            var quote = text[at];
            var isLong = text.AsSpan(at).StartsWith(quote == '"' ? "\"\"\"" : "'''", StringComparison.Ordinal);
            var start = at + (isLong ? 3 : 1);
            var end = start;
            while (end < text.Length && !(text[end] == quote && (!isLong || IsThree(end, quote))) && (isLong || text[end] != '\n'))
            {
                end += text[end] == '\\' && quote == '"' && end + 1 < text.Length ? 2 : 1;
            }

            end = Math.Min(end, text.Length);
            at = Math.Min(text.Length, end + (isLong ? 3 : 1));
            range = (start, end);
            var content = text.AsSpan(start, end - start);
            return quote == '"' ? Escapes.Resolve(content) : content.ToString();
        }

        private bool IsThree(int index, char quote) => index + 2 < text.Length && text[index + 1] == quote && text[index + 2] == quote;

        private bool Accept(char wanted)
        {
            SkipSpace(overLines: false);
            if (at >= text.Length || text[at] != wanted)
            {
                return false;
            }

            at++;
            return true;
        }

        private void SkipSpace(bool overLines)
        {
            for (; at < text.Length; at++)
            {
                if (text[at] == '#' && overLines)
                {
                    at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
                    at--;
                    if (at >= text.Length - 1)
                    {
                        at = text.Length;
                        return;
                    }
                }
                else if (!(text[at] is ' ' or '\t' || (overLines && text[at] is '\r' or '\n')))
                {
                    return;
                }
            }
        }

        private void SkipLine() => at = at < text.Length && text.IndexOf('\n', at) is >= 0 and var end ? end + 1 : text.Length;
    }
}

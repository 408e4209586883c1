using System;
using System.Collections.Generic;
using System.IO;
using System.Xml;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>
/// Reads XML configuration of .NET: connection strings, application settings and the values of every other section.
/// Document types, and with them entities and external files, are not read.
/// </summary>
public static class XmlConfigurationReader
{
    private const int MaxDepth = 200;

    /// <summary>Reads the settings of one file; those before an error are kept.</summary>
    /// <param name="path">The file's path, for locations.</param>
    /// <param name="text">The text without byte order mark.</param>
    public static (IReadOnlyList<Setting> Settings, Unreadable? Problem) Read(string path, string text)
    {
        var lines = new TextLines(path, text);
        var settings = new SettingList(SettingOrigin.DotNetConfiguration, lines);
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreComments = true });
            new Walk(reader, lines, settings).Run();
        }
        catch (XmlException error)
        {
            // The parser's message quotes the file, which may hold a secret.
            var reason = text.Contains("<!DOCTYPE", StringComparison.Ordinal) ? "it declares a document type, which is not read" : "not valid XML";
            settings.Fail(lines.OffsetOf(error.LineNumber, error.LinePosition), reason);
        }

        return settings.Result;
    }

    private sealed class Walk(XmlReader reader, TextLines lines, SettingList settings)
    {
        private readonly List<string> names = [];
        private readonly IXmlLineInfo position = (IXmlLineInfo)reader;

        public void Run()
        {
            while (reader.Read() && !settings.IsFull)
            {
                switch (reader.NodeType)
                {
                    case XmlNodeType.Element when names.Count >= MaxDepth:
                        settings.Fail(Offset(), "nested deeper than 200 levels");
                        return;
                    case XmlNodeType.Element:
                        names.Add(reader.LocalName);
                        var isEmpty = reader.IsEmptyElement;
                        ReadAttributes();
                        if (isEmpty)
                        {
                            names.RemoveAt(names.Count - 1);
                        }

                        break;
                    case XmlNodeType.EndElement:
                        names.RemoveAt(names.Count - 1);
                        break;
                    case XmlNodeType.Text or XmlNodeType.CDATA:
                        ReadText();
                        break;
                    default:
                        break;
                }
            }
        }

        /// <summary><c>&lt;add name="…" connectionString="…"/&gt;</c>, <c>&lt;add key="…" value="…"/&gt;</c>, else each attribute by itself.</summary>
        private void ReadAttributes()
        {
            (string Text, (int, int) Range)? key = null;
            var values = new List<(string Name, string Text, (int, int) NameRange, (int, int) Range)>();
            while (reader.MoveToNextAttribute())
            {
                var name = reader.LocalName;
                if (reader.Prefix is "xmlns" or "xdt" || name == "xmlns")
                {
                    continue;
                }

                var start = Offset();
                var range = ValueRange(start);
                if (name is "key" or "name")
                {
                    key = (reader.Value, range);
                }
                else
                {
                    values.Add((name, reader.Value, (start, start + reader.Name.Length), range));
                }
            }

            _ = reader.MoveToElement();
            foreach (var value in values)
            {
                Add(key, value);
            }
        }

        private void Add((string Text, (int Start, int End) Range)? key, (string Name, string Text, (int, int) NameRange, (int Start, int End) Range) value)
        {
            var isValue = value.Name is "value" or "connectionString";
            if (key is { } named && isValue && names[^1] is "add" or "environmentVariable" or "setting")
            {
                var section = names.Count > 1 ? names[^2] : "";
                settings.Add(named.Text, (section == "connectionStrings" ? "ConnectionStrings" : section) + ":" + named.Text, value.Text, named.Range, value.Range);
            }
            else if (value.Name is not ("type" or "version" or "providerName" or "publicKeyToken" or "requirePermission"))
            {
                settings.Add(value.Name, string.Join(':', names) + ":" + value.Name, value.Text, value.NameRange, value.Range);
            }
        }

        private void ReadText()
        {
            var content = reader.Value;
            if (names.Count == 0 || string.IsNullOrWhiteSpace(content))
            {
                return;
            }

            var start = Offset();
            start += content.Length - content.AsSpan().TrimStart().Length;
            var end = lines.Text.IndexOf('<', Math.Min(start, lines.Text.Length));
            end = end < 0 ? lines.Text.Length : end;
            while (end > start && char.IsWhiteSpace(lines.Text[end - 1]))
            {
                end--;
            }

            settings.Add(names[^1], string.Join(':', names), content.Trim(), (start, end), (start, end));
        }

        private int Offset() => lines.OffsetOf(position.LineNumber, position.LinePosition);

        /// <summary>The text between the quotes of the attribute whose name begins at <paramref name="start"/>.</summary>
        private (int Start, int End) ValueRange(int start)
        {
            var open = lines.Text.AsSpan(start).IndexOfAny('"', '\'') is >= 0 and var found ? start + found : start;
            var close = open < lines.Text.Length ? lines.Text.IndexOf(lines.Text[open], Math.Min(open + 1, lines.Text.Length)) : -1;
            return close < 0 ? (start, start) : (open + 1, close);
        }
    }
}

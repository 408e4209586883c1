using System;
using System.Collections.Generic;
using System.Text;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>Reads a Dockerfile's <c>ENV</c> and <c>ARG</c> instructions and the images it builds on.</summary>
/// <remarks>The escape directive, continuation lines with comments between them, here-documents and both forms of <c>ENV</c> are understood.</remarks>
public static class DockerfileReader
{
    /// <summary>Reads the settings of one file.</summary>
    /// <param name="path">The file's path, for locations.</param>
    /// <param name="text">The text without byte order mark.</param>
    public static (IReadOnlyList<Setting> Settings, Unreadable? Problem) Read(string path, string text)
    {
        var lines = new TextLines(path, text);
        var settings = new SettingList(SettingOrigin.Dockerfile, lines);
        foreach (var instruction in new DockerfileInstructions(lines))
        {
            if (settings.IsFull)
            {
                break;
            }

            if (instruction.Keyword is "ENV" or "ARG")
            {
                ReadPairs(instruction, settings);
            }
        }

        return settings.Result;
    }

    /// <summary>The images of all <c>FROM</c> instructions, in order: references to earlier stages included, as written.</summary>
    /// <param name="path">The file's path, for locations.</param>
    /// <param name="text">The text without byte order mark.</param>
    public static IReadOnlyList<ScalarNode> ReadImages(string path, string text)
    {
        var lines = new TextLines(path, text);
        var images = new List<ScalarNode>();
        foreach (var instruction in new DockerfileInstructions(lines))
        {
            if (instruction.Keyword != "FROM")
            {
                continue;
            }

            var index = 0;
            while (instruction.NextWord(ref index, out var start, out var end))
            {
                if (!instruction.Text.AsSpan(start).StartsWith("--", StringComparison.Ordinal))
                {
                    images.Add(new ScalarNode(lines.Range(instruction.Source(start), instruction.Source(end - 1) + 1), instruction.Text[start..end], Documents.ScalarStyle.Plain));
                    break;
                }
            }
        }

        return images;
    }

    /// <summary>The ports of all <c>EXPOSE</c> instructions that are written as numbers, in order.</summary>
    /// <param name="path">The file's path, for locations.</param>
    /// <param name="text">The text without byte order mark.</param>
    public static IReadOnlyList<ScalarNode> ReadPorts(string path, string text)
    {
        var lines = new TextLines(path, text);
        var ports = new List<ScalarNode>();
        foreach (var instruction in new DockerfileInstructions(lines))
        {
            var index = 0;
            while (instruction.Keyword == "EXPOSE" && instruction.NextWord(ref index, out var start, out var end))
            {
                var port = instruction.Text[start..end].Split('/')[0];
                if (ushort.TryParse(port, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 0)
                {
                    ports.Add(new ScalarNode(lines.Range(instruction.Source(start), instruction.Source(end - 1) + 1), port, Documents.ScalarStyle.Plain));
                }
            }
        }

        return ports;
    }

    private static void ReadPairs(DockerfileInstruction instruction, SettingList settings)
    {
        var index = 0;
        var isFirst = true;
        while (instruction.NextWord(ref index, out var start, out var end))
        {
            var equals = instruction.Text.IndexOf('=', start, end - start);
            if (equals < 0 && instruction.Keyword == "ENV" && isFirst)
            {
                // ENV NAME the whole rest of the line
                var rest = instruction.Text.AsSpan(end);
                var value = end + rest.Length - rest.TrimStart().Length;
                var last = value + instruction.Text.AsSpan(value).TrimEnd().Length;
                Add(instruction, settings, (start, end), value < last ? (value, last) : null);
                return;
            }

            isFirst = false;
            if (equals < 0)
            {
                Add(instruction, settings, (start, end), null);
            }
            else if (equals > start)
            {
                Add(instruction, settings, (start, equals), (equals + 1, end));
            }
        }
    }

    private static void Add(DockerfileInstruction instruction, SettingList settings, (int Start, int End) name, (int Start, int End)? value)
    {
        var nameText = instruction.Text[name.Start..name.End];
        var nameRange = (instruction.Source(name.Start), instruction.Source(name.End - 1) + 1);
        if (value is not { } range)
        {
            settings.Add(nameText, instruction.Keyword + "/" + nameText, null, nameRange, nameRange);
            return;
        }

        var written = instruction.Text.AsSpan(range.Start, range.End - range.Start);
        if (written.Length >= 2 && written[0] is '"' or '\'' && written[^1] == written[0] && written[1..^1].IndexOf(written[0]) < 0)
        {
            range = (range.Start + 1, range.End - 1);
        }

        var start = range.Start < range.End ? instruction.Source(range.Start) : instruction.Source(range.Start - 1) + 1;
        var end = range.End > range.Start ? instruction.Source(range.End - 1) + 1 : start;
        settings.Add(nameText, instruction.Keyword + "/" + nameText, Unquote(written, instruction.Escape), nameRange, (start, end));
    }

    private static string Unquote(ReadOnlySpan<char> written, char escape)
    {
        var value = new StringBuilder(written.Length);
        var quote = '\0';
        for (var index = 0; index < written.Length; index++)
        {
            var c = written[index];
            if (c == escape && quote != '\'' && index + 1 < written.Length && (quote == '\0' || written[index + 1] is '"' or '$' || written[index + 1] == escape))
            {
                value.Append(written[++index]);
            }
            else if (quote == '\0' && c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else
            {
                value.Append(c);
            }
        }

        return value.ToString();
    }
}

/// <summary>One instruction, its continuation lines joined, that still knows where each character was written.</summary>
internal sealed class DockerfileInstruction(string keyword, string text, List<(int At, int Offset)> pieces, char escape)
{
    /// <summary>The instruction in upper case.</summary>
    public string Keyword { get; } = keyword;

    /// <summary>What stands behind the keyword.</summary>
    public string Text { get; } = text;

    public char Escape { get; } = escape;

    /// <summary>Offset in the file of a character of <see cref="Text"/>.</summary>
    public int Source(int index)
    {
        var (low, high) = (0, pieces.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = pieces[middle].At > index ? (low, middle - 1) : (middle, high);
        }

        return pieces[low].Offset + index - pieces[low].At;
    }

    /// <summary>Finds the next word; quotes and the escape character keep blanks inside it.</summary>
    public bool NextWord(ref int index, out int start, out int end)
    {
        while (index < Text.Length && char.IsWhiteSpace(Text[index]))
        {
            index++;
        }

        start = index;
        var quote = '\0';
        for (; index < Text.Length && (quote != '\0' || !char.IsWhiteSpace(Text[index])); index++)
        {
            if (Text[index] == Escape && quote != '\'' && index + 1 < Text.Length)
            {
                index++;
            }
            else if (quote == '\0' && Text[index] is '"' or '\'')
            {
                quote = Text[index];
            }
            else if (Text[index] == quote)
            {
                quote = '\0';
            }
        }

        index = Math.Min(index, Text.Length);
        end = index;
        return end > start;
    }
}

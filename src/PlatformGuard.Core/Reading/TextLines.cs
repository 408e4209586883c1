using System;
using System.Collections.Generic;
using System.Text;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>Turns offsets of a text into lines and columns, and back.</summary>
internal sealed class TextLines
{
    private readonly List<int> starts = [0];
    private readonly string path;

    public TextLines(string path, string text)
    {
        this.path = path;
        Text = text;
        for (var index = text.IndexOf('\n', StringComparison.Ordinal); index >= 0; index = text.IndexOf('\n', index + 1))
        {
            starts.Add(index + 1);
        }
    }

    public string Text { get; }

    public int Count => starts.Count;

    /// <summary>Offset of the first character of a line, counted from 0.</summary>
    public int StartOf(int line) => starts[line];

    /// <summary>Offset behind the last character of a line, its line break left out.</summary>
    public int EndOf(int line)
    {
        var end = line + 1 < starts.Count ? starts[line + 1] - 1 : Text.Length;
        return end > starts[line] && Text[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>The line, counted from 0, that holds an offset.</summary>
    public int LineOf(int offset)
    {
        var found = starts.BinarySearch(offset);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>Offset of a line and column counted from 1; clamped to the text.</summary>
    public int OffsetOf(int line, int column) => line < 1 || line > starts.Count ? Text.Length : Math.Min(Text.Length, starts[line - 1] + Math.Max(0, column - 1));

    public Position At(int offset)
    {
        var line = LineOf(offset);
        return new Position(line + 1, offset - starts[line] + 1);
    }

    public Location Range(int start, int end) => new(path, At(start), At(Math.Max(start, end)));
}

/// <summary>Collects the settings of one file up to a limit that no honest file reaches.</summary>
internal sealed class SettingList(SettingOrigin origin, TextLines lines)
{
    /// <summary>Most settings of one file.</summary>
    public const int MaxCount = 20_000;

    private readonly List<Setting> settings = [];

    public Unreadable? Problem { get; private set; }

    public bool IsFull => settings.Count >= MaxCount;

    public (IReadOnlyList<Setting> Settings, Unreadable? Problem) Result => (settings, Problem);

    public void Fail(int offset, string reason) => Problem ??= new Unreadable(lines.Range(offset, offset), reason);

    public void Add(string name, string path, string? value, (int Start, int End) nameRange, (int Start, int End) valueRange)
    {
        if (IsFull)
        {
            Fail(nameRange.Start, "it holds more than 20,000 settings");
            return;
        }

        var nameLocation = lines.Range(nameRange.Start, nameRange.End);
        settings.Add(new Setting(origin, name, path, value, value is null ? nameLocation : lines.Range(valueRange.Start, valueRange.End), nameLocation));
    }
}

/// <summary>The escapes that quoted values of these formats share.</summary>
internal static class Escapes
{
    /// <summary>Resolves <c>\n \r \t \\ \" \' \$ \uXXXX</c>; any other character behind a backslash stands for itself.</summary>
    public static string Resolve(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\'))
        {
            return text.ToString();
        }

        var resolved = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '\\' || index + 1 == text.Length)
            {
                resolved.Append(text[index]);
                continue;
            }

            index++;
            switch (text[index])
            {
                case 'n':
                    resolved.Append('\n');
                    break;
                case 'r':
                    resolved.Append('\r');
                    break;
                case 't':
                    resolved.Append('\t');
                    break;
                case 'u' when index + 4 < text.Length && ushort.TryParse(text.Slice(index + 1, 4), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out var code):
                    resolved.Append((char)code);
                    index += 4;
                    break;
                default:
                    resolved.Append(text[index]);
                    break;
            }
        }

        return resolved.ToString();
    }
}

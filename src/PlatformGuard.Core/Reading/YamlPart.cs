using System;
using System.Collections.Generic;
using System.IO;
using PlatformGuard.Core.Documents;
using YamlDotNet.Core;

namespace PlatformGuard.Core.Reading;

/// <summary>A YAML text from one line on: where parsing begins again behind a broken document.</summary>
/// <param name="text">The whole text.</param>
/// <param name="offset">Where the part begins.</param>
/// <param name="firstLine">How many lines are before it.</param>
/// <param name="breaks">How many broken documents are before it.</param>
internal sealed class YamlPart(string text, int offset = 0, int firstLine = 0, int breaks = 0)
{
    /// <summary>How many broken documents of one file are passed over; what lies behind them is lost, as the file is reported anyway.</summary>
    private const int MostBreaks = 1000;

    /// <summary>The parser counts these as line breaks, as YAML 1.1 does; editors and every other tool that shows a line do not.</summary>
    private const string OtherBreaks = "\u0085\u2028\u2029";

    private readonly bool hasOtherBreaks = text.AsSpan(offset).ContainsAny(OtherBreaks);
    private List<int>? lineStarts;

    /// <summary>How many lines are before the part.</summary>
    public int FirstLine => firstLine;

    /// <summary>The part as a stream, without a copy of the text.</summary>
    public TextReader Open() => new PartReader(text, offset);

    /// <summary>The place in the file of a mark that the parser gives for this part.</summary>
    public Position At(in Mark mark)
    {
        if (!hasOtherBreaks)
        {
            return new((int)Math.Min(mark.Line, int.MaxValue) + firstLine, (int)Math.Min(mark.Column, int.MaxValue));
        }

        lineStarts ??= FindLines();
        var at = (int)Math.Min(offset + mark.Index, text.Length);
        var found = lineStarts.BinarySearch(at);
        var line = found >= 0 ? found : ~found - 1;
        return new(line + 1 + firstLine, at - lineStarts[line] + 1);
    }

    /// <summary>The part from the first line of three dashes behind <paramref name="line"/> on; null when there is none.</summary>
    public YamlPart? NextDocument(int line)
    {
        if (breaks == MostBreaks)
        {
            return null;
        }

        var number = firstLine + 1;
        for (var start = NextLine(offset); start >= 0; start = NextLine(start))
        {
            number++;
            if (number > line && IsDocumentStart(text.AsSpan(start)))
            {
                return new YamlPart(text, start, number - 1, breaks + 1);
            }
        }

        return null;
    }

    /// <summary>The first character of a literal block's text: on the line behind its sign, at the indentation of the first line that is not empty.</summary>
    /// <param name="sign">Where the block's <c>|</c> is.</param>
    public Position? ContentBehind(in Mark sign)
    {
        var first = NextLine((int)Math.Min(offset + sign.Index, text.Length));
        if (first < 0)
        {
            return null;
        }

        // Leading empty lines belong to the text.
        var line = first;
        var content = first;
        while (content < text.Length && text[content] is ' ' or '\r' or '\n')
        {
            content++;
            line = text[content - 1] == ' ' ? line : content;
        }

        return new Position(At(sign).Line + 1, content - line + 1);
    }

    private static bool IsDocumentStart(ReadOnlySpan<char> line) =>
        line.StartsWith("---", StringComparison.Ordinal) && (line.Length == 3 || line[3] is ' ' or '\t' or '\r' or '\n');

    /// <summary>Start of the line behind the one at <paramref name="from"/>; -1 at the end.</summary>
    private int NextLine(int from)
    {
        var skip = text.AsSpan(from).IndexOfAny('\r', '\n');
        if (skip < 0)
        {
            return -1;
        }

        var end = from + skip;
        return text[end] == '\r' && end + 1 < text.Length && text[end + 1] == '\n' ? end + 2 : end + 1;
    }

    private List<int> FindLines()
    {
        var starts = new List<int>();
        for (var start = offset; start >= 0; start = NextLine(start))
        {
            starts.Add(start);
        }

        return starts;
    }

    private sealed class PartReader(string text, int next) : TextReader
    {
        public override int Peek() => next < text.Length ? text[next] : -1;

        public override int Read() => next < text.Length ? text[next++] : -1;

        public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

        public override int Read(Span<char> buffer)
        {
            var count = Math.Min(buffer.Length, text.Length - next);
            text.AsSpan(next, count).CopyTo(buffer);
            next += count;
            return count;
        }
    }
}

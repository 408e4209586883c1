using System;
using System.Collections.Generic;
using System.Text;
using System.Text.Json;
using PlatformGuard.Core.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace PlatformGuard.Core.Reading;

/// <summary>Finds inline suppressions: <c>platformguard:allow PG3001 reason="…" until=2027-01-31</c> in a comment. Text in strings is none.</summary>
/// <remarks>
/// A comment behind something covers its line, or the whole block of a YAML key that stands there; one on a line of its own covers the next line that is
/// no such comment, so that several can be stacked.
/// </remarks>
public static class SuppressionReader
{
    private const string Mark = SuppressionComment.Mark;

    private static readonly string[] AnySign = ["<!--", "//", "--", "/*", "#", ";", "%", "!"];

    /// <summary>Reads the suppressions of a YAML file.</summary>
    /// <param name="path">The file's path, for locations.</param>
    /// <param name="text">Its text.</param>
    /// <param name="documents">What was parsed of it: tells where a key's block ends.</param>
    /// <param name="options">The limits.</param>
    public static IReadOnlyList<Suppression> ReadYaml(string path, string text, IReadOnlyList<Node> documents, CheckOptions options)
    {
        if (!text.Contains(Mark, StringComparison.Ordinal))
        {
            return [];
        }

        var comments = new List<SuppressionComment>();
        var budget = new NodeBudget(options);
        var part = new YamlPart(text);
        while (ScanYaml(path, part, comments, budget, options) is { } documentLine && !budget.IsOverTime() && part.NextDocument(documentLine) is { } next)
        {
            part = next;
        }

        return SuppressionComment.ToSuppressions(comments, documents);
    }

    /// <summary>Reads the suppressions of JSON with comments. Plain JSON has none.</summary>
    /// <param name="path">The file's path, for locations.</param>
    /// <param name="utf8">Its text in UTF-8 without byte order mark.</param>
    public static IReadOnlyList<Suppression> ReadJson(string path, ReadOnlySpan<byte> utf8)
    {
        if (utf8.IndexOf(SuppressionComment.Utf8Mark) < 0)
        {
            return [];
        }

        var lines = new TextLines(path, Encoding.UTF8.GetString(utf8));
        var comments = new List<SuppressionComment>();
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Allow, MaxDepth = 1000 });
        var passed = 0;
        var offset = 0;
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.Comment && reader.GetComment().Trim() is var content && content.StartsWith(Mark, StringComparison.Ordinal) && !content.Contains('\n', StringComparison.Ordinal))
                {
                    offset += Encoding.UTF8.GetCharCount(utf8[passed..(int)reader.TokenStartIndex]);
                    passed = (int)reader.TokenStartIndex;
                    var end = offset + Encoding.UTF8.GetCharCount(utf8[passed..(int)reader.BytesConsumed].TrimEnd("\r\n"u8));
                    comments.Add(new SuppressionComment(content, lines.Range(offset, end), IsBlank(lines, offset)));
                }
            }
        }
        catch (JsonException)
        {
            // The parser reports the broken file; suppressions before the break still count.
        }

        return SuppressionComment.ToSuppressions(comments, []);
    }

    /// <summary>Reads the suppressions of any other text: behind the comment sign of its language, or one of <c># // -- ; ! /* &lt;!-- %</c>.</summary>
    public static IReadOnlyList<Suppression> ReadText(string path, ReadOnlySpan<char> text) =>
        text.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at ? ReadText(path, text.ToString(), at) : [];

    private static IReadOnlyList<Suppression> ReadText(string path, string text, int at)
    {
        var language = SourceLanguage.Of(path);
        var strings = new StringPlaces(text, language);
        var signs = language is null ? AnySign : Signs(language);
        var lines = new TextLines(path, text);
        var comments = new List<SuppressionComment>();
        while (at >= 0)
        {
            var line = lines.LineOf(at);
            var before = text.AsSpan(lines.StartOf(line), at - lines.StartOf(line)).TrimEnd();
            var next = at + Mark.Length;
            if (EndsWithSign(before, signs) is > 0 and var sign && !strings.Contains(at, lines.StartOf(line)))
            {
                next = lines.EndOf(line);
                var content = WithoutClosing(text.AsSpan(at, next - at).TrimEnd()).ToString();
                var start = lines.StartOf(line) + before.Length - sign;
                comments.Add(new SuppressionComment(content, lines.Range(start, at + content.Length), before[..^sign].IsWhiteSpace()));
            }

            at = text.IndexOf(Mark, next, StringComparison.Ordinal);
        }

        return SuppressionComment.ToSuppressions(comments, []);
    }

    /// <summary>Collects comments up to the end, or to where the text is broken: then the line on which the broken document begins is returned.</summary>
    private static int? ScanYaml(string path, YamlPart part, List<SuppressionComment> comments, NodeBudget budget, CheckOptions options)
    {
        var documentLine = part.FirstLine + 1;
        int flows = 0, blocks = 0;
        try
        {
            var scanner = new Scanner(part.Open(), skipComments: false);
            while (scanner.MoveNext())
            {
                switch (scanner.Current)
                {
                    case Comment comment:
                        Add(path, part, comments, comment);
                        break;
                    case DocumentStart when flows > 0:
                        return documentLine;
                    case DocumentStart start:
                        documentLine = part.At(start.Start).Line;
                        break;
                    case FlowSequenceStart or FlowMappingStart:
                        flows++;
                        break;
                    case FlowSequenceEnd or FlowMappingEnd:
                        flows--;
                        break;
                    case BlockSequenceStart or BlockMappingStart:
                        blocks++;
                        break;
                    case BlockEnd:
                        blocks--;
                        break;
                }

                if (flows + blocks > options.MaxDepth || budget.IsOverTime())
                {
                    return documentLine;
                }
            }

            return null;
        }
        catch (Exception error) when (YamlReader.IsParserFault(error))
        {
            // The parser reports the broken file; suppressions of its other documents still count.
            return documentLine;
        }
    }

    private static void Add(string path, YamlPart part, List<SuppressionComment> comments, Comment comment)
    {
        var content = comment.Value.Trim();
        if (content.StartsWith(Mark, StringComparison.Ordinal))
        {
            var start = part.At(comment.Start);
            comments.Add(new SuppressionComment(content, new Location(path, start, part.At(comment.End)), !comment.IsInline));
        }
    }

    private static string[] Signs(SourceLanguage language)
    {
        var signs = new List<string>(language.LineComments);
        foreach (var (open, _) in language.BlockComments)
        {
            signs.Add(open);
        }

        return [.. signs];
    }

    private static int EndsWithSign(ReadOnlySpan<char> text, string[] signs)
    {
        foreach (var sign in signs)
        {
            if (text.EndsWith(sign, StringComparison.Ordinal))
            {
                return sign.Length;
            }
        }

        return 0;
    }

    private static ReadOnlySpan<char> WithoutClosing(ReadOnlySpan<char> content)
    {
        foreach (var close in (ReadOnlySpan<string>)["*/", "-->", "#>", "*)", "-}", "]]"])
        {
            if (content.EndsWith(close, StringComparison.Ordinal))
            {
                return content[..^close.Length].TrimEnd();
            }
        }

        return content;
    }

    private static bool IsBlank(TextLines lines, int offset)
    {
        var start = lines.StartOf(lines.LineOf(offset));
        return lines.Text.AsSpan(start, offset - start).IsWhiteSpace();
    }
}

/// <summary>Tells whether a place lies in a string: exactly for languages we know, by the number of quotes before it on its line for others. Asked in rising order.</summary>
internal sealed class StringPlaces
{
    private readonly string text;
    private readonly List<(int Start, int End)>? strings;
    private int index;
    private int line = -1;
    private int counted;
    private int quotes;

    public StringPlaces(string text, SourceLanguage? language)
    {
        this.text = text;
        if (language is null)
        {
            return;
        }

        strings = [];
        var lexer = new SourceLexer(text, language);
        while (lexer.MoveNext())
        {
            strings.Add((lexer.Start, lexer.End));
        }
    }

    public bool Contains(int offset, int lineStart)
    {
        if (strings is not null)
        {
            while (index < strings.Count && strings[index].End <= offset)
            {
                index++;
            }

            return index < strings.Count && strings[index].Start <= offset;
        }

        if (line != lineStart)
        {
            (line, counted, quotes) = (lineStart, lineStart, 0);
        }

        quotes += text.AsSpan(counted, offset - counted).Count('"');
        counted = offset;
        return quotes % 2 != 0;
    }
}

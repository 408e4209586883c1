using System;

namespace PlatformGuard.Core.Reading;

/// <summary>Walks over the string literals of a source text. Comments are skipped, malformed text is passed over. Linear in the text's length.</summary>
internal ref struct SourceLexer
{
    /// <summary>
    /// Longest string over several lines. A longer one is a quote that was not understood (a pattern, a text in another language): it is passed over.
    /// </summary>
    private const int LongestMultiline = 64 * 1024;

    /// <summary>How often a beginning without an end may be looked for to the end; keeps text made of such beginnings linear.</summary>
    private const int MostFailures = 32;

    private readonly ReadOnlySpan<char> text;
    private readonly SourceLanguage language;
    private int next;
    private int failures;

    public SourceLexer(ReadOnlySpan<char> text, SourceLanguage language)
    {
        this.text = text;
        this.language = language;
    }

    /// <summary>Where the literal begins, its prefix and quotes included.</summary>
    public int Open { get; private set; }

    /// <summary>Where its content begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where its content ends.</summary>
    public int End { get; private set; }

    /// <summary>Whether it is the body of a here-document.</summary>
    public bool IsHereDocument { get; private set; }

    /// <summary>Goes to the next string literal. False when there is none.</summary>
    public bool MoveNext()
    {
        while (next < text.Length)
        {
            var skip = text[next..].IndexOfAny(language.Stops);
            if (skip < 0)
            {
                break;
            }

            var at = next + skip;
            if (SkipComment(at) || (language.CharacterQuote && text[at] == '\'' && SkipCharacter(at)))
            {
                continue;
            }

            if (ReadHereDocument(at) || ReadLong(at) || ReadQuoted(at))
            {
                return true;
            }

            next = Math.Max(next, at + 1);
        }

        next = text.Length;
        return false;
    }

    private bool SkipComment(int at)
    {
        foreach (var (open, close) in language.BlockComments)
        {
            if (StartsWith(at, open))
            {
                var end = IndexOf(close, at + open.Length, text.Length);
                next = end < 0 ? text.Length : end + close.Length;
                return true;
            }
        }

        foreach (var open in language.LineComments)
        {
            if (StartsWith(at, open) && !IsInsideWord(at, open))
            {
                next = EndOfLine(at);
                return true;
            }
        }

        return false;
    }

    /// <summary><c>#</c> inside a word (<c>$#</c>, <c>${x#y}</c>, <c>#{x}</c>) and <c>//</c> of a bare URL begin no comment.</summary>
    private readonly bool IsInsideWord(int at, string open) => open switch
    {
        "#" => at > 0 && (text[at - 1] is '$' or '{' or '&' || char.IsAsciiLetterOrDigit(text[at - 1])),
        "//" => at > 0 && text[at - 1] == ':',
        _ => false,
    };

    /// <summary>Passes over <c>'x'</c> and <c>'\n'</c>; a lone quote is a lifetime, a prime or an apostrophe.</summary>
    private bool SkipCharacter(int at)
    {
        var limit = Math.Min(text.Length, at + 14);
        for (var i = at + 1; i < limit && text[i] != '\n'; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == '\'')
            {
                next = i > at + 2 && text[at + 1] != '\\' ? at + 1 : i + 1;
                return true;
            }
        }

        next = at + 1;
        return true;
    }

    private bool ReadHereDocument(int at)
    {
        if (!language.HereDocuments || text[at] != '<' || !StartsWith(at, "<<") || StartsWith(at, "<<<"))
        {
            return false;
        }

        var word = at + 2;
        while (word < text.Length && text[word] is '-' or '~' or ' ' or '"' or '\'' or '\\')
        {
            word++;
        }

        var end = word;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        // Ruby's `list <<value` and a shift are no here-documents: their words are not in capitals, or no line holds the word alone.
        if (end == word || !char.IsAsciiLetterUpper(text[word]) || failures > MostFailures)
        {
            return false;
        }

        var start = EndOfLine(end);
        var close = EndOfHereDocument(text[word..end], start);
        if (close < 0)
        {
            failures++;
            return false;
        }

        Set(at, Math.Min(start + 1, close), close, close);
        IsHereDocument = true;
        return true;
    }

    /// <summary>Start of the line that holds nothing but the word.</summary>
    private readonly int EndOfHereDocument(ReadOnlySpan<char> word, int from)
    {
        var limit = Math.Min(text.Length, from + LongestMultiline);
        for (var line = from; line < limit;)
        {
            var start = line + 1;
            var end = start < text.Length ? IndexOf("\n", start, text.Length) : -1;
            end = end < 0 ? text.Length : end;
            if (start < text.Length && text[start..end].Trim().SequenceEqual(word))
            {
                return start;
            }

            line = end;
        }

        return -1;
    }

    private bool ReadLong(int at)
    {
        if (language.IsCSharp && text[at] == '"' && StartsWith(at, "\"\"\""))
        {
            return ReadRaw(at);
        }

        foreach (var quote in language.LongQuotes)
        {
            if (StartsWith(at, quote))
            {
                var close = IndexOf(quote, at + 3, Math.Min(text.Length, at + 3 + LongestMultiline));
                if (close < 0)
                {
                    next = at + 3;
                    return false;
                }

                Set(at, at + 3, close, close + 3);
                return true;
            }
        }

        return false;
    }

    /// <summary>A raw string of C#: as many quotes at the end as at the beginning.</summary>
    private bool ReadRaw(int at)
    {
        var start = at;
        while (start < text.Length && text[start] == '"')
        {
            start++;
        }

        var count = start - at;
        var close = text.Slice(start, Math.Min(text.Length - start, LongestMultiline)).IndexOf(text.Slice(at, count));
        if (close < 0)
        {
            next = start;
            return false;
        }

        Set(at, start, start + close, start + close + count);
        return true;
    }

    private bool ReadQuoted(int at)
    {
        var quote = text[at];
        if (!language.Quotes.Contains(quote))
        {
            return false;
        }

        var isVerbatim = language.IsCSharp && at > 0 && (text[at - 1] == '@' || (at > 1 && text[at - 1] == '$' && text[at - 2] == '@'));
        var isMultiline = isVerbatim || language.MultilineQuotes.Contains(quote);
        var hasEscapes = !isVerbatim && !language.RawQuotes.Contains(quote);
        var limit = Math.Min(text.Length, at + 1 + LongestMultiline);
        for (var i = at + 1; i < limit; i++)
        {
            var c = text[i];
            if (c == '\\' && hasEscapes)
            {
                i++;
            }
            else if (c == '\n' && !isMultiline)
            {
                next = i + 1;
                return false;
            }
            else if (c == quote)
            {
                if ((isVerbatim || language.DoubledQuotes) && i + 1 < text.Length && text[i + 1] == quote)
                {
                    i++;
                    continue;
                }

                Set(at, at + 1, i, i + 1);
                return true;
            }
        }

        // Not closed: a quote that is none, such as an apostrophe in a pattern. What follows it still counts.
        next = ++failures > MostFailures ? limit : at + 1;
        return false;
    }

    private void Set(int open, int start, int end, int after)
    {
        Open = open;
        Start = start;
        End = end;
        IsHereDocument = false;
        next = after;
    }

    private readonly int EndOfLine(int from)
    {
        var end = IndexOf("\n", from, text.Length);
        return end < 0 ? text.Length : end;
    }

    private readonly bool StartsWith(int at, string part) => text[at..].StartsWith(part, StringComparison.Ordinal);

    private readonly int IndexOf(string part, int from, int to)
    {
        var found = text[from..to].IndexOf(part, StringComparison.Ordinal);
        return found < 0 ? -1 : from + found;
    }
}

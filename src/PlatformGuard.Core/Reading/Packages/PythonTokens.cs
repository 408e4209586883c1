using System.Collections.Generic;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>What a token of Python source is.</summary>
internal enum PythonTokenKind
{
    /// <summary>A name or keyword.</summary>
    Name,

    /// <summary>A string; its content is the range.</summary>
    Text,

    /// <summary>Any other single character.</summary>
    Sign,
}

/// <summary>A token of Python source.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">Where it begins; of a string its content.</param>
/// <param name="End">Behind its last character.</param>
/// <param name="Depth">How many brackets are open around it; a bracket counts as outside of itself.</param>
internal readonly record struct PythonToken(PythonTokenKind Kind, int Start, int End, int Depth);

/// <summary>Cuts Python source into names, strings and signs; numbers read as names. Comments and white space are left out. Linear; never fails.</summary>
internal static class PythonTokens
{
    /// <summary>Most tokens that are looked at. A set-up script is short.</summary>
    private const int MaxTokens = 100_000;

    public static List<PythonToken> Read(string text)
    {
        var tokens = new List<PythonToken>();
        var depth = 0;
        var at = 0;
        while (at < text.Length && tokens.Count < MaxTokens)
        {
            var c = text[at];
            if (char.IsWhiteSpace(c) || c == '\\')
            {
                at++;
            }
            else if (c == '#')
            {
                var end = text.IndexOf('\n', at);
                at = end < 0 ? text.Length : end;
            }
            else if (c is '"' or '\'')
            {
                at = ReadText(text, at, depth, tokens);
            }
            else if (char.IsLetterOrDigit(c) || c == '_')
            {
                var end = at;
                while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
                {
                    end++;
                }

                // A prefix such as r or f belongs to its string.
                if (end >= text.Length || end - at > 2 || text[end] is not ('"' or '\''))
                {
                    tokens.Add(new PythonToken(PythonTokenKind.Name, at, end, depth));
                }

                at = end;
            }
            else
            {
                depth -= c is ')' or ']' or '}' && depth > 0 ? 1 : 0;
                tokens.Add(new PythonToken(PythonTokenKind.Sign, at, at + 1, depth));
                depth += c is '(' or '[' or '{' ? 1 : 0;
                at++;
            }
        }

        return tokens;
    }

    private static int ReadText(string text, int at, int depth, List<PythonToken> tokens)
    {
        var quote = text[at];
        var isLong = at + 2 < text.Length && text[at + 1] == quote && text[at + 2] == quote;
        var start = at + (isLong ? 3 : 1);
        for (var end = start; end < text.Length; end++)
        {
            if (text[end] == '\\')
            {
                end++;
            }
            else if (!isLong && text[end] == '\n')
            {
                return end;
            }
            else if (text[end] == quote && (!isLong || (end + 2 < text.Length && text[end + 1] == quote && text[end + 2] == quote)))
            {
                tokens.Add(new PythonToken(PythonTokenKind.Text, start, end, depth));
                return end + (isLong ? 3 : 1);
            }
        }

        return text.Length;
    }
}

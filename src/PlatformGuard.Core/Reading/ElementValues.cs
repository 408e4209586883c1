using System;
using System.Collections.Generic;

namespace PlatformGuard.Core.Reading;

/// <summary>Finds the texts of XML elements that are named as credentials: <c>&lt;password&gt;x&lt;/password&gt;</c> of Maven's and MSBuild's files.</summary>
internal static class ElementValues
{
    private const int LongestName = 100;

    /// <summary>Adds every element without attributes and children whose name mentions a credential.</summary>
    public static void Read(ReadOnlySpan<char> text, List<LiteralPlace> places)
    {
        for (var open = text.IndexOf('<'); open >= 0; open = IndexOf(text, "<", open + 1))
        {
            if (text[open..].StartsWith("<!--", StringComparison.Ordinal))
            {
                open = IndexOf(text, "-->", open);
                if (open < 0)
                {
                    return;
                }

                continue;
            }

            var nameEnd = open + 1;
            while (nameEnd < text.Length && nameEnd - open <= LongestName && (char.IsAsciiLetterOrDigit(text[nameEnd]) || text[nameEnd] is '_' or '-' or '.' or ':'))
            {
                nameEnd++;
            }

            if (nameEnd == open + 1 || nameEnd >= text.Length || text[nameEnd] != '>' || !SourceScanner.MentionsCredential(text[(open + 1)..nameEnd]))
            {
                continue;
            }

            var close = IndexOf(text, "<", nameEnd);
            if (close > nameEnd + 1 && close + 1 < text.Length && text[close + 1] == '/')
            {
                places.Add(new LiteralPlace((open + 1)..nameEnd, (nameEnd + 1)..close, IsQuoted: false));
            }
        }
    }
    private static int IndexOf(ReadOnlySpan<char> text, string part, int from)
    {
        var found = text[from..].IndexOf(part, StringComparison.Ordinal);
        return found < 0 ? -1 : from + found;
    }
}

using System;

namespace PlatformGuard.Core.Reading;

/// <summary>A set in square brackets inside a glob: characters, ranges, <c>[:classes:]</c>, negated by <c>!</c> or <c>^</c>. As git's wildmatch reads it.</summary>
internal static class PatternSet
{
    /// <summary>Whether the set that opens at <paramref name="open"/> has the character. A set without end, or with an unknown class, has none.</summary>
    /// <param name="pattern">The whole glob.</param>
    /// <param name="open">Where the bracket is.</param>
    /// <param name="character">What is looked for.</param>
    /// <param name="after">Behind the closing bracket.</param>
    public static bool Contains(ReadOnlySpan<char> pattern, int open, char character, out int after)
    {
        after = pattern.Length;
        var index = open + 1;
        var negated = index < pattern.Length && pattern[index] is '!' or '^';
        index += negated ? 1 : 0;
        var found = false;
        var rangeStart = '\0';
        for (var first = true; first || (index < pattern.Length && pattern[index] != ']'); first = false, index++)
        {
            if (index >= pattern.Length)
            {
                return false;
            }

            var current = pattern[index];
            if (current == '-' && rangeStart != '\0' && index + 1 < pattern.Length && pattern[index + 1] != ']')
            {
                if (!TryUnescape(pattern, ++index, out index, out var rangeEnd))
                {
                    return false;
                }

                found |= character >= rangeStart && character <= rangeEnd;
                rangeStart = '\0';
            }
            else if (current == '[' && ClassEnd(pattern, index) is > 0 and var end)
            {
                if (HasClass(pattern[(index + 2)..(end - 1)], character) is not { } inClass)
                {
                    return false;
                }

                found |= inClass;
                rangeStart = '\0';
                index = end;
            }
            else if (TryUnescape(pattern, index, out index, out rangeStart))
            {
                found |= character == rangeStart;
            }
            else
            {
                return false;
            }
        }

        if (index >= pattern.Length)
        {
            return false;
        }

        after = index + 1;
        return found != negated;
    }

    /// <summary>The character at <paramref name="index"/>, or the one behind a backslash there.</summary>
    private static bool TryUnescape(ReadOnlySpan<char> pattern, int index, out int last, out char character)
    {
        last = pattern[index] == '\\' ? index + 1 : index;
        character = last < pattern.Length ? pattern[last] : '\0';
        return last < pattern.Length;
    }

    /// <summary>Where the closing bracket of <c>[:name:]</c> is; 0 when it is no class.</summary>
    private static int ClassEnd(ReadOnlySpan<char> pattern, int open)
    {
        if (open + 1 >= pattern.Length || pattern[open + 1] != ':')
        {
            return 0;
        }

        var close = pattern[(open + 2)..].IndexOf(']');
        return close > 0 && pattern[open + 1 + close] == ':' ? open + 2 + close : 0;
    }

    private static bool? HasClass(ReadOnlySpan<char> name, char character) => name switch
    {
        "alnum" => char.IsAsciiLetterOrDigit(character),
        "alpha" => char.IsAsciiLetter(character),
        "blank" => character is ' ' or '\t',
        "cntrl" => character is < ' ' or '\u007F',
        "digit" => char.IsAsciiDigit(character),
        "graph" => character is > ' ' and < '\u007F',
        "lower" => char.IsAsciiLetterLower(character),
        "print" => character is >= ' ' and < '\u007F',
        "punct" => character is > ' ' and < '\u007F' && !char.IsAsciiLetterOrDigit(character),
        "space" => character is ' ' or (>= '\t' and <= '\r'),
        "upper" => char.IsAsciiLetterUpper(character),
        "xdigit" => char.IsAsciiHexDigit(character),
        _ => null,
    };
}

using System;

namespace PlatformGuard.Core.Reading;

/// <summary>Matches one path against one glob as git does: <c>*</c> and <c>?</c> stay inside a folder, <c>**</c> spans folders, <c>[a-z]</c> is a set. Unlike git's, its unit is the character, not the byte.</summary>
/// <remarks>Work is bounded by pattern length times path length: only the last star of each kind is ever tried again.</remarks>
public static class PathPattern
{
    /// <summary>Whether the whole of <paramref name="path"/> fits <paramref name="pattern"/>.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        int p = 0, t = 0;
        int starPattern = -1, starText = -1, spanPattern = -1, spanText = -1;
        while (t < path.Length || p < pattern.Length)
        {
            if (p < pattern.Length)
            {
                if (IsSpan(pattern, p, out var after))
                {
                    spanPattern = after;
                    spanText = t;
                    starPattern = -1;
                    p = after;
                    continue;
                }

                if (pattern[p] == '*')
                {
                    while (p < pattern.Length && pattern[p] == '*')
                    {
                        p++;
                    }

                    starPattern = p;
                    starText = t;
                    continue;
                }

                if (t < path.Length && MatchesOne(pattern, p, path[t], out after))
                {
                    p = after;
                    t++;
                    continue;
                }
            }

            if (starPattern >= 0 && starText < path.Length && path[starText] != '/')
            {
                p = starPattern;
                t = ++starText;
            }
            else if (spanPattern >= 0 && NextFolder(path, pattern, spanPattern, ref spanText))
            {
                p = spanPattern;
                t = spanText;
                starPattern = -1;
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether <c>**</c> stands alone between separators at <paramref name="index"/>; <paramref name="after"/> is behind it and its separator.</summary>
    private static bool IsSpan(ReadOnlySpan<char> pattern, int index, out int after)
    {
        after = index;
        if (!pattern[index..].StartsWith("**", StringComparison.Ordinal) || (index > 0 && pattern[index - 1] != '/'))
        {
            return false;
        }

        after = index + 2;
        if (after == pattern.Length)
        {
            return true;
        }

        if (pattern[after] != '/')
        {
            return false;
        }

        after++;
        return true;
    }

    /// <summary>The next place where a span may end: behind the next separator, or the end of the path for a final <c>**</c>.</summary>
    private static bool NextFolder(ReadOnlySpan<char> path, ReadOnlySpan<char> pattern, int spanPattern, ref int spanText)
    {
        if (spanText > path.Length)
        {
            return false;
        }

        if (spanPattern == pattern.Length)
        {
            // A final ** takes everything that is left, which must be something.
            var rest = path.Length - spanText;
            spanText = path.Length + 1;
            if (rest == 0)
            {
                return false;
            }

            spanText = path.Length;
            return true;
        }

        var slash = spanText >= path.Length ? -1 : path[spanText..].IndexOf('/');
        if (slash < 0)
        {
            return false;
        }

        spanText += slash + 1;
        return true;
    }

    private static bool MatchesOne(ReadOnlySpan<char> pattern, int index, char character, out int after)
    {
        after = index + 1;
        switch (pattern[index])
        {
            case '?':
                return character != '/';
            case '[':
                return PatternSet.Contains(pattern, index, character, out after) && character != '/';
            case '\\' when index + 1 < pattern.Length:
                after = index + 2;
                return pattern[index + 1] == character;
            default:
                return pattern[index] == character;
        }
    }
}

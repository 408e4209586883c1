using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace PlatformGuard.Core.Reading;

/// <summary>Paths chosen by globs: <c>docs/**</c>, <c>*.generated.yaml</c> (in any folder), <c>fixtures/</c> (a folder and all below it).</summary>
public sealed class PathSet
{
    private readonly List<string> patterns = [];

    /// <summary>Makes a set; an empty one contains nothing.</summary>
    public PathSet(ImmutableArray<string> globs)
    {
        foreach (var glob in globs)
        {
            var pattern = glob.Replace('\\', '/').TrimEnd('/');
            if (pattern.StartsWith("./", StringComparison.Ordinal))
            {
                pattern = pattern[2..];
            }

            if (pattern.Length == 0)
            {
                continue;
            }

            pattern = pattern.Contains('/', StringComparison.Ordinal) ? pattern.TrimStart('/') : "**/" + pattern;
            patterns.Add(pattern);
            if (!pattern.EndsWith("/**", StringComparison.Ordinal))
            {
                patterns.Add(pattern + "/**");
            }
        }
    }

    /// <summary>Whether a glob fits the path, or a folder above it.</summary>
    public bool Contains(ReadOnlySpan<char> path)
    {
        foreach (var pattern in patterns)
        {
            if (PathPattern.Matches(pattern, path))
            {
                return true;
            }
        }

        return false;
    }
}

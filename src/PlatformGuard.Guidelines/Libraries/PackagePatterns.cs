using System;
using System.Collections.Generic;

namespace PlatformGuard.Guidelines.Libraries;

/// <summary>A set of package names, some of them with <c>*</c> at the end for any rest.</summary>
internal sealed class PackagePatterns
{
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly List<string> prefixes = [];

    /// <summary>Makes a set of normalized names, separated by blanks.</summary>
    public PackagePatterns(string patterns)
    {
        foreach (var pattern in patterns.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (pattern[pattern.Length - 1] == '*')
            {
                prefixes.Add(pattern.Substring(0, pattern.Length - 1));
            }
            else
            {
                names.Add(pattern);
            }
        }
    }

    /// <summary>Whether a normalized name is in the set.</summary>
    public bool Contains(string name)
    {
        if (names.Contains(name))
        {
            return true;
        }

        foreach (var prefix in prefixes)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}

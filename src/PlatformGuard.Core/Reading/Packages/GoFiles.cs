using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>Reads <c>go.mod</c>, which lists the whole build since Go 1.17, and <c>go.sum</c> for the time before.</summary>
internal static class GoFiles
{
    public static IReadOnlyList<ListedPackage> ReadModule(string path, string text)
    {
        var packages = new PackageCollector(Ecosystem.Go, path);
        var isInRequire = false;
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var content = line.TrimStart();
            if (content.StartsWith("require", StringComparison.Ordinal) && content.Length > 7 && content[7] is ' ' or '(' or '\t')
            {
                content = content[7..].TrimStart();
                isInRequire = content.StartsWith("(", StringComparison.Ordinal);
                if (isInRequire)
                {
                    continue;
                }
            }
            else if (!isInRequire || content.StartsWith(")", StringComparison.Ordinal) || content.StartsWith("//", StringComparison.Ordinal))
            {
                isInRequire &= !content.StartsWith(")", StringComparison.Ordinal);
                continue;
            }

            Add(packages, content, number, line.Length - content.Length + 1, isDirect: !content.Contains("// indirect", StringComparison.Ordinal));
        }

        return packages.Packages;
    }

    /// <summary>Modules whose content was used for a build; those of which only <c>go.mod</c> was looked at are left out.</summary>
    public static IReadOnlyList<ListedPackage> ReadSum(string path, string text)
    {
        var packages = new PackageCollector(Ecosystem.Go, path);
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.Length > 0 && !line.Contains("/go.mod ", StringComparison.Ordinal))
            {
                Add(packages, line, number, 1, isDirect: null);
            }
        }

        return packages.Packages;
    }

    private static void Add(PackageCollector packages, ReadOnlySpan<char> content, int line, int column, bool? isDirect)
    {
        var end = content.IndexOf(' ');
        if (end <= 0)
        {
            return;
        }

        var version = content[(end + 1)..].TrimStart();
        var stop = version.IndexOf(' ');
        packages.Add(content[..end].Trim('"'), (stop < 0 ? version : version[..stop]).ToString(), line, column, isDirect);
    }
}

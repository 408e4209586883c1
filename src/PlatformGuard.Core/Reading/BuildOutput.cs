using System;
using System.Collections.Generic;

namespace PlatformGuard.Core.Reading;

/// <summary>What .NET projects write beside themselves: copies of files that are checked where they come from.</summary>
internal static class BuildOutput
{
    /// <summary>The output folders of the projects among <paramref name="paths"/>, each ending in <c>/</c>.</summary>
    public static IReadOnlySet<string> Folders(IEnumerable<string> paths)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (path.EndsWith("proj", StringComparison.Ordinal)
                && (path.EndsWith(".csproj", StringComparison.Ordinal) || path.EndsWith(".fsproj", StringComparison.Ordinal) || path.EndsWith(".vbproj", StringComparison.Ordinal)))
            {
                var folder = path[..(path.LastIndexOf('/') + 1)];
                folders.Add(folder + "bin/");
                folders.Add(folder + "obj/");
            }
        }

        return folders;
    }

    /// <summary>Removes what lies in the folders. A file that <paramref name="isKept"/> (tracked in git) is there on purpose.</summary>
    public static void Remove(List<string> paths, IReadOnlySet<string> folders, Func<string, bool> isKept)
    {
        if (folders.Count > 0)
        {
            paths.RemoveAll(path => Contains(folders, path) && !isKept(path));
        }
    }

    /// <summary>Whether the path lies in one of the folders.</summary>
    public static bool Contains(IReadOnlySet<string> folders, string path)
    {
        for (var end = path.IndexOf('/', StringComparison.Ordinal); end >= 0 && folders.Count > 0; end = path.IndexOf('/', end + 1))
        {
            if ((path.AsSpan(0, end).EndsWith("bin", StringComparison.Ordinal) || path.AsSpan(0, end).EndsWith("obj", StringComparison.Ordinal)) && folders.Contains(path[..(end + 1)]))
            {
                return true;
            }
        }

        return false;
    }
}

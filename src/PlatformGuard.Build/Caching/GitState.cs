using System;
using System.Collections.Generic;
using System.IO;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Build.Caching;

/// <summary>The files outside the checked folder that decide what git lists: its index and its ignore files.</summary>
internal static class GitState
{
    /// <summary>Absolute paths; files that do not exist are named too, because they may appear.</summary>
    public static IEnumerable<string> Files(string root)
    {
        if (RepositoryLister.FindWorkTree(root) is not { } top)
        {
            yield break;
        }

        for (var folder = root; folder != top && Path.GetDirectoryName(folder) is { } parent; folder = parent)
        {
            yield return Path.Combine(parent, ".gitignore");
        }

        var state = StateFolder(top);
        yield return Path.Combine(state, "index");
        yield return Path.Combine(CommonFolder(state), "info", "exclude");
    }

    /// <summary><c>.git</c>, or the folder that a linked work tree's <c>.git</c> file names.</summary>
    private static string StateFolder(string top)
    {
        var mark = Path.Combine(top, ".git");
        return FirstLine(mark) is { } line && line.StartsWith("gitdir:", StringComparison.Ordinal) ? Path.GetFullPath(line["gitdir:".Length..].Trim(), top) : mark;
    }

    private static string CommonFolder(string state) =>
        FirstLine(Path.Combine(state, "commondir")) is { } line ? Path.GetFullPath(line.Trim(), state) : state;

    private static string? FirstLine(string path)
    {
        try
        {
            using var reader = File.Exists(path) ? new StreamReader(path) : null;
            return reader?.ReadLine();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

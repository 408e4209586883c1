using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Findings;

namespace PlatformGuard.Core.Reading;

/// <summary>Lists the files that belong to a code base: what git tracks or would track, else everything below that no <c>.gitignore</c> leaves out.</summary>
public static class RepositoryLister
{
    private static readonly EnumerationOptions OneLevel = new() { AttributesToSkip = 0, IgnoreInaccessible = false, RecurseSubdirectories = false };

    /// <summary>The files below <paramref name="root"/> (absolute) in ordinal order, relative and with <c>/</c>.</summary>
    public static IReadOnlyList<string> List(string root, CheckOptions options, CancellationToken cancellation) => List(root, options, [], cancellation);

    /// <summary>As the other overload; folders that could not be listed, and that there are more files than the limit, are added to <paramref name="gaps"/>.</summary>
    public static IReadOnlyList<string> List(string root, CheckOptions options, ICollection<NotEvaluated> gaps, CancellationToken cancellation)
    {
        var list = IsInWorkTree(root) ? ListWithGit(root, options, cancellation) : null;
        if (list is null)
        {
            list = Walk(root, options, [], gaps, cancellation);
            BuildOutput.Remove(list, BuildOutput.Folders(list), static _ => false);
        }

        list.Sort(StringComparer.Ordinal);
        if (list.Count > options.MaxFiles)
        {
            var first = list[options.MaxFiles];
            list.RemoveRange(options.MaxFiles, list.Count - options.MaxFiles);
            gaps.Add(new NotEvaluated("files from this one on", string.Create(CultureInfo.InvariantCulture, $"there are more than {options.MaxFiles} files"), Location.OfFile(first), []));
        }

        return list;
    }

    /// <summary>
    /// The folders below <paramref name="root"/> in which an added file would be listed, in ordinal order, relative and with <c>/</c>,
    /// the root itself as an empty string. For callers that watch a code base.
    /// </summary>
    /// <param name="root">The same folder as for <paramref name="listed"/>.</param>
    /// <param name="listed">What <see cref="List(string, CheckOptions, CancellationToken)"/> returned.</param>
    /// <param name="options">Limits.</param>
    /// <param name="cancellation">Stops the listing.</param>
    public static IReadOnlyList<string> ListFolders(string root, IReadOnlyList<string> listed, CheckOptions options, CancellationToken cancellation)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal) { "" };
        foreach (var path in listed)
        {
            for (var end = path.LastIndexOf('/'); end > 0 && folders.Add(path[..end]); end = path.LastIndexOf('/', end - 1))
            {
            }
        }

        if (!IsInWorkTree(root) || !AddEmptyFolders(root, folders, options, cancellation))
        {
            Walk(root, options, folders, [], cancellation);
        }

        var output = BuildOutput.Folders(listed);
        return [.. folders.Where(folder => !BuildOutput.Contains(output, folder + "/")).Order(StringComparer.Ordinal)];
    }

    /// <summary>The nearest folder upward that is a git work tree, or null.</summary>
    public static string? FindWorkTree(string folder)
    {
        for (var current = new DirectoryInfo(folder); current is not null; current = current.Parent)
        {
            var mark = Path.Combine(current.FullName, ".git");
            if (Directory.Exists(mark) || File.Exists(mark))
            {
                return current.FullName;
            }
        }

        return null;
    }

    private static bool IsInWorkTree(string root) => FindWorkTree(root) is not null;

    /// <summary>Asks git; null when it is not installed or refuses, so that the folder is walked instead.</summary>
    private static List<string>? ListWithGit(string root, CheckOptions options, CancellationToken cancellation)
    {
        if (Git.Run(root, ["ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard", "--deduplicate"], null, 0, options, cancellation) is not { } answer)
        {
            return null;
        }

        var paths = new List<string>();
        var untracked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var range in answer.AsSpan().Split('\0'))
        {
            // One letter for the state, a space, the path. A folder name stands for a nested repository or submodule, which has its own rules.
            var entry = answer.AsSpan()[range];
            if (entry.Length < 3 || entry[^1] == '/')
            {
                continue;
            }

            if (paths.Count > options.MaxFiles)
            {
                break;
            }

            var path = entry[2..].ToString();
            paths.Add(path);
            if (entry[0] == '?')
            {
                untracked.Add(path);
            }
        }

        BuildOutput.Remove(paths, BuildOutput.Folders(paths), path => !untracked.Contains(path));
        return paths;
    }

    /// <summary>Adds the folders that hold no listed file and are not ignored. False when git cannot be asked.</summary>
    private static bool AddEmptyFolders(string root, HashSet<string> folders, CheckOptions options, CancellationToken cancellation)
    {
        var pending = folders.ToList();
        while (pending.Count > 0)
        {
            var unknown = pending.SelectMany(folder => Subfolders(root, folder)).Where(folder => !folders.Contains(folder)).ToList();
            if (unknown.Count == 0)
            {
                return true;
            }

            // Every path comes back with what decided about it: source, line, pattern, path; without a pattern, or with a negated one, it is not ignored.
            if (Git.Run(root, ["check-ignore", "-z", "--stdin", "-v", "-n"], string.Join('\0', unknown) + '\0', 1, options, cancellation) is not { } answer)
            {
                return false;
            }

            var fields = answer.Split('\0');
            pending.Clear();
            for (var index = 0; index + 3 < fields.Length; index += 4)
            {
                if (fields[index + 2].Length == 0 || fields[index + 2].StartsWith('!'))
                {
                    pending.Add(fields[index + 3]);
                    folders.Add(fields[index + 3]);
                }
            }
        }

        return true;
    }

    private static IEnumerable<string> Subfolders(string root, string folder) =>
        from entry in Entries(root, folder, [])
        where entry is DirectoryInfo && !IsLink(entry) && !IsRepository(entry)
        select folder.Length == 0 ? entry.Name : folder + "/" + entry.Name;

    /// <summary>git's own folder, or a nested repository, which has its own rules.</summary>
    private static bool IsRepository(FileSystemInfo folder) => folder.Name == ".git" || Path.Exists(Path.Combine(folder.FullName, ".git"));

    private static List<string> Walk(string root, CheckOptions options, HashSet<string> folders, ICollection<NotEvaluated> gaps, CancellationToken cancellation)
    {
        var paths = new List<string>();
        var pending = new Stack<(string Folder, IgnoreRules Rules)>();
        pending.Push(("", IgnoreRules.None));
        while (pending.TryPop(out var next) && paths.Count <= options.MaxFiles)
        {
            cancellation.ThrowIfCancellationRequested();
            folders.Add(next.Folder);
            var rules = next.Rules.Below(next.Folder, ReadIgnoreFile(Path.Combine(root, next.Folder, ".gitignore")));
            foreach (var entry in Entries(root, next.Folder, gaps))
            {
                var path = next.Folder.Length == 0 ? entry.Name : next.Folder + "/" + entry.Name;
                var isFolder = entry is DirectoryInfo;

                // Links to folders are not followed: what they point to is listed where it is, or lies outside.
                if ((isFolder && (IsLink(entry) || entry.Name == ".git")) || rules.IsIgnored(path, isFolder))
                {
                    continue;
                }

                if (isFolder)
                {
                    pending.Push((path, rules));
                }
                else
                {
                    paths.Add(path);
                }
            }
        }

        return paths;
    }

    /// <summary>An entry whose attributes cannot be read (-1, every bit set) is none: opening it will tell what is wrong.</summary>
    private static bool IsLink(FileSystemInfo entry) => (int)entry.Attributes != -1 && (entry.Attributes & FileAttributes.ReparsePoint) != 0;

    /// <summary>In ordinal order, so that a limit cuts off the same files every time.</summary>
    private static FileSystemInfo[] Entries(string root, string folder, ICollection<NotEvaluated> gaps)
    {
        try
        {
            var entries = new DirectoryInfo(Path.Combine(root, folder)).EnumerateFileSystemInfos("*", OneLevel).ToArray();
            Array.Sort(entries, static (left, right) => string.CompareOrdinal(left.Name, right.Name));
            return entries;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            gaps.Add(new NotEvaluated("folder " + folder, error is UnauthorizedAccessException ? "permission denied" : "the file system reports an error", Location.OfFile(folder), []));
            return [];
        }
    }

    private static string[] ReadIgnoreFile(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists && file.Length < 1024 * 1024 && (file.Attributes & FileAttributes.ReparsePoint) == 0 ? File.ReadAllLines(path) : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}

using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;

namespace PlatformGuard.Core.Reading;

/// <summary>Lists the files that belong to a code base: what git tracks or would track, else everything below that no <c>.gitignore</c> leaves out.</summary>
public static class RepositoryLister
{
    private static readonly EnumerationOptions OneLevel = new() { AttributesToSkip = 0, IgnoreInaccessible = true, RecurseSubdirectories = false };

    /// <summary>The files below <paramref name="root"/> (absolute) in ordinal order, relative and with <c>/</c>.</summary>
    public static IReadOnlyList<string> List(string root, CheckOptions options, CancellationToken cancellation)
    {
        var paths = FindWorkTree(root) is null ? null : ListWithGit(root, options, cancellation);
        var list = paths ?? Walk(root, options, cancellation);
        list.Sort(StringComparer.Ordinal);
        return list;
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

    /// <summary>Asks git; null when it is not installed or refuses, so that the folder is walked instead.</summary>
    private static List<string>? ListWithGit(string root, CheckOptions options, CancellationToken cancellation)
    {
        // The checked repository is not trusted: its configuration must not start a program (fsmonitor), and a folder
        // that belongs to another user, as in most CI containers, may still be listed.
        var start = new ProcessStartInfo("git")
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        foreach (var argument in (string[])["-c", "core.fsmonitor=false", "-c", "safe.directory=*", "-c", "core.quotePath=false", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var git = Process.Start(start);
            if (git is null)
            {
                return null;
            }

            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timeout.CancelAfter(options.ToolTimeout);
            using var stop = timeout.Token.Register(() => Stop(git));
            git.StandardInput.Close();
            git.ErrorDataReceived += static (_, _) => { };
            git.BeginErrorReadLine();
            var paths = ReadPaths(git.StandardOutput, options.MaxFiles);
            git.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            return git.ExitCode == 0 ? paths : null;
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            return null;
        }
    }

    private static void Stop(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            // It has ended in the meantime.
        }
    }

    private static List<string> ReadPaths(StreamReader output, int maxFiles)
    {
        var paths = new List<string>();
        var text = output.ReadToEnd().AsSpan();
        while (!text.IsEmpty && paths.Count < maxFiles)
        {
            var end = text.IndexOf('\0');
            if (end < 0)
            {
                break;
            }

            // A folder name stands for a nested repository or submodule, which has its own rules.
            if (end > 0 && text[end - 1] != '/')
            {
                paths.Add(text[..end].ToString());
            }

            text = text[(end + 1)..];
        }

        return paths;
    }

    private static List<string> Walk(string root, CheckOptions options, CancellationToken cancellation)
    {
        var paths = new List<string>();
        var pending = new Stack<(string Folder, IgnoreRules Rules)>();
        pending.Push(("", IgnoreRules.None));
        while (pending.TryPop(out var next) && paths.Count < options.MaxFiles)
        {
            cancellation.ThrowIfCancellationRequested();
            var absolute = Path.Combine(root, next.Folder);
            var rules = next.Rules.Below(next.Folder, ReadIgnoreFile(Path.Combine(absolute, ".gitignore")));
            foreach (var entry in Entries(absolute))
            {
                var path = next.Folder.Length == 0 ? entry.Name : next.Folder + "/" + entry.Name;
                var isFolder = entry is DirectoryInfo;

                // Links are not followed: what they point to is listed where it is, or lies outside.
                if ((entry.Attributes & FileAttributes.ReparsePoint) != 0 || (isFolder && entry.Name == ".git") || rules.IsIgnored(path, isFolder))
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

    private static FileSystemInfo[] Entries(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFileSystemInfos("*", OneLevel).ToArray();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
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

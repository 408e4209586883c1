using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Changes;

/// <summary>What differs between a commit and the work tree: committed, staged, unstaged and untracked. Paths are relative to the repository's root.</summary>
/// <remarks>White space alone is no change, so that indenting a block does not bring up what was in it all the time.</remarks>
internal sealed class ChangedFiles
{
    private readonly Dictionary<string, List<(int First, int Last)>> lines = new(StringComparer.Ordinal);

    /// <summary>Former path to present path, for files that were renamed.</summary>
    public Dictionary<string, string> Renames { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether nothing changed at all.</summary>
    public bool IsEmpty => lines.Count == 0;

    /// <summary>Whether a line of the range was added or changed.</summary>
    public bool Touches(string path, Position start, Position end)
    {
        var last = end.Column == 1 && end.Line > start.Line ? end.Line - 1 : end.Line;
        return lines.TryGetValue(path, out var ranges) && ranges.Exists(range => range.First <= last && start.Line <= range.Last);
    }

    /// <summary>Asks git.</summary>
    /// <param name="top">The repository's root.</param>
    /// <param name="commit">The commit to compare with.</param>
    /// <param name="options">The time git may take.</param>
    /// <param name="cancellation">Stops git.</param>
    /// <exception cref="InvalidInputException">git does not answer.</exception>
    public static ChangedFiles Since(string top, string commit, CheckOptions options, CancellationToken cancellation)
    {
        // Untracked files take part, and are seen as renamed, when they are in the index. It is a copy of it that they are added to.
        var scratch = Directory.CreateTempSubdirectory("platformguard-index-");
        try
        {
            var environment = Scratch(top, scratch.FullName, options, cancellation);
            _ = Git.Run(top, ["add", "--intent-to-add", "--", "."], null, 0, options, cancellation, environment);
            string[] arguments =
            [
                "diff", "--unified=0", "--ignore-all-space", "--find-renames", "--no-ext-diff", "--no-textconv", "--no-color", "--no-relative", "--submodule=short",
                "--src-prefix=a/", "--dst-prefix=b/", commit, "--",
            ];
            var answer = Git.Run(top, arguments, null, 0, options, cancellation, environment) ?? throw new InvalidInputException("--since: git cannot compare the files with that commit");
            var changes = new ChangedFiles();
            changes.Parse(answer);
            return changes;
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static Dictionary<string, string> Scratch(string top, string folder, CheckOptions options, CancellationToken cancellation)
    {
        string GitPath(string name) => Path.GetFullPath(Path.Combine(top, (Git.Run(top, ["rev-parse", "--git-path", name], null, 0, options, cancellation) ?? ".git/" + name).TrimEnd('\n')));
        var index = Path.Combine(folder, "index");
        if (File.Exists(GitPath("index")))
        {
            File.Copy(GitPath("index"), index);
        }

        return new()
        {
            ["GIT_INDEX_FILE"] = index,
            ["GIT_OBJECT_DIRECTORY"] = Directory.CreateDirectory(Path.Combine(folder, "objects")).FullName,
            ["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = GitPath("objects"),
        };
    }

    private void Parse(string diff)
    {
        string? from = null, path = null;
        var pending = 0;
        foreach (var line in diff.AsSpan().EnumerateLines())
        {
            if (pending > 0 && (line.StartsWith("+", StringComparison.Ordinal) || line.StartsWith("-", StringComparison.Ordinal)))
            {
                pending--;
            }
            else if (line.StartsWith("diff --git ", StringComparison.Ordinal))
            {
                (from, path) = (null, null);
            }
            else if (line.StartsWith("rename from ", StringComparison.Ordinal))
            {
                from = Unquoted(line["rename from ".Length..]);
            }
            else if (line.StartsWith("rename to ", StringComparison.Ordinal) && from is not null)
            {
                path = Unquoted(line["rename to ".Length..]);
                Renames[from] = path;
                lines.TryAdd(path, []);
            }
            else if (line.StartsWith("--- ", StringComparison.Ordinal))
            {
                // A deleted file has no lines left, but its deletion is a change.
                lines.TryAdd(WithoutPrefix(line[4..]), []);
            }
            else if (line.StartsWith("+++ ", StringComparison.Ordinal))
            {
                path = WithoutPrefix(line[4..]);
                lines.TryAdd(path, []);
            }
            else if (line.StartsWith("@@ -", StringComparison.Ordinal) && path is not null)
            {
                pending = AddHunk(path, line);
            }
        }
    }

    /// <summary>Reads <c>@@ -first,count +first,count @@</c>; returns how many lines of text follow.</summary>
    private int AddHunk(string path, ReadOnlySpan<char> line)
    {
        var end = line[3..].IndexOf(" @@", StringComparison.Ordinal);
        var parts = line.Slice(4, Math.Max(0, end - 1)).ToString().Split(" +");
        if (parts.Length != 2)
        {
            return 0;
        }

        var (_, removed) = Range(parts[0]);
        var (first, added) = Range(parts[1]);
        if (added > 0)
        {
            lines[path].Add((first, first + added - 1));
        }

        return removed + added;
    }

    private static (int First, int Count) Range(string text)
    {
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        var first = int.Parse(comma < 0 ? text : text[..comma], CultureInfo.InvariantCulture);
        return (first, comma < 0 ? 1 : int.Parse(text[(comma + 1)..], CultureInfo.InvariantCulture));
    }

    private static string WithoutPrefix(ReadOnlySpan<char> written)
    {
        // A tab ends a name that holds a space.
        var name = Unquoted(written.TrimEnd('\t'));
        return name.StartsWith("a/", StringComparison.Ordinal) || name.StartsWith("b/", StringComparison.Ordinal) ? name[2..] : name;
    }

    /// <summary>git quotes a name with control characters, quotes or backslashes like a C string.</summary>
    private static string Unquoted(ReadOnlySpan<char> written)
    {
        if (written is not ['"', .. var quoted, '"'])
        {
            return written.ToString();
        }

        var bytes = new List<byte>(quoted.Length);
        for (var index = 0; index < quoted.Length; index++)
        {
            if (quoted[index] != '\\' || index + 1 == quoted.Length)
            {
                var length = char.IsHighSurrogate(quoted[index]) && index + 1 < quoted.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(quoted.Slice(index, length).ToString()));
                index += length - 1;
                continue;
            }

            index++;
            if (quoted[index] is >= '0' and <= '3' && index + 2 < quoted.Length)
            {
                bytes.Add((byte)(((quoted[index] - '0') * 64) + ((quoted[index + 1] - '0') * 8) + (quoted[index + 2] - '0')));
                index += 2;
                continue;
            }

            bytes.Add((byte)(quoted[index] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'a' => '\a', 'b' => '\b', 'f' => '\f', 'v' => '\v', var other => other }));
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}

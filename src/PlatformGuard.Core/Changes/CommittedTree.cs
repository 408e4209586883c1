using System;
using System.Buffers.Text;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Changes;

/// <summary>The files of one commit, written to a temporary folder. Git objects are read only: no work tree, index or filter of the repository is touched.</summary>
internal sealed class CommittedTree : IDisposable
{
    private CommittedTree(string path) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Every file, relative to the folder and with <c>/</c>, in ordinal order.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>Writes the files of a commit.</summary>
    /// <exception cref="InvalidInputException">git cannot read them.</exception>
    public static CommittedTree Of(string top, string commit, CheckOptions options, CancellationToken cancellation)
    {
        var listing = Git.Run(top, ["ls-tree", "-r", "-l", "-z", "--full-tree", commit], null, 0, options, cancellation) ?? throw Unreadable(commit);
        var entries = Entries(listing, options).ToList();
        var folder = Directory.CreateTempSubdirectory("platformguard-base-").FullName;
        try
        {
            // The end of the repository, for whatever searches upward.
            Directory.CreateDirectory(System.IO.Path.Combine(folder, ".git"));
            var asked = string.Concat(entries.Select(static entry => entry.Id + "\n"));
            var isRead = Git.Read(top, ["cat-file", "--batch"], asked, options, stream => entries.TrueForAll(entry => Write(stream, folder, entry)), cancellation);
            return isRead ? new CommittedTree(folder) { Files = [.. entries.Select(static entry => entry.Path).Order(StringComparer.Ordinal)] } : throw Unreadable(commit);
        }
        catch
        {
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);

    private static InvalidInputException Unreadable(string commit) => new($"--since: git cannot read the files of commit {commit}; in a partial clone, fetch them first");

    /// <summary>Reads lines of <c>mode type id size TAB path</c>.</summary>
    private static IEnumerable<(string Path, string Id, bool IsLink)> Entries(string listing, CheckOptions options)
    {
        foreach (var line in listing.Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            var fields = line[..Math.Max(0, tab)].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var path = line[(tab + 1)..];
            if (fields is [var mode, "blob", var id, var size] && IsSafe(path) && long.TryParse(size, CultureInfo.InvariantCulture, out var bytes) && bytes <= options.MaxFileBytes)
            {
                yield return (path, id, mode == "120000");
            }
        }
    }

    /// <summary>A tree is not trusted: a part of a path must not lead out of the folder.</summary>
    private static bool IsSafe(string path) => path.Length > 0 && path.Split('/').All(static part => part is not ("" or "." or "..") && !part.Equals(".git", StringComparison.OrdinalIgnoreCase) && !part.Contains('\\', StringComparison.Ordinal));

    private static bool Write(Stream stream, string folder, (string Path, string Id, bool IsLink) entry)
    {
        // "id type size LF content LF"
        var header = new List<byte>(80);
        for (var next = stream.ReadByte(); next != '\n'; next = stream.ReadByte())
        {
            if (next < 0 || header.Count > 200)
            {
                return false;
            }

            header.Add((byte)next);
        }

        var fields = Encoding.ASCII.GetString([.. header]).Split(' ');
        if (fields is not [_, "blob", var size] || !Utf8Parser.TryParse(Encoding.ASCII.GetBytes(size), out int length, out _))
        {
            return false;
        }

        var content = new byte[length];
        stream.ReadExactly(content);
        _ = stream.ReadByte();
        var target = System.IO.Path.Combine(folder, entry.Path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
        if (entry.IsLink)
        {
            File.CreateSymbolicLink(target, Encoding.UTF8.GetString(content));
        }
        else
        {
            File.WriteAllBytes(target, content);
        }

        return true;
    }
}

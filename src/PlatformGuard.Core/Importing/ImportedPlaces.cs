using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Importing;

/// <summary>Finds the file of the checked folder that another tool means.</summary>
/// <remarks>A log may come from another machine: an absolute path that does not exist here is matched by its end, when exactly one file fits best.</remarks>
internal sealed class ImportedPlaces
{
    private readonly string root;
    private readonly string top;
    private readonly ILookup<string, string> byName;

    /// <param name="root">The checked folder, absolute.</param>
    /// <param name="listed">Its files, relative and with <c>/</c>.</param>
    public ImportedPlaces(string root, IEnumerable<string> listed)
    {
        this.root = root;
        top = RepositoryLister.FindWorkTree(root) ?? root;
        byName = listed.ToLookup(static path => path[(path.LastIndexOf('/') + 1)..], StringComparer.Ordinal);
    }

    /// <summary>The path relative to the checked folder; null when the address leads outside of the repository.</summary>
    /// <param name="uri">As written in the log.</param>
    /// <param name="bases">Addresses of the log's base ids that apply to it, nearest first; they may be relative themselves.</param>
    public string? Find(string uri, IEnumerable<string> bases)
    {
        var written = Decoded(uri);
        if (IsAbsolute(written))
        {
            return FromAbsolute(written);
        }

        foreach (var folder in bases.Select(Decoded))
        {
            written = folder.TrimEnd('/') + "/" + written;
            if (IsAbsolute(written))
            {
                return FromAbsolute(written);
            }
        }

        // Relative to the repository by convention, to the checked folder when the tool ran there.
        written = written.StartsWith("./", StringComparison.Ordinal) ? written[2..] : written.TrimStart('/');
        return InRepository(Path.Combine(top, written)) ?? InRepository(Path.Combine(root, written));
    }

    private string? FromAbsolute(string path) => InRepository(path) ?? ByEnd(path);

    private string? InRepository(string path)
    {
        var full = Path.GetFullPath(path);
        if (!File.Exists(full) || Relative(top, full).StartsWith("../", StringComparison.Ordinal))
        {
            return null;
        }

        return Relative(root, full);
    }

    private string? ByEnd(string path)
    {
        var candidates = byName[path[(path.LastIndexOf('/') + 1)..]]
            .Select(candidate => (Path: candidate, Parts: CommonParts(candidate, path)))
            .OrderByDescending(static candidate => candidate.Parts)
            .Take(2)
            .ToList();
        return candidates switch
        {
            [var only] => only.Path,
            [var best, var next] when best.Parts > next.Parts => best.Path,
            _ => null,
        };
    }

    private static int CommonParts(string left, string right) =>
        left.Split('/').Reverse().Zip(right.Split('/').Reverse()).TakeWhile(static pair => pair.First == pair.Second).Count();

    private static bool IsAbsolute(string path) => path.StartsWith('/') || (path.Length > 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' && path[2] == '/');

    private static string Decoded(string uri)
    {
        var path = uri.Replace('\\', '/');
        if (path.StartsWith("file://", StringComparison.OrdinalIgnoreCase))
        {
            path = path[7..];
            path = path.StartsWith('/') ? path : path[Math.Max(0, path.IndexOf('/', StringComparison.Ordinal))..];
            path = path.Length > 3 && path[2] == ':' ? path[1..] : path;
        }

        return Uri.UnescapeDataString(path);
    }

    private static string Relative(string from, string to) => Path.GetRelativePath(from, to).Replace('\\', '/');
}

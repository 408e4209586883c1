using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using PlatformGuard.Core;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Policies;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Build.Caching;

/// <summary>Takes the snapshot of what a run is about to read.</summary>
internal static class InputCollector
{
    /// <summary>The state of the code base at <paramref name="root"/> (absolute) before it is read.</summary>
    /// <param name="root">The folder that is checked.</param>
    /// <param name="manifestFile">The manifest, absolute.</param>
    /// <param name="cacheFolder">The folder of the cache, absolute, which changes with every run.</param>
    /// <param name="options">What the run is asked.</param>
    /// <param name="cancellation">Stops the listing.</param>
    public static InputSnapshot Take(string root, string manifestFile, string cacheFolder, CheckOptions options, CancellationToken cancellation)
    {
        var takenAt = DateTime.UtcNow.Ticks;
        var listed = RepositoryLister.List(root, options, cancellation);
        var files = listed.Where(IsRead).Append(manifestFile).Concat(GitState.Files(root)).Concat(PolicyLocator.Candidates(root, options));
        return new InputSnapshot(
            root,
            takenAt,
            Hash(listed),
            [.. files.Select(path => FileStamp.OfFile(root, path))],
            Folders(root, listed, cacheFolder, options, cancellation));
    }

    /// <summary>Adds what the run read beyond the listing.</summary>
    public static InputSnapshot With(this InputSnapshot snapshot, IEnumerable<string> paths)
    {
        var known = snapshot.Files.Select(static stamp => stamp.Path).ToHashSet(StringComparer.Ordinal);
        return snapshot with { Files = [.. snapshot.Files, .. paths.Where(path => IsRead(path) && known.Add(path)).Select(path => FileStamp.OfFile(snapshot.Root, path))] };
    }

    /// <summary>The same snapshot when the touched folders still list the same files; null when a file was added or removed.</summary>
    public static InputSnapshot? Relist(this InputSnapshot snapshot, string cacheFolder, CheckOptions options, CancellationToken cancellation)
    {
        var takenAt = DateTime.UtcNow.Ticks;
        var listed = RepositoryLister.List(snapshot.Root, options, cancellation);
        return Hash(listed) != snapshot.Listing ? null : snapshot with
        {
            TakenAt = takenAt,
            Folders = Folders(snapshot.Root, listed, cacheFolder, options, cancellation),
        };
    }

    private static ImmutableArray<FileStamp> Folders(string root, IReadOnlyList<string> listed, string cacheFolder, CheckOptions options, CancellationToken cancellation)
    {
        var cache = Path.GetRelativePath(root, cacheFolder).Replace('\\', '/');
        return [.. RepositoryLister.ListFolders(root, listed, options, cancellation).Where(path => path != cache).Select(path => FileStamp.OfFolder(root, path))];
    }

    /// <summary>C# is the compiler's to read, and an image or archive is never opened: editing them needs no new run.</summary>
    private static bool IsRead(string path) =>
        !path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) && FileClassifier.Classify(path) != FileKind.Ignored;

    private static string Hash(IReadOnlyList<string> paths) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', paths))));
}

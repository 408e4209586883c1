using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>Finds the manifest that governs a folder, and the folders that other manifests govern.</summary>
public static class ManifestLocator
{
    /// <summary>The file name of a manifest.</summary>
    public const string FileName = "service.yaml";

    /// <summary>The manifest of <paramref name="folder"/>: the option's, else the nearest <c>service.yaml</c> upward that is one, not above the repository. Null when there is none.</summary>
    /// <returns>The absolute path.</returns>
    public static string? Find(string folder, CheckOptions options)
    {
        if (options.ManifestPath is { } given)
        {
            // Whoever names a link wants what it leads to, wherever that is.
            return File.ResolveLinkTarget(given, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(given);
        }

        var top = RepositoryLister.FindWorkTree(folder) ?? folder;
        for (var current = folder; current is not null; current = Path.GetDirectoryName(current))
        {
            var candidate = Path.Combine(current, FileName);
            if (File.Exists(candidate) && IsManifest(current, options))
            {
                return candidate;
            }

            if (current == top)
            {
                break;
            }
        }

        return null;
    }

    /// <summary>The folders below the checked one that have a manifest of their own, each ending in <c>/</c>.</summary>
    public static IReadOnlyList<string> NestedServices(string root, IReadOnlyList<string> paths, CheckOptions options)
    {
        var folders = new List<string>();
        foreach (var path in paths)
        {
            if (path.EndsWith("/" + FileName, StringComparison.Ordinal)
                && RepositoryReader.ReadFile(root, path, FileKind.ServiceManifest, options) is { Kind: FileKind.ServiceManifest, Documents.Count: > 0 } file
                && file.Documents[0]["apiVersion"]?.Text?.StartsWith("platformguard/", StringComparison.Ordinal) == true)
            {
                folders.Add(path[..^FileName.Length]);
            }
        }

        return folders;
    }

    /// <summary>Every folder at or below <paramref name="root"/> (absolute) that has a manifest of its own: absolute paths, in ordinal order.</summary>
    public static IReadOnlyList<string> ServicesBelow(string root, CheckOptions options, CancellationToken cancellation)
    {
        var paths = RepositoryLister.List(root, options, cancellation);
        var folders = NestedServices(root, paths, options).Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(root, folder))));
        return [.. (File.Exists(Path.Combine(root, FileName)) && IsManifest(root, options) ? folders.Prepend(root) : folders).Order(StringComparer.Ordinal)];
    }

    /// <summary>Anything but a Kubernetes or Knative object: a broken file is a broken manifest.</summary>
    private static bool IsManifest(string folder, CheckOptions options) =>
        RepositoryReader.ReadFile(folder, FileName, FileKind.ServiceManifest, options) is not { Kind: FileKind.Kubernetes };
}

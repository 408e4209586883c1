using System.IO;

namespace PlatformGuard.Build;

/// <summary>Looks for <c>service.yaml</c> upward. Only the name is looked at, so that a build without changes reads nothing.</summary>
internal static class ManifestSearch
{
    private const string FileName = "service.yaml";

    /// <summary>The nearest file of that name in <paramref name="folder"/> or above, not above the git work tree. Null when there is none.</summary>
    public static string? Nearest(string folder)
    {
        for (var current = Path.GetFullPath(folder); current is not null; current = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(current)))
        {
            var candidate = Path.Combine(current, FileName);
            if (File.Exists(candidate))
            {
                return candidate;
            }

            if (IsWorkTree(current))
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>The next one above <paramref name="manifest"/>, for a file of that name that is no manifest.</summary>
    public static string? Above(string manifest)
    {
        var folder = Path.GetDirectoryName(manifest);
        return folder is null || IsWorkTree(folder) || Path.GetDirectoryName(folder) is not { } parent ? null : Nearest(parent);
    }

    private static bool IsWorkTree(string folder)
    {
        var mark = Path.Combine(folder, ".git");
        return Directory.Exists(mark) || File.Exists(mark);
    }
}

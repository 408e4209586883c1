using System;
using System.Collections.Generic;

namespace PlatformGuard.Guidelines.State;

/// <summary>Where a path leads inside a container.</summary>
public enum PathPlace
{
    /// <summary>Below the mount path of a declared volume.</summary>
    DeclaredVolume,

    /// <summary>Below the system's folder for temporary files.</summary>
    Temporary,

    /// <summary>A device such as <c>/dev/null</c>: nothing is kept.</summary>
    Device,

    /// <summary>Anywhere else on the container's own disk, which is lost with it.</summary>
    Container,
}

/// <summary>Decides where a path as written in code or configuration leads. It looks at the text alone; nothing needs to exist.</summary>
public static class LocalPath
{
    /// <summary>Judges a path.</summary>
    /// <param name="path">Absolute or relative; a relative one starts at the working folder, which is the container's own disk.</param>
    /// <param name="volumes">What the manifest declares.</param>
    public static PathPlace Judge(string path, IReadOnlyList<DeclaredVolume> volumes)
    {
        var normalized = Normalize(path);
        foreach (var volume in volumes)
        {
            if (IsBelow(normalized, Normalize(volume.MountPath)))
            {
                return PathPlace.DeclaredVolume;
            }
        }

        // Shared memory below /dev is memory: it vanishes with the container as scratch space does.
        if (IsBelow(normalized, "/dev"))
        {
            return PathPlace.Device;
        }

        return IsBelow(normalized, "/tmp") || IsBelow(normalized, "/var/tmp") ? PathPlace.Temporary : PathPlace.Container;
    }

    private static bool IsBelow(string path, string folder) =>
        folder.Length > 0
        && path.StartsWith(folder, StringComparison.Ordinal)
        && (path.Length == folder.Length || folder == "/" || path[folder.Length] == '/');

    // "/data/../tmp/x" is below /tmp. A path that climbs above its own start is relative to somewhere unknown, and stays as it is.
    private static string Normalize(string path)
    {
        var parts = new List<string>();
        var trimmed = path.Trim().Replace('\\', '/');
        foreach (var part in trimmed.Split('/'))
        {
            switch (part)
            {
                case "" or ".":
                    break;
                case ".." when parts.Count > 0:
                    parts.RemoveAt(parts.Count - 1);
                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }

        return (trimmed.StartsWith("/", StringComparison.Ordinal) ? "/" : "") + string.Join("/", parts);
    }
}

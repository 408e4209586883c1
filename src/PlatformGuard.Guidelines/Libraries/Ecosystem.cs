using System;

namespace PlatformGuard.Guidelines.Libraries;

/// <summary>Where a package comes from. Names are unique within one ecosystem only.</summary>
public enum Ecosystem
{
    /// <summary>.NET packages.</summary>
    NuGet,

    /// <summary>Python distributions, those of conda included.</summary>
    Python,

    /// <summary>JavaScript packages, whatever tool installs them.</summary>
    Npm,

    /// <summary>Ruby gems.</summary>
    Ruby,

    /// <summary>Go modules, by module path.</summary>
    Go,

    /// <summary>Java libraries, <c>group:artifact</c>, whether Maven or Gradle resolves them.</summary>
    Maven,

    /// <summary>Container images, by registry and repository.</summary>
    Image,
}

/// <summary>How packages are named.</summary>
public static class PackageName
{
    /// <summary>
    /// The one spelling of a name that its ecosystem treats as the same: Python does not tell <c>-</c>, <c>_</c> and <c>.</c> apart, a Go module keeps its
    /// name in every major version, and case matters for Go and Maven only in theory.
    /// </summary>
    public static string Normalize(Ecosystem ecosystem, string name)
    {
        var lower = name.ToLowerInvariant();
        switch (ecosystem)
        {
            case Ecosystem.Python:
                return lower.Replace('_', '-').Replace('.', '-');
            case Ecosystem.Go:
                var slash = lower.LastIndexOf('/');
                return slash > 0 && IsMajorVersion(lower, slash + 1) ? lower.Substring(0, slash) : lower;
            case Ecosystem.Image:
                return Repository(lower);
            default:
                return lower;
        }
    }

    /// <summary>An image's name without tag and digest; the registry that is meant where none is written is left out too.</summary>
    private static string Repository(string image)
    {
        var digest = image.IndexOf('@');
        var name = digest >= 0 ? image.Substring(0, digest) : image;
        var tag = name.IndexOf(':', name.LastIndexOf('/') + 1);
        name = tag >= 0 ? name.Substring(0, tag) : name;
        foreach (var usual in (string[])["docker.io/", "index.docker.io/", "registry-1.docker.io/"])
        {
            name = name.StartsWith(usual, StringComparison.Ordinal) ? name.Substring(usual.Length) : name;
        }

        return name;
    }

    private static bool IsMajorVersion(string path, int start)
    {
        if (start + 1 >= path.Length || path[start] != 'v')
        {
            return false;
        }

        for (var index = start + 1; index < path.Length; index++)
        {
            if (path[index] is < '0' or > '9')
            {
                return false;
            }
        }

        return true;
    }
}

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
            default:
                return lower;
        }
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

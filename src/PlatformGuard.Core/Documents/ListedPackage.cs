using System.Collections.Generic;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Documents;

/// <summary>A package that a dependency file, lock file or install command names.</summary>
/// <param name="Ecosystem">Where it comes from.</param>
/// <param name="Name">Its name as written.</param>
/// <param name="Version">The version or range, or null.</param>
/// <param name="Location">Where it is named.</param>
public sealed record ListedPackage(Ecosystem Ecosystem, string Name, string? Version, Location Location)
{
    /// <summary>Whether the project asks for it itself. Of a lock file that does not say so, null.</summary>
    public bool? IsDirect { get; init; }

    /// <summary>Whether only the build, tests or tools need it: nothing of it is deployed.</summary>
    public bool IsDevelopment { get; init; }

    /// <summary>The packages it needs itself, by name; empty where the file does not tell.</summary>
    public IReadOnlyList<string> Requires { get; init; } = [];

    /// <summary>Size of what is downloaded, in bytes, where the file tells.</summary>
    public long? Size { get; init; }
}

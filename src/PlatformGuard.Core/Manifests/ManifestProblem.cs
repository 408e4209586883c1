using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Manifests;

/// <summary>One thing that keeps a manifest from being used as it is.</summary>
/// <param name="Location">The wrong key or value; for a missing key, the key that should hold it.</param>
/// <param name="Path">The logical position, such as <c>spec.storage[0].kind</c>, of a missing key too; empty for the whole file.</param>
/// <param name="Message">One sentence without final full stop. Quotes keys, never values, since a value may be a secret.</param>
public sealed record ManifestProblem(Location Location, string Path, string Message)
{
    /// <summary>The value that is wrong; for the fingerprint only.</summary>
    internal string? Value { get; init; }
}

using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Checks;

/// <summary>PG3006: the manifest declares a long-lived secret whose old and new generation are not both accepted while it is rotated.</summary>
public sealed class RotationWithoutOverlap() : ManifestCheck("PG3006")
{
    /// <inheritdoc/>
    private protected override void Examine(CheckContext context, MappingNode root)
    {
        foreach (var secret in context.Manifest.Secrets.Where(static secret => secret.IsLongLived && !secret.RotatesWithOverlap))
        {
            var why = secret.RotatedEvery is null ? "the manifest declares no rotation for it" : "its rotation in the manifest has no overlap";
            context.Report(secret.Location, "spec/secrets/" + secret.Name, why, [$"'{secret.Name}'", why]);
        }
    }
}

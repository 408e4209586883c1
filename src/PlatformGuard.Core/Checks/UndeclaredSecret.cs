using System;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Findings;

namespace PlatformGuard.Core.Checks;

/// <summary>PG3005: a secret that stays valid until somebody changes it, and that the manifest does not account for.</summary>
public sealed class UndeclaredSecret() : ManifestCheck("PG3005")
{
    private const int MaxRelated = 10;

    /// <inheritdoc/>
    private protected override void Examine(CheckContext context, MappingNode root)
    {
        var declared = new DeclaredSecrets(context.Manifest);
        foreach (var uses in context.Facts<SecretUseFacts>().Uses.Where(use => !declared.Contains(use)).GroupBy(static use => use.Name, StringComparer.Ordinal))
        {
            var ordered = uses.OrderBy(static use => use.Location.File, StringComparer.Ordinal).ThenBy(static use => use.Location.Start).ToList();
            context.Report(
                ordered[0].Location,
                "secret/" + uses.Key,
                uses.Key,
                [uses.Key],
                [.. ordered.Skip(1).Take(MaxRelated).Select(static use => new RelatedLocation(use.Location, "used here too"))]);
        }
    }
}

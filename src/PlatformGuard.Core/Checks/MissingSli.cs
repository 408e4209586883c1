using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Checks;

/// <summary>PG8005: the manifest declares no service level indicator with an objective.</summary>
public sealed class MissingSli() : ManifestCheck("PG8005")
{
    /// <inheritdoc/>
    private protected override void Examine(CheckContext context, MappingNode root)
    {
        // A main application keeps its indicators elsewhere.
        if (context.Manifest.Role != Role.Service || ManifestScope.All(root).Any(HasObjective))
        {
            return;
        }

        var isListed = root.At("spec", "observability", "slis") is SequenceNode { Values.Count: > 0 };
        ReportAt(context, root, ["spec", "observability", "slis"], null, NameOf(context), isListed ? " with an objective: each entry lacks availability and latency" : "");
    }

    private static bool HasObjective(ManifestScope scope) =>
        (scope.At("observability", "slis")?.Items ?? []).Any(static sli => sli.TextOf("availability") is not null || sli.Field("latency", "objective") is not null || sli.TextOf("latency", "threshold") is not null);
}

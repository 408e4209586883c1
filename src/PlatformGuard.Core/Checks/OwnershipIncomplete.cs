using System;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Checks;

/// <summary>PG8002: nobody owns the service, or from beta on nobody is called when it fails.</summary>
public sealed class OwnershipIncomplete() : Check("PG8002")
{
    /// <inheritdoc/>
    public override void Run(CheckContext context)
    {
        if (context.Manifest is not { Path: { } path, Root: MappingNode root })
        {
            context.ReportNotEvaluated("ownership", "there is no readable service manifest", Location.OfFile(context.Manifest.Path ?? ManifestLocator.FileName));
            return;
        }

        Require(context, root, ["metadata", "owner"], "'metadata.owner' is missing: no group owns this code", "'metadata.owner' is empty: no group owns this code");

        // A main application has no availability of its own in its manifest.
        if (context.Manifest.Role == Role.Service && context.Stage >= Stage.Beta)
        {
            CheckOnCall(context, root);
        }
    }

    private static void CheckOnCall(CheckContext context, MappingNode root)
    {
        var onCall = root.At("spec", "availability", "onCall");
        if (onCall is null or ScalarNode { Value: "none" })
        {
            Report(context, root, ["spec", "availability", "onCall"], "'spec.availability.onCall' is none: from beta on, team or sre answers when the service fails");
            return;
        }

        Require(context, root, ["spec", "availability", "rotation"], "'spec.availability.rotation' is missing: the link to the on-call rotation", "'spec.availability.rotation' is not a link to the on-call rotation", isLink: true);
        Require(context, root, ["spec", "availability", "escalation"], "'spec.availability.escalation' is missing: the link to the way on when nobody answers", "'spec.availability.escalation' is not a link to the way on when nobody answers", isLink: true);
    }

    /// <summary>Reports a text that is missing, empty or no link. One of another type is the schema's to report.</summary>
    private static void Require(CheckContext context, MappingNode root, ReadOnlySpan<string> keys, string missing, string unusable, bool isLink = false)
    {
        var node = root.At(keys);
        if (node is null or ScalarNode { IsNull: true })
        {
            Report(context, root, keys, missing);
        }
        else if (node is ScalarNode { IsString: true } text && (isLink ? !ManifestFormats.IsLink(text.Value) : string.IsNullOrWhiteSpace(text.Value)))
        {
            Report(context, root, keys, unusable);
        }
    }

    private static void Report(CheckContext context, MappingNode root, ReadOnlySpan<string> keys, string message) =>
        context.Report(ManifestPlace.Of(root, keys), string.Join('.', keys), message, [message]);
}

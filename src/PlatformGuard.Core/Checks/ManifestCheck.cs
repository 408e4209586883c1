using System;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Checks;

/// <summary>A rule on what the service manifest declares. Without a readable manifest it is not evaluated.</summary>
public abstract class ManifestCheck(string ruleId) : Check(ruleId)
{
    /// <inheritdoc/>
    public sealed override void Run(CheckContext context)
    {
        if (context.Manifest is { Path: not null, Root: MappingNode root })
        {
            Examine(context, root);
        }
        else
        {
            context.ReportNotEvaluated("what the service declares", "there is no readable service manifest", Location.OfFile(context.Manifest.Path ?? ManifestLocator.FileName));
        }
    }

    /// <summary>Examines the manifest.</summary>
    private protected abstract void Examine(CheckContext context, MappingNode root);

    /// <summary>Reports at the field's key, or at the nearest key above it that exists.</summary>
    private protected static void ReportAt(CheckContext context, MappingNode root, ReadOnlySpan<string> keys, string? value, params ReadOnlySpan<string> arguments) =>
        context.Report(ManifestPlace.Of(root, keys), string.Join('/', keys), value, arguments);

    /// <summary>The service's name, for messages.</summary>
    private protected static string NameOf(CheckContext context) => context.Manifest.Name ?? "";
}

using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Checks;

/// <summary>PG7010: an image whose tag can move to other content.</summary>
public sealed class MutableImageTag() : KubernetesCheck("PG7010")
{
    private const string NotKnown = "the tag is filled in later and is not known here";

    /// <inheritdoc/>
    private protected override void Examine(KubernetesSet set, KubernetesReport report)
    {
        report.AddUnreadWorkloads();
        foreach (var workload in set.Workloads)
        {
            foreach (var container in workload.Containers)
            {
                Examine(workload, container.Node["image"], container.Path + "/image", report);
            }

            foreach (var volume in workload.Spec.List("volumes"))
            {
                Examine(workload, volume.At("image", "reference"), $"{workload.Path}/volumes/{volume["name"]?.Text}", report);
            }
        }
    }

    /// <inheritdoc/>
    private protected override void ExamineManifest(CheckContext context)
    {
        if (context.Manifest.Image is not { } image || ImageReference.Parse(image.Value) is not { } reference)
        {
            return;
        }

        if (reference.Tag is ImageTagKind.Unknown)
        {
            context.ReportNotEvaluated($"image '{image.Value}'", NotKnown, image.Location);
        }
        else if (Problem(reference, context.Stage) is { } problem)
        {
            context.Report(image.Location, "spec/image", image.Value, [image.Value, problem]);
        }
    }

    private static void Examine(Workload workload, Node? image, string path, KubernetesReport report)
    {
        if (image?.Text is not { } text || ImageReference.Parse(text) is not { } reference)
        {
            return;
        }

        if (reference.Tag is ImageTagKind.Unknown)
        {
            report.AddNotEvaluated($"image '{text}'", NotKnown, image.Location);
        }
        else if (Problem(reference, report.Stage) is { } problem)
        {
            report.Add(workload.Owner, image.Location, text, path, [text, problem]);
        }
    }

    private static string? Problem(ImageReference image, Stage stage) => image.Tag switch
    {
        ImageTagKind.None => "has no tag, which means 'latest': name a version",
        ImageTagKind.Moving => $"has the tag '{image.TagText}', which moves to other content: name a version",
        ImageTagKind.Version when stage == Stage.GenerallyAvailable => $"has the tag '{image.TagText}' and no digest: from ga on, add the digest",
        _ => null,
    };
}

using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Deployments;
using PlatformGuard.Core.Findings;

namespace PlatformGuard.Core.Checks;

/// <summary>PG7012: a merged change reaches no environment unless somebody brings it there.</summary>
public sealed class ContinuousDeployment() : ManifestCheck("PG7012")
{
    private const int MaxListed = 5;

    /// <inheritdoc/>
    private protected override void Examine(CheckContext context, MappingNode root)
    {
        var facts = context.Facts<DeploymentFacts>();
        if (facts.Jobs.Any(static job => job.Start == JobStart.ByItself))
        {
            return;
        }

        if (facts.Unknown.Count > 0)
        {
            context.ReportNotEvaluated("deployment by the pipeline", "what it includes from elsewhere, or could not be read, may deploy", facts.Unknown[0]);
        }
        else if (facts.Files.Count == 0 && facts.HasPipelineAbove)
        {
            context.ReportNotEvaluated("deployment by the repository's pipeline", DeploymentFacts.AboveReason, Location.OfFile(context.Manifest.Path!));
        }
        else
        {
            Report(context, facts);
        }
    }

    private static void Report(CheckContext context, DeploymentFacts facts)
    {
        if (facts.Files.Count == 0)
        {
            context.Report(Location.OfFile(context.Manifest.Path!), "deployment", null, ["the repository", NameOf(context), ": it has no CI file"]);
            return;
        }

        var why = facts.Jobs.Count == 0 ? "" : facts.Jobs.Any(static job => job.Start == JobStart.ByHand) ? " by itself: somebody has to start it" : " from the default branch";
        context.Report(
            facts.Jobs.Count == 0 ? Location.OfFile(facts.Files[0]) : facts.Jobs[0].Place,
            "deployment",
            why,
            [$"'{facts.Files[0]}'" + (facts.Files.Count > 1 ? " and the other workflows" : ""), NameOf(context), why],
            [.. facts.Jobs.Skip(1).Take(MaxListed).Select(static job => new RelatedLocation(job.Place, $"job '{job.Name}'"))]);
    }
}

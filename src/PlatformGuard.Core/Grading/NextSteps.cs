using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Grading;

/// <summary>What is missing for the next stage, in the order that brings it soonest.</summary>
internal static class NextSteps
{
    /// <summary>One step for each criterion that keeps the next stage from being reached; none when the last stage is.</summary>
    public static ImmutableArray<NextStep> Of(IReadOnlyList<GradedCriterion> criteria)
    {
        Stage? next = GradingRules.ReadyFor(criteria) switch
        {
            null => Stage.Experiment,
            Stage.Experiment => Stage.Beta,
            Stage.Beta => Stage.GenerallyAvailable,
            _ => null,
        };

        // What a run of another command would tell comes first: it may be done already. Then what takes the fewest changes, and of those the weightiest.
        return
        [
            .. criteria
                .Where(graded => graded.Blocks && graded.Criterion.RequiredFrom <= next)
                .OrderBy(static graded => graded.Outcome == Outcome.NotEvaluated ? 0 : graded.Effort)
                .ThenByDescending(static graded => graded.Criterion.Risk)
                .ThenBy(static graded => graded.Criterion.Id, System.StringComparer.Ordinal)
                .Select(graded => new NextStep(
                    next!.Value,
                    graded.Criterion.Id,
                    graded.Outcome == Outcome.NotEvaluated ? "Let it be evaluated." : graded.Criterion.Remediation,
                    graded.Evidence[0].Text,
                    graded.Evidence[0].Location,
                    graded.Effort)),
        ];
    }
}

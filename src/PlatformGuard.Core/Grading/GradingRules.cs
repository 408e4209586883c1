using System.Collections.Generic;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Grading;

/// <summary>What outcomes add up to. Pure: the rules of the contract's section on grading, and nothing else.</summary>
public static class GradingRules
{
    /// <summary>The highest level of the maturity model.</summary>
    public const int HighestLevel = 5;

    /// <summary>The highest stage such that every criterion required at or below it passes, is waived or does not apply; null when not even experiment is met.</summary>
    public static Stage? ReadyFor(IReadOnlyList<GradedCriterion> criteria)
    {
        Stage? ready = null;
        foreach (var stage in (Stage[])[Stage.Experiment, Stage.Beta, Stage.GenerallyAvailable])
        {
            foreach (var graded in criteria)
            {
                if (graded.Blocks && graded.Criterion.RequiredFrom <= stage)
                {
                    return ready;
                }
            }

            ready = stage;
        }

        return ready;
    }

    /// <summary>100 times the weight of what passes by the weight of all that is required and applies, rounded half up; 0 when there is nothing.</summary>
    public static int Score(IReadOnlyList<GradedCriterion> criteria)
    {
        var passed = 0;
        var all = 0;
        foreach (var graded in criteria)
        {
            if (graded.IsAnnounced || graded.Criterion.RequiredFrom is null || graded.Outcome == Outcome.NotApplicable)
            {
                continue;
            }

            var weight = Weight(graded.Criterion.Risk);
            all += weight;
            passed += graded.Outcome == Outcome.Pass ? weight : 0;
        }

        return all == 0 ? 0 : ((200 * passed) + all) / (2 * all);
    }

    /// <summary>
    /// The highest level such that every criterion of it and of all below passes or does not apply, and at least one of each passes.
    /// A waiver does not raise it.
    /// </summary>
    public static int Level(IReadOnlyList<GradedCriterion> criteria)
    {
        for (var level = 1; level <= HighestLevel; level++)
        {
            var passes = false;
            foreach (var graded in criteria)
            {
                if (graded.Criterion.Level != level || graded.IsAnnounced)
                {
                    continue;
                }

                if (graded.Outcome is not (Outcome.Pass or Outcome.NotApplicable))
                {
                    return level - 1;
                }

                passes |= graded.Outcome == Outcome.Pass;
            }

            if (!passes)
            {
                return level - 1;
            }
        }

        return HighestLevel;
    }

    /// <summary>Fourths of the critical weight 10: 2.5, 5, 7.5 and 10.</summary>
    private static int Weight(Risk risk) => (int)risk + 1;
}

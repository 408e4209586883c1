using System.Collections.Generic;
using System.Linq;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using PlatformGuard.Core.Grading;
using PlatformGuard.Guidelines;
using Outcome = PlatformGuard.Core.Grading.Outcome;

namespace PlatformGuard.Core.Tests.Grading;

/// <summary>What no set of outcomes may break.</summary>
[Properties(Arbitrary = [typeof(Grades)], MaxTest = 500, QuietOnSuccess = true)]
public sealed class GradingPropertyTests
{
    [Property]
    public bool AnotherPass_NeverLowersAnything(GradedCriterion[] criteria, GradedCriterion added)
    {
        List<GradedCriterion> more = [.. criteria, added with { Outcome = Outcome.Pass }];
        return NotLower(criteria, more);
    }

    [Property]
    public bool APassInPlaceOfAnotherOutcome_NeverLowersAnything(GradedCriterion[] criteria, int which)
    {
        if (criteria.Length == 0)
        {
            return true;
        }

        var index = (int)((uint)which % (uint)criteria.Length);
        List<GradedCriterion> better = [.. criteria];
        better[index] = better[index] with { Outcome = Outcome.Pass };
        return NotLower(criteria, better);
    }

    [Property]
    public bool AWaiver_NeverRaisesScoreOrLevel(GradedCriterion[] criteria)
    {
        var waived = criteria.Select(static graded => graded.Outcome is Outcome.Fail or Outcome.NotEvaluated ? graded with { Outcome = Outcome.Waived } : graded).ToList();
        return GradingRules.Score(waived) == GradingRules.Score(criteria) && GradingRules.Level(waived) == GradingRules.Level(criteria) && !(GradingRules.ReadyFor(waived) < GradingRules.ReadyFor(criteria));
    }

    [Property]
    public bool WhatIsNotEvaluated_IsNeverBetterThanAFailure(GradedCriterion[] criteria)
    {
        var failed = criteria.Select(static graded => graded.Outcome == Outcome.NotEvaluated ? graded with { Outcome = Outcome.Fail } : graded).ToList();
        return Same(criteria, failed);
    }

    [Property]
    public bool Order_ChangesNothing(GradedCriterion[] criteria) => Same(criteria, [.. criteria.AsEnumerable().Reverse()]);

    [Property]
    public bool Bounds_Hold(GradedCriterion[] criteria) => GradingRules.Score(criteria) is >= 0 and <= 100 && GradingRules.Level(criteria) is >= 0 and <= GradingRules.HighestLevel;

    private static bool NotLower(IReadOnlyList<GradedCriterion> before, IReadOnlyList<GradedCriterion> after) =>
        GradingRules.Score(after) >= GradingRules.Score(before) && GradingRules.Level(after) >= GradingRules.Level(before) && Rank(GradingRules.ReadyFor(after)) >= Rank(GradingRules.ReadyFor(before));

    private static bool Same(IReadOnlyList<GradedCriterion> left, IReadOnlyList<GradedCriterion> right) =>
        GradingRules.Score(left) == GradingRules.Score(right) && GradingRules.Level(left) == GradingRules.Level(right) && GradingRules.ReadyFor(left) == GradingRules.ReadyFor(right);

    private static int Rank(Stage? stage) => stage is { } known ? 1 + (int)known : 0;

    private static class Grades
    {
        public static Arbitrary<GradedCriterion> Criterion() =>
            (from stage in Gen.Elements("exp", "beta", "ga", "none")
             from level in Gen.Choose(1, 5)
             from risk in Gen.Elements("low", "medium", "high", "critical")
             from outcome in Gen.Elements("pass", "pass", "pass", "pass", "fail", "waived", "na", "unknown")
             from announced in Gen.Frequency((9, Gen.Constant("")), (1, Gen.Constant(" announced")))
             select GradingRulesTests.Graded($"{stage} {level} {risk} {outcome}{announced}")).ToArbitrary();
    }
}

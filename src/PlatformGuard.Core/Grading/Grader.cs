using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Grading;

/// <summary>Grades a code base from what the checks said at each stage.</summary>
internal static class Grader
{
    /// <summary>The answers before waivers of criteria are looked at.</summary>
    public static ImmutableArray<GradedCriterion> Judge(CodeBase codeBase, IReadOnlyDictionary<Stage, StageRun> runs)
    {
        var judge = new CriterionJudge(codeBase, runs);
        return [.. CriteriaCatalogue.Of(codeBase.Policy, codeBase.Options.Today).Select(judge.Judge)];
    }

    /// <summary>The whole grade.</summary>
    /// <param name="codeBase">What is graded.</param>
    /// <param name="runs">What the checks say at each stage.</param>
    public static Readiness Grade(CodeBase codeBase, IReadOnlyDictionary<Stage, StageRun> runs)
    {
        var today = codeBase.Options.Today;
        var waivers = Acceptance.EffectiveWaivers(codeBase.Manifest, codeBase.Policy, today).Where(static waiver => waiver is { Path: null, Fingerprint: null }).ToList();
        ImmutableArray<GradedCriterion> graded = [.. Judge(codeBase, runs).Select(answer => Announced(Waived(answer, waivers), today))];
        return new Readiness
        {
            DeclaredStage = codeBase.Stage,
            ReadyFor = GradingRules.ReadyFor(graded),
            Score = GradingRules.Score(graded),
            Level = GradingRules.Level(graded),
            Criteria = graded,
            NextSteps = NextSteps.Of(graded),
            Exceptions = Exceptions(codeBase, today),
        };
    }

    private static GradedCriterion Waived(GradedCriterion graded, List<Waiver> waivers)
    {
        if (graded.Outcome is not (Outcome.Fail or Outcome.NotEvaluated) || waivers.Find(waiver => waiver.Id == graded.Criterion.Id) is not { } waiver)
        {
            return graded;
        }

        return graded with { Outcome = Outcome.Waived, Waiver = new AcceptedBy(waiver.Reason!, waiver.Until, waiver.Location, waiver.Owner, waiver.ApprovedBy) };
    }

    private static GradedCriterion Announced(GradedCriterion graded, DateOnly today) => graded with { IsAnnounced = graded.Criterion.CountsFrom > today };

    private static ImmutableArray<ExceptionAccount> Exceptions(CodeBase codeBase, DateOnly today)
    {
        var criteria = CriteriaCatalogue.Of(codeBase.Policy, today).Select(static criterion => criterion.Id).ToHashSet(StringComparer.Ordinal);
        var effective = Acceptance.EffectiveWaivers(codeBase.Manifest, codeBase.Policy, today).Where(waiver => RuleCatalogue.TryGet(waiver.Id, out _) || (criteria.Contains(waiver.Id) && waiver is { Path: null, Fingerprint: null })).ToHashSet();
        var waivers = codeBase.Manifest.Waivers.Select(waiver => new ExceptionAccount(
            waiver.Id, true, waiver.Reason, waiver.Owner, waiver.ApprovedBy, waiver.Until, DaysLeft(waiver.Until, today), effective.Contains(waiver), Start(waiver.Location)));
        var comments = codeBase.Files.SelectMany(static file => file.Suppressions).Select(comment => new ExceptionAccount(
            comment.Rule, false, comment.Reason, null, null, comment.Until, DaysLeft(comment.Until, today), RuleCatalogue.TryGet(comment.Rule, out _) && SuppressionIndex.Counts(comment, today), Start(comment.Location)));
        return
        [
            .. waivers.Concat(comments)
                .OrderBy(static exception => exception.Location.File, StringComparer.Ordinal)
                .ThenBy(static exception => exception.Location.Start)
                .ThenBy(static exception => exception.Id, StringComparer.Ordinal),
        ];
    }

    private static Location Start(in Location location) => new(location.File, location.Start, location.Start);

    private static int? DaysLeft(string? until, DateOnly today) => Acceptance.LastDay(until) is { } last ? last.DayNumber - today.DayNumber : null;
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Grading;

/// <summary>What is missing for the next stage, in the order that brings it soonest.</summary>
internal static class NextSteps
{
    /// <summary>The stage after the one that is reached; null when the last one is.</summary>
    public static Stage? NextStage(Stage? readyFor) => readyFor switch
    {
        null => Stage.Experiment,
        Stage.Experiment => Stage.Beta,
        Stage.Beta => Stage.GenerallyAvailable,
        _ => null,
    };

    /// <summary>The steps that answer everything that keeps the next stage from being reached; none when the last stage is.</summary>
    /// <remarks>
    /// What lets something be judged comes first: what it asks may hold already. Then what takes the fewest changes, and of those the weightiest.
    /// One step may answer several criteria: no place is named twice.
    /// </remarks>
    public static ImmutableArray<NextStep> Of(IReadOnlyList<GradedCriterion> criteria)
    {
        if (NextStage(GradingRules.ReadyFor(criteria)) is not { } next)
        {
            return [];
        }

        List<GradedCriterion> blocking = [.. criteria.Where(graded => graded.Blocks && graded.Criterion.RequiredFrom <= next)];
        return
        [
            .. ToJudge(next, [.. blocking.Where(static graded => graded.Outcome == Outcome.NotEvaluated)]),
            .. ToMend([.. blocking.Where(static graded => graded.Outcome == Outcome.Fail)])
                .OrderBy(static mended => mended.Failed.WholeEvidence.Length)
                .ThenByDescending(static mended => mended.Failed.Criterion.Risk)
                .ThenBy(static mended => mended.Failed.Criterion.Id, StringComparer.Ordinal)
                .Select(mended => new NextStep(next, [.. mended.Ids], mended.Failed.Criterion.Remediation, mended.Failed.WholeEvidence)),
        ];
    }

    /// <summary>One step for each cause, those that the weightiest criteria wait for first.</summary>
    private static IEnumerable<NextStep> ToJudge(Stage next, List<GradedCriterion> unknown) => unknown
        .SelectMany(static graded => graded.WholeEvidence.Where(static evidence => evidence.Remedy is not null).Select(evidence => (graded.Criterion, Evidence: evidence)))
        .GroupBy(static cause => cause.Evidence.Gap?.Why ?? cause.Evidence.Remedy!, StringComparer.Ordinal)
        .OrderByDescending(static cause => cause.Max(static one => one.Criterion.Risk))
        .ThenByDescending(static cause => cause.Select(static one => one.Criterion.Id).Distinct(StringComparer.Ordinal).Count())
        .ThenBy(static cause => cause.Key, StringComparer.Ordinal)
        .Select(cause => new NextStep(
            next,
            [.. cause.Select(static one => one.Criterion.Id).Distinct(StringComparer.Ordinal)],
            Advice([.. cause.Select(static one => one.Evidence)]),
            [.. cause.Select(static one => one.Evidence).DistinctBy(static evidence => evidence.Location)]));

    /// <summary>What lets it be judged; gaps with one reason are one piece of work.</summary>
    private static string Advice(List<Evidence> causes)
    {
        var whats = causes.Select(static cause => cause.Gap?.What).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return whats.Count < 2 ? causes[0].Remedy! : string.Create(CultureInfo.InvariantCulture, $"Make it possible to judge {whats[0]} and {whats.Count - 1} more: {causes[0].Gap!.Value.Why}.");
    }

    /// <summary>The failed criteria; one whose evidence the others name already is answered with the first of them that names any of it.</summary>
    private static List<(GradedCriterion Failed, List<string> Ids)> ToMend(List<GradedCriterion> failed)
    {
        var steps = new List<(GradedCriterion Failed, List<string> Ids)>();
        var named = new Dictionary<(Location?, string), List<string>>();
        foreach (var graded in failed.OrderBy(static graded => graded.WholeEvidence.Length).ThenBy(static graded => graded.Criterion.Answer.Rules.Length).ThenBy(static graded => graded.Criterion.Id, StringComparer.Ordinal))
        {
            if (graded.WholeEvidence.All(evidence => !evidence.IsAbsence && named.ContainsKey((evidence.Location, evidence.Text))))
            {
                named[(graded.WholeEvidence[0].Location, graded.WholeEvidence[0].Text)].Add(graded.Criterion.Id);
                continue;
            }

            List<string> ids = [graded.Criterion.Id];
            steps.Add((graded, ids));
            foreach (var evidence in graded.WholeEvidence)
            {
                named.TryAdd((evidence.Location, evidence.Text), ids);
            }
        }

        return steps;
    }
}

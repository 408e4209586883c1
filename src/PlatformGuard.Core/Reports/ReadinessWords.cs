using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Grading;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Core.Reports;

/// <summary>How reports for people tell readiness in a line.</summary>
internal static class ReadinessWords
{
    /// <summary>Outcomes in the order of their interest to a reader.</summary>
    public static readonly Outcome[] Order = [Outcome.Fail, Outcome.NotEvaluated, Outcome.Waived, Outcome.Pass, Outcome.NotApplicable];

    /// <summary><c>ready for beta, score 83 of 100, level 2 of 5</c>.</summary>
    public static string Line(Readiness readiness) =>
        $"{(readiness.ReadyFor is { } stage ? "ready for " + stage.Word() : "not ready for any stage")}, score {readiness.Score} of 100, level {readiness.Level} of 5";

    /// <summary><c>30 pass, 2 fail</c> and so on, outcomes without criteria left out.</summary>
    public static string Counts(IEnumerable<GradedCriterion> criteria) => string.Join(", ", Order
        .Select(outcome => (Outcome: outcome, Count: criteria.Count(graded => graded.Outcome == outcome)))
        .Where(static counted => counted.Count > 0)
        .Select(static counted => $"{counted.Count} {Spoken(counted.Outcome)}"));

    /// <summary>The outcome as people say it.</summary>
    public static string Spoken(Outcome outcome) => outcome.Word().Replace('-', ' ');

    /// <summary><c>required from beta as of 2027-01-31</c>: what the platform announces for a criterion; null when nothing is.</summary>
    public static string? Announcement(GradedCriterion graded)
    {
        var criterion = graded.Criterion;
        return criterion.AnnouncedMove is { } move ? $"required from {move.RequiredFrom.Word()} as of {Day(move.From)}"
            : graded.IsAnnounced ? $"required from {criterion.RequiredFrom?.Word()} as of {Day(criterion.CountsFrom!.Value)}"
            : null;
    }

    /// <summary>What changed in score and level; empty without an earlier grade.</summary>
    public static string Delta(Report report)
    {
        if (report.Result.Readiness is not { } now || report.Earlier is not { Score: { } score } earlier)
        {
            return "";
        }

        var level = earlier.Level is { } before && before != now.Level ? $", level {Signed(now.Level - before)}" : "";
        return now.Score == score && level.Length == 0 ? "score and level unchanged" : $"score {Signed(now.Score - score)}{level}";
    }

    private static string Day(System.DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Signed(int difference) => difference switch
    {
        > 0 => "+" + difference.ToString(System.Globalization.CultureInfo.InvariantCulture),
        0 => "unchanged",
        _ => "−" + (-difference).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}

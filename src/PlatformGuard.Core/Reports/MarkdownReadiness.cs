using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Grading;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Core.Reports;

/// <summary>Readiness in a merge request's note.</summary>
internal static class MarkdownReadiness
{
    /// <summary>One line: stage, score, level and what changed.</summary>
    public static string Line(Report report, Readiness readiness) =>
        $"Readiness: **{ReadinessWords.Line(readiness)}**{(ReadinessWords.Delta(report) is { Length: > 0 } delta ? $" ({delta})" : "")}.";

    /// <summary>What to do for the next stage.</summary>
    public static IEnumerable<string> Steps(Readiness readiness) => readiness.NextSteps.Select(static (step, index) => string.Create(CultureInfo.InvariantCulture, $"{index + 1}. {MarkdownText.Of(step.Text)}"));

    /// <summary>Every criterion, those that block first.</summary>
    public static IEnumerable<string> Criteria(Report report, Readiness readiness) => readiness.Criteria
        .OrderBy(static graded => System.Array.IndexOf(ReadinessWords.Order, graded.Outcome))
        .Select(graded => Entry(report, graded));

    /// <summary>Accepted exceptions with the time they have left.</summary>
    public static IEnumerable<string> Exceptions(Readiness readiness) => readiness.Exceptions.Select(static exception =>
        $"- **{MarkdownText.Of(exception.Id)}** {MarkdownText.Code(exception.Location.ToString())}: {MarkdownText.Of(exception.Reason ?? "no reason")}"
        + $" ({exception.DaysLeft switch { null => "no end", < 0 => "expired", 0 => "last day", 1 => "1 day left", var days => $"{days} days left" }}{(exception.Counts ? "" : ", does not count")})");

    private static string Entry(Report report, GradedCriterion graded)
    {
        var mark = graded.Outcome switch { Outcome.Pass => "✅", Outcome.Fail => "❌", Outcome.Waived => "⚠️", Outcome.NotEvaluated => "❔", _ => "➖" };
        var from = ReadinessWords.Announcement(graded) is { } announced ? $" ({announced})" : graded.Criterion.RequiredFrom is { } stage ? $" (from {stage.Word()})" : "";
        var evidence = graded.Evidence.Take(3).Select(evidence => Evidence(report, evidence));
        var more = graded.Evidence.Length > 3 ? [string.Create(CultureInfo.InvariantCulture, $"and {graded.Evidence.Length - 3} more")] : (string[])[];
        return $"- {mark} {ReadinessWords.Spoken(graded.Outcome)}: {MarkdownText.Of(graded.Criterion.Title)}{from}<br>{string.Join("<br>", evidence.Concat(more))}";
    }

    private static string Evidence(Report report, Evidence evidence)
    {
        if (evidence.Location is not { } location)
        {
            return MarkdownText.Of(evidence.Text);
        }

        var path = report.FromRepositoryRoot(location);
        var place = MarkdownText.Code(string.Create(CultureInfo.InvariantCulture, $"{path}:{location.Start.Line}"));
        return $"{(report.Source is { } source ? $"[{place}]({source.Link(path, location)})" : place)}: {MarkdownText.Of(evidence.Text)}";
    }
}

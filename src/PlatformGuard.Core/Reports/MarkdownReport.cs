using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Reports;

/// <summary>For a note on a merge request: verdict, what this change made better or worse, details folded.</summary>
/// <remarks>GitLab takes notes of a million characters, GitHub of 65,536. The report stays below both and says what it left out.</remarks>
public sealed class MarkdownReport : ReportFormat
{
    /// <summary>Most characters of a whole report.</summary>
    public const int Longest = 60_000;

    /// <inheritdoc/>
    public override string Name => "markdown";

    /// <inheritdoc/>
    public override void Write(IReadOnlyList<Report> services, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.Write(Text(services));
    }

    /// <summary>The report as text.</summary>
    public static string Text(IReadOnlyList<Report> services)
    {
        var note = new Note(Longest - 300);
        if (services.Count > 1)
        {
            WriteOverview(note, services);
        }

        foreach (var report in services)
        {
            WriteService(note, report);
        }

        return note.Finish();
    }

    private static void WriteOverview(Note note, IReadOnlyList<Report> services)
    {
        note.Line($"## PlatformGuard: {services.Count(static report => report.Passes)} of {services.Count} services pass");
        note.Line("");
        note.Line("| Service | Verdict | Ready for | Score | Level | Errors | Warnings | Notes | Accepted | Not evaluated |");
        note.Line("|---|---|---|--:|--:|--:|--:|--:|--:|--:|");
        foreach (var report in services)
        {
            var summary = Summary.Of(report.Result);
            var grade = report.Result.Readiness is { } readiness ? string.Create(CultureInfo.InvariantCulture, $"{readiness.ReadyFor?.Word() ?? "none"} | {readiness.Score} | {readiness.Level}") : "– | – | –";
            note.Line(string.Create(CultureInfo.InvariantCulture, $"| {MarkdownText.Of(Summary.NameOf(report))} | {Verdict(report)} | {grade} | {summary.Errors} | {summary.Warnings} | {summary.Notes} | {summary.Waived + summary.Suppressed} | {summary.NotEvaluated} |"));
        }

        note.Line("");
    }

    private static void WriteService(Note note, Report report)
    {
        var summary = Summary.Of(report.Result);
        note.Line($"### PlatformGuard: {Verdict(report)} – {MarkdownText.Of(Summary.NameOf(report))}");
        note.Line("");
        note.Line($"Stage **{report.Result.Stage.Word()}**: {summary.Words}.");
        var readiness = report.Result.Readiness;
        if (readiness is not null)
        {
            note.Line("");
            note.Line(MarkdownReadiness.Line(report, readiness));
        }

        var comparison = Comparison.Of(report);
        if (comparison is not null)
        {
            note.Line("");
            note.Line($"Against the earlier report: **{comparison.Words}**.");
        }

        note.Line("");
        var open = report.Result.Findings.Where(static finding => finding.IsOpen).ToList();
        if (comparison is null)
        {
            WriteFindings(note, report, "Findings", open, isFolded: open.Count > 10);
        }
        else
        {
            WriteFindings(note, report, "New", comparison.New, isFolded: false);
            WriteFixed(note, comparison.Fixed);
            WriteFindings(note, report, "Still open", comparison.StillOpen, isFolded: true);
        }

        if (readiness is not null)
        {
            note.Section(readiness.NextSteps.IsEmpty ? "" : $"Missing for {readiness.NextSteps[0].Stage.Word()}, soonest first", isFolded: readiness.NextSteps.Length > 10, [.. MarkdownReadiness.Steps(readiness)]);
            note.Section($"Criteria: {ReadinessWords.Counts(readiness.Criteria)}", isFolded: true, [.. MarkdownReadiness.Criteria(report, readiness)]);
            note.Section($"Exceptions ({readiness.Exceptions.Length})", isFolded: true, [.. MarkdownReadiness.Exceptions(readiness)]);
        }

        WriteFindings(note, report, "Accepted", [.. report.Result.Findings.Where(static finding => !finding.IsOpen)], isFolded: true);
        WriteGaps(note, report);
        note.Section($"Policy settings that do not count ({report.Result.Policy.Ignored.Length})", isFolded: true, [
            .. report.Result.Policy.Ignored.Select(setting => $"- {MarkdownText.Code(string.Create(CultureInfo.InvariantCulture, $"{report.FromRepositoryRoot(setting.Location)}:{setting.Location.Start.Line}"))} {MarkdownText.Code(setting.Path)}: {MarkdownText.Of(setting.Why)}")]);
    }

    private static string Verdict(Report report) => report.Passes ? "✅ pass" : "❌ fail";

    private static void WriteFindings(Note note, Report report, string title, IReadOnlyList<Finding> findings, bool isFolded)
    {
        // The worst first: what does not fit is left out at the end.
        note.Section($"{title} ({findings.Count})", isFolded, [.. findings.OrderByDescending(static finding => finding.Severity).Select(finding => Entry(report, finding))]);
    }

    private static string Entry(Report report, Finding finding)
    {
        var path = report.FromRepositoryRoot(finding.Location);
        var place = MarkdownText.Code(string.Create(CultureInfo.InvariantCulture, $"{path}:{finding.Location.Start.Line}"));
        place = report.Source is { } source ? $"[{place}]({source.Link(path, finding.Location)})" : place;
        var rule = finding.Rule.HelpUri.Length == 0 ? MarkdownText.Of(finding.Rule.Id) : $"[{MarkdownText.Of(finding.Rule.Id)}]({finding.Rule.HelpUri})";
        var accepted = (finding.Waiver ?? finding.Suppression ?? finding.Baseline) is { } reason
            ? $"<br>{(finding.Waiver is not null ? "Waived" : finding.Suppression is not null ? "Suppressed" : "Baseline")}: {MarkdownText.Of(reason.Reason)}{Until(report, reason.Until)}"
            : "";
        return $"- {Mark(finding.Severity)} **{rule}** {place}: {MarkdownText.Of(finding.Message)}<br>Fix: {MarkdownText.Of(finding.Remediation)}{accepted}";
    }

    private static string Until(Report report, string? until) => until is null ? "" : $" (until {MarkdownText.Of(until)}{report.DaysLeft(until)})";

    private static string Mark(Severity severity) => severity switch
    {
        Severity.Error => "🔴 error",
        Severity.Warning => "🟠 warning",
        _ => "🔵 note",
    };

    private static void WriteFixed(Note note, IReadOnlyList<EarlierFinding> findings) => note.Section($"Fixed ({findings.Count})", isFolded: true, [
        .. findings.Select(static finding => $"- 🟢 ~~**{MarkdownText.Of(finding.Rule)}** {MarkdownText.Code(finding.File)}: {MarkdownText.Of(finding.Message)}~~")]);

    private static void WriteGaps(Note note, Report report) => note.Section($"Not evaluated ({report.Result.NotEvaluated.Length})", isFolded: true, [
        .. report.Result.NotEvaluated.Select(gap =>
            $"- {MarkdownText.Code(string.Create(CultureInfo.InvariantCulture, $"{report.FromRepositoryRoot(gap.Location)}:{gap.Location.Start.Line}"))} {MarkdownText.Of(gap.What)}: {MarkdownText.Of(gap.Why)} ({(gap.Rules.IsEmpty ? "all rules" : string.Join(", ", gap.Rules))})")]);

    /// <summary>A text that stops growing before it is too long.</summary>
    private sealed class Note(int longest)
    {
        private readonly StringBuilder text = new();
        private int dropped;

        public void Line(string line) => TryAdd(line + "\n");

        public void Section(string title, bool isFolded, string[] entries)
        {
            if (entries.Length == 0 || !TryAdd(isFolded ? $"<details><summary>{title}</summary>\n\n" : $"**{title}**\n\n"))
            {
                dropped += entries.Length;
                return;
            }

            foreach (var entry in entries)
            {
                dropped += TryAdd(entry + "\n") ? 0 : 1;
            }

            // Room for the end was kept.
            text.Append(isFolded ? "\n</details>\n\n" : "\n");
        }

        public string Finish()
        {
            if (dropped > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"{dropped} more {(dropped == 1 ? "entry does" : "entries do")} not fit here; the other reports of this run hold everything.\n");
            }

            return text.ToString().TrimEnd('\n') + "\n";
        }

        private bool TryAdd(string part)
        {
            if (text.Length + part.Length > longest)
            {
                return false;
            }

            text.Append(part);
            return true;
        }
    }
}

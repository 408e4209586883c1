using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Reports;

/// <summary>Workflow commands that GitHub Actions turns into annotations of the changed files.</summary>
/// <remarks>
/// GitHub shows at most 10 errors, 10 warnings and 10 notices of a step, so the worst come first. Source: GitHub documentation, "Workflow commands for GitHub
/// Actions"; the escapes are those of the toolkit's <c>command.ts</c>.
/// </remarks>
public sealed class GitHubReport : ReportFormat
{
    /// <inheritdoc/>
    public override string Name => "github";

    /// <inheritdoc/>
    public override void Write(IReadOnlyList<Report> services, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        foreach (var severity in (Severity[])[Severity.Error, Severity.Warning, Severity.Note])
        {
            foreach (var report in services)
            {
                WriteFindings(writer, report, severity);
            }
        }

        foreach (var report in services)
        {
            foreach (var gap in report.Result.NotEvaluated)
            {
                var place = string.Create(CultureInfo.InvariantCulture, $"file={Property(report.FromRepositoryRoot(gap.Location))},line={gap.Location.Start.Line}");
                writer.WriteLine($"::notice {place},title=Not evaluated::{Message($"{gap.What}: {gap.Why}")}");
            }

            writer.WriteLine(PrintableText.OneLine(Summary.Line(report)));
        }
    }

    private static void WriteFindings(StreamWriter writer, Report report, Severity severity)
    {
        foreach (var finding in report.Result.Findings)
        {
            if (!finding.IsOpen || finding.Severity != severity)
            {
                continue;
            }

            var (start, end) = (finding.Location.Start, finding.Location.End);
            var place = new StringBuilder();
            place.Append(CultureInfo.InvariantCulture, $"file={Property(report.FromRepositoryRoot(finding.Location))},line={start.Line}");
            if (end.Line > start.Line)
            {
                // A column is taken for one of the first line only.
                place.Append(CultureInfo.InvariantCulture, $",endLine={(end.Column == 1 ? end.Line - 1 : end.Line)}");
            }
            else
            {
                place.Append(CultureInfo.InvariantCulture, $",col={start.Column},endColumn={Math.Max(start.Column, end.Column)}");
            }

            var command = severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "notice" };
            writer.WriteLine($"::{command} {place},title={Property($"{finding.Rule.Id} {finding.Rule.Title}")}::{Message(finding.Message + ". " + finding.Remediation)}");
        }
    }

    /// <summary>A message of one line. A repository's text must not begin a command of its own.</summary>
    private static string Message(string text) => PrintableText.OneLine(text).Replace("%", "%25", StringComparison.Ordinal);

    private static string Property(string text) => Message(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}

using System.Collections.Generic;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Findings;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Reports;

/// <summary>GitLab's Code Quality report: a JSON array of open findings. Accepted ones are left out, as GitLab has no word for them.</summary>
/// <remarks>Source: GitLab documentation, "Code Quality report format". GitLab drops every entry after one that lacks a required member.</remarks>
public sealed class CodeQualityReport : ReportFormat
{
    /// <inheritdoc/>
    public override string Name => "codequality";

    /// <inheritdoc/>
    public override bool TellsReadiness => false;

    /// <inheritdoc/>
    public override void Write(IReadOnlyList<Report> services, Stream output) => JsonFormat.Write(output, writer =>
    {
        // Findings of a file that belongs to several services are shown once, as GitLab does with equal fingerprints.
        var shown = new HashSet<string>(System.StringComparer.Ordinal);
        writer.WriteStartArray();
        foreach (var (report, finding) in services.SelectMany(static report => report.Result.Findings.Select(finding => (report, finding))))
        {
            var path = report.FromRepositoryRoot(finding.Location);
            var fingerprint = services.Count == 1 ? finding.Fingerprint : Fingerprint.Within(path, finding.Fingerprint);
            if (!finding.IsOpen || !shown.Add(fingerprint))
            {
                continue;
            }

            writer.WriteStartObject();
            writer.WriteString("description", $"{finding.Rule.Id}: {finding.Message}. {finding.Remediation}");
            writer.WriteString("check_name", finding.Rule.Id + " " + finding.Rule.Name);
            writer.WriteString("fingerprint", fingerprint);
            writer.WriteString("severity", SeverityWord(finding.Severity, finding.Rule.Risk));
            writer.WriteStartObject("location");
            writer.WriteString("path", path);
            writer.WriteStartObject("lines");
            writer.WriteNumber("begin", finding.Location.Start.Line);
            writer.WriteNumber("end", finding.Location.End.Line);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    /// <summary>Contract, section 5: note info, warning minor, error low and medium major, high critical, critical blocker.</summary>
    private static string SeverityWord(Severity severity, Risk risk) => (severity, risk) switch
    {
        (Severity.Note, _) => "info",
        (Severity.Warning, _) => "minor",
        (_, Risk.Critical) => "blocker",
        (_, Risk.High) => "critical",
        _ => "major",
    };
}

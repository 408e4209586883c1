using System.IO;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Reports;

/// <summary>GitLab's Code Quality report: a JSON array of open findings. Accepted ones are left out, as GitLab has no word for them.</summary>
/// <remarks>Source: GitLab documentation, "Code Quality report format". GitLab drops every entry after one that lacks a required member.</remarks>
public sealed class CodeQualityReport : ReportFormat
{
    /// <inheritdoc/>
    public override string Name => "codequality";

    /// <inheritdoc/>
    public override void Write(Report report, Stream output) => JsonFormat.Write(output, writer =>
    {
        writer.WriteStartArray();
        foreach (var finding in report.Result.Findings)
        {
            if (!finding.IsOpen)
            {
                continue;
            }

            writer.WriteStartObject();
            writer.WriteString("description", $"{finding.Rule.Id}: {finding.Message}. {finding.Remediation}");
            writer.WriteString("check_name", finding.Rule.Id + " " + finding.Rule.Name);
            writer.WriteString("fingerprint", finding.Fingerprint);
            writer.WriteString("severity", SeverityWord(finding.Severity, finding.Rule.Risk));
            writer.WriteStartObject("location");
            writer.WriteString("path", report.FromRepositoryRoot(finding.Location));
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

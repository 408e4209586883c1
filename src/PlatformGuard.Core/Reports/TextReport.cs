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

/// <summary>For people and for editors that read <c>path:line:column: severity id: message</c>.</summary>
public sealed class TextReport : ReportFormat
{
    /// <inheritdoc/>
    public override string Name => "text";

    /// <inheritdoc/>
    public override void Write(IReadOnlyList<Report> services, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        foreach (var report in services)
        {
            Write(writer, report);
        }
    }

    private static void Write(StreamWriter writer, Report report)
    {
        foreach (var finding in report.Result.Findings)
        {
            if (finding.IsOpen || report.Verbose)
            {
                Write(writer, report, finding);
            }
        }

        if (!report.Quiet)
        {
            WriteNotEvaluated(writer, report);
            WriteSummary(writer, report);
        }
    }

    private static void Write(StreamWriter writer, Report report, Finding finding)
    {
        var accepted = finding.Waiver is not null ? " (waived)" : finding.Suppression is not null ? " (suppressed)" : "";
        writer.Write(Paint(report, finding.Location.ToString(), "1"));
        writer.Write(": ");
        writer.Write(Paint(report, Report.Word(finding.Severity), Colour(finding.Severity)));
        writer.WriteLine($" {finding.Rule.Id}: {PrintableText.OneLine(finding.Message)}{accepted}");
        if (report.Quiet)
        {
            return;
        }

        writer.WriteLine("    " + Paint(report, "fix: ", "2") + PrintableText.OneLine(finding.Remediation));
        if (report.Verbose)
        {
            foreach (var related in finding.RelatedLocations)
            {
                writer.WriteLine($"    see: {related.Location}: {PrintableText.OneLine(related.Message)}");
            }

            if ((finding.Waiver ?? finding.Suppression) is { } reason)
            {
                writer.WriteLine($"    accepted: {PrintableText.OneLine(reason.Reason)}{(reason.Until is { } until ? " (until " + PrintableText.OneLine(until) + ")" : "")}");
            }

            writer.WriteLine("    help: " + finding.Rule.HelpUri);
            writer.WriteLine("    fingerprint: " + finding.Fingerprint);
        }
    }

    private static void WriteNotEvaluated(StreamWriter writer, Report report)
    {
        foreach (var gap in report.Result.NotEvaluated)
        {
            writer.WriteLine($"{gap.Location}: {Paint(report, "not evaluated", "35")}: {PrintableText.OneLine(gap.What)}: {PrintableText.OneLine(gap.Why)} ({(gap.Rules.IsEmpty ? "all rules" : string.Join(", ", gap.Rules))})");
        }
    }

    private static void WriteSummary(StreamWriter writer, Report report)
    {
        var result = report.Result;
        var errors = result.Count(Severity.Error);
        var warnings = result.Count(Severity.Warning);
        var notes = result.Count(Severity.Note);
        var waived = result.Findings.Count(static finding => finding.Waiver is not null);
        var suppressed = result.Findings.Count(static finding => !finding.IsOpen) - waived;
        if (result.Findings.Length + result.NotEvaluated.Length > 0)
        {
            writer.WriteLine();
        }

        var verdict = report.Passes ? Paint(report, "pass", "32") : Paint(report, "fail", "31");
        var name = result.Manifest.Name is { } named ? PrintableText.OneLine(named) : "no manifest";
        writer.WriteLine($"{verdict}: {Counted(errors, "error")}, {Counted(warnings, "warning")}, {Counted(notes, "note")}, {waived} waived, {suppressed} suppressed, {result.NotEvaluated.Length} not evaluated");
        writer.WriteLine($"{result.Role.Word()} {name}, stage {result.Stage.Word()}; {Counted(result.Inputs.Length, "file")} read");
    }

    private static string Counted(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    private static string Colour(Severity severity) => severity switch
    {
        Severity.Error => "31;1",
        Severity.Warning => "33;1",
        _ => "36",
    };

    private static string Paint(Report report, string text, string code) => report.Colour ? $"\e[{code}m{PrintableText.OneLine(text)}\e[0m" : PrintableText.OneLine(text);
}

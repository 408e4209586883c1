using System;
using System.Collections.Generic;
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
    public override bool TellsReadiness => false;

    /// <inheritdoc/>
    public override void Write(IReadOnlyList<Report> services, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        for (var index = 0; index < services.Count; index++)
        {
            if (services.Count > 1 && !services[index].Quiet)
            {
                writer.Write(index == 0 ? "" : "\n");
                writer.WriteLine(Paint(services[index], "service " + Summary.NameOf(services[index]), "1"));
            }

            Write(writer, services[index]);
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
            if (report.TellsReadiness)
            {
                TextReadiness.Write(writer, report, (text, code) => Paint(report, text, code));
            }

            TextReadiness.WriteList(writer, "policy settings that do not count:", report.Result.Policy.Ignored.Select(static setting => $"{setting.Location}: {setting.Path}: {setting.Why}"));
            WriteSummary(writer, report);
        }
    }

    private static void Write(StreamWriter writer, Report report, Finding finding)
    {
        var accepted = finding.Waiver is not null ? " (waived)" : finding.Suppression is not null ? " (suppressed)" : finding.Baseline is not null ? " (in the baseline)" : "";
        writer.Write(Paint(report, finding.Location.ToString(), "1"));
        writer.Write(": ");
        writer.Write(Paint(report, Report.Word(finding.Severity), Colour(finding.Severity)));
        writer.WriteLine($" {finding.Rule.Id}: {PrintableText.OneLine(finding.Message)}{accepted}");
        if (report.Quiet)
        {
            return;
        }

        // The steps to the next stage say what to do; findings say where.
        if (report.Verbose || !report.TellsReadiness || report.Result.Readiness is null)
        {
            var advice = WrappedText.Of(finding.Remediation, "    fix: ", 9);
            writer.WriteLine(string.Concat("    ", Paint(report, "fix: ", "2"), advice.AsSpan(9)));
        }

        if (report.Verbose)
        {
            foreach (var related in finding.RelatedLocations)
            {
                writer.WriteLine(WrappedText.Of($"{related.Location}: {related.Message}", "    see: ", 9));
            }

            if ((finding.Waiver ?? finding.Suppression ?? finding.Baseline) is { } reason)
            {
                writer.WriteLine(WrappedText.Of($"{reason.Reason}{(reason.Until is { } until ? $" (until {until}{report.DaysLeft(until)})" : "")}", "    accepted: ", 14));
            }

            if (finding.Rule.HelpUri.Length > 0)
            {
                writer.WriteLine("    help: " + finding.Rule.HelpUri);
            }

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
        if (result.Findings.Length + result.NotEvaluated.Length + result.Policy.Ignored.Length > 0 || (report.TellsReadiness && result.Readiness is not null))
        {
            writer.WriteLine();
        }

        var verdict = report.Passes ? Paint(report, "pass", "32") : Paint(report, "fail", "31");
        var name = result.Manifest.Name is { } named ? PrintableText.OneLine(named) : "no manifest";
        writer.WriteLine($"{verdict}: {Summary.Of(result).Words}");
        if (Comparison.Of(report) is { } comparison)
        {
            var delta = ReadinessWords.Delta(report);
            writer.WriteLine($"against the earlier report: {comparison.Words}{(delta.Length > 0 ? "; " + delta : "")}");
        }

        writer.WriteLine($"{result.Role.Word()} {name}, stage {result.Stage.Word()}; {Summary.Counted(Summary.FilesRead(result), "file")} read");
    }

    private static string Colour(Severity severity) => severity switch
    {
        Severity.Error => "31;1",
        Severity.Warning => "33;1",
        _ => "36",
    };

    private static string Paint(Report report, string text, string code) => report.Colour ? $"\e[{code}m{PrintableText.OneLine(text)}\e[0m" : PrintableText.OneLine(text);
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Reports;

/// <summary>Numbers over time: OpenMetrics text, for GitLab's metrics report and for Prometheus.</summary>
/// <remarks>Only gauges, so that readers of the older Prometheus format understand it too. Source: OpenMetrics 1.0.</remarks>
public sealed class OpenMetricsReport : ReportFormat
{
    /// <inheritdoc/>
    public override string Name => "openmetrics";

    /// <inheritdoc/>
    public override void Write(IReadOnlyList<Report> services, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        foreach (var family in Families())
        {
            writer.WriteLine($"# HELP {family.Name} {family.Help}");
            writer.WriteLine($"# TYPE {family.Name} gauge");
            foreach (var report in services)
            {
                foreach (var (labels, value) in family.Samples(report))
                {
                    var service = $"service=\"{Escaped(Summary.NameOf(report))}\"";
                    writer.WriteLine(FormattableString.Invariant($"{family.Name}{{{service}{string.Concat(labels.Select(static label => $",{label.Name}=\"{Escaped(label.Value)}\""))}}} {value}"));
                }
            }
        }

        writer.WriteLine("# EOF");
    }

    private static IEnumerable<Family> Families()
    {
        yield return new("platformguard_passed", "Whether the service passes: 1 or 0.", static report =>
            [([("role", report.Result.Role.Word()), ("stage", report.Result.Stage.Word()), ("version", Report.ToolVersion)], report.Passes ? 1 : 0)]);
        yield return new("platformguard_findings", "Open findings by severity.", static report =>
            ((Severity[])[Severity.Error, Severity.Warning, Severity.Note]).Select(severity => (Labels(("severity", Report.Word(severity))), report.Result.Count(severity))));
        yield return new("platformguard_rule_findings", "Open findings by rule.", static report => report.Result.Findings
            .Where(static finding => finding.IsOpen)
            .GroupBy(static finding => (finding.Rule, finding.Severity))
            .OrderBy(static group => group.Key.Rule.Id, StringComparer.Ordinal)
            .ThenByDescending(static group => group.Key.Severity)
            .Select(static group => (Labels(("rule", group.Key.Rule.Id), ("name", group.Key.Rule.Name), ("severity", Report.Word(group.Key.Severity))), group.Count())));
        yield return new("platformguard_accepted_findings", "Findings that a waiver, a comment or a baseline accepts.", static report =>
        [
            (Labels(("by", "waiver")), report.Result.Findings.Count(static finding => finding.Waiver is not null)),
            (Labels(("by", "comment")), report.Result.Findings.Count(static finding => finding.Waiver is null && finding.Suppression is not null)),
            (Labels(("by", "baseline")), report.Result.Findings.Count(static finding => finding.Waiver is null && finding.Suppression is null && finding.Baseline is not null)),
        ]);
        yield return new("platformguard_readiness_score", "Readiness, 0 to 100.", static report => report.Result.Readiness is { } readiness ? [([], readiness.Score)] : []);
        yield return new("platformguard_maturity_level", "Evaluated maturity, 0 to 5.", static report => report.Result.Readiness is { } readiness ? [([], readiness.Level)] : []);
        yield return new("platformguard_criteria", "Readiness criteria by outcome.", static report => report.Result.Readiness is { } readiness
            ? ReadinessWords.Order.Select(outcome => (Labels(("outcome", outcome.Word())), readiness.Criteria.Count(graded => graded.Outcome == outcome)))
            : []);
        yield return new("platformguard_not_evaluated", "Things that should have been judged and were not.", static report => [([], report.Result.NotEvaluated.Length)]);
    }

    private static (string Name, string Value)[] Labels(params (string Name, string Value)[] labels) => labels;

    private static string Escaped(string value) =>
        XmlText.Clean(value).Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private sealed record Family(string Name, string Help, Func<Report, IEnumerable<((string Name, string Value)[] Labels, int Value)>> SamplesOf)
    {
        public IEnumerable<((string Name, string Value)[] Labels, int Value)> Samples(Report report) => SamplesOf(report);
    }
}

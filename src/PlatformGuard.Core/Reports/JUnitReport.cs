using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Xml;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Grading;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Reports;

/// <summary>JUnit XML: a finding that fails the run is a failed test, an accepted one and what was not evaluated are skipped, a rule without findings passed.</summary>
/// <remarks>GitLab reads the content of <c>failure</c>, not its attributes, and shows the first of equal names only. Source: GitLab documentation, "Unit test reports".</remarks>
public sealed class JUnitReport : ReportFormat
{
    private static readonly XmlWriterSettings Settings = new() { Indent = true, NewLineChars = "\n", Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CloseOutput = false };

    /// <inheritdoc/>
    public override string Name => "junit";

    /// <inheritdoc/>
    public override void Write(IReadOnlyList<Report> services, Stream output)
    {
        var suites = services.Select(static report => (Report: report, Cases: Cases(report).ToList())).ToList();
        using (var writer = XmlWriter.Create(output, Settings))
        {
            writer.WriteStartElement("testsuites");
            writer.WriteAttributeString("name", "platformguard");
            WriteCounts(writer, suites.SelectMany(static suite => suite.Cases));
            foreach (var (report, cases) in suites)
            {
                writer.WriteStartElement("testsuite");
                writer.WriteAttributeString("name", XmlText.Clean(report.Result.Manifest.Name ?? report.Result.Role.Word()));
                WriteCounts(writer, cases);
                foreach (var test in cases)
                {
                    Write(writer, test);
                }

                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        output.WriteByte((byte)'\n');
    }

    private static IEnumerable<TestCase> Cases(Report report)
    {
        foreach (var finding in report.Result.Findings)
        {
            var name = $"{report.FromRepositoryRoot(finding.Location)}:{finding.Location.Start.Line}:{finding.Location.Start.Column}: {finding.Message}";
            yield return new TestCase(ClassName(finding.Rule), name, report.FromRepositoryRoot(finding.Location), Verdict(report, finding), Details(report, finding));
        }

        foreach (var graded in report.Result.Readiness?.Criteria ?? [])
        {
            var verdict = graded.Outcome switch { Outcome.Pass => TestVerdict.Passed, Outcome.Fail when graded.Blocks && graded.Criterion.RequiredFrom <= report.Result.Stage => TestVerdict.Failed, _ => TestVerdict.Skipped };
            var text = $"{ReadinessWords.Spoken(graded.Outcome)}: {graded.Criterion.Remediation}\n{string.Join('\n', graded.Evidence.Select(JsonReadiness.Text))}";
            yield return new TestCase("readiness " + Summary.NameOf(report), $"{graded.Criterion.Id}: {graded.Criterion.Title}", null, verdict, text);
        }

        foreach (var gap in report.Result.NotEvaluated)
        {
            var place = report.FromRepositoryRoot(gap.Location);
            yield return new TestCase("not evaluated", $"{place}:{gap.Location.Start.Line}: {gap.What}", place, TestVerdict.Skipped, $"{gap.Why} ({(gap.Rules.IsEmpty ? "all rules" : string.Join(", ", gap.Rules))})");
        }

        var told = report.Result.Findings.Select(static finding => finding.Rule.Id).Concat(report.Result.NotEvaluated.SelectMany(static gap => gap.Rules)).ToHashSet();
        foreach (var rule in RuleCatalogue.All)
        {
            if (!told.Contains(rule.Id) && rule.Implemented.HasFlag(Surfaces.Files) && rule.AppliesTo(report.Result.Role) && rule.SeverityAt(report.Result.Stage) != Severity.Off)
            {
                yield return new TestCase(ClassName(rule), "no finding in the files", null, TestVerdict.Passed, "");
            }
        }
    }

    private static string ClassName(Rule rule) => rule.Id == rule.Name ? rule.Id : rule.Id + " " + rule.Name;

    private static TestVerdict Verdict(Report report, Finding finding) =>
        !finding.IsOpen ? TestVerdict.Skipped : report.FailOn is { } failOn && finding.Severity >= failOn ? TestVerdict.Failed : TestVerdict.Advice;

    private static string Details(Report report, Finding finding)
    {
        var text = new StringBuilder();
        if ((finding.Waiver ?? finding.Suppression ?? finding.Baseline) is { } accepted)
        {
            text.Append(finding.Waiver is not null ? "waived: " : finding.Suppression is not null ? "suppressed: " : "baseline: ").Append(accepted.Reason);
            text.Append(accepted.Until is { } until ? " (until " + until + ")" : "").Append('\n');
        }

        text.Append(Report.Word(finding.Severity)).Append(' ').Append(finding.Rule.Id).Append(": ").Append(finding.Message).Append("\nfix: ").Append(finding.Remediation).Append('\n');
        foreach (var related in finding.RelatedLocations)
        {
            text.Append(CultureInfo.InvariantCulture, $"see: {report.FromRepositoryRoot(related.Location)}:{related.Location.Start.Line}: {related.Message}\n");
        }

        return finding.Rule.HelpUri.Length == 0 ? text.ToString() : text.Append("help: ").Append(finding.Rule.HelpUri).ToString();
    }

    private static void WriteCounts(XmlWriter writer, IEnumerable<TestCase> cases)
    {
        var verdicts = cases.Select(static test => test.Verdict).ToList();
        writer.WriteAttributeString("tests", verdicts.Count.ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString("failures", verdicts.Count(static verdict => verdict == TestVerdict.Failed).ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString("errors", "0");
        writer.WriteAttributeString("skipped", verdicts.Count(static verdict => verdict == TestVerdict.Skipped).ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString("time", "0");
    }

    private static void Write(XmlWriter writer, TestCase test)
    {
        writer.WriteStartElement("testcase");
        writer.WriteAttributeString("classname", XmlText.Clean(test.ClassName));
        writer.WriteAttributeString("name", XmlText.Clean(test.Name));
        if (test.File is { } file)
        {
            writer.WriteAttributeString("file", XmlText.Clean(file));
        }

        writer.WriteAttributeString("time", "0");
        var element = test.Verdict switch { TestVerdict.Failed => "failure", TestVerdict.Skipped => "skipped", TestVerdict.Advice => "system-out", _ => null };
        if (element is not null)
        {
            writer.WriteStartElement(element);
            if (test.Verdict != TestVerdict.Advice)
            {
                writer.WriteAttributeString("message", XmlText.Clean(test.Text.Split('\n')[0]));
            }

            writer.WriteString(XmlText.CleanLines(test.Text));
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private enum TestVerdict
    {
        Passed,
        Advice,
        Skipped,
        Failed,
    }

    private sealed record TestCase(string ClassName, string Name, string? File, TestVerdict Verdict, string Text);
}

using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using PlatformGuard.Core.Reports;

namespace PlatformGuard.Core.Tests.Reports;

/// <summary>Reports as their readers read them: schema validators, Prometheus' own parser, an XML parser that is not ours.</summary>
public sealed class FormatValidationTests
{
    [FactIfInstalled("xmllint")]
    public void JUnit_WithOneOfEverything_FitsTheSchema() => ValidateJUnit(SampleReport.Of());

    [FactIfInstalled("xmllint")]
    public void JUnit_WithAGrade_FitsTheSchema() => ValidateJUnit(SampleReport.Graded);

    [FactIfInstalled("xmllint")]
    public void JUnit_WithoutFindings_FitsTheSchema() => ValidateJUnit(SampleReport.Clean);

    [Fact]
    public void JUnit_Counts_AreThoseOfItsCases()
    {
        var suite = XDocument.Parse(ReportSnapshotTests.Write("junit", SampleReport.Of())).Root!.Elements("testsuite").Single();
        int Count(string name) => int.Parse(suite.Attribute(name)!.Value, CultureInfo.InvariantCulture);

        Assert.Equal(suite.Elements("testcase").Count(), Count("tests"));
        Assert.Equal((3, 3), (suite.Descendants("failure").Count(), Count("failures")));
        Assert.Equal((4, 4), (suite.Descendants("skipped").Count(), Count("skipped")));
        Assert.Contains(suite.Elements("testcase"), test => test.Attribute("classname")!.Value == "PG7007 no-health-probe" && !test.HasElements);
        Assert.DoesNotContain(suite.Elements("testcase"), test => test.Attribute("classname")!.Value.StartsWith("PG7001", StringComparison.Ordinal) && !test.HasElements);
    }

    /// <summary>GitLab shows the first of equal names only.</summary>
    [Fact]
    public void JUnit_Names_AreUnique()
    {
        var names = XDocument.Parse(ReportSnapshotTests.Write("junit", SampleReport.Of())).Descendants("testcase").Select(test => (test.Attribute("classname")!.Value, test.Attribute("name")!.Value)).ToList();

        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [FactIfInstalled("promtool")]
    public void OpenMetrics_IsReadByPrometheus()
    {
        var text = ReportSnapshotTests.Write("openmetrics", SampleReport.Graded);
        var (status, output) = Run("promtool", text, "check", "metrics");
        Assert.True(status == 0, output);

        // The strict reader of OpenMetrics wants a time at each sample, which a report has no use for.
        using var folder = new TemporaryFolder(("metrics.txt", string.Join('\n', text.TrimEnd('\n').Split('\n').Select(line => line.StartsWith('#') ? line : line + " 1")) + "\n"));
        (status, output) = Run("promtool", "", "tsdb", "create-blocks-from", "openmetrics", folder.At("metrics.txt"), folder.At("out"));
        Assert.True(status == 0, output);
    }

    [Fact]
    public void OpenMetrics_EndsAsTheFormatDemands() => Assert.EndsWith("\n# EOF\n", ReportSnapshotTests.Write("openmetrics", SampleReport.Of()), StringComparison.Ordinal);

    [Fact]
    public void Badge_IsWellFormedAndSaysItsTextAloud()
    {
        var svg = XDocument.Parse(ReportSnapshotTests.Write("badge", SampleReport.Of())).Root!;

        Assert.Equal("{http://www.w3.org/2000/svg}svg", svg.Name.ToString());
        Assert.Equal("platformguard: fail | 3 errors", svg.Attribute("aria-label")!.Value);
        Assert.Equal("platformguard: pass", XDocument.Parse(ReportSnapshotTests.Write("badge", SampleReport.Clean)).Root!.Attribute("aria-label")!.Value);
    }

    [Fact]
    public void GitHub_EveryLine_IsOneCommandOfItsOwn()
    {
        var lines = ReportSnapshotTests.Write("github", SampleReport.Of()).TrimEnd('\n').Split('\n');

        Assert.All(lines[..^1], line => Assert.Matches(@"^::(error|warning|notice) file=[^:,]+,line=\d+(,endLine=\d+|,col=\d+,endColumn=\d+)?,title=[^:,]+::.+$", line));
        Assert.Equal(["error", "error", "error", "warning", "notice", "notice", "notice"], lines[..^1].Select(line => line[2..line.IndexOf(' ', StringComparison.Ordinal)]));
        Assert.StartsWith("platformguard: fail: ", lines[^1], StringComparison.Ordinal);
    }

    private static void ValidateJUnit(Report report)
    {
        using var folder = new TemporaryFolder(("junit.xml", ReportSnapshotTests.Write("junit", report)));
        var (status, output) = Run("xmllint", "", "--noout", "--schema", RepositoryRoot.At("tests", "PlatformGuard.Core.Tests", "Reports", "junit.xsd"), folder.At("junit.xml"));

        Assert.True(status == 0, output);
    }

    private static (int Status, string Output) Run(string tool, string input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(InstalledTool.Find(tool)!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardInputEncoding = new UTF8Encoding(false) })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}

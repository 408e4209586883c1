using System.Collections.Generic;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Reports;

namespace PlatformGuard.Core.Tests.Reports;

public sealed class ComparisonTests
{
    [Fact]
    public void Report_AgainstItself_HasNothingNewOrFixed()
    {
        var comparison = Comparison.Of(SampleReport.Of() with { Earlier = Earlier(SampleReport.Of()) })!;

        Assert.Equal("0 new, 0 fixed, 5 still open", comparison.Words);
    }

    [Fact]
    public void Report_AgainstAnother_TellsNewFixedAndAccepted()
    {
        var then = SampleReport.Of();
        then = then with { Result = then.Result with { Findings = [.. then.Result.Findings.Select(finding => finding with { Waiver = null }).Where(finding => finding.Rule.Id != "PG7001")] } };
        var now = SampleReport.Of();
        now = now with { Result = now.Result with { Findings = [.. now.Result.Findings.Where(finding => finding.Rule.Id != "PG3001")] }, Earlier = Earlier(then) };

        var comparison = Comparison.Of(now)!;
        Assert.Equal(["PG7001"], comparison.New.Select(finding => finding.Rule.Id));
        Assert.Equal(["PG3001"], comparison.Fixed.Select(finding => finding.Rule));
        Assert.Equal(["PG7003"], comparison.Accepted.Select(finding => finding.Rule.Id));
        Assert.Equal("1 new, 1 fixed, 3 still open, 1 accepted since", comparison.Words);
    }

    [Fact]
    public void Report_WithoutAnEarlierOne_IsNotCompared() => Assert.Null(Comparison.Of(SampleReport.Of()));

    [Fact]
    public void Report_OnSeveralServices_IsReadByName()
    {
        var other = SampleReport.Clean with { Result = SampleReport.Clean.Result with { Manifest = SampleReport.Clean.Result.Manifest with { Name = "other" } } };
        var earlier = Read([SampleReport.Of(), other]);

        Assert.Equal(5, earlier.Of("suggested-reviewers")!.Open.Count);
        Assert.Empty(earlier.Of("other")!.Open);
        Assert.Null(earlier.Of("unknown"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"service": {"name": "a"}, "findings": [{}]}""")]
    [InlineData("""{"services": [1]}""")]
    public void File_ThatIsNoReport_IsRefused(string content)
    {
        using var folder = new TemporaryFolder(("report.json", content));

        Assert.Contains("is no report", Assert.Throws<InvalidInputException>(() => EarlierReport.Read(folder.At("report.json"))).Message, System.StringComparison.Ordinal);
    }

    internal static EarlierService Earlier(Report report) => Read([report]).Of(report.Result.Manifest.Name)!;

    private static EarlierReport Read(IReadOnlyList<Report> services)
    {
        using var folder = new TemporaryFolder();
        using (var output = File.Create(folder.At("report.json")))
        {
            ReportFormat.Find("json")!.Write(services, output);
        }

        return EarlierReport.Read(folder.At("report.json"));
    }
}

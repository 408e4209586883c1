using System.IO;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Reports;
using PlatformGuard.Core.Tests.Reports;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Findings;

public sealed class BaselineTests
{
    [Fact]
    public void Written_FindingsNobodyAccepted_AreAsAccepted() => Snapshot.Match(Write(SampleReport.Of()), "written");

    [Fact]
    public void Run_WithItsOwnBaseline_PassesAndStillTellsEverything()
    {
        var report = SampleReport.Of();
        var baseline = Read(Write(report));
        var result = baseline.Apply(report);

        Assert.True((report with { Result = result }).Passes);
        Assert.Equal(report.Result.Findings.Length, result.Findings.Length);
        Assert.Equal(0, baseline.Unused);
        Assert.Equal(2, result.Findings.Count(finding => finding.Baseline is null));
        Assert.Equal((0, 0, 0), (result.Count(Severity.Error), result.Count(Severity.Warning), result.Count(Severity.Note)));
    }

    [Fact]
    public void Report_InJson_IsABaselineToo()
    {
        var report = SampleReport.Of("");
        using var json = new MemoryStream();
        ReportFormat.Find("json")!.Write(report, json);

        Assert.True((report with { Result = Read(Encoding.UTF8.GetString(json.ToArray())).Apply(report) }).Passes);
    }

    /// <summary>The exception of a waived finding may be taken back later: then it is open again.</summary>
    [Fact]
    public void Report_WithAWaivedFinding_DoesNotAcceptItOnceMore()
    {
        var report = SampleReport.Of("");
        using var json = new MemoryStream();
        ReportFormat.Find("json")!.Write(report, json);
        var withoutWaivers = report with { Result = report.Result with { Findings = [.. report.Result.Findings.Select(finding => finding with { Waiver = null, Suppression = null })] } };

        var result = Read(Encoding.UTF8.GetString(json.ToArray())).Apply(withoutWaivers);
        Assert.Equal(["PG7003", "PG7008"], result.Findings.Where(finding => finding.IsOpen).Select(finding => finding.Rule.Id));
    }

    [Fact]
    public void Finding_WithAnotherFingerprintOrFile_StaysOpen()
    {
        var report = SampleReport.Of("");
        var baseline = Read("""{"findings": [{"file": ".gitlab-ci.yml", "fingerprint": "PG3001-8"}, {"file": "other.yml", "fingerprint": "PG3001-7"}]}""");

        Assert.All(baseline.Apply(report).Findings, finding => Assert.Null(finding.Baseline));
        Assert.Equal(2, baseline.Unused);
    }

    /// <summary>Two services of one repository may have the same file with the same mistake.</summary>
    [Fact]
    public void Finding_OfAnotherService_StaysOpen()
    {
        var baseline = Read(Write(SampleReport.Of("services/a/")));

        Assert.False((SampleReport.Of("services/b/") with { Result = baseline.Apply(SampleReport.Of("services/b/")) }).Passes);
        Assert.True((SampleReport.Of("services/a/") with { Result = baseline.Apply(SampleReport.Of("services/a/")) }).Passes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"findings": [{}]}""")]
    [InlineData("""{"findings": {"a": 1}}""")]
    [InlineData("""{"findings": [{"file": 1, "fingerprint": []}]}""")]
    public void File_ThatIsNoBaseline_IsRefused(string content) => Assert.Contains("is no baseline", Assert.Throws<InvalidInputException>(() => Read(content)).Message, System.StringComparison.Ordinal);

    [Fact]
    public void File_ThatIsMissing_IsRefused() => Assert.Throws<InvalidInputException>(() => Baseline.Read("/nowhere/baseline.json"));

    private static Baseline Read(string content)
    {
        using var folder = new TemporaryFolder(("baseline.json", content));
        return Baseline.Read(folder.At("baseline.json"));
    }

    private static string Write(Report report)
    {
        using var output = new MemoryStream();
        Baseline.Write([report], output);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}

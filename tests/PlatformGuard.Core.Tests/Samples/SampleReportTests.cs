using System;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reports;
using PlatformGuard.Core.Tests.Reports;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Samples;

/// <summary>What <c>platformguard grade</c> tells of each sample at each stage.</summary>
public sealed class SampleReportTests : IDisposable
{
    private static readonly string[] Stages = ["experiment", "beta", "ga"];

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string> SamplesAtStages
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var sample in SampleFindingsTests.Names)
            {
                foreach (var stage in Stages)
                {
                    pairs.Add(sample, stage);
                }
            }

            return pairs;
        }
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(SamplesAtStages))]
    public void Grade_OfASampleAtAStage_IsAsAccepted(string sample, string stage)
    {
        Copy(sample);
        var options = new CheckOptions { Today = new DateOnly(2026, 12, 1), Jobs = 2, Stage = Words.ParseStage(stage) };
        var report = new Report { Result = Checker.Check(folder.At(sample), options), Grades = true, Today = options.Today };
        var text = ReportSnapshotTests.Write("text", report);

        Assert.Empty(report.Result.Faults);
        Assert.All(text.Split('\n').Where(static line => line.StartsWith(' ')), static line => Assert.True(line.Length <= 80, line));
        Snapshot.Match(text, $"{sample}.{stage}.text");
        Snapshot.Match(ReportSnapshotTests.Write("json", report), $"{sample}.{stage}.json");
    }

    /// <summary>In a whole run, as in the arithmetic: waivers open every gate, and neither score nor level rises.</summary>
    [Fact]
    public void Grade_WithEverythingWaived_IsReadyAndScoresTheSame()
    {
        Copy("summarizer");
        var options = new CheckOptions { Today = new DateOnly(2026, 12, 1), Jobs = 2 };
        var before = Checker.Check(folder.At("summarizer"), options).Readiness!;
        var waivers = before.Criteria.Where(static graded => graded.Blocks).Select(static graded => $"    - {{id: {graded.Criterion.Id}, reason: accepted, owner: a, approvedBy: b, until: 2026-12-31}}\n");
        folder.Write("summarizer/service.yaml", File.ReadAllText(folder.At("summarizer/service.yaml")) + "  waivers:\n" + string.Concat(waivers));
        var after = Checker.Check(folder.At("summarizer"), options).Readiness!;

        Assert.Equal((Stage.Experiment, Stage.GenerallyAvailable), (before.ReadyFor, after.ReadyFor));
        Assert.Equal((before.Score, before.Level), (after.Score, after.Level));
        Assert.All(after.Exceptions, static exception => Assert.Equal(30, exception.DaysLeft));
    }

    /// <summary>The sample as it is committed: whether it was built here before must not show.</summary>
    private void Copy(string sample)
    {
        var files = Git.Run(RepositoryRoot.At("samples"), "ls-files", "-z").Split('\0', StringSplitOptions.RemoveEmptyEntries);
        foreach (var file in files.Where(file => !file.Contains('/', StringComparison.Ordinal) || file.StartsWith(sample + "/", StringComparison.Ordinal)))
        {
            folder.Write(file, File.ReadAllBytes(RepositoryRoot.At("samples", file)));
        }
    }
}

using System;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reports;
using PlatformGuard.Core.Tests.Reports;

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

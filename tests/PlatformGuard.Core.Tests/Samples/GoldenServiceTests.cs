using System;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Grading;
using PlatformGuard.Core.Reports;
using PlatformGuard.Core.Tests.Reports;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Samples;

/// <summary>A service that does everything right reaches every stage and level, by its own files and what people attest, without a single exception.</summary>
public sealed class GoldenServiceTests : IDisposable
{
    private static readonly CheckOptions Options = new() { Today = new DateOnly(2026, 12, 1), Jobs = 2 };

    private readonly TemporaryFolder folder = new();

    public GoldenServiceTests()
    {
        var source = RepositoryRoot.At("tests", "PlatformGuard.Core.Tests", "Samples", "golden");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            folder.Write(Path.GetRelativePath(source, file), File.ReadAllBytes(file));
        }
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Grade_OfAServiceThatDoesEverythingRight_ReachesGeneralAvailabilityWithoutAnException()
    {
        var result = Checker.Check(folder.Path, Options);
        var report = new Report { Result = result, Grades = true, Today = Options.Today };

        Assert.Empty(result.Faults);
        Assert.True(report.Passes);
        Assert.Equal((Stage.GenerallyAvailable, 100, 5), (result.Readiness!.ReadyFor, result.Readiness.Score, result.Readiness.Level));
        Assert.Empty(result.Readiness.Exceptions);
        Assert.Empty(result.Readiness.NextSteps);
        Assert.Empty(result.NotEvaluated);
        Assert.All(result.Readiness.Criteria, static graded => Assert.True(graded.Outcome is Outcome.Pass or Outcome.NotApplicable, graded.Criterion.Id));
        Snapshot.Match(ReportSnapshotTests.Write("text", report), "text");
    }

    /// <summary>Only what a person has to answer is attested: without attestations nothing else is missing.</summary>
    [Fact]
    public void Grade_WithoutAttestations_LacksNothingElse()
    {
        var manifest = File.ReadAllText(folder.At("service.yaml"));
        folder.Write("service.yaml", manifest[..manifest.IndexOf("  attestations:", StringComparison.Ordinal)]);
        var readiness = Checker.Check(folder.Path, Options).Readiness!;

        Assert.Equal(Stage.Experiment, readiness.ReadyFor);
        Assert.All(readiness.Criteria.Where(static graded => graded.Outcome is not (Outcome.Pass or Outcome.NotApplicable)), static graded => Assert.Equal(AnswerKind.Attested, graded.Criterion.Kind));
    }

    [Fact]
    public void Grade_AYearLater_AsksForNewAnswers()
    {
        var readiness = Checker.Check(folder.Path, Options with { Today = new DateOnly(2027, 12, 1) }).Readiness!;

        Assert.Equal(Stage.Experiment, readiness.ReadyFor);
        Assert.Contains(readiness.NextSteps, static step => step.Evidence.Any(static evidence => evidence.Text.EndsWith("on 2026-11-01, which is older than 365 days", StringComparison.Ordinal)));
    }
}

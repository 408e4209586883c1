using System;
using System.Linq;
using PlatformGuard.Core.Findings;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Manifests;

/// <summary>What a manifest in a real folder does to a run.</summary>
public sealed class CheckedManifestTests
{
    private const string Workload =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: app}
        spec:
          template:
            spec:
              containers:
                - name: app
                  image: registry.example.com/app:latest
        """;

    private static readonly CheckOptions Options = new() { Today = new DateOnly(2027, 1, 31) };

    private static string Open(CheckResult result) =>
        string.Join(' ', result.Findings.Where(finding => finding.IsOpen && finding.Rule.Id == "PG7010").Select(finding => finding.Location.ToString()));

    private static CheckResult Check(string manifest, string below = "", params (string Path, string Content)[] more)
    {
        using var folder = new TemporaryFolder([("service.yaml", manifest), ("deploy/app.yaml", Workload), ("fixtures/app.yaml", Workload), (".git/HEAD", "ref: refs/heads/main\n"), .. more]);
        return Checker.Check(folder.At(below), Options);
    }

    [Fact]
    public void Check_WhenTheManifestDeclaresAStage_ItDecides()
    {
        var result = Check(ManifestTexts.Smallest.Replace("stage: experiment", "stage: ga", StringComparison.Ordinal));
        Assert.Equal((Stage.GenerallyAvailable, Role.Service), (result.Stage, result.Role));
        Assert.True(result.Manifest.IsValid);
        Assert.Equal(Role.MainApplication, Check(ManifestTexts.MainApplication).Role);
    }

    [Theory]
    [InlineData("attestations: [{criterion: load-tested, by: a, on: 2027-01-01}]", "")]
    [InlineData("attestations: [{criterion: laod-tested, by: a, on: 2027-01-01}]", "Error: 'spec.attestations[0].criterion': there is no criterion 'laod-tested'; did you mean 'load-tested'?")]
    [InlineData("attestations: [{criterion: load-tested, by: a, on: 2027-01-01}, {criterion: runbook, by: a, on: 2027-01-01}]", "Note: 'spec.attestations[1].criterion': 'runbook' is not answered by an attestation, so this one counts for nothing")]
    [InlineData("attestations: [{criterion: game-day, by: a, on: 2027-01-01}]", "")]
    public void Check_WhenAnAttestationAnswersNothing_SaysSo(string spec, string expected)
    {
        var result = Check(ManifestTexts.WithSpec(spec), more: ("platformguard.yaml", "criteria: [{id: game-day, title: Game day, requiredFrom: ga, answeredBy: {attestation: 90}}]\n"));
        Assert.Equal(expected, string.Join('\n', result.Findings.Where(static finding => finding.Rule.Id == "PG8001").Select(static finding => $"{finding.Severity}: {finding.Message}")));
    }

    [Fact]
    public void Check_WhenTheManifestExcludesFiles_TheyAreNotRead()
    {
        Assert.Equal("deploy/app.yaml:9:18 fixtures/app.yaml:9:18", Open(Check(ManifestTexts.Smallest)));
        Assert.Equal("deploy/app.yaml:9:18", Open(Check(ManifestTexts.WithSpec("exclude: [fixtures/]"))));
    }

    [Fact]
    public void Check_WhenTheManifestLiesAbove_ItsGlobsAreStillItsOwn()
    {
        var excluded = Check(ManifestTexts.WithSpec("exclude: [deploy/app.yaml]"), "deploy");
        Assert.Equal("../service.yaml", excluded.Manifest.Path);
        Assert.Equal("", Open(excluded));
        Assert.Equal("app.yaml:9:18", Open(Check(ManifestTexts.WithSpec("exclude: [fixtures/app.yaml]"), "deploy")));
    }

    [Theory]
    [InlineData("{id: PG7010, path: deploy/**, reason: mirrored, until: 2027-01-31}", "fixtures/app.yaml:9:18")]
    [InlineData("{id: PG7010, path: deploy/**, reason: mirrored, until: 2027-01-30}", "deploy/app.yaml:9:18 fixtures/app.yaml:9:18")]
    [InlineData("{id: PG7010, pth: deploy/**, reason: mirrored}", "deploy/app.yaml:9:18 fixtures/app.yaml:9:18")]
    [InlineData("{id: PG7010, reason: mirrored}", "")]
    public void Check_WhenTheManifestWaives_TheFindingStaysAndIsNotOpen(string waiver, string open)
    {
        var result = Check(ManifestTexts.WithSpec($"waivers: [{waiver}]"));
        Assert.Equal(open, Open(result));
        Assert.Equal(2, result.Findings.Count(finding => finding.Rule.Id == "PG7010"));
        Assert.All(result.Findings, finding => Assert.Equal(Fingerprint.Length, finding.Fingerprint.Length));
    }

    [Fact]
    public void Check_WhenACommentAllows_TheFindingIsSuppressed()
    {
        var result = Check(ManifestTexts.Smallest, "", ("deploy/other.yaml", Workload.Replace(":latest", ":latest  # platformguard:allow PG7010 reason=\"mirrored\"", StringComparison.Ordinal)));
        Assert.Equal("mirrored", result.Findings.Single(finding => finding.Rule.Id == "PG7010" && finding.Location.File == "deploy/other.yaml").Suppression?.Reason);
    }

    [Fact]
    public void Check_WhenTheManifestItselfHoldsAnAllow_ItCounts()
    {
        var result = Check(ManifestTexts.Smallest + "\n  legacy: 1  # platformguard:allow PG8001 reason=\"read by the old tool\" until=2027-02-28\n");
        Assert.Equal("read by the old tool", result.Findings.Single(finding => finding.Rule.Id == "PG8001").Suppression?.Reason);
    }

    [Fact]
    public void Check_WhenThereIsNoManifest_EverythingElseIsChecked()
    {
        using var folder = new TemporaryFolder(("deploy/app.yaml", Workload), ("service.yaml", "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: a}\n"));
        var result = Checker.Check(folder.Path, Options);
        Assert.Equal("service.yaml:1:1", result.Findings.Single(finding => finding.Rule.Id == "PG8001").Location.ToString());
        Assert.Equal("deploy/app.yaml:9:18", Open(result));
        Assert.Contains(result.NotEvaluated, gap => gap.Rules.Contains("PG8002"));
    }
}

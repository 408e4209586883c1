using System;
using System.IO;
using System.Text.Json;

namespace PlatformGuard.Cli.Tests;

/// <summary>Options that narrow, compare, take in and mend, as users give them.</summary>
public sealed class NarrowingTests : IDisposable
{
    private const string Manifest = """
        apiVersion: platformguard/v1
        kind: Service
        metadata: {name: app, owner: group::test}
        spec:
          stage: experiment
          image: registry.example.com/app:1.0.0
          resources: {cpu: 500m, memory: 512Mi, limits: {memory: 1Gi}}
          environments: {staging: {}, production: {}}
          observability: {slis: [{name: requests, source: platform, availability: 99.5%}]}

        """;

    /// <summary>What a service's repository has besides: a pipeline that deploys.</summary>
    private const string Pipeline = "deploy-staging:\n  stage: deploy\n  environment: staging\n  script: [./deploy.sh staging]\n  rules:\n    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH\n";

    private const string NodePort = "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: NodePort, ports: [{port: 1}]}\n";

    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: app}\nspec:\n  containers:\n  - name: app\n    image: registry.example.com/app:1.0.0\n";

    private readonly TemporaryFolder service = new(("service.yaml", Manifest), (".gitlab-ci.yml", Pipeline), ("deploy/entry.yaml", NodePort));
    private readonly TemporaryFolder target = new();

    public void Dispose()
    {
        service.Dispose();
        target.Dispose();
    }

    [Fact]
    public void Baseline_WrittenAndUsed_LetsOldFindingsPassAndNewOnesFail()
    {
        var baseline = target.At("sub/baseline.json");
        Assert.Equal(1, Outcome.Of("check", service.Path, "--write-baseline", baseline).Status);
        var known = Outcome.Of("check", service.Path, "--baseline", baseline);
        Assert.Equal((0, ""), (known.Status, known.Error));
        Assert.Contains("1 suppressed", known.Output, StringComparison.Ordinal);

        service.Write("deploy/more.yaml", NodePort);
        var fresh = Outcome.Of("check", service.Path, "--baseline", baseline, "--quiet");
        Assert.Equal(1, fresh.Status);
        Assert.StartsWith("deploy/more.yaml:4:", fresh.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("deploy/entry.yaml", fresh.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Baseline_WhoseFindingsAreGone_SaysSo()
    {
        Outcome.Of("check", service.Path, "--write-baseline", target.At("b.json"));
        File.Delete(service.At("deploy/entry.yaml"));

        Assert.Contains("1 of the baseline's findings are gone", Outcome.Of("check", service.Path, "--baseline", target.At("b.json")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Since_InJsonOfARepository_TellsOnlyWhatChanged()
    {
        Git.Run(service.Path, "init", "-q");
        Git.Run(service.Path, "add", "-A");
        Git.Run(service.Path, "commit", "-q", "-m", "first");
        Assert.Equal(0, Outcome.Of("check", service.Path, "--since", "HEAD").Status);
        service.Write("deploy/more.yaml", NodePort);

        using var json = JsonDocument.Parse(Outcome.Of("check", service.Path, "--since", "HEAD", "--format", "json").Output);
        Assert.All(json.RootElement.GetProperty("findings").EnumerateArray(), finding => Assert.Equal("deploy/more.yaml", finding.GetProperty("location").GetProperty("file").GetString()));
        Assert.NotEmpty(json.RootElement.GetProperty("findings").EnumerateArray());
    }

    [Theory]
    [InlineData("--since", "HEAD", "the checked folder is in no git repository")]
    [InlineData("--baseline", "nowhere.json", "cannot read the baseline 'nowhere.json'")]
    [InlineData("--sarif", "nowhere.sarif", "there is no SARIF log 'nowhere.sarif'")]
    [InlineData("--compare", "nowhere.json", "cannot read the report 'nowhere.json'")]
    [InlineData("--write-baseline", "/dev/null/b.json", "cannot write the baseline '/dev/null/b.json'")]
    public void Option_ThatCannotBeUsed_IsStatus2WithTheReason(string option, string value, string message)
    {
        var outcome = Outcome.Of("check", service.Path, option, value);

        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Compare_WithAnEarlierReport_TellsWhatChanged()
    {
        Outcome.Of("check", service.Path, "--report", "json=" + target.At("then.json"));
        service.Write("deploy/more.yaml", NodePort);
        File.Delete(service.At("deploy/entry.yaml"));

        Assert.Contains("against the earlier report: 1 new, 1 fixed, 0 still open", Outcome.Of("check", service.Path, "--compare", target.At("then.json")).Output, StringComparison.Ordinal);
        Assert.Contains("**1 new, 1 fixed, 0 still open**", Outcome.Of("check", service.Path, "--compare", target.At("then.json"), "--format", "markdown").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Sarif_OfAnotherTool_FailsTheRunAsOurFindingsDo()
    {
        using var clean = new TemporaryFolder(("service.yaml", Manifest), (".gitlab-ci.yml", Pipeline), ("a.py", "print(1)\n"));
        target.Write("log.sarif", """{"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "Scanner"}}, "results": [{"ruleId": "SC1", "level": "error", "message": {"text": "Bad"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "a.py"}, "region": {"startLine": 1}}}]}]}]}""");
        var outcome = Outcome.Of("check", clean.Path, "--sarif", target.At("log.sarif"), "--quiet");

        Assert.Equal((1, "a.py:1:1: error SC1: Bad\n"), (outcome.Status, outcome.Output));
    }

    [Fact]
    public void Diff_ShowsWhatFixThenDoes()
    {
        service.Write("deploy/pod.yaml", Pod);
        var diff = Outcome.Of("check", service.Path, "--diff");
        Assert.Equal(1, diff.Status);
        Assert.StartsWith("--- a/deploy/pod.yaml\n+++ b/deploy/pod.yaml\n@@ -5,3 +5,9 @@\n", diff.Output, StringComparison.Ordinal);
        Assert.Equal("platformguard: 1 finding would be fixed in 1 file\n", diff.Error);
        Assert.Equal(Pod, File.ReadAllText(service.At("deploy/pod.yaml")));

        var fix = Outcome.Of("check", service.Path, "--fix");
        Assert.Equal("platformguard: 1 finding fixed in 1 file\n", fix.Error);
        Assert.DoesNotContain("PG7004: Container 'app' has no CPU request", fix.Output, StringComparison.Ordinal);
        Assert.Contains("        memory: 512Mi\n", File.ReadAllText(service.At("deploy/pod.yaml")), StringComparison.Ordinal);
        Assert.Equal("platformguard: 0 findings fixed in 0 files\n", Outcome.Of("check", service.Path, "--fix").Error);
    }

    [FactIfInstalled("script")]
    public void Progress_IsForTerminalsOnly()
    {
        var run = $"dotnet '{Outcome.Executable}' check '{service.Path}'";
        const string Terminal = "unset CI NO_COLOR; export TERM=xterm; ";

        // Whatever was shown on a slow machine is erased before the result.
        var output = Outcome.OfProgram("script", service.Path, null, "-qec", Terminal + run, "/dev/null").Output;
        Assert.DoesNotContain(" … ", output[Math.Max(0, output.LastIndexOf("\r\e[K", StringComparison.Ordinal))..], StringComparison.Ordinal);
        Assert.DoesNotContain("\r", Outcome.OfProgram("bash", service.Path, null, "-c", Terminal + run + " 2>&1 | cat").Output, StringComparison.Ordinal);
    }
}

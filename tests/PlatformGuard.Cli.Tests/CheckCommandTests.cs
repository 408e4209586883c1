using System;
using System.IO;
using System.Text.Json;
using System.Threading;
using PlatformGuard.Core;

namespace PlatformGuard.Cli.Tests;

public sealed class CheckCommandTests : IDisposable
{
    private const string Manifest = """
        apiVersion: platformguard/v1
        kind: Service
        metadata: {name: sample, owner: group::test}
        spec:
          stage: experiment
          image: registry.example.com/app:1.0.0
          environments: {staging: {}, production: {}}
          observability: {slis: [{name: requests, source: platform, availability: 99.5%}]}

        """;

    /// <summary>What a service's repository has besides: a pipeline that deploys.</summary>
    private const string Pipeline = "deploy-staging:\n  stage: deploy\n  environment: staging\n  script: [./deploy.sh staging]\n  rules:\n    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH\n";

    // One error (PG9001 of a CI file) and one warning (PG9001 of another file).
    private readonly TemporaryFolder broken = new(("service.yaml", Manifest), (".gitlab-ci.yml", "a: [\n"), ("deploy/app.yaml", "a: 1\nb: [\n"));
    private readonly TemporaryFolder clean = new(("service.yaml", Manifest), (".gitlab-ci.yml", Pipeline), ("deploy/app.yaml", "a: 1\n"));
    private readonly TemporaryFolder warned = new(("service.yaml", Manifest), (".gitlab-ci.yml", Pipeline), ("deploy/app.yaml", "a: 1\nb: [\n"));

    public void Dispose()
    {
        broken.Dispose();
        clean.Dispose();
        warned.Dispose();
    }

    [Fact]
    public void Check_OfACleanService_IsStatus0AndAResultOnStandardOutput()
    {
        var outcome = Outcome.Of("check", clean.Path);

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
        Assert.StartsWith("pass: 0 errors, ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("service sample, stage experiment", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WithFindings_IsStatus1AndNothingOnStandardError()
    {
        var outcome = Outcome.Of("check", broken.Path);

        Assert.Equal((1, ""), (outcome.Status, outcome.Error));
        Assert.Contains(".gitlab-ci.yml:", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(": error PG9001: ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("deploy/app.yaml:", outcome.Output, StringComparison.Ordinal);
        Assert.Contains(": warning PG9001: ", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error", 0)]
    [InlineData("warning", 1)]
    [InlineData("note", 1)]
    [InlineData("never", 0)]
    public void FailOn_DecidesTheStatus(string failOn, int status) => Assert.Equal(status, Outcome.Of("check", warned.Path, "--fail-on", failOn).Status);

    [Fact]
    public void FailOn_Never_IsStatus0EvenWithErrors() => Assert.Equal(0, Outcome.Of("check", broken.Path, "--fail-on", "never").Status);

    [Theory]
    [InlineData("json")]
    [InlineData("sarif")]
    [InlineData("codequality")]
    public void Format_OfAMachine_IsJsonAndNothingElse(string format)
    {
        var outcome = Outcome.Of("check", broken.Path, "--format", format, "--verbose");

        using var json = JsonDocument.Parse(outcome.Output);
        Assert.Equal(1, outcome.Status);
        Assert.EndsWith("\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfSeveralFormats_AreWrittenBesideStandardOutput()
    {
        using var target = new TemporaryFolder();
        var outcome = Outcome.Of("check", broken.Path, "--report", "json=" + target.At("deep/er/a.json"), "--report", "codequality=" + target.At("b=c.json"), "--quiet");

        Assert.Equal(1, outcome.Status);
        Assert.Equal(Outcome.Of("check", broken.Path, "--format", "json").Output, File.ReadAllText(target.At("deep/er/a.json")));
        Assert.Equal(Outcome.Of("check", broken.Path, "--format", "codequality").Output, File.ReadAllText(target.At("b=c.json")));
        Assert.Equal(2, outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("json", "is not FORMAT=FILE")]
    [InlineData("json=", "is not FORMAT=FILE")]
    [InlineData("=a.json", "is not FORMAT=FILE")]
    [InlineData("yaml=a", "text, json, sarif, codequality")]
    [InlineData("json=/dev/null/a", "cannot write the report")]
    public void Report_ThatCannotBeWritten_IsStatus2WithTheReason(string value, string message) =>
        AssertRefused(Outcome.Of("check", clean.Path, "--report", value), message);

    [Theory]
    [InlineData("--format", "xml", "--format: 'xml' is none of text, json, sarif, codequality")]
    [InlineData("--format", "jsn", "did you mean 'json'?")]
    [InlineData("--stage", "GA", "--stage: 'GA' is none of experiment, beta, ga")]
    [InlineData("--role", "services", "did you mean 'service'?")]
    [InlineData("--fail-on", "errors", "did you mean 'error'?")]
    [InlineData("--fail-on", "", "is none of")]
    [InlineData("--rule", "PG7O01", "there is no rule 'PG7O01'; did you mean 'PG7001'?")]
    [InlineData("--rule", "secret-litteral", "did you mean 'secret-literal'?")]
    [InlineData("--rule", "nonsense", "'platformguard rules' lists them")]
    [InlineData("--jobs", "0", "--jobs must be at least 1")]
    [InlineData("--jobs", "-3", "--jobs must be at least 1")]
    [InlineData("--jobs", "many", "'many'")]
    [InlineData("--today", "2026-13-01", "is not a date of the form yyyy-MM-dd")]
    [InlineData("--today", "01/02/2026", "is not a date of the form yyyy-MM-dd")]
    [InlineData("--manifest", "nowhere.yaml", "there is no manifest 'nowhere.yaml'")]
    public void OptionValue_ThatIsWrong_IsStatus2WithTheReason(string option, string value, string message) =>
        AssertRefused(Outcome.Of("check", clean.Path, option, value), message);

    [Theory]
    [InlineData("--format")]
    [InlineData("--unknown")]
    public void Arguments_ThatCannotBeParsed_AreStatus2(string argument) =>
        AssertRefused(Outcome.Of("check", clean.Path, argument), "Try 'platformguard check --help'");

    [Fact]
    public void Command_ThatDoesNotExist_IsStatus2() => AssertRefused(Outcome.Of("chek"), "Try 'platformguard --help'");

    [Fact]
    public void Path_ThatDoesNotExist_IsStatus2() => AssertRefused(Outcome.Of("check", clean.At("missing")), "there is no folder");

    [Fact]
    public void Path_OfAFile_IsStatus2() => AssertRefused(Outcome.Of("check", clean.At("service.yaml")), "is a file; give the folder to check");

    [Fact]
    public void Path_OfAnEmptyFolder_MissesTheManifestOnly()
    {
        using var empty = new TemporaryFolder();
        var outcome = Outcome.Of("check", empty.Path, "--format", "json");

        using var json = JsonDocument.Parse(outcome.Output);
        var finding = Assert.Single(json.RootElement.GetProperty("findings").EnumerateArray());
        Assert.Equal((1, "PG8001", "service.yaml"), (outcome.Status, finding.GetProperty("rule").GetString(), finding.GetProperty("location").GetProperty("file").GetString()));
    }

    [Fact]
    public void Rule_GivenSeveralWays_NarrowsFindingsAndStatus()
    {
        Assert.Equal(0, Outcome.Of("check", broken.Path, "--rule", "PG8001").Status);
        Assert.Equal(0, Outcome.Of("check", broken.Path, "--rule", "PG8001,PG8002", "--rule", "external-exposure").Status);
        Assert.Equal(1, Outcome.Of("check", broken.Path, "--rule", "pg9001").Status);
        Assert.Equal(1, Outcome.Of("check", broken.Path, "--rule", "unreadable-input", "--rule", "PG8001").Status);
    }

    [Fact]
    public void StageAndRole_OverrideTheManifests()
    {
        var outcome = Outcome.Of("check", clean.Path, "--stage", "ga", "--role", "main-application");

        Assert.Contains("main-application sample, stage ga", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Exclude_LeavesOutWhatItNames()
    {
        Assert.Equal(0, Outcome.Of("check", warned.Path, "--exclude", "deploy/", "--fail-on", "note").Status);
        Assert.DoesNotContain("PG9001", Outcome.Of("check", broken.Path, "--exclude", "deploy/", "--exclude", ".gitlab-ci.yml", "--fail-on", "note").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_OfACleanService_PrintsNothing() => Assert.Equal((0, "", ""), Values(Outcome.Of("check", clean.Path, "--quiet")));

    [Fact]
    public void Verbose_TellsTheTimeOnStandardError()
    {
        var outcome = Outcome.Of("check", broken.Path, "--verbose");

        Assert.Matches(@"^platformguard: \d+ ms\n$", outcome.Error);
        Assert.Contains("    fingerprint: ", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_AreForTerminalsOnly()
    {
        Assert.Contains('\e', Outcome.Run(["check", broken.Path], isTerminal: true, Checker.Check).Output);
        Assert.DoesNotContain('\e', Outcome.Run(["check", broken.Path, "--no-color"], isTerminal: true, Checker.Check).Output);
        Assert.DoesNotContain('\e', Outcome.Run(["check", broken.Path, "--format", "json"], isTerminal: true, Checker.Check).Output);
        Assert.DoesNotContain('\e', Outcome.Of("check", broken.Path).Output);
        using var target = new TemporaryFolder();
        Outcome.Run(["check", broken.Path, "--report", "text=" + target.At("a.txt")], isTerminal: true, Checker.Check);
        Assert.DoesNotContain('\e', File.ReadAllText(target.At("a.txt")));
    }

    [Fact]
    public void Paths_AreRelativeToTheFolderInJsonAndToTheRepositoryInCodeQuality()
    {
        using var repository = new TemporaryFolder(("services/a/service.yaml", Manifest), ("services/a/deploy/x.yaml", "a: [\n"));
        Git.Run(repository.Path, "init", "-q");

        Assert.Contains("\"file\": \"deploy/x.yaml\"", Outcome.Of("check", repository.At("services/a"), "--format", "json").Output, StringComparison.Ordinal);
        Assert.Contains("\"path\": \"services/a/deploy/x.yaml\"", Outcome.Of("check", repository.At("services/a"), "--format", "codequality").Output, StringComparison.Ordinal);
        Assert.Contains("\"uri\": \"services/a/deploy/x.yaml\"", Outcome.Of("check", repository.At("services/a/"), "--format", "sarif").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Manifest_GivenByOption_IsUsedInsteadOfTheOneFound()
    {
        using var other = new TemporaryFolder(("my.yaml", Manifest.Replace("name: sample", "name: other", StringComparison.Ordinal)));

        Assert.Contains("service other, ", Outcome.Of("check", clean.Path, "--manifest", other.At("my.yaml")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Fault_OfOneRule_IsStatus3AndTheOtherFindingsAreStillReported()
    {
        var outcome = Outcome.Run(["check", broken.Path], isTerminal: false, WithFault);

        Assert.Equal(3, outcome.Status);
        Assert.Contains(".gitlab-ci.yml", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("fail: ", outcome.Output, StringComparison.Ordinal);
        Assert.StartsWith("platformguard: internal fault in rule PG7001 (FormatException); this is a bug in platformguard ", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("   at Some.Check.Run()", Outcome.Run(["check", broken.Path, "--verbose"], isTerminal: false, WithFault).Error, StringComparison.Ordinal);
        Assert.Equal(3, Outcome.Run(["check", clean.Path, "--fail-on", "never"], isTerminal: false, WithFault).Status);
        Assert.Equal(0, Outcome.Run(["check", clean.Path, "--rule", "PG7003"], isTerminal: false, WithFault).Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fault_OfTheWholeRun_IsStatus3AndNeverShowsTheExceptionsText(bool verbose)
    {
        var outcome = Outcome.Run(["check", clean.Path, .. (verbose ? (string[])["--verbose"] : [])], isTerminal: false, static (_, _, _) => throw new FormatException("hunter2"));

        Assert.Equal((3, ""), (outcome.Status, outcome.Output));
        Assert.Contains("internal fault (FormatException)", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(verbose, outcome.Error.Contains("   at ", StringComparison.Ordinal));
    }

    [Fact]
    public void Cancellation_IsStatus3AndSaysSo() =>
        Assert.Equal((3, "", "platformguard: cancelled\n"), Values(Outcome.Run(["check", clean.Path], isTerminal: false, static (_, _, _) => throw new OperationCanceledException())));

    private static CheckResult WithFault(string root, CheckOptions options, CancellationToken cancellation) =>
        Checker.Check(root, options, cancellation) with { Faults = [new InternalFault("rule PG7001", ["PG7001"], "FormatException", "   at Some.Check.Run()")] };

    private static void AssertRefused(Outcome outcome, string message)
    {
        Assert.Equal((2, ""), (outcome.Status, outcome.Output));
        Assert.StartsWith("platformguard: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
    }

    private static (int Status, string Output, string Error) Values(Outcome outcome) => (outcome.Status, outcome.Output, outcome.Error);
}

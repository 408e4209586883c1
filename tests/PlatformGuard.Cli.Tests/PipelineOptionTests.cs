using System;
using System.Linq;
using System.Text.Json;

namespace PlatformGuard.Cli.Tests;

/// <summary>What cannot be read of a pipeline, and the two ways to say what it is: the expanded file, and the policy's trust.</summary>
public sealed class PipelineOptionTests : IDisposable
{
    private const string Manifest = "apiVersion: platformguard/v1\nkind: Service\nmetadata: {name: app, owner: group::test}\nspec: {stage: experiment, image: registry.example.com/app:1.0.0}\n";

    private readonly TemporaryFolder repository = new(
        ("service.yaml", Manifest),
        (".gitlab-ci.yml", "include:\n  - {project: platform/ci-templates, file: /deploy.yml}\n  - component: gitlab.example.com/tools/scan/all@1.2.0\ntest:\n  script: [make test]\n"));

    private readonly TemporaryFolder aside = new();

    public void Dispose()
    {
        repository.Dispose();
        aside.Dispose();
    }

    [Fact]
    public void Include_ThatIsNotKnown_IsNeverClean()
    {
        Assert.Equal(["component gitlab.example.com/tools/scan/all@1.2.0", "project platform/ci-templates, file deploy.yml"], Gaps().Select(static gap => gap.Replace("include: ", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal("not-evaluated", Secretless());
    }

    [Fact]
    public void MergedCi_WithAStoredCredential_ShowsItAndLeavesNothingOpen()
    {
        aside.Write("merged.yml", "test:\n  script: [make test]\ndeploy:\n  script:\n    - ./deploy --token \"$DEPLOY_API_TOKEN\"\n");
        var outcome = Check("--merged-ci", aside.At("merged.yml"));

        Assert.Contains("PG3002", Rules(outcome));
        Assert.Equal(1, outcome.Status);
        Assert.Empty(Gaps("--merged-ci", aside.At("merged.yml")));
        Assert.Equal("fail", Secretless("--merged-ci", aside.At("merged.yml")));
    }

    [Fact]
    public void MergedCi_WithTokensOfTheJob_IsClean()
    {
        aside.Write("merged.yml", "test:\n  script: [make test]\ndeploy:\n  id_tokens: {VAULT_ID_TOKEN: {aud: https://vault.example.com}}\n  secrets: {DEPLOY_API_TOKEN: {vault: production/deploy/token@ops, file: false}}\n  script:\n    - DEPLOY=\"$DEPLOY_API_TOKEN\" ./deploy\n");

        Assert.DoesNotContain(Rules(Check("--merged-ci", aside.At("merged.yml"))), static rule => rule.StartsWith("PG30", StringComparison.Ordinal));
        Assert.Empty(Gaps("--merged-ci", aside.At("merged.yml")));
        Assert.Equal("pass", Secretless("--merged-ci", aside.At("merged.yml")));
    }

    [Fact]
    public void MergedCi_ThatIsNoFile_IsAWrongUse() => Assert.Equal(2, Check("--merged-ci", aside.At("none.yml")).Status);

    [Fact]
    public void TrustedIncludes_OfAGivenPolicy_CloseWhatTheyName()
    {
        aside.Write("policy.yaml", "ci: {trustedIncludes: ['platform/ci-templates:*', 'gitlab.example.com/tools/scan/*']}\n");

        Assert.Empty(Gaps("--policy", aside.At("policy.yaml")));
        Assert.Equal("pass", Secretless("--policy", aside.At("policy.yaml")));
    }

    [Theory]
    [InlineData("['platform/ci-templates:*']", "component gitlab.example.com/tools/scan/all@1.2.0")]
    [InlineData("['other/ci-templates:*', 'gitlab.example.com/tools/scan/*']", "project platform/ci-templates, file deploy.yml")]
    [InlineData("['platform/ci-templates:/deploy.yml', 'gitlab.example.com/tools/scanner/*']", "component gitlab.example.com/tools/scan/all@1.2.0")]
    public void TrustedIncludes_ThatNameAnother_LeaveItOpen(string trusted, string open)
    {
        aside.Write("policy.yaml", $"ci: {{trustedIncludes: {trusted}}}\n");

        Assert.Equal(open, Assert.Single(Gaps("--policy", aside.At("policy.yaml"))).Replace("include: ", "", StringComparison.Ordinal));
        Assert.Equal("not-evaluated", Secretless("--policy", aside.At("policy.yaml")));
    }

    [Fact]
    public void TrustedIncludes_OfAPolicyInTheRepository_DoNotCount()
    {
        repository.Write("platformguard.yaml", "ci: {trustedIncludes: ['*']}\n");

        Assert.Equal(2, Gaps().Length);
        Assert.Contains("ci.trustedIncludes", Outcome.Of("check", repository.Path).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void TrustedIncludes_DoNotExcuseTheRepositorysOwnJobs()
    {
        aside.Write("policy.yaml", "ci: {trustedIncludes: ['*']}\n");
        repository.Write(".gitlab-ci.yml", "include: [{project: platform/ci-templates, file: /deploy.yml}]\ndeploy:\n  script: ['./deploy --token \"$DEPLOY_API_TOKEN\"']\n");

        Assert.Contains("PG3002", Rules(Check("--policy", aside.At("policy.yaml"))));
    }

    private Outcome Check(params string[] options) => Outcome.Of(["check", repository.Path, "--format", "json", .. options]);

    private static string[] Rules(Outcome outcome)
    {
        using var json = JsonDocument.Parse(outcome.Output);
        return [.. json.RootElement.GetProperty("findings").EnumerateArray().Select(static finding => finding.GetProperty("rule").GetString()!)];
    }

    private string[] Gaps(params string[] options)
    {
        using var json = JsonDocument.Parse(Check(options).Output);
        return [.. json.RootElement.GetProperty("notEvaluated").EnumerateArray()
            .Where(static gap => gap.GetProperty("rules").EnumerateArray().Any(static rule => rule.GetString() == "PG3002"))
            .Select(static gap => gap.GetProperty("what").GetString()!)];
    }

    /// <summary>The outcome of the criterion that PG3002 answers.</summary>
    private string Secretless(params string[] options)
    {
        using var json = JsonDocument.Parse(Outcome.Of(["grade", repository.Path, "--format", "json", .. options]).Output);
        return json.RootElement.GetProperty("readiness").GetProperty("criteria").EnumerateArray().First(static criterion => criterion.GetProperty("id").GetString() == "no-stored-pipeline-credentials").GetProperty("outcome").GetString()!;
    }
}

using System;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Policies;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Policies;

public sealed class PolicyReaderTests
{
    private static PlatformPolicy Read(string text, bool isGiven = true) =>
        PolicyReader.Read(FileReader.Read("platformguard.yaml", FileKind.PlatformPolicy, Encoding.UTF8.GetBytes(text), new CheckOptions())!, isGiven);

    private static string Problems(PlatformPolicy policy) => string.Join('\n', policy.Problems.Select(problem => $"{problem.Location.Start.Line}:{problem.Location.Start.Column} {problem.Message}"));

    private static string Ignored(PlatformPolicy policy) => string.Join('\n', policy.Ignored.Select(setting => $"{setting.Location.Start.Line} {setting.Path}"));

    [Theory]
    [InlineData("# nothing\n")]
    [InlineData("{}\n")]
    [InlineData("~\n")]
    [InlineData("exclude: [\"**/testdata/**\"]\n")]
    public void Read_WhenLittleIsSet_EverythingElseKeepsItsDefault(string text)
    {
        var policy = Read(text);

        Assert.Empty(policy.Problems);
        Assert.Empty(policy.Ignored);
        Assert.Equal(PlatformPolicy.DefaultNativeAssetBudget, policy.NativeAssetBudget);
        Assert.Equal(Severity.Warning, policy.SeverityOf(RuleCatalogue.Get("PG7003"), Stage.Experiment));
    }

    [Theory]
    [InlineData("excludes: []\n", "1:1 'excludes' is not a key of the policy; did you mean 'exclude'?")]
    [InlineData("a: [\n", "2:1 not valid YAML")]
    [InlineData("severities:\n  PG703: {beta: error}\n", "2:3 'PG703' does not fit 'severities', which holds the ids of rules")]
    [InlineData("severities:\n  PG7093: {beta: error}\n", "2:3 'severities.PG7093': there is no rule 'PG7093'; did you mean")]
    [InlineData("severities:\n  PG7003: {beta: fatal}\n", "2:18 'severities.PG7003.beta' must be off, note, warning or error")]
    [InlineData("severities:\n  PG7003: {prod: error}\n", "2:12 'prod' is not a key of 'severities.PG7003'; known are experiment, beta, ga")]
    [InlineData("mainDatastores: [{hosts: [a]}]\n", "1:18 'mainDatastores[0]' lacks the required key 'name'")]
    [InlineData("mainDatastores: [{name: x, hosts: [\"a.(b|c)\"]}]\n", "1:36 'mainDatastores[0].hosts[0]' must be a pattern without blanks; * stands for any text, such as billing-db*")]
    [InlineData("budgets: {nativeAssets: 100MB}\n", "1:25 'budgets.nativeAssets' must be a size in MiB or GiB, such as 150MiB")]
    [InlineData("criteria: [{id: runbook}, {id: runbook}]\n", "1:32 'criteria[1].id' is the id of another entry of the list already")]
    [InlineData("criteria: [{id: a, title: A, requiredFrom: ga, answeredBy: {file: [a], rules: [PG0001]}}]\n", "1:80 'criteria[0].answeredBy.rules[0]': there is no rule 'PG0001'")]
    [InlineData("waivers: {maxDays: 0}\n", "1:20 'waivers.maxDays' must be at least 1")]
    [InlineData("kind: Service\n", "1:7 'kind' must be PlatformPolicy")]
    [InlineData("{}\n---\n{}\n", "3:1 a policy is one document; only the first one of the file counts")]
    [InlineData("[]\n", "1:1 the policy must be a group of keys, not a list")]
    public void Read_WhenSomethingIsWrong_SaysWhereAndWhat(string text, string expected) => Assert.StartsWith(expected, Problems(Read(text)), StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Read_WhenOneKeyIsWrong_TheRestCounts()
    {
        var policy = Read("exclude: [a]\nwaivers: {maxDays: x, approvers: [infrastructure]}\n");

        Assert.Single(policy.Problems);
        Assert.Equal("a", Assert.Single(policy.Exclude));
        Assert.Equal("infrastructure", Assert.Single(policy.Waivers.Approvers));
        Assert.Null(policy.Waivers.MaxDays);
    }

    [Theory]
    [InlineData(true, true, Severity.Note)]
    [InlineData(true, false, Severity.Error)]
    [InlineData(false, true, Severity.Error)]
    [InlineData(false, false, Severity.Error)]
    public void Read_WhenASeverityIsLower_ItNeedsAllowWeakerInAGivenPolicy(bool isGiven, bool allowsWeaker, Severity expected)
    {
        var policy = Read($"allowWeaker: {(allowsWeaker ? "true" : "false")}\nseverities:\n  PG7003: {{beta: note}}\n", isGiven);

        Assert.Equal(expected, policy.SeverityOf(RuleCatalogue.Get("PG7003"), Stage.Beta));
        Assert.Empty(policy.Problems);
        Assert.Equal(expected == Severity.Error, policy.Ignored.Any(setting => setting.Path == "severities.PG7003.beta"));
        Assert.Equal(!isGiven && allowsWeaker, policy.Ignored.Any(setting => setting.Path == "allowWeaker"));
    }

    [Fact]
    public void Read_WhenASeverityIsHigher_ItCountsInEveryPolicy()
    {
        var policy = Read("severities:\n  PG7003: {experiment: error}\n", isGiven: false);

        Assert.Equal(Severity.Error, policy.SeverityOf(RuleCatalogue.Get("PG7003"), Stage.Experiment));
        Assert.Empty(policy.Ignored);
    }

    private const string Facts = """
        mlLibraries: {forbid: ["Acme.Inference*"], allow: [onnxruntime]}
        budgets: {nativeAssets: 1GiB}
        commonLibraries: [{language: python, libraries: [acme-obs]}]
        network: {internalClasses: [nginx-private]}
        ci: {trustedIncludes: ["platform/ci-templates:*"]}
        """;

    [Fact]
    public void Read_WhenAFoundPolicyStatesFacts_TheyDoNotCountAndAreNamed()
    {
        var policy = Read(Facts, isGiven: false);

        Assert.Equal("1 mlLibraries.allow\n2 budgets.nativeAssets\n3 commonLibraries\n4 network.internalClasses\n5 ci.trustedIncludes", Ignored(policy));
        Assert.Equal("Acme.Inference*", Assert.Single(policy.ForbiddenMlLibraries));
        Assert.Empty(policy.AllowedMlLibraries);
        Assert.Equal(PlatformPolicy.DefaultNativeAssetBudget, policy.NativeAssetBudget);
        Assert.False(policy.TrustsInclude("platform/ci-templates:build.yml"));
        Assert.False(policy.IsInternalClass("nginx-private"));
    }

    [Fact]
    public void Read_WhenAGivenPolicyStatesFacts_TheyCount()
    {
        var policy = Read(Facts);

        Assert.Empty(policy.Ignored);
        Assert.Equal(1L << 30, policy.NativeAssetBudget);
        Assert.Equal("python", policy.CommonLibraries[0].Language);
        Assert.True(policy.TrustsInclude("platform/ci-templates:build.yml"));
        Assert.False(policy.TrustsInclude("platform/ci-templates-of-others:build.yml"));
        Assert.True(policy.IsInternalClass("Nginx-Private"));
    }

    [Fact]
    public void Read_WhenAFoundPolicyLowersTheBudget_ItCounts() => Assert.Equal(10L << 20, Read("budgets: {nativeAssets: 10MiB}\n", isGiven: false).NativeAssetBudget);
}

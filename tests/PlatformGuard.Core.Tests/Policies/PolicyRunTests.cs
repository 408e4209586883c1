using System;
using System.IO;
using System.Linq;

namespace PlatformGuard.Core.Tests.Policies;

/// <summary>What a policy changes in whole runs.</summary>
public sealed class PolicyRunTests
{
    private const string Manifest = """
        apiVersion: platformguard/v1
        kind: Service
        metadata: {name: sample, owner: group::test}
        spec:
          stage: experiment
          image: registry.example.com/app:1.0.0
          storage: [{kind: postgresql, name: billing, hosts: [billing-db.internal], database: billing_production}]

        """;

    private static string Lines(TemporaryFolder folder, string rule, CheckOptions? options = null) => string.Join('\n', Checker.Check(folder.Path, options ?? new CheckOptions()).Findings
        .Where(finding => finding.Rule.Id == rule).Select(finding => $"{finding.Location}: {finding.Severity}: {finding.Message}"));

    [Fact]
    public void Check_WhenThePolicyNamesAMainDatastore_ADeclarationOfTheServiceDoesNotTakeItAway()
    {
        using var folder = new TemporaryFolder(
            ("service.yaml", Manifest),
            ("platformguard.yaml", "mainDatastores:\n  - {name: billing PostgreSQL, hosts: [\"billing-db*\"], databases: [\"billing_*\"], configuration: [\"BILLING_STORE_*\"]}\n"),
            (".env", "A_URL=postgresql://app@billing-db.internal:5432/x\nB_URL=postgresql://app@other.internal:5432/billing_production\nBILLING_STORE_URL=\nC_URL=postgresql://app@my-billing-db.internal/x\n"));

        Assert.Equal(
            ".env:1:7: Error: Connection to a main datastore: host 'billing-db.internal'\n"
            + ".env:2:7: Error: Connection to a main datastore: database 'billing_production'",
            Lines(folder, "PG1001"));
        Assert.StartsWith(".env:3:1: Error: Environment variable 'BILLING_STORE_URL'", Lines(folder, "PG1002"), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WithoutPolicy_TheSameIsTheServicesOwn()
    {
        using var folder = new TemporaryFolder(("service.yaml", Manifest), (".env", "A_URL=postgresql://app@billing-db.internal:5432/x\nBILLING_STORE_URL=\n"));

        Assert.Equal("", Lines(folder, "PG1001") + Lines(folder, "PG1002"));
    }

    [Fact]
    public void Check_WhenTheFoundPolicyIsInvalid_ReportsEveryProblemAtItsPlace()
    {
        using var folder = new TemporaryFolder(("service.yaml", Manifest), ("platformguard.yaml", "excludes: []\nwaiver: {}\n"));

        Assert.Equal(
            "platformguard.yaml:1:1: Error: Platform policy: 'excludes' is not a key of the policy; did you mean 'exclude'?\n"
            + "platformguard.yaml:2:1: Error: Platform policy: 'waiver' is not a key of the policy; did you mean 'waivers'?",
            Lines(folder, "PG8007"));
    }

    [Fact]
    public void Check_OfAFolderBelow_TakesThePolicyAboveItAndNotAboveTheRepository()
    {
        using var folder = new TemporaryFolder(("platformguard.yaml", "bad: 1\n"), ("repo/.git/HEAD", "ref: refs/heads/main\n"), ("repo/service.yaml", Manifest), ("repo/svc/deploy/a.txt", "x"));

        string Invalid(CheckOptions options) => string.Join(',', Checker.Check(folder.At("repo/svc"), options).Findings.Where(finding => finding.Rule.Id == "PG8007").Select(finding => finding.Location.File));

        Assert.Equal("", Invalid(new CheckOptions()));
        folder.Write("repo/platformguard.yaml", "bad: 1\n");
        Assert.Equal("../platformguard.yaml", Invalid(new CheckOptions()));
        Assert.Equal("../../platformguard.yaml", Invalid(new CheckOptions { PolicyPath = folder.At("platformguard.yaml") }));
    }

    [Fact]
    public void Check_WhenThePolicyExcludes_FilesAreLeftOut()
    {
        using var folder = new TemporaryFolder(("service.yaml", Manifest), ("testdata/.env", "A_URL=postgresql://app@patroni-main.internal:5432/gitlabhq_production\n"), ("platformguard.yaml", "exclude: [testdata/]\n"));

        Assert.Equal("", Lines(folder, "PG1001"));
        File.Delete(folder.At("platformguard.yaml"));
        Assert.NotEqual("", Lines(folder, "PG1001"));
    }

    [Theory]
    [InlineData("warning", "Warning")]
    [InlineData("off", "")]
    public void Check_WhenTheGivenPolicyIsWeaker_SeveritiesFollowIt(string word, string expected)
    {
        using var folder = new TemporaryFolder(("service.yaml", Manifest), (".env", "A_URL=postgresql://app@patroni-main.internal:5432/gitlabhq_production\n"), ("out/policy.yaml", $"allowWeaker: true\nseverities: {{PG1001: {{experiment: {word}}}}}\n"));

        var found = Checker.Check(folder.Path, new CheckOptions { PolicyPath = folder.At("out/policy.yaml") }).Findings.Where(finding => finding.Rule.Id == "PG1001");
        Assert.Equal(expected, string.Join(',', found.Select(finding => finding.Severity)));
    }
}

using System;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.FeatureFlags;

/// <summary>PG2003, PG2004 and PG2005 on files.</summary>
public sealed class FeatureFlagChecksTests
{
    private static readonly DateOnly Today = new(2026, 11, 25);

    [Theory]
    [InlineData("""{"FeatureManagement": {"reviewers": true}}""", "1:38", "'true'")]
    [InlineData("""{"featuremanagement": {"Reviewers": "True"}}""", "1:38", "'True'")]
    [InlineData("""{"FeatureManagement": {"reviewers": {"EnabledFor": [{"Name": "AlwaysOn"}]}}}""", "1:64", "the filter 'AlwaysOn'")]
    [InlineData("""{"FeatureManagement": {"reviewers": {"EnabledFor": [{"Name": "Microsoft.Percentage", "Parameters": {"Value": 100}}]}}}""", "1:64", "the filter 'Microsoft.Percentage'")]
    [InlineData("""{"FeatureManagement": {"reviewers": {"EnabledFor": [{"Name": "Microsoft.Targeting", "Parameters": {"Audience": {"DefaultRolloutPercentage": 100}}}]}}}""", "1:64", "the filter 'Microsoft.Targeting'")]
    [InlineData("""{"FeatureManagement": {"reviewers": {"EnabledFor": [{"Name": "TimeWindow"}, {"Name": "AlwaysOn"}]}}}""", "1:86", "the filter 'AlwaysOn'")]
    [InlineData("""{"feature_management": {"feature_flags": [{"id": "reviewers", "enabled": true}]}}""", "1:76", "'enabled: true'")]
    [InlineData("""{"feature_management": {"feature_flags": [{"id": "reviewers", "enabled": true, "conditions": {"client_filters": [{"name": "AlwaysOn"}]}}]}}""", "1:125", "the filter 'AlwaysOn'")]
    [InlineData("""{"FeatureManagement:reviewers": true}""", "1:33", "'true'")]
    [InlineData("""{"FeatureFlags": {"reviewers": true}}""", "1:33", "'true'")]
    public void Run_DeclaredFlagSwitchedOn_IsAnError(string json, string place, string by)
    {
        var lines = App(("appsettings.json", json)).Run<FeatureFlagFailsOpen>().Lines();

        Assert.Contains($": error: Feature flag '{(json.Contains("Reviewers\"", StringComparison.Ordinal) ? "Reviewers" : "reviewers")}' fails open: committed configuration switches it on by {by}", lines, StringComparison.Ordinal);
        Assert.StartsWith("appsettings.json:" + place.Split(':')[0] + ":", lines, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', lines);
    }

    [Theory]
    [InlineData("appsettings.json", """{"FeatureManagement": {"reviewers": false}}""")]
    [InlineData("appsettings.json", """{"FeatureManagement": {"reviewers": {"EnabledFor": []}}}""")]
    [InlineData("appsettings.json", """{"FeatureManagement": {"reviewers": {"EnabledFor": [{"Name": "Percentage", "Parameters": {"Value": 50}}]}}}""")]
    [InlineData("appsettings.json", """{"FeatureManagement": {"reviewers": {"EnabledFor": [{"Name": "Targeting", "Parameters": {"Audience": {"Users": ["ada"], "DefaultRolloutPercentage": 0}}}]}}}""")]
    [InlineData("appsettings.json", """{"FeatureManagement": {"reviewers": {"RequirementType": "All", "EnabledFor": [{"Name": "AlwaysOn"}, {"Name": "TimeWindow"}]}}}""")]
    [InlineData("appsettings.json", """{"feature_management": {"feature_flags": [{"id": "reviewers", "enabled": false}]}}""")]
    [InlineData("appsettings.json", """{"feature_management": {"feature_flags": [{"id": "reviewers", "enabled": true, "conditions": {"client_filters": [{"name": "Microsoft.TimeWindow"}]}}]}}""")]
    [InlineData("appsettings.json", """{"FeatureFlags": {"new_page": true}}""")]
    [InlineData("appsettings.json", """{"Logging": {"reviewers": true}}""")]
    [InlineData("appsettings.Development.json", """{"FeatureManagement": {"reviewers": true}}""")]
    [InlineData("src/App/appsettings.Local.json", """{"FeatureManagement": {"reviewers": true}}""")]
    [InlineData("Properties/launchSettings.json", """{"FeatureManagement": {"reviewers": true}}""")]
    [InlineData("tests/App.Tests/appsettings.json", """{"FeatureManagement": {"reviewers": true}}""")]
    public void Run_FlagOffOrForSomeOrForDevelopers_StaysSilent(string path, string json) =>
        Assert.Empty(App((path, json)).Run<FeatureFlagFailsOpen>());

    [Fact]
    public void Run_UndeclaredFlagOfAKnownLibrary_IsAWarningAtMost() =>
        Assert.Equal(Severity.Warning, Assert.Single(App(("appsettings.json", """{"FeatureManagement": {"new_page": true}}""")).Run<FeatureFlagFailsOpen>()).Severity);

    [Theory]
    [InlineData("deploy/app.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: app}\ndata:\n  FeatureManagement__reviewers: \"true\"\n", 5)]
    [InlineData("Dockerfile", "FROM scratch\nENV FeatureManagement__reviewers=true\n", 2)]
    [InlineData("Dockerfile", "FROM scratch\nENV FeatureManagement__reviewers__EnabledFor__0__Name=AlwaysOn\n", 2)]
    [InlineData("config/feature_flags/reviewers.yml", "name: reviewers\ndefault_enabled: true\n", 2)]
    public void Run_DeclaredFlagSwitchedOnElsewhere_IsFound(string path, string text, int line)
    {
        var finding = Assert.Single(App((path, text)).Run<FeatureFlagFailsOpen>());

        Assert.Equal((path, line, Severity.Error), (finding.Location.File, finding.Location.Start.Line, finding.Severity));
    }

    [Theory]
    [InlineData("deploy/app.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: app}\ndata:\n  FeatureManagement__reviewers: \"false\"\n")]
    [InlineData(".env.development", "FeatureManagement__reviewers=true\n")]
    [InlineData("Dockerfile", "FROM scratch\nENV FeatureManagement__reviewers__EnabledFor__0__Name=TimeWindow\n")]
    [InlineData("Dockerfile", "FROM scratch\nENV FeatureManagement__reviewers__EnabledFor__0__Name=AlwaysOn\nENV FeatureManagement__reviewers__EnabledFor__1__Name=Custom\nENV FeatureManagement__reviewers__RequirementType=All\n")]
    [InlineData("compose.override.yaml", "services:\n  app:\n    image: app\n    environment: {FeatureManagement__reviewers: \"true\"}\n")]
    [InlineData("config/feature_flags/reviewers.yml", "name: reviewers\ndefault_enabled: false\n")]
    public void Run_LookAlikeElsewhere_StaysSilent(string path, string text) => Assert.Empty(App((path, text)).Run<FeatureFlagFailsOpen>());

    [Fact]
    public void Check_ManifestDefaultTrue_IsFoundAtItsValue() =>
        Assert.Equal("service.yaml:10:70 error Feature flag 'reviewers' fails open: its 'default' in the manifest is true", Check("PG2003", Manifest("{name: reviewers, type: beta, introduced: 2026-10-01, default: true}"), "service.yaml"));

    [Theory]
    [InlineData("{name: reviewers, type: derisk, introduced: 2026-09-25, default: false}", "Feature flag 'reviewers' of type derisk is 61 days old; the limit is 60 days")]
    [InlineData("{name: reviewers, type: wip, introduced: 2026-07-27, default: false}", "Feature flag 'reviewers' of type wip is 121 days old; the limit is 120 days")]
    [InlineData("{name: reviewers, type: beta, introduced: 2026-05-28, default: false}", "Feature flag 'reviewers' of type beta is 181 days old; the limit is 180 days")]
    [InlineData("{name: reviewers, type: experiment, introduced: 2026-05-28, default: false}", "Feature flag 'reviewers' of type experiment is 181 days old; the limit is 180 days")]
    [InlineData("{name: reviewers, type: ops, introduced: 2025-11-24, default: false}", "Feature flag 'reviewers' of type ops is 366 days old; the limit is 365 days")]
    [InlineData("{name: reviewers, type: derisk, introduced: 2026-09-26, default: false}", null)]
    [InlineData("{name: reviewers, type: ops, introduced: 2025-11-25, default: false}", null)]
    [InlineData("{name: reviewers, type: beta, introduced: 2027-05-28, default: false}", null)]
    [InlineData("{name: reviewers, type: beta, default: false}", null)]
    public void Check_FlagByItsAge_IsStalePastItsLifespan(string flag, string? message) =>
        Assert.Equal(message is null ? "" : "service.yaml:10:7 warning " + message, Check("PG2005", Manifest(flag), "service.yaml"));

    [Fact]
    public void Check_ServiceWithFlags_IsLookedAtToo() =>
        Assert.Equal("service.yaml:8:7 warning Feature flag 'reviewers' of type derisk is 420 days old; the limit is 60 days", Check("PG2005", """
            apiVersion: platformguard/v1
            kind: Service
            metadata: {name: reviewers, owner: group::code-review}
            spec:
              stage: beta
              image: registry.example.com/reviewers@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
              featureFlags:
                - {name: reviewers, type: derisk, introduced: 2025-10-01, default: false}
            """, "service.yaml"));

    [Fact]
    public void Check_ServicesFlagNotDeclared_IsFoundWithASuggestion()
    {
        var findings = Findings("PG2004", Manifest("{name: reviewers, type: beta, introduced: 2026-10-01, default: false}").Replace("flag: reviewers", "flag: reviewer", StringComparison.Ordinal), "service.yaml");

        var finding = Assert.Single(findings);
        Assert.Equal("Feature flag 'reviewer' is not declared in service.yaml", finding.Message);
        Assert.Equal("Did you mean 'reviewers'? Otherwise declare 'reviewer' in featureFlags of the manifest.", finding.Remediation);
        Assert.Equal(12, finding.Location.Start.Line);
    }

    [Theory]
    [InlineData("""{"FeatureManagement": {"reviewrs": false}}""", 1)]
    [InlineData("""{"FeatureManagement": {"reviewers": false, "reviewers_2": false}}""", 0)]
    [InlineData("""{"FeatureManagement": {"Reviewers": false}}""", 0)]
    [InlineData("""{"FeatureManagement": {"new_page": false}}""", 0)]
    public void Run_ConfigurationWithAMisspeltFlag_IsFoundOnlyWhenTheFlagItselfIsMissing(string json, int count) =>
        Assert.Equal(count, App(("appsettings.json", json)).Run<UndeclaredFeatureFlag>().Count);

    private static CodeBase App(params (string Path, string Content)[] files) => TestCodeBase.With(
        new ServiceManifest
        {
            Path = "service.yaml",
            Role = Role.MainApplication,
            Stage = Stage.Beta,
            FeatureFlags = [new("reviewers", "beta", null, Default: false, Documents.Location.OfFile("service.yaml"))],
        },
        files);

    private static string Manifest(string flag) => $$"""
        apiVersion: platformguard/v1
        kind: MainApplication
        metadata:
          name: app
          owner: group::core
        # a comment
        spec:
          stage: beta
          featureFlags:
            - {{flag}}
          services:
            - {name: reviewers, urls: ["http://reviewers"], flag: reviewers, client: "T:Acme.Client"}
        """;

    private static string Check(string rule, string manifest, string path) => string.Join(
        '\n', Findings(rule, manifest, path).Select(static finding => $"{finding.Location} {finding.Severity.ToString().ToLowerInvariant()} {finding.Message}"));

    private static Finding[] Findings(string rule, string manifest, string path)
    {
        var folder = Directory.CreateTempSubdirectory("platformguard-flags-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, path), manifest);
            return [.. Checker.Check(folder, new CheckOptions { Today = Today }).Findings.Where(finding => finding.Rule.Id == rule)];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

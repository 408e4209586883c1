using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reports;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Reports;

public sealed class SarifReportTests
{
    private const string Multitool = "sarif-multitool";
    private const string MultitoolVariable = "PLATFORMGUARD_SARIF_MULTITOOL";

    [Fact]
    public void Results_WithOneOfEverything_AreAsAccepted()
    {
        var run = Run(SampleReport.Of());
        ((JsonObject)run["tool"]!["driver"]!).Remove("rules");
        run["tool"]!["driver"]!["semanticVersion"] = "0.0.0";

        // Where a rule stands in the list changes with every new rule; the next test looks at it.
        foreach (var result in run["results"]!.AsArray())
        {
            ((JsonObject)result!).Remove("ruleIndex");
        }

        // The serializer's default escapes show every character that is not plain ASCII.
        Snapshot.Match(run.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }), "results");
    }

    [Fact]
    public void Rules_OfAReport_AreThoseThatRunForItsRoleAndResultsPointAtThem()
    {
        var run = Run(SampleReport.Of());
        var rules = run["tool"]!["driver"]!["rules"]!.AsArray();

        Assert.All(rules, rule => Assert.True(RuleCatalogue.Get((string)rule!["id"]!).AppliesTo(Role.Service)));
        Assert.Equal(rules.Count, rules.Select(rule => (string)rule!["id"]!).Distinct().Count());
        Assert.All(run["results"]!.AsArray(), result => Assert.Equal((string)result!["ruleId"]!, (string)rules[(int)result["ruleIndex"]!]!["id"]!));
    }

    [Fact]
    public void Rule_OfAFindingThatTheCatalogueDoesNotExpectHere_IsStillListed()
    {
        var report = SampleReport.Of();
        report = report with { Result = report.Result with { Role = Role.MainApplication, Findings = [SampleReport.Finding("PG6001", Severity.Warning, Location.OfFile("a.cs"), "m")] } };

        var run = Run(report);
        Assert.Equal("PG6001", (string)run["tool"]!["driver"]!["rules"]![(int)run["results"]![0]!["ruleIndex"]!]!["id"]!);
    }

    /// <summary>GitLab drops a result or rule with longer texts, and the scan when it drops too many.</summary>
    [Fact]
    public void Texts_EvenVeryLongOnes_StayWithinGitLabsLimits()
    {
        var report = SampleReport.Of();
        var endless = string.Concat(Enumerable.Repeat("😀 very long ", 1000));
        report = report with { Result = report.Result with { Findings = [SampleReport.Finding("PG7001", Severity.Error, Location.OfFile("a.yaml"), endless)] } };

        var run = Run(report);
        var message = (string)run["results"]![0]!["message"]!["text"]!;
        Assert.InRange(message.Length, 1000, 2048);
        Assert.EndsWith("…", message, StringComparison.Ordinal);
        Assert.False(char.IsHighSurrogate(message[^2]));
        foreach (var rule in run["tool"]!["driver"]!["rules"]!.AsArray())
        {
            Assert.True(((string)rule!["name"]!).Length <= 255);
            Assert.True(((string)rule["shortDescription"]!["text"]!).Length <= 1024);
            Assert.True(((string)rule["fullDescription"]!["text"]!).Length <= 2048);
            Assert.True(((string)rule["helpUri"]!).Length <= 2048);
            Assert.True(rule["properties"]!["tags"]!.AsArray().Count <= 10);
        }
    }

    [Fact]
    public void Paths_WithSpecialCharacters_AreUrisThatComeBackUnchanged()
    {
        var report = SampleReport.Of("");
        foreach (var (result, finding) in Run(report)["results"]!.AsArray().Zip(report.Result.Findings))
        {
            var uri = (string)result!["locations"]![0]!["physicalLocation"]!["artifactLocation"]!["uri"]!;

            Assert.True(Uri.IsWellFormedUriString(uri, UriKind.Relative), uri);
            Assert.Equal(finding.Location.File, Uri.UnescapeDataString(uri));
        }
    }

    [Fact]
    public void Fault_OfTheProgram_IsAnUnsuccessfulInvocation()
    {
        var report = SampleReport.Clean;

        Assert.True((bool)Run(report)["invocations"]![0]!["executionSuccessful"]!);
        report = report with { Result = report.Result with { Faults = [new InternalFault("rule PG7001", ["PG7001"], "FormatException", null)] } };
        Assert.False((bool)Run(report)["invocations"]![0]!["executionSuccessful"]!);
    }

    [FactIfInstalled(Multitool, MultitoolVariable)]
    public Task Report_WithOneOfEverything_PassesTheMultitool() => Validate(SampleReport.Of());

    [FactIfInstalled(Multitool, MultitoolVariable)]
    public Task Report_WithoutFindings_PassesTheMultitool() => Validate(SampleReport.Clean);

    private static async Task Validate(Report report)
    {
        using var folder = new TemporaryFolder();
        folder.Write("report.sarif", ReportSnapshotTests.Bytes("sarif", report));
        using var process = Process.Start(new ProcessStartInfo(InstalledTool.Find(Multitool, MultitoolVariable)!)
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "validate", "report.sarif", "--output", "validation.sarif" },
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(File.Exists(folder.At("validation.sarif")), await output + await error);
        var validation = JsonNode.Parse(await File.ReadAllTextAsync(folder.At("validation.sarif")))!["runs"]![0]!;
        Assert.True((bool)validation["invocations"]![0]!["executionSuccessful"]!, validation["invocations"]!.ToJsonString());
        Assert.Empty((validation["results"]?.AsArray() ?? []).Where(result => (string?)result!["level"] is not "note").Select(result => result!.ToJsonString()));
    }

    private static JsonNode Run(Report report) => JsonNode.Parse(ReportSnapshotTests.Bytes("sarif", report))!["runs"]!.AsArray().Single()!;
}

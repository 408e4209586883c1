using System;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Reports;
using PlatformGuard.Core.Tests.Reports;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Importing;

/// <summary>Logs as tools write them: ours, the compiler's, other scanners'.</summary>
public sealed class SarifReaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new(
        ("service.yaml", "apiVersion: platformguard/v1\nkind: Service\nmetadata: {name: s, owner: group::t}\nspec: {stage: experiment, image: registry.example.com/app:1.0.0}\n"),
        ("src/App/Orders.cs", "class Orders { }\n"),
        ("src/Other/Orders.cs", "class Orders { }\n"),
        ("src/App/größe 1.cs", "class Size { }\n"));

    private readonly TemporaryFolder elsewhere = new();

    public void Dispose()
    {
        folder.Dispose();
        elsewhere.Dispose();
    }

    [Fact]
    public void Log_OfAnotherTool_BecomesFindingsWithItsRulesAndPlaces()
    {
        var result = Check("""
            {"tool": {"driver": {"name": "Scanner", "rules": [
               {"id": "SC1", "name": "NoEval", "shortDescription": {"text": "Evaluates text."}, "help": {"text": "Do not evaluate text"}, "helpUri": "https://scanner.example/SC1",
                "defaultConfiguration": {"level": "error"}, "properties": {"security-severity": "8.1"}}]}},
             "results": [{"ruleId": "SC1", "ruleIndex": 0, "message": {"text": "Evaluates 'x'."},
               "locations": [{"physicalLocation": {"artifactLocation": {"uri": "src/App/Orders.cs"}, "region": {"startLine": 1, "startColumn": 7, "endColumn": 13}}}]}]}
            """);
        var finding = Assert.Single(result.Findings);

        Assert.Equal("src/App/Orders.cs:1:7", finding.Location.ToString());
        Assert.Equal((1, 13), (finding.Location.End.Line, finding.Location.End.Column));
        Assert.Equal(("SC1", Severity.Error, Risk.High, "Evaluates 'x'", "Do not evaluate text", "https://scanner.example/SC1", "Scanner"), (finding.Rule.Id, finding.Severity, finding.Rule.Risk, finding.Message, finding.Remediation, finding.Rule.HelpUri, finding.Origin));
        Assert.Equal("Scanner", Assert.Single(result.Imported).Tool);
        Assert.Empty(result.Imported[0].Rules);
        Assert.NotEmpty(finding.Fingerprint);
    }

    [Theory]
    [InlineData("file:///builds/group/project/src/App/Orders.cs", "src/App/Orders.cs")]
    [InlineData("file:///C:/agent/work/1/s/src/Other/Orders.cs", "src/Other/Orders.cs")]
    [InlineData("src/App/gr%C3%B6%C3%9Fe%201.cs", "src/App/größe 1.cs")]
    [InlineData("./src/App/Orders.cs", "src/App/Orders.cs")]
    [InlineData("src\\App\\Orders.cs", "src/App/Orders.cs")]
    public void Address_FromElsewhere_IsMappedToTheRepository(string uri, string path) =>
        Assert.Equal(path, Assert.Single(Check(Result(uri)).Findings).Location.File);

    [Theory]
    [InlineData("file:///builds/Orders.cs")]
    [InlineData("../outside.cs")]
    [InlineData("src/App/Missing.cs")]
    [InlineData("https://example.com/a.cs")]
    public void Address_ThatFitsNoFileOrSeveral_IsSaidNotGuessed(string uri)
    {
        var result = Check(Result(uri));

        Assert.Empty(result.Findings);
        Assert.Contains(result.NotEvaluated, gap => gap.What == "1 result of Scanner");
    }

    [Fact]
    public void Base_OfTheLog_IsPutBeforeTheAddress()
    {
        var result = Check("""
            {"tool": {"driver": {"name": "Scanner"}}, "originalUriBaseIds": {"SRC": {"uri": "src/", "uriBaseId": "ROOT"}, "ROOT": {"description": {"text": "root"}}},
             "results": [{"ruleId": "A", "message": {"text": "m"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "App/Orders.cs", "uriBaseId": "SRC"}}}]}]}
            """);

        Assert.Equal("src/App/Orders.cs:1:1", Assert.Single(result.Findings).Location.ToString());
    }

    [Fact]
    public void Log_OfTheCompiler_BringsOurRulesOnly()
    {
        var result = Check("""
            {"tool": {"driver": {"name": "Microsoft (R) Visual C# Compiler", "rules": [{"id": "CS0168"}, {"id": "PG1001"}, {"id": "PG3004"}]}}, "results": [
              {"ruleId": "CS0168", "level": "warning", "message": {"text": "unused"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "src/App/Orders.cs"}, "region": {"startLine": 1}}}]},
              {"ruleId": "PG1001", "level": "error", "message": {"text": "Host 'patroni-main' belongs to main PostgreSQL"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "src/App/Orders.cs"}, "region": {"startLine": 1, "startColumn": 2}}}]},
              {"ruleId": "PG3004", "level": "error", "message": {"text": "suppressed"}, "suppressions": [{"kind": "inSource", "justification": "a test"}], "locations": [{"physicalLocation": {"artifactLocation": {"uri": "src/App/Orders.cs"}, "region": {"startLine": 1, "startColumn": 9}}}]}]}
            """);

        Assert.Equal(["PG1001", "PG3004"], result.Findings.Select(finding => finding.Rule.Id));
        Assert.Same(RuleCatalogue.Get("PG1001"), result.Findings[0].Rule);
        Assert.Equal("a test", result.Findings[1].Suppression!.Reason);
        Assert.Equal("PG1001,PG3004", string.Join(',', result.Imported[0].Rules));
    }

    [Fact]
    public void Message_ThatQuotesASecret_IsMasked()
    {
        var token = "glpat-" + "Zx8-qW3kLm9_RtYvB2nC";
        var result = Check(Result("src/App/Orders.cs", $"found {token} here"));

        Assert.DoesNotContain(token, result.Findings[0].Message, StringComparison.Ordinal);
        Assert.Equal("found *** here", result.Findings[0].Message);
    }

    [Fact]
    public void Message_ByIdWithArguments_IsPutTogether()
    {
        var result = Check("""
            {"tool": {"driver": {"name": "T", "rules": [{"id": "A", "messageStrings": {"default": {"text": "Calls {0} at {1}"}}}]}},
             "results": [{"ruleIndex": 0, "message": {"id": "default", "arguments": ["x", "y"]}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "src/App/Orders.cs"}}}]}]}
            """);

        Assert.Equal(("A", "Calls x at y"), (result.Findings[0].Rule.Id, result.Findings[0].Message));
    }

    [Fact]
    public void Results_ThatPassOrAreOff_AreNoFindings() => Assert.Empty(Check("""
        {"tool": {"driver": {"name": "T"}}, "results": [
          {"ruleId": "A", "kind": "pass", "message": {"text": "m"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "src/App/Orders.cs"}}}]},
          {"ruleId": "A", "level": "none", "message": {"text": "m"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "src/App/Orders.cs"}}}]}]}
        """).Findings);

    [Fact]
    public void Finding_ThatOurCheckHasToo_IsToldOnce()
    {
        folder.Write("deploy/app.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: NodePort, ports: [{port: 1}]}\n");
        var ours = Checker.Check(folder.Path, new CheckOptions());
        using var log = new MemoryStream();
        ReportFormat.Find("sarif")!.Write(new Report { Result = ours }, log);
        folder.Write("own.sarif", log.ToArray());

        var merged = Checker.Check(folder.Path, new CheckOptions { Sarif = [folder.At("own.sarif")] });
        Assert.NotEmpty(ours.Findings);
        Assert.Equal(ours.Findings.Select(finding => finding.ToString()), merged.Findings.Select(finding => finding.ToString()));
    }

    [Fact]
    public void Findings_TakenIn_CanBeWaivedAndExcluded()
    {
        Assert.Empty(Imported(new CheckOptions { Sarif = [Write(Result("src/App/Orders.cs"))], Exclude = ["src/App/"] }).Findings);
        folder.Write("service.yaml", "apiVersion: platformguard/v1\nkind: Service\nmetadata: {name: s, owner: group::t}\nspec:\n  stage: experiment\n  image: registry.example.com/app:1.0.0\n  waivers: [{id: A, reason: known, owner: me, approvedBy: you, until: 2027-01-01}]\n");
        Assert.DoesNotContain(Checker.Check(folder.Path, new CheckOptions { Sarif = [Write(Result("src/App/Orders.cs"))], Today = new DateOnly(2026, 11, 1) }).Findings, finding => finding.Rule.Id == "A" && finding.IsOpen);
    }

    [Fact]
    public void Formats_WithARuleOfAnotherTool_AllWrite()
    {
        var report = new Report { Result = Check(Result("src/App/Orders.cs")) };

        Assert.All(ReportFormat.All, format => Assert.Contains(format.Name is "openmetrics" or "badge" ? "1" : "Scanner said so", ReportSnapshotTests.Write(format.Name, report), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "is not JSON")]
    [InlineData("{}", "no SARIF log of version 2.1.0")]
    [InlineData("[1]", "no SARIF log of version 2.1.0")]
    [InlineData("""{"version": "1.0.0", "runs": []}""", "no SARIF log of version 2.1.0")]
    public void File_ThatIsNoLog_IsRefused(string content, string message)
    {
        folder.Write("bad.sarif", content);

        Assert.Contains(message, Assert.Throws<InvalidInputException>(() => Checker.Check(folder.Path, new CheckOptions { Sarif = [folder.At("bad.sarif")] })).Message, StringComparison.Ordinal);
    }

    /// <summary>A log is not trusted: members of any type, anywhere.</summary>
    [Theory]
    [InlineData("""{"tool": 1, "results": [1, null, "x", {}, {"locations": 1}, {"locations": [1]}, {"locations": [{"physicalLocation": []}]}]}""")]
    [InlineData("""{"results": [{"ruleId": 5, "ruleIndex": -1, "level": [], "message": 1, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "src/App/Orders.cs", "uriBaseId": "A"}, "region": {"startLine": 1e99, "startColumn": -5}}}]}], "originalUriBaseIds": {"A": {"uriBaseId": "A"}}}""")]
    [InlineData("""{"tool": {"driver": {"rules": [null, 1, {"id": null}]}}, "results": null}""")]
    public void Log_OfAnyShape_ThrowsNothing(string run) => Assert.NotNull(Check(run));

    private static string Result(string uri, string message = "Scanner said so") => """
        {"tool": {"driver": {"name": "Scanner"}}, "results": [{"ruleId": "A", "message": {"text": "MESSAGE"}, "locations": [{"physicalLocation": {"artifactLocation": {"uri": "URI"}}}]}]}
        """.Replace("MESSAGE", message, StringComparison.Ordinal).Replace("URI", uri.Replace("\\", "\\\\", StringComparison.Ordinal), StringComparison.Ordinal);

    private string Write(string run)
    {
        elsewhere.Write("log.sarif", $$"""{"version": "2.1.0", "runs": [{{run}}]}""");
        return elsewhere.At("log.sarif");
    }

    private CheckResult Check(string run) => Imported(new CheckOptions { Sarif = [Write(run)] });

    /// <summary>What was taken in, without what the service itself lacks.</summary>
    private CheckResult Imported(CheckOptions options)
    {
        var result = Checker.Check(folder.Path, options);
        return result with { Findings = [.. result.Findings.Where(static finding => finding.Location.File.StartsWith("src/", StringComparison.Ordinal))] };
    }
}

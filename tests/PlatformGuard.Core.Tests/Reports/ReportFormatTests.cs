using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reports;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Reports;

/// <summary>What must hold for every report, whatever it says.</summary>
public sealed class ReportFormatTests
{
    public static TheoryData<string> Formats => [.. ReportFormat.All.Select(format => format.Name)];

    public static TheoryData<string> JsonFormats => [.. ReportFormat.All.Select(format => format.Name).Where(name => name is "json" or "sarif" or "codequality")];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Bytes_OfEveryFormat_AreUtf8WithoutMarkAndEndWithOneLineFeed(string format)
    {
        var bytes = ReportSnapshotTests.Bytes(format, SampleReport.Of());

        Assert.False(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble));
        Assert.True(System.Text.Unicode.Utf8.IsValid(bytes));
        Assert.DoesNotContain((byte)'\r', bytes);
        Assert.Equal((byte)'\n', bytes[^1]);
        Assert.NotEqual((byte)'\n', bytes[^2]);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Text_FromTheRepository_ReachesNoTerminalAsControlCharacter(string format)
    {
        var text = Encoding.UTF8.GetString(ReportSnapshotTests.Bytes(format, SampleReport.Of() with { Verbose = true }));

        Assert.DoesNotContain(text, static character => char.IsControl(character) && character != '\n');
        Assert.DoesNotContain('\u2028', text);
        if (format == "text")
        {
            Assert.DoesNotContain('\u202E', text);
        }
    }

    [Fact]
    public void Text_NameWithALineBreak_StaysOnItsLine()
    {
        var lines = ReportSnapshotTests.Write("text", SampleReport.Of() with { Quiet = true }).Split('\n');

        Assert.All(lines[..^1], line => Assert.Matches(@"^.+:\d+:\d+: (error|warning|note) PG\d{4}: ", line));
        Assert.Equal(5, lines.Length - 1);
    }

    [Theory]
    [MemberData(nameof(JsonFormats))]
    public void Json_WithHalfASurrogatePair_IsStillValid(string format)
    {
        var report = SampleReport.Of();
        report = report with
        {
            Result = report.Result with { Findings = [SampleReport.Finding("PG7001", Severity.Error, Location.OfFile("half\uD83D.yaml"), "half \uDE00 a pair")] },
        };

        using var parsed = JsonDocument.Parse(ReportSnapshotTests.Bytes(format, report));
        Assert.Contains("half", parsed.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("error", false)]
    [InlineData("warning", false)]
    [InlineData("never", true)]
    public void Verdict_FollowsFailOn(string failOn, bool passes)
    {
        var report = SampleReport.Of(failOn: failOn switch { "error" => Severity.Error, "warning" => Severity.Warning, _ => null });

        Assert.Equal(passes, report.Passes);
        Assert.StartsWith(passes ? "pass: " : "fail: ", ReportSnapshotTests.Write("text", report with { Result = report.Result with { NotEvaluated = [] } }).Split('\n')[^3], StringComparison.Ordinal);
    }

    [Fact]
    public void Verdict_OnlyWaivedAndSuppressedErrors_IsPass()
    {
        var report = SampleReport.Of();

        Assert.True((report with { Result = report.Result with { Findings = [.. report.Result.Findings.Where(finding => !finding.IsOpen)] } }).Passes);
    }

    [Fact]
    public void Verdict_WithAnInternalFault_IsNeverPass()
    {
        var report = SampleReport.Clean with { FailOn = null };

        Assert.True(report.Passes);
        Assert.False((report with { Result = report.Result with { Faults = [new InternalFault("rule PG7001", ["PG7001"], "FormatException", null)] } }).Passes);
    }

    [Theory]
    [InlineData("", "a/b.yaml", "a/b.yaml")]
    [InlineData("svc/", "a/b.yaml", "svc/a/b.yaml")]
    [InlineData("x/svc/", "../service.yaml", "x/service.yaml")]
    [InlineData("x/svc/", "../../service.yaml", "service.yaml")]
    [InlineData("svc/", "../../service.yaml", "../service.yaml")]
    [InlineData("", "../service.yaml", "../service.yaml")]
    public void Path_FromTheRepositoryRoot_ResolvesWhatLiesAbove(string prefix, string path, string expected) =>
        Assert.Equal(expected, SampleReport.Of(prefix).FromRepositoryRoot(Location.OfFile(path)));

    /// <summary>GitLab drops every entry after one that lacks a member, and shows equal fingerprints once.</summary>
    [Fact]
    public void CodeQuality_EveryEntry_HasWhatGitLabDemands()
    {
        using var parsed = JsonDocument.Parse(ReportSnapshotTests.Bytes("codequality", SampleReport.Of()));
        var fingerprints = new HashSet<string>();

        Assert.Equal(5, parsed.RootElement.GetArrayLength());
        foreach (var entry in parsed.RootElement.EnumerateArray())
        {
            Assert.NotEmpty(entry.GetProperty("description").GetString()!);
            Assert.Matches(@"^PG\d{4} [a-z-]+$", entry.GetProperty("check_name").GetString());
            Assert.True(fingerprints.Add(entry.GetProperty("fingerprint").GetString()!));
            Assert.Contains(entry.GetProperty("severity").GetString(), (string[])["info", "minor", "major", "critical", "blocker"]);
            var path = entry.GetProperty("location").GetProperty("path").GetString()!;
            Assert.DoesNotContain('\\', path);
            Assert.False(path.StartsWith('/') || path.StartsWith("./", StringComparison.Ordinal));
            Assert.True(entry.GetProperty("location").GetProperty("lines").GetProperty("begin").GetInt32() >= 1);
        }
    }

    [Theory]
    [InlineData("PG7010", Severity.Note, "info")]
    [InlineData("PG3001", Severity.Note, "info")]
    [InlineData("PG3001", Severity.Warning, "minor")]
    [InlineData("PG2004", Severity.Error, "major")]
    [InlineData("PG7004", Severity.Error, "major")]
    [InlineData("PG7003", Severity.Error, "critical")]
    [InlineData("PG3001", Severity.Error, "blocker")]
    public void CodeQuality_Severity_FollowsSeverityAndRisk(string rule, Severity severity, string expected)
    {
        var report = SampleReport.Of();
        report = report with { Result = report.Result with { Findings = [SampleReport.Finding(rule, severity, Location.OfFile("a"), "m")] } };

        using var parsed = JsonDocument.Parse(ReportSnapshotTests.Bytes("codequality", report));
        Assert.Equal(expected, parsed.RootElement[0].GetProperty("severity").GetString());
    }

    /// <summary>GitHub's problem matchers and editors read this form.</summary>
    [Fact]
    public void Text_EveryFinding_IsOneLineThatEditorsRead()
    {
        var text = ReportSnapshotTests.Write("text", SampleReport.Of());

        Assert.Equal(5, Regex.Count(text, @"^[^\n]+:\d+:\d+: (error|warning|note) PG\d{4}: ", RegexOptions.Multiline));
    }
}

using System;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reports;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Reports;

public sealed class MarkdownReportTests
{
    [Fact]
    public void Note_ComparedWithAnEarlierReport_IsAsAccepted()
    {
        var then = SampleReport.Of();
        then = then with { Result = then.Result with { Findings = [.. then.Result.Findings.Where(finding => finding.Rule.Id != "PG7001")] } };
        var now = SampleReport.Of() with
        {
            Earlier = ComparisonTests.Earlier(then),
            Today = new DateOnly(2026, 11, 1),
            Source = SourceHost.Of(name => name switch { "CI_PROJECT_URL" => "https://gitlab.example.com/g/p", "CI_COMMIT_SHA" => "abc", _ => null }),
        };
        now = now with { Result = now.Result with { Findings = [.. now.Result.Findings.Where(finding => finding.Rule.Id != "PG7010")] } };

        Snapshot.Match(MarkdownReport.Text([now]), "compared");
    }

    [Fact]
    public void Note_OfSeveralServices_BeginsWithAnOverview() => Snapshot.Match(MarkdownReport.Text([SampleReport.Of(), SampleReport.Clean]), "several");

    /// <summary>A note is cut at whole entries, keeps its folds closed and says how many are missing.</summary>
    [Fact]
    public void Note_WithThousandsOfFindings_StaysBelowTheHostsLimits()
    {
        var report = SampleReport.Of();
        var many = Enumerable.Range(1, 5000).Select(index => SampleReport.Finding(index % 2 == 0 ? "PG7010" : "PG7001", index % 2 == 0 ? Severity.Warning : Severity.Error, Location.OfFile($"deploy/{index}.yaml"), "Image 'app' can move"));
        var text = MarkdownReport.Text([report with { Result = report.Result with { Findings = [.. many] } }]);

        Assert.InRange(text.Length, 50_000, MarkdownReport.Longest);
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 1, 65_000);
        Assert.Equal(Count(text, "<details>"), Count(text, "</details>"));
        Assert.Matches(@"\d+ more entries do not fit here", text);
        Assert.DoesNotContain("warning", text[..text.IndexOf("error **", StringComparison.Ordinal)].Split('\n')[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ask @all and @group::x")]
    [InlineData("see #12 !34 ~bug %5 $9 &3")]
    [InlineData("<img src=x onerror=alert(1)> <!-- --> </details>")]
    [InlineData("[a](javascript:alert(1)) ![b](https://x/y.png) **bold** _i_ `c` | d")]
    [InlineData("https://example.com www.example.com :smile:")]
    public void Text_OfTheRepository_LinksNothingAndCallsNobody(string text)
    {
        var markdown = MarkdownText.Of(text);

        Assert.DoesNotMatch(@"[@#!~%$&]\w", markdown.Replace("&lt;", "", StringComparison.Ordinal).Replace("&gt;", "", StringComparison.Ordinal).Replace("&amp;", "", StringComparison.Ordinal));
        Assert.DoesNotContain("<", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("://", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("www.", markdown, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"(?<!\\)[\[\]`*_|]", markdown);
    }

    [Theory]
    [InlineData("a", "`a`")]
    [InlineData("a`b", "``a`b``")]
    [InlineData("`a``", "``` `a`` ```")]
    [InlineData("a|b", "`a❘b`")]
    public void Code_WithBackTicks_StaysOneSpan(string text, string expected) => Assert.Equal(expected, MarkdownText.Code(text));

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}

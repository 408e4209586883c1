using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using PlatformGuard.Core.Reports;

namespace PlatformGuard.Core.Tests.Reports;

/// <summary>Whole reports, as people and services get them.</summary>
public sealed class ReportSnapshotTests
{
    [Theory]
    [InlineData("text", "text")]
    [InlineData("json", "json")]
    [InlineData("codequality", "codequality")]
    [InlineData("junit", "junit")]
    [InlineData("markdown", "markdown")]
    [InlineData("html", "html")]
    [InlineData("github", "github")]
    [InlineData("openmetrics", "openmetrics")]
    [InlineData("badge", "badge")]
    public void Report_WithOneOfEverything_IsAsAccepted(string format, string name) => Snapshot.Match(WithoutPassedRules(Write(format, SampleReport.Of())), name);

    [Fact]
    public void Text_WithColours_IsAsAccepted() => Snapshot.Match(Visible(Write("text", SampleReport.Of() with { Colour = true })), "text-colour");

    [Fact]
    public void Text_Quiet_IsAsAccepted() => Snapshot.Match(Write("text", SampleReport.Of() with { Quiet = true }), "text-quiet");

    [Fact]
    public void Text_Verbose_IsAsAccepted() => Snapshot.Match(Write("text", SampleReport.Of() with { Verbose = true }), "text-verbose");

    [Theory]
    [InlineData("text", "clean-text")]
    [InlineData("json", "clean-json")]
    [InlineData("codequality", "clean-codequality")]
    [InlineData("junit", "clean-junit")]
    [InlineData("markdown", "clean-markdown")]
    [InlineData("html", "clean-html")]
    [InlineData("github", "clean-github")]
    [InlineData("openmetrics", "clean-openmetrics")]
    [InlineData("badge", "clean-badge")]
    public void Report_WithoutFindings_IsAsAccepted(string format, string name) => Snapshot.Match(WithoutPassedRules(Write(format, SampleReport.Clean)), name);

    [Theory]
    [InlineData("text")]
    [InlineData("markdown")]
    [InlineData("html")]
    [InlineData("junit")]
    [InlineData("openmetrics")]
    [InlineData("badge")]
    [InlineData("github")]
    public void Report_WithAGrade_IsAsAccepted(string format) => Snapshot.Match(WithoutPassedRules(Write(format, SampleReport.Graded)), "graded-" + format);

    [Fact]
    public void Text_WithAGrade_FitsEightyColumns() => Assert.All(
        Write("text", SampleReport.Graded with { Verbose = true }).Split('\n').Where(static line => line.StartsWith(' ') && !line.Contains("https://", System.StringComparison.Ordinal)),
        static line => Assert.True(line.Length <= 80, line));

    [Fact]
    public void Text_QuietWithoutFindings_IsEmpty() => Assert.Empty(Write("text", SampleReport.Clean with { Quiet = true }));

    internal static string Write(string format, Report report) => Encoding.UTF8.GetString(Bytes(format, report)).Replace(Report.ToolVersion, "0.0.0", System.StringComparison.Ordinal);

    internal static byte[] Bytes(string format, Report report)
    {
        using var output = new MemoryStream();
        ReportFormat.Find(format)!.Write(report, output);
        return output.ToArray();
    }

    /// <summary>The rules that passed are those of the release; a new rule must not change what was accepted.</summary>
    private static string WithoutPassedRules(string text)
    {
        text = Regex.Replace(text, "    <testcase [^\n]*name=\"no finding in the files\"[^\n]*\n", "");
        text = Regex.Replace(text, "(?<=<testsuites? [^>]*)tests=\"[0-9]+\"", "tests=\"…\"");

        // How a page looks is judged by eye and by axe-core.
        return Regex.Replace(Regex.Replace(text, "(?s)(<(style|script)>).*?(</)", "$1…$3"), "sha256-[A-Za-z0-9+/=]+", "sha256-…");
    }

    /// <summary>Escape sequences in a form that a diff shows.</summary>
    private static string Visible(string text) => text.Replace("\e", "<ESC>", System.StringComparison.Ordinal);
}

using System.IO;
using System.Text;
using PlatformGuard.Core.Reports;

namespace PlatformGuard.Core.Tests.Reports;

/// <summary>Whole reports, as people and services get them.</summary>
public sealed class ReportSnapshotTests
{
    [Theory]
    [InlineData("text", "text")]
    [InlineData("json", "json")]
    [InlineData("codequality", "codequality")]
    public void Report_WithOneOfEverything_IsAsAccepted(string format, string name) => Snapshot.Match(Write(format, SampleReport.Of()), name);

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
    public void Report_WithoutFindings_IsAsAccepted(string format, string name) => Snapshot.Match(Write(format, SampleReport.Clean), name);

    [Fact]
    public void Text_QuietWithoutFindings_IsEmpty() => Assert.Empty(Write("text", SampleReport.Clean with { Quiet = true }));

    internal static string Write(string format, Report report) => Encoding.UTF8.GetString(Bytes(format, report)).Replace(Report.ToolVersion, "0.0.0", System.StringComparison.Ordinal);

    internal static byte[] Bytes(string format, Report report)
    {
        using var output = new MemoryStream();
        ReportFormat.Find(format)!.Write(report, output);
        return output.ToArray();
    }

    /// <summary>Escape sequences in a form that a diff shows.</summary>
    private static string Visible(string text) => text.Replace("\e", "<ESC>", System.StringComparison.Ordinal);
}

using System;
using System.Diagnostics;
using System.IO;
using System.Text.RegularExpressions;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reports;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Reports;

/// <summary>The page in a real browser: no message on its console, no violation of the accessibility rules of axe-core, working filters.</summary>
public sealed class HtmlReportTests
{
    private const string ToolsVariable = "PLATFORMGUARD_BROWSER_TOOLS";

    [Fact]
    public void Page_WithOneOfEverything_LoadsNothingFromOutside()
    {
        var html = ReportSnapshotTests.Write("html", SampleReport.Of());

        Assert.DoesNotMatch(@"<(link|img|iframe|object|embed)\b|<script[^>]*\bsrc|@import|url\(", html);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_OfTheRepository_NeverBecomesMarkup()
    {
        var report = SampleReport.Of();
        const string Attack = "\"><script>alert(1)</script><img src=x onerror=alert(1)>' onclick='x";
        report = report with
        {
            Result = report.Result with
            {
                Manifest = report.Result.Manifest with { Name = Attack, Owner = Attack },
                Findings = [SampleReport.Finding("PG7001", Severity.Error, Location.OfFile(Attack), Attack)],
            },
        };
        var html = ReportSnapshotTests.Write("html", report);

        Assert.Single(Regex.Matches(html, "<script"));
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("onclick='x", html, StringComparison.Ordinal);
    }

    [FactIfBrowser]
    public void Page_InTheBrowser_HasNoConsoleMessageNoViolationAndWorkingFilters()
    {
        var compared = SampleReport.Of() with { Earlier = new EarlierService(new System.Collections.Generic.Dictionary<string, EarlierFinding>(), null, null) };
        Audit(("full", ReportSnapshotTests.Bytes("html", compared)), ("clean", ReportSnapshotTests.Bytes("html", SampleReport.Clean)), ("graded", ReportSnapshotTests.Bytes("html", SampleReport.Graded)), ("several", Several()));
    }

    private static byte[] Several()
    {
        using var output = new MemoryStream();
        ReportFormat.Find("html")!.Write([SampleReport.Graded, SampleReport.Clean], output);
        return output.ToArray();
    }

    private static void Audit(params (string Name, byte[] Html)[] pages)
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, html) in pages)
        {
            folder.Write(name + ".html", html);
        }

        var start = new ProcessStartInfo("node", [RepositoryRoot.At("tests", "PlatformGuard.Core.Tests", "Reports", "audit.mjs"), folder.Path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["NODE_PATH"] = Environment.GetEnvironmentVariable(ToolsVariable) },
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output + error.Result);
        Assert.Equal(pages.Length * 4, Regex.Count(output, "^ok ", RegexOptions.Multiline));
    }

    /// <summary>Needs node, a Chromium (<c>PLATFORMGUARD_CHROMIUM</c>) and a folder of packages with axe-core and puppeteer-core.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class FactIfBrowserAttribute : FactAttribute
    {
        public FactIfBrowserAttribute()
        {
            if (InstalledTool.Find("node") is null || InstalledTool.Find("chromium", "PLATFORMGUARD_CHROMIUM") is null || !Directory.Exists(Environment.GetEnvironmentVariable(ToolsVariable) ?? ""))
            {
                Skip = $"needs node, chromium (on the path or named by PLATFORMGUARD_CHROMIUM) and a node_modules folder with axe-core and puppeteer-core (named by {ToolsVariable})";
            }
        }
    }
}

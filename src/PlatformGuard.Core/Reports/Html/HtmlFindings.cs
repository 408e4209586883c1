using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Core.Reports.Html;

/// <summary>The findings of one service by file, and what was not evaluated.</summary>
internal static class HtmlFindings
{
    /// <param name="html">The page.</param>
    /// <param name="report">The service.</param>
    /// <param name="number">Its number among several; null when it is the only one.</param>
    /// <param name="label">Its name, unlike that of any other.</param>
    public static void Write(HtmlWriter html, Report report, int? number, string label)
    {
        var fresh = Comparison.Of(report)?.New.Select(static finding => finding.Fingerprint).ToHashSet() ?? [];
        html.Raw(number is null ? "<section class=\"service\">\n" : string.Create(CultureInfo.InvariantCulture, $"<section class=\"service\" aria-labelledby=\"service-{number}\">\n"));
        html.Element("h2", number is null ? "Findings" : label, number is null ? "" : string.Create(CultureInfo.InvariantCulture, $"id=\"service-{number}\"")).Raw("\n");
        if (number is not null)
        {
            HtmlOverview.Write(html, report, label);
        }

        if (report.Result.Findings.IsEmpty)
        {
            html.Raw("<p class=\"empty\">No findings.</p>\n");
        }

        foreach (var file in report.Result.Findings.GroupBy(static finding => finding.Location.File))
        {
            html.Raw("<section class=\"file\">\n").Element("h3", report.FromRepositoryRoot(file.First().Location)).Raw("\n<ul class=\"findings\">\n");
            foreach (var finding in file)
            {
                Write(html, report, finding, fresh.Contains(finding.Fingerprint));
            }

            html.Raw("</ul>\n</section>\n");
        }

        WriteGaps(html, report);
        WriteIgnored(html, report);
        if (report.Result.Readiness is not null)
        {
            html.Raw(number is null ? "<h2>Readiness</h2>\n" : "<h3 class=\"words\">Readiness</h3>\n");
            HtmlReadiness.Write(html, report);
            HtmlReadiness.WriteAccounts(html, report);
        }

        html.Raw("</section>\n");
    }

    private static void Write(HtmlWriter html, Report report, Finding finding, bool isNew)
    {
        var outcome = finding.Waiver is not null ? "waived" : finding.Suppression is not null ? "suppressed" : finding.Baseline is not null ? "baseline" : "open";
        var severity = Report.Word(finding.Severity);
        html.Raw($"<li class=\"finding {severity} {outcome}\" data-outcome=\"{outcome}{(isNew ? " new" : "")}\" data-severity=\"{severity}\" data-stage=\"{HtmlFilters.FailsFrom(finding.Rule)}\" {HtmlWriter.Attribute("data-family", RuleFamily.Of(finding.Rule))}>\n");
        html.Raw("<p class=\"line\">").Element("span", severity, $"class=\"chip {severity}\"").Raw(" ");
        html.Link(finding.Rule.HelpUri, finding.Rule.Id, attributes: "class=\"rule\"").Raw(" ");
        html.Element("span", finding.Rule.Title, "class=\"title\"").Raw(" ");
        if (isNew)
        {
            html.Raw("<span class=\"chip new\">new</span> ");
        }

        if (outcome != "open")
        {
            html.Element("span", outcome == "baseline" ? "in the baseline" : outcome, "class=\"chip accepted\"").Raw(" ");
        }

        Place(html, report, finding.Location, string.Create(CultureInfo.InvariantCulture, $"line {finding.Location.Start.Line}"));
        html.Raw("</p>\n").Element("p", finding.Message, "class=\"message\"").Raw("\n<p class=\"fix\"><b>Fix:</b> ").Text(finding.Remediation).Raw("</p>\n");
        if ((finding.Waiver ?? finding.Suppression ?? finding.Baseline) is { } accepted)
        {
            html.Raw("<p class=\"accepted\"><b>Accepted:</b> ").Text(accepted.Reason + (accepted.Until is { } until ? $" (until {until}{report.DaysLeft(until)})" : ""));
            html.Text(accepted.Owner is { } owner ? ", owned by " + owner : "").Text(accepted.ApprovedBy is { } approver ? ", approved by " + approver : "").Raw("</p>\n");
        }

        WriteDetails(html, report, finding);
        html.Raw("</li>\n");
    }

    private static void WriteDetails(HtmlWriter html, Report report, Finding finding)
    {
        // What opens says of which finding, for those who hear a list of all controls.
        html.Raw("<details><summary>Details").Element("span", $" of {finding.Rule.Id} at line {finding.Location.Start.Line.ToString(CultureInfo.InvariantCulture)}", "class=\"hear\"").Raw("</summary>\n<dl>\n");
        Pair(html, "Rule", finding.Rule.Id == finding.Rule.Name ? finding.Rule.Id : finding.Rule.Id + " " + finding.Rule.Name);
        Pair(html, "Requirement", finding.Rule.Requirement ?? "none");
        Pair(html, "Risk", finding.Rule.Risk.Word());
        if (finding.Origin is { } origin)
        {
            Pair(html, "Found by", origin);
        }

        Pair(html, "Fingerprint", finding.Fingerprint);
        html.Raw("</dl>\n");
        if (finding.RelatedLocations.Length > 0)
        {
            html.Raw("<p>See also:</p>\n<ul>\n");
            foreach (var related in finding.RelatedLocations)
            {
                html.Raw("<li>");
                Place(html, report, related.Location, string.Create(CultureInfo.InvariantCulture, $"{report.FromRepositoryRoot(related.Location)}:{related.Location.Start.Line}"));
                html.Raw(" ").Text(related.Message).Raw("</li>\n");
            }

            html.Raw("</ul>\n");
        }

        html.Raw("</details>\n");
    }

    private static void WriteGaps(HtmlWriter html, Report report)
    {
        if (report.Result.NotEvaluated.IsEmpty)
        {
            return;
        }

        html.Raw("<section class=\"file gaps\">\n<h3 class=\"words\">Not evaluated</h3>\n<p class=\"hint\">What could not be judged never counts as clean.</p>\n<ul class=\"findings\">\n");
        foreach (var gap in report.Result.NotEvaluated)
        {
            html.Raw("<li class=\"finding gap\" data-outcome=\"not-evaluated\" data-severity=\"\" data-stage=\"\" data-family=\"\">\n<p class=\"line\"><span class=\"chip gap\">not evaluated</span> ").Element("span", gap.What, "class=\"title\"").Raw(" ");
            Place(html, report, gap.Location, string.Create(CultureInfo.InvariantCulture, $"{report.FromRepositoryRoot(gap.Location)}:{gap.Location.Start.Line}"));
            html.Raw("</p>\n").Element("p", gap.Why, "class=\"message\"").Raw("\n").Element("p", "Rules: " + (gap.Rules.IsEmpty ? "all" : string.Join(", ", gap.Rules)), "class=\"fix\"").Raw("\n</li>\n");
        }

        html.Raw("</ul>\n</section>\n");
    }

    private static void WriteIgnored(HtmlWriter html, Report report)
    {
        if (report.Result.Policy.Ignored.IsEmpty)
        {
            return;
        }

        html.Raw("<section class=\"file\">\n<h3 class=\"words\">Policy settings that do not count</h3>\n<ul>\n");
        foreach (var setting in report.Result.Policy.Ignored)
        {
            html.Raw("<li>");
            Place(html, report, setting.Location, string.Create(CultureInfo.InvariantCulture, $"{report.FromRepositoryRoot(setting.Location)}:{setting.Location.Start.Line}"));
            html.Raw(" ").Element("code", setting.Path).Text(": " + setting.Why).Raw("</li>\n");
        }

        html.Raw("</ul>\n</section>\n");
    }

    private static void Place(HtmlWriter html, Report report, in Location location, string text) =>
        html.Link(report.Source?.Link(report.FromRepositoryRoot(location), location), text, "code", "class=\"place\"");

    private static void Pair(HtmlWriter html, string name, string value) => html.Raw("<div>").Element("dt", name).Element("dd", value).Raw("</div>\n");
}

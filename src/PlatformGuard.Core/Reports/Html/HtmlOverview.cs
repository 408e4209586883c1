using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Core.Reports.Html;

/// <summary>The verdict and the numbers of one service.</summary>
internal static class HtmlOverview
{
    private static readonly string[] Columns = ["Service", "Verdict", "Stage", "Ready for", "Score", "Level", "Errors / warnings / not evaluated"];

    /// <summary>One line for each of several services, with a link to it.</summary>
    public static void WriteTable(HtmlWriter html, IReadOnlyList<Report> services, string[] labels)
    {
        html.Raw("<section class=\"several\" aria-label=\"Summary\">\n").Element("p", $"{services.Count(static report => report.Passes)} of {services.Count} services pass.", "class=\"hint\"");
        html.Raw("\n<div class=\"scroll\"><table>\n<thead><tr>");
        foreach (var head in Columns)
        {
            html.Element("th", head, "scope=\"col\"");
        }

        html.Raw("</tr></thead>\n<tbody>\n");
        for (var index = 0; index < services.Count; index++)
        {
            var report = services[index];
            var summary = Summary.Of(report.Result);
            html.Raw("<tr><th scope=\"row\">").Link(string.Create(CultureInfo.InvariantCulture, $"#service-{index}"), labels[index]).Raw("</th>");
            html.Raw($"<td data-head=\"{Columns[1]}\">").Element("span", report.Passes ? "pass" : "fail", $"class=\"chip {(report.Passes ? "pass" : "fail")}\"").Raw("</td>");
            Cell(html, 2, report.Result.Stage.Word());
            Cell(html, 3, report.Result.Readiness is { } readiness ? readiness.ReadyFor?.Word() ?? "no stage yet" : "–");
            Cell(html, 4, report.Result.Readiness?.Score.ToString(CultureInfo.InvariantCulture) ?? "–");
            Cell(html, 5, report.Result.Readiness?.Level.ToString(CultureInfo.InvariantCulture) ?? "–");
            Cell(html, 6, string.Create(CultureInfo.InvariantCulture, $"{summary.Errors} / {summary.Warnings} / {summary.NotEvaluated}"));
            html.Raw("</tr>\n");
        }

        html.Raw("</tbody>\n</table></div>\n</section>\n");
    }

    /// <summary>The card of one service.</summary>
    /// <param name="html">The page.</param>
    /// <param name="report">The service.</param>
    /// <param name="label">Its name where there are several; null when it is the only one.</param>
    public static void Write(HtmlWriter html, Report report, string? label)
    {
        var result = report.Result;
        var summary = Summary.Of(result);
        html.Raw($"<section class=\"overview\" {HtmlWriter.Attribute("aria-label", label is null ? "Summary" : "Summary of " + label)}>\n");
        html.Raw(report.Passes ? "<p class=\"verdict pass\"><span aria-hidden=\"true\">✓</span> pass</p>\n" : "<p class=\"verdict fail\"><span aria-hidden=\"true\">✕</span> fail</p>\n");
        html.Raw("<dl class=\"about\">\n");
        Pair(html, "Role", result.Role.Word());
        Pair(html, "Stage", result.Stage.Word());
        Pair(html, "Mode", result.Manifest.Mode.Word());
        if (result.Manifest.Owner is { } owner)
        {
            Pair(html, "Owner", owner);
        }

        html.Raw("</dl>\n");
        HtmlReadiness.WriteOverview(html, report);
        html.Raw("<dl class=\"numbers\">\n");
        Number(html, "error", summary.Errors, "Errors");
        Number(html, "warning", summary.Warnings, "Warnings");
        Number(html, "note", summary.Notes, "Notes");
        Number(html, "accepted", summary.Waived + summary.Suppressed, "Accepted");
        Number(html, "gap", summary.NotEvaluated, "Not evaluated");
        html.Raw("</dl>\n");
        if (Comparison.Of(report) is { } comparison)
        {
            html.Raw("<p class=\"compared\">Against the earlier report: ").Element("strong", comparison.Words).Raw("</p>\n");
        }

        html.Raw("</section>\n");
    }

    private static void Cell(HtmlWriter html, int column, string text) => html.Element("td", text, $"data-head=\"{Columns[column]}\"");

    private static void Pair(HtmlWriter html, string name, string value) => html.Raw("<div>").Element("dt", name).Element("dd", value).Raw("</div>\n");

    private static void Number(HtmlWriter html, string kind, int value, string name) =>
        html.Raw($"<div class=\"number {kind}{(value == 0 ? " zero" : "")}\">").Element("dt", name).Element("dd", value.ToString(CultureInfo.InvariantCulture)).Raw("</div>\n");
}

using System.Globalization;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Core.Reports.Html;

/// <summary>The verdict and the numbers of one service.</summary>
internal static class HtmlOverview
{
    public static void Write(HtmlWriter html, Report report, int? number, string label)
    {
        var result = report.Result;
        var summary = Summary.Of(result);
        html.Raw(number is null ? "<section class=\"overview\" aria-label=\"Summary\">\n" : string.Create(CultureInfo.InvariantCulture, $"<section class=\"overview\" aria-labelledby=\"summary-{number}\">\n"));
        if (number is not null)
        {
            html.Element("h2", "Summary of " + label, string.Create(CultureInfo.InvariantCulture, $"id=\"summary-{number}\"")).Raw("\n");
        }

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

    private static void Pair(HtmlWriter html, string name, string value) => html.Raw("<div>").Element("dt", name).Element("dd", value).Raw("</div>\n");

    private static void Number(HtmlWriter html, string kind, int value, string name) =>
        html.Raw($"<div class=\"number {kind}{(value == 0 ? " zero" : "")}\">").Element("dt", name).Element("dd", value.ToString(CultureInfo.InvariantCulture)).Raw("</div>\n");
}

using System;
using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Grading;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Core.Reports.Html;

/// <summary>The criteria of one service by stage, with their evidence.</summary>
internal static class HtmlReadiness
{
    /// <summary>Score, level and stage beside the verdict.</summary>
    public static void WriteOverview(HtmlWriter html, Report report)
    {
        if (report.Result.Readiness is not { } readiness)
        {
            return;
        }

        html.Raw("<div class=\"readiness\">\n");
        var score = readiness.Score.ToString(CultureInfo.InvariantCulture);
        html.Raw("<div class=\"score\"><p><span class=\"soft\">Score</span> ").Element("strong", score).Raw($" of 100</p><meter min=\"0\" max=\"100\" value=\"{score}\" aria-label=\"Readiness score\">{score}</meter></div>\n");
        html.Raw("<p class=\"level\"><span class=\"soft\">Level</span> ").Element("strong", readiness.Level.ToString(CultureInfo.InvariantCulture)).Raw(" of 5 <span class=\"steps\" aria-hidden=\"true\">");
        for (var level = 1; level <= 5; level++)
        {
            html.Raw(level <= readiness.Level ? "<i class=\"on\"></i>" : "<i></i>");
        }

        html.Raw("</span></p>\n<p class=\"ready\"><span class=\"soft\">Ready for</span> ").Element("strong", readiness.ReadyFor?.Word() ?? "no stage yet").Raw("</p>\n");
        if (ReadinessWords.Delta(report) is { Length: > 0 } delta)
        {
            html.Element("p", delta, "class=\"soft\"").Raw("\n");
        }

        html.Raw("</div>\n");
    }

    /// <summary>Next steps and all criteria.</summary>
    public static void Write(HtmlWriter html, Report report)
    {
        if (report.Result.Readiness is not { } readiness)
        {
            return;
        }

        if (!readiness.NextSteps.IsEmpty)
        {
            html.Raw("<section class=\"next\">\n").Element("h3", $"Missing for {readiness.NextSteps[0].Stage.Word()}, soonest first", "class=\"words\"").Raw("\n<ol>\n");
            foreach (var step in readiness.NextSteps)
            {
                html.Element("li", step.Text).Raw("\n");
            }

            html.Raw("</ol>\n</section>\n");
        }

        foreach (var stage in readiness.Criteria.GroupBy(static graded => graded.Criterion.RequiredFrom))
        {
            html.Raw("<section class=\"file\">\n").Element("h3", stage.Key is { } from ? "Required from " + from.Word() : "For a higher level", "class=\"words\"").Raw("\n<ul class=\"findings\">\n");
            foreach (var graded in stage.OrderBy(static graded => Array.IndexOf(ReadinessWords.Order, graded.Outcome)))
            {
                Write(html, report, graded);
            }

            html.Raw("</ul>\n</section>\n");
        }
    }

    /// <summary>Exceptions and secrets, which a review asks for.</summary>
    public static void WriteAccounts(HtmlWriter html, Report report)
    {
        if (report.Result.Readiness is not { } readiness)
        {
            return;
        }

        if (!readiness.Exceptions.IsEmpty)
        {
            html.Raw("<h3 class=\"words\">Exceptions</h3>\n<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">Rule or criterion</th><th scope=\"col\">Reason</th><th scope=\"col\">Owner</th><th scope=\"col\">Approved by</th><th scope=\"col\">Ends</th></tr></thead>\n<tbody>\n");
            foreach (var exception in readiness.Exceptions)
            {
                var left = exception.DaysLeft switch { null => "", < 0 => " (expired)", 0 => " (last day)", 1 => " (1 day left)", var days => $" ({days} days left)" };
                Row(html, exception.Id, exception.Reason ?? "none", exception.Owner ?? "none", exception.ApprovedBy ?? "none", (exception.Until ?? "never") + left + (exception.Counts ? "" : ", does not count"));
            }

            html.Raw("</tbody>\n</table></div>\n");
        }

        if (!report.Result.Manifest.Secrets.IsEmpty)
        {
            html.Raw("<h3 class=\"words\">Secrets</h3>\n<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">Name</th><th scope=\"col\">Lifetime</th><th scope=\"col\">Handed over as</th><th scope=\"col\">Store</th><th scope=\"col\">Rotation</th></tr></thead>\n<tbody>\n");
            foreach (var secret in report.Result.Manifest.Secrets)
            {
                Row(html, secret.Name, secret.IsLongLived ? "long" : "short", secret.IsFile ? "file" : "environment variable", secret.Vault ?? "none", secret.RotatedEvery is { } every ? $"every {every}{(secret.RotatesWithOverlap ? ", with overlap" : "")}" : "none");
            }

            html.Raw("</tbody>\n</table></div>\n");
        }
    }

    private static void Row(HtmlWriter html, string head, params ReadOnlySpan<string> cells)
    {
        html.Raw("<tr>").Element("th", head, "scope=\"row\"");
        foreach (var cell in cells)
        {
            html.Element("td", cell);
        }

        html.Raw("</tr>\n");
    }

    private static void Write(HtmlWriter html, Report report, GradedCriterion graded)
    {
        var criterion = graded.Criterion;
        var word = graded.Outcome.Word();
        html.Raw($"<li class=\"finding criterion {word}\" data-outcome=\"{word}\" data-severity=\"\" data-stage=\"{criterion.RequiredFrom?.Word()}\" {HtmlWriter.Attribute("data-family", RuleFamily.OfRequirement(criterion.Requirement))}>\n");
        html.Raw("<p class=\"line\">").Element("span", ReadinessWords.Spoken(graded.Outcome), $"class=\"chip {word}\"").Raw(" ").Element("span", criterion.Title, "class=\"title\"");
        html.Text(ReadinessWords.Announcement(graded) is { } announced ? $" ({announced})" : "").Raw("</p>\n");
        if (graded.Blocks)
        {
            html.Raw("<p class=\"fix\"><b>Fix:</b> ").Text(criterion.Remediation).Raw("</p>\n");
        }

        // What blocks is shown at once; the evidence of what passes is there for who asks.
        html.Raw(graded.Blocks ? "<details open>" : "<details>").Raw("<summary>Evidence").Element("span", " for " + criterion.Title, "class=\"hear\"").Raw("</summary>\n<ul>\n");
        foreach (var evidence in graded.Evidence)
        {
            html.Raw("<li>");
            if (evidence.Location is { } location)
            {
                Place(html, report, location);
                html.Raw(" ");
            }

            html.Link(WebAddress(evidence.Url), evidence.Text).Raw("</li>\n");
        }

        html.Raw("</ul>\n<dl>\n");
        Pair(html, "Criterion", criterion.Id);
        Pair(html, "Requirement", criterion.Requirement ?? "none");
        Pair(html, "Risk", criterion.Risk.Word());
        Pair(html, "Level", criterion.Level.ToString(CultureInfo.InvariantCulture));
        html.Raw("</dl>\n</details>\n</li>\n");
    }

    private static string? WebAddress(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? url : null;

    private static void Place(HtmlWriter html, Report report, in Location location)
    {
        var path = report.FromRepositoryRoot(location);
        html.Link(report.Source?.Link(path, location), string.Create(CultureInfo.InvariantCulture, $"{path}:{location.Start.Line}"), "code", "class=\"place\"");
    }

    private static void Pair(HtmlWriter html, string name, string value) => html.Raw("<div>").Element("dt", name).Element("dd", value).Raw("</div>\n");
}

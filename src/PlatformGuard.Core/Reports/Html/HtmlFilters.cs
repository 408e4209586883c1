using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Reports.Html;

/// <summary>The form that narrows what is shown. It appears when scripts run; without them everything shows.</summary>
internal static class HtmlFilters
{
    public static void Write(HtmlWriter html, IReadOnlyList<Report> services)
    {
        var rules = services.SelectMany(static report => report.Result.Findings.Select(static finding => finding.Rule)).ToList();
        var present = rules.Select(RuleFamily.Of).Concat(services.SelectMany(static report => report.Result.Readiness?.Criteria ?? []).Select(static graded => RuleFamily.OfRequirement(graded.Criterion.Requirement))).ToHashSet();
        var families = RuleFamily.Names.Where(present.Contains).ToList();
        html.Raw("<form id=\"filters\" role=\"search\" aria-label=\"Filter the results\" hidden>\n");
        html.Raw("<div class=\"field grow\"><label for=\"text\">Text</label><input id=\"text\" type=\"search\" placeholder=\"rule, file or words\" autocomplete=\"off\"></div>\n");
        Select(html, "outcome", "Outcome", [("", "all"), ("open", "open findings"), ("new", "new findings"), ("fail", "failed criteria"), ("pass", "passed criteria"), ("waived", "waived"), ("suppressed", "suppressed"), ("baseline", "in the baseline"), ("not-applicable", "not applicable"), ("not-evaluated", "not evaluated")], services);
        Select(html, "severity", "Severity", [("", "all"), ("error", "errors"), ("warning", "warnings"), ("note", "notes")], services);
        Select(html, "stage", "Stage", [("", "any stage"), ("experiment", "experiment"), ("beta", "beta"), ("ga", "ga")], services);
        Select(html, "family", "Family", [("", "all"), .. families.Select(static name => (name, name))], services);
        html.Raw("<button type=\"reset\">Reset</button>\n<p id=\"shown\" role=\"status\"></p>\n</form>\n");
    }

    /// <summary>The first stage at which the rule is an error; empty when it never is.</summary>
    public static string FailsFrom(Rule rule) =>
        rule.Experiment == Severity.Error ? "experiment" : rule.Beta == Severity.Error ? "beta" : rule.GenerallyAvailable == Severity.Error ? "ga" : "";

    private static bool IsUseful(string choice, IReadOnlyList<Report> services) => choice switch
    {
        "new" => services.Any(static report => report.Earlier is not null),
        "fail" or "pass" or "not-applicable" => services.Any(static report => report.Result.Readiness is not null),
        _ => true,
    };

    private static void Select(HtmlWriter html, string id, string label, (string Value, string Text)[] choices, IReadOnlyList<Report> services)
    {
        html.Raw($"<div class=\"field\"><label for=\"{id}\">{label}</label><select id=\"{id}\">");
        foreach (var (value, text) in choices.Where(choice => IsUseful(choice.Value, services)))
        {
            html.Element("option", text, HtmlWriter.Attribute("value", value));
        }

        html.Raw("</select></div>\n");
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using PlatformGuard.Core.Reports;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Importing;

/// <summary>The rules of one SARIF run: ours by their id, those of other tools as the log describes them.</summary>
internal sealed class SarifRules
{
    private readonly Dictionary<string, Rule> rules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> levels = new(StringComparer.Ordinal);
    private readonly List<string> byIndex = [];
    private readonly string tool;

    public SarifRules(JsonElement run)
    {
        var driver = run.Member("tool")?.Member("driver");
        tool = PrintableText.OneLine(driver?.Text("name") ?? "unknown tool");
        foreach (var description in driver?.List("rules") ?? [])
        {
            var id = description.Text("id") ?? "";
            byIndex.Add(id);
            if (description.Member("defaultConfiguration")?.Text("level") is { } level)
            {
                levels[id] = level;
            }

            rules.TryAdd(id, Describe(id, description));
        }
    }

    public string Tool => tool;

    /// <summary>Ids of our own rules that the run could have found.</summary>
    public IEnumerable<string> Ours => rules.Keys.Where(static id => RuleCatalogue.TryGet(id, out _)).Order(StringComparer.Ordinal);

    /// <summary>The rule that a result names by id or by index.</summary>
    public Rule Of(JsonElement result)
    {
        var id = result.Text("ruleId") ?? result.Member("rule")?.Text("id");
        var index = result.Number("ruleIndex") ?? result.Member("rule")?.Number("index");
        id ??= index is >= 0 && index < byIndex.Count ? byIndex[index.Value] : "unnamed";
        if (!rules.TryGetValue(id, out var rule))
        {
            // "CA1000/sub" is a kind of CA1000.
            rule = rules.GetValueOrDefault(id.Split('/')[0]) ?? Describe(id, default);
            rules.Add(id, rule);
        }

        return rule;
    }

    /// <summary>The result's own level, else its rule's, else warning as the format says.</summary>
    public Severity SeverityOf(JsonElement result, Rule rule) => (result.Text("level") ?? levels.GetValueOrDefault(rule.Id)) switch
    {
        "error" => Severity.Error,
        "note" => Severity.Note,
        "none" => Severity.Off,
        _ => Severity.Warning,
    };

    private Rule Describe(string id, JsonElement description)
    {
        if (RuleCatalogue.TryGet(id, out var known))
        {
            return known;
        }

        var title = Line(description.Member("shortDescription")?.Text("text") ?? description.Text("name") ?? id);
        var help = description.Member("help")?.Text("text") ?? description.Member("fullDescription")?.Text("text");
        var uri = description.Text("helpUri");
        var severity = levels.TryGetValue(id, out var level) && level == "error" ? Severity.Error : Severity.Warning;
        return new Rule(
            Line(id),
            Line(description.Text("name") ?? id),
            title,
            Requirement: null,
            Surfaces.None,
            Surfaces.None,
            severity,
            severity,
            severity,
            RiskOf(description),
            Message: "{0}",
            Remediation: help is null ? $"See what {tool} says about {Line(id)}" : Line(help))
        {
            HelpUri = uri is not null && Uri.TryCreate(uri, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? uri : "",
        };
    }

    private static Risk RiskOf(JsonElement description) =>
        double.TryParse(description.Member("properties")?.Text("security-severity"), NumberStyles.Float, CultureInfo.InvariantCulture, out var severity)
            ? severity switch { >= 9 => Risk.Critical, >= 7 => Risk.High, >= 4 => Risk.Medium, _ => Risk.Low }
            : Risk.Medium;

    private static string Line(string text)
    {
        const int Longest = 300;
        var line = PrintableText.OneLine(text.Trim());
        return line.Length <= Longest ? line : string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[Longest - 2]) ? Longest - 2 : Longest - 1), "…");
    }
}

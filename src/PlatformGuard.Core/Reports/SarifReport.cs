using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Reports;

/// <summary>SARIF 2.1.0 for code-scanning services.</summary>
public sealed class SarifReport : ReportFormat
{
    /// <summary>GitLab drops a result whose message, and a rule whose description, is longer.</summary>
    private const int LongestText = 2048;

    /// <inheritdoc/>
    public override string Name => "sarif";

    /// <inheritdoc/>
    public override void Write(IReadOnlyList<Report> services, Stream output) => JsonFormat.Write(output, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        writer.WriteString("version", "2.1.0");
        writer.WriteStartArray("runs");
        foreach (var report in services)
        {
            WriteRun(writer, report);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    private static void WriteRun(Utf8JsonWriter writer, Report report)
    {
        var found = report.Result.Findings.Select(static finding => finding.Rule).DistinctBy(static rule => rule.Id).ToDictionary(static rule => rule.Id, StringComparer.Ordinal);
        var rules = RuleCatalogue.All.Where(rule => (rule.Implemented.HasFlag(Surfaces.Files) && rule.AppliesTo(report.Result.Role)) || found.ContainsKey(rule.Id)).ToList();
        rules.AddRange(found.Values.Where(static rule => !RuleCatalogue.TryGet(rule.Id, out _)).OrderBy(static rule => rule.Id, StringComparer.Ordinal));
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var position = 0; position < rules.Count; position++)
        {
            index.Add(rules[position].Id, position);
        }

        writer.WriteStartObject();
        WriteTool(writer, rules, report.Result.Stage);
        WriteInvocation(writer, report);
        writer.WriteStartObject("automationDetails");
        writer.WriteString("id", "platformguard/" + (report.Result.Manifest.Name ?? "service") + "/");
        writer.WriteEndObject();
        if (report.Result.Readiness is { } readiness)
        {
            writer.WriteStartObject("properties");
            writer.WriteStringOrNull("readyFor", readiness.ReadyFor?.Word());
            writer.WriteNumber("score", readiness.Score);
            writer.WriteNumber("level", readiness.Level);
            writer.WriteEndObject();
        }

        writer.WriteString("columnKind", "utf16CodeUnits");
        writer.WriteStartObject("originalUriBaseIds");
        writer.WriteStartObject("SRCROOT");
        writer.WriteStartObject("description");
        writer.WriteString("text", "The root of the repository.");
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteStartArray("results");
        foreach (var finding in report.Result.Findings)
        {
            WriteResult(writer, report, finding, index[finding.Rule.Id]);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter writer, List<Rule> rules, Stage stage)
    {
        writer.WriteStartObject("tool");
        writer.WriteStartObject("driver");
        writer.WriteString("name", "PlatformGuard");
        writer.WriteString("semanticVersion", Report.ToolVersion);
        writer.WriteString("informationUri", RuleCatalogue.HelpBase.Replace("/blob/main/rules/", "", StringComparison.Ordinal));
        writer.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            writer.WriteStartObject();
            writer.WriteString("id", rule.Id);
            writer.WriteString("name", Pascal(rule.Name));
            WriteText(writer, "shortDescription", rule.Title + ".");
            WriteText(writer, "fullDescription", rule.Title + ". " + rule.Remediation);
            WriteText(writer, "help", rule.Remediation);
            if (rule.HelpUri.Length > 0)
            {
                writer.WriteString("helpUri", rule.HelpUri);
            }

            writer.WriteStartObject("defaultConfiguration");
            writer.WriteString("level", Level(rule.SeverityAt(stage)));
            writer.WriteEndObject();
            writer.WriteStartObject("properties");
            writer.WriteString("security-severity", SecuritySeverity(rule.Risk));
            writer.WriteStartArray("tags");
            foreach (var tag in Tags(rule))
            {
                writer.WriteStringValue(tag);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteInvocation(Utf8JsonWriter writer, Report report)
    {
        writer.WriteStartArray("invocations");
        writer.WriteStartObject();
        writer.WriteBoolean("executionSuccessful", report.Result.Faults.IsEmpty);
        writer.WriteStartArray("toolExecutionNotifications");
        foreach (var gap in report.Result.NotEvaluated)
        {
            writer.WriteStartObject();
            writer.WriteString("level", "warning");
            WriteText(writer, "message", "Not evaluated: " + gap.What + ": " + gap.Why);
            writer.WriteStartArray("locations");
            WriteLocation(writer, report, gap.Location, message: null);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter writer, Report report, Finding finding, int ruleIndex)
    {
        writer.WriteStartObject();
        writer.WriteString("ruleId", finding.Rule.Id);
        writer.WriteNumber("ruleIndex", ruleIndex);
        writer.WriteString("level", Level(finding.Severity));
        WriteText(writer, "message", finding.Message + ". " + finding.Remediation);
        writer.WriteStartArray("locations");
        WriteLocation(writer, report, finding.Location, message: null);
        writer.WriteEndArray();
        if (finding.RelatedLocations.Length > 0)
        {
            writer.WriteStartArray("relatedLocations");
            foreach (var related in finding.RelatedLocations)
            {
                WriteLocation(writer, report, related.Location, related.Message);
            }

            writer.WriteEndArray();
        }

        writer.WriteStartObject("partialFingerprints");
        writer.WriteString("platformguard/v1", finding.Fingerprint);
        writer.WriteEndObject();
        if (!finding.IsOpen)
        {
            writer.WriteStartArray("suppressions");
            WriteSuppression(writer, report, finding.Suppression, "inSource");
            WriteSuppression(writer, report, finding.Waiver ?? finding.Baseline, "external");
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteSuppression(Utf8JsonWriter writer, Report report, AcceptedBy? accepted, string kind)
    {
        if (accepted is null)
        {
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("kind", kind);
        writer.WriteString("status", "accepted");
        writer.WriteString("justification", accepted.Reason);
        writer.WritePropertyName("location");
        WriteLocation(writer, report, accepted.Location, message: null);
        writer.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter writer, Report report, in Location location, string? message)
    {
        writer.WriteStartObject();
        writer.WriteStartObject("physicalLocation");
        writer.WriteStartObject("artifactLocation");
        writer.WriteString("uri", EscapePath(report.FromRepositoryRoot(location)));
        writer.WriteString("uriBaseId", "SRCROOT");
        writer.WriteEndObject();
        writer.WriteStartObject("region");
        writer.WriteNumber("startLine", location.Start.Line);
        writer.WriteNumber("startColumn", location.Start.Column);
        writer.WriteNumber("endLine", location.End.Line);
        writer.WriteNumber("endColumn", location.End.Column);
        writer.WriteEndObject();
        writer.WriteEndObject();
        if (message is not null)
        {
            WriteText(writer, "message", message);
        }

        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string text)
    {
        writer.WriteStartObject(name);
        writer.WriteString("text", Shortened(text));
        writer.WriteEndObject();
    }

    private static string Shortened(string text)
    {
        if (text.Length <= LongestText)
        {
            return text;
        }

        var length = LongestText - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length), "…");
    }

    private static string EscapePath(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Level(Severity severity) => severity == Severity.Off ? "none" : Report.Word(severity);

    /// <summary>GitLab and GitHub read this as 0.0 to 10.0.</summary>
    private static string SecuritySeverity(Risk risk) => risk switch
    {
        Risk.Critical => "9.5",
        Risk.High => "7.5",
        Risk.Medium => "5.0",
        _ => "2.5",
    };

    private static IEnumerable<string> Tags(Rule rule)
    {
        if (rule.Requirement is { } requirement)
        {
            yield return requirement;
        }

        // CWE-798, use of hard-coded credentials, as GitHub and as GitLab write it: files these under secret detection.
        if (rule.Id is "PG3001" or "PG3004")
        {
            yield return "external/cwe/cwe-798";
            yield return "cwe-798";
        }
    }

    private static string Pascal(string kebab)
    {
        var name = new StringBuilder();
        foreach (var part in kebab.Split('-', StringSplitOptions.RemoveEmptyEntries))
        {
            name.Append(char.ToUpperInvariant(part[0])).Append(part, 1, part.Length - 1);
        }

        return name.ToString();
    }
}

using System.Collections.Generic;
using System.IO;
using System.Text.Json;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Core.Reports;

/// <summary>The complete report as JSON, <c>schemaVersion</c> 1.0.</summary>
public sealed class JsonReport : ReportFormat
{
    /// <inheritdoc/>
    public override string Name => "json";

    /// <inheritdoc/>
    public override void Write(IReadOnlyList<Report> services, Stream output) => JsonFormat.Write(output, writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("schemaVersion", "1.0");
        writer.WriteStartObject("tool");
        writer.WriteString("name", "platformguard");
        writer.WriteString("version", Report.ToolVersion);
        writer.WriteEndObject();
        if (services.Count == 1)
        {
            WriteMembers(writer, services[0]);
        }
        else
        {
            writer.WriteStartArray("services");
            foreach (var report in services)
            {
                writer.WriteStartObject();
                WriteMembers(writer, report);
                writer.WriteEndObject();

                // What is written leaves memory: a run may hold hundreds of services.
                writer.Flush();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    });

    private static void WriteMembers(Utf8JsonWriter writer, Report report)
    {
        var result = report.Result;
        writer.WriteStartObject("service");
        writer.WriteStringOrNull("name", result.Manifest.Name);
        writer.WriteStringOrNull("owner", result.Manifest.Owner);
        writer.WriteString("role", result.Role.Word());
        writer.WriteString("stage", result.Stage.Word());
        writer.WriteString("mode", result.Manifest.Mode.Word());
        writer.WriteEndObject();

        writer.WriteStartObject("summary");
        var summary = Summary.Of(result);
        writer.WriteNumber("errors", summary.Errors);
        writer.WriteNumber("warnings", summary.Warnings);
        writer.WriteNumber("notes", summary.Notes);
        writer.WriteNumber("waived", summary.Waived);
        writer.WriteNumber("suppressed", summary.Suppressed);
        writer.WriteString("verdict", report.Passes ? "pass" : "fail");
        writer.WriteEndObject();

        writer.WriteStartArray("findings");
        foreach (var finding in result.Findings)
        {
            Write(writer, finding);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("notEvaluated");
        foreach (var gap in result.NotEvaluated)
        {
            writer.WriteStartObject();
            writer.WriteString("what", gap.What);
            writer.WriteString("why", gap.Why);
            Write(writer, "location", gap.Location);
            writer.WriteStartArray("rules");
            foreach (var rule in gap.Rules)
            {
                writer.WriteStringValue(rule);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        JsonReadiness.Write(writer, result);
    }

    private static void Write(Utf8JsonWriter writer, Finding finding)
    {
        writer.WriteStartObject();
        writer.WriteString("rule", finding.Rule.Id);
        writer.WriteString("name", finding.Rule.Name);
        writer.WriteString("severity", Report.Word(finding.Severity));
        writer.WriteStringOrNull("requirement", finding.Rule.Requirement);
        writer.WriteString("message", finding.Message);
        writer.WriteString("remediation", finding.Remediation);
        Write(writer, "location", finding.Location);
        writer.WriteString("fingerprint", finding.Fingerprint);
        writer.WriteString("risk", finding.Rule.Risk.Word());
        writer.WriteStringOrNull("helpUri", finding.Rule.HelpUri.Length == 0 ? null : finding.Rule.HelpUri);
        writer.WriteStartArray("relatedLocations");
        foreach (var related in finding.RelatedLocations)
        {
            writer.WriteStartObject();
            WriteMembers(writer, related.Location);
            writer.WriteString("message", related.Message);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        Write(writer, "waiver", finding.Waiver);
        Write(writer, "suppression", finding.Suppression ?? finding.Baseline, finding.Suppression is not null ? "inSource" : "baseline");
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, string name, AcceptedBy? accepted, string? kind = null)
    {
        if (accepted is null)
        {
            writer.WriteNull(name);
            return;
        }

        writer.WriteStartObject(name);
        if (kind is not null)
        {
            writer.WriteString("kind", kind);
        }

        writer.WriteString("reason", accepted.Reason);
        writer.WriteStringOrNull("until", accepted.Until);
        if (name == "waiver")
        {
            writer.WriteStringOrNull("owner", accepted.Owner);
            writer.WriteStringOrNull("approvedBy", accepted.ApprovedBy);
        }

        Write(writer, "location", accepted.Location);
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, string name, in Location location)
    {
        writer.WriteStartObject(name);
        WriteMembers(writer, location);
        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, in Location location)
    {
        writer.WriteString("file", location.File);
        writer.WriteNumber("startLine", location.Start.Line);
        writer.WriteNumber("startColumn", location.Start.Column);
        writer.WriteNumber("endLine", location.End.Line);
        writer.WriteNumber("endColumn", location.End.Column);
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using PlatformGuard.Core.Grading;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Core.Reports;

/// <summary>The part of the JSON report that tells readiness, exceptions and secrets.</summary>
internal static class JsonReadiness
{
    /// <summary>Writes the members of one service.</summary>
    public static void Write(Utf8JsonWriter writer, CheckResult result)
    {
        if (result.Readiness is not { } readiness)
        {
            return;
        }

        writer.WriteStartObject("readiness");
        writer.WriteString("declaredStage", readiness.DeclaredStage.Word());
        writer.WriteStringOrNull("readyFor", readiness.ReadyFor?.Word());
        writer.WriteNumber("score", readiness.Score);
        writer.WriteNumber("level", readiness.Level);
        WriteArray(writer, "criteria", readiness.Criteria, Write);
        WriteArray(writer, "nextSteps", readiness.NextSteps, static (writer, step) => writer.WriteStringValue(step.Text));
        writer.WriteEndObject();
        WriteArray(writer, "exceptions", readiness.Exceptions, Write);
        WriteArray(writer, "secrets", result.Manifest.Secrets, Write);
        WriteArray(writer, "ignoredPolicySettings", result.Policy.Ignored, static (writer, setting) =>
        {
            writer.WriteStartObject();
            writer.WriteString("path", setting.Path);
            writer.WriteString("why", setting.Why);
            JsonReport.Write(writer, "location", setting.Location);
            writer.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter writer, GradedCriterion graded)
    {
        var criterion = graded.Criterion;
        writer.WriteStartObject();
        writer.WriteString("id", criterion.Id);
        writer.WriteString("title", criterion.Title);
        writer.WriteStringOrNull("requirement", criterion.Requirement);
        writer.WriteStringOrNull("requiredFrom", criterion.RequiredFrom?.Word());
        writer.WriteString("outcome", graded.Outcome.Word());
        writer.WriteString("risk", criterion.Risk.Word());
        writer.WriteNumber("level", criterion.Level);
        writer.WriteString("answeredBy", Word(criterion.Kind));
        writer.WriteStringOrNull("countsFrom", (criterion.AnnouncedMove?.From ?? (graded.IsAnnounced ? criterion.CountsFrom : null))?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        writer.WriteStringOrNull("announcedStage", criterion.AnnouncedMove?.RequiredFrom.Word());
        WriteArray(writer, "evidence", graded.Evidence, static (writer, evidence) => writer.WriteStringValue(Text(evidence)));
        WriteArray(writer, "evidenceDetails", graded.Evidence, static (writer, evidence) =>
        {
            writer.WriteStartObject();
            writer.WriteString("text", evidence.Text);
            writer.WriteStringOrNull("file", evidence.Location?.File);
            if (evidence.Location is { } location)
            {
                writer.WriteNumber("startLine", location.Start.Line);
            }
            else
            {
                writer.WriteNull("startLine");
            }

            writer.WriteStringOrNull("url", evidence.Url);
            writer.WriteEndObject();
        });
        writer.WriteString("remediation", criterion.Remediation);
        JsonReport.Write(writer, "waiver", graded.Waiver);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, ExceptionAccount exception)
    {
        writer.WriteStartObject();
        writer.WriteString("id", exception.Id);
        writer.WriteString("kind", exception.IsWaiver ? "waiver" : "suppression");
        writer.WriteStringOrNull("reason", exception.Reason);
        writer.WriteStringOrNull("owner", exception.Owner);
        writer.WriteStringOrNull("approvedBy", exception.ApprovedBy);
        writer.WriteStringOrNull("until", exception.Until);
        if (exception.DaysLeft is { } days)
        {
            writer.WriteNumber("daysLeft", days);
        }
        else
        {
            writer.WriteNull("daysLeft");
        }

        writer.WriteBoolean("counts", exception.Counts);
        JsonReport.Write(writer, "location", exception.Location);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, DeclaredSecret secret)
    {
        writer.WriteStartObject();
        writer.WriteString("name", secret.Name);
        writer.WriteString("as", secret.IsFile ? "file" : "env");
        writer.WriteStringOrNull("vault", secret.Vault);
        writer.WriteString("lifetime", secret.IsLongLived ? "long" : "short");
        writer.WriteStringOrNull("rotatedEvery", secret.RotatedEvery);
        writer.WriteBoolean("rotatesWithOverlap", secret.RotatesWithOverlap);
        JsonReport.Write(writer, "location", secret.Location);
        writer.WriteEndObject();
    }

    /// <summary>The evidence as one line, with its place.</summary>
    internal static string Text(Evidence evidence) => evidence.Location is { } location ? $"{location}: {evidence.Text}" : evidence.Text;

    /// <summary><c>automatic</c>, <c>declared</c> or <c>attested</c>.</summary>
    internal static string Word(AnswerKind kind) => kind switch
    {
        AnswerKind.Automatic => "automatic",
        AnswerKind.Declared => "declared",
        _ => "attested",
    };

    private static void WriteArray<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
    }
}

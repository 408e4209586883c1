using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Grading;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Reports;

/// <summary>Readiness on a terminal: the numbers, what to do next and where, then what comes later. <c>--verbose</c> adds every criterion.</summary>
internal static class TextReadiness
{
    private const int Indent = 17;
    private const int StepIndent = 5;

    /// <summary>Criteria that are named for the next level; more of them are those above.</summary>
    private const int FewIds = 6;

    /// <summary>Places that are shown for one step.</summary>
    private const int FewPlaces = 3;

    public static void Write(StreamWriter writer, Report report, Func<string, string, string> paint)
    {
        if (report.Result.Readiness is not { } readiness)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine($"{paint(ReadinessWords.Line(readiness), "1")} (declared: {readiness.DeclaredStage.Word()})");
        foreach (var stage in readiness.Criteria.GroupBy(static graded => graded.Criterion.RequiredFrom))
        {
            writer.WriteLine($"  {stage.Key?.Word() ?? "level only",-11} {ReadinessWords.Counts(stage)}");
        }

        if (report.Verbose)
        {
            WriteCriteria(writer, readiness, paint);
        }

        WriteSteps(writer, report, readiness);
        WriteLater(writer, readiness);
        WriteList(writer, "announced:", readiness.Criteria.Where(static graded => ReadinessWords.Announcement(graded) is not null).Select(static graded => $"{graded.Criterion.Id} ({ReadinessWords.Spoken(graded.Outcome)}): {ReadinessWords.Announcement(graded)}"));
        WriteList(writer, "exceptions:", readiness.Exceptions.Select(Told));
        WriteList(writer, "secrets:", report.Result.Manifest.Secrets.Select(Told));
    }

    private static void WriteSteps(StreamWriter writer, Report report, Readiness readiness)
    {
        if (readiness.NextSteps.IsEmpty)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine($"missing for {readiness.NextSteps[0].Stage.Word()}, soonest first:");
        var told = report.Result.Findings.Where(finding => finding.IsOpen || report.Verbose).Select(static finding => (finding.Location, $"{finding.Rule.Id}: {finding.Message}")).ToHashSet();
        for (var index = 0; index < readiness.NextSteps.Length; index++)
        {
            var step = readiness.NextSteps[index];
            var number = string.Create(CultureInfo.InvariantCulture, $"{index + 1,3}. ");

            // The remediation says what is missing, and findings are told above: what is left needs its own words.
            var unsaid = step.Evidence.Where(evidence => evidence is { IsAbsence: false, Remedy: null } && !(evidence.Location is { } location && told.Contains((location, evidence.Text)))).ToList();
            writer.WriteLine(WrappedText.Of(unsaid.Count == 0 ? step.Text : step.Advice, number, StepIndent));
            WriteEvidence(writer, unsaid, FewPlaces, StepIndent);
        }
    }

    /// <summary>What blocks the stages after the next one, and what the next level needs, by id.</summary>
    private static void WriteLater(StreamWriter writer, Readiness readiness)
    {
        List<(string Head, string[] Ids)> later = [];
        foreach (var stage in (Stage[])[Stage.Beta, Stage.GenerallyAvailable])
        {
            later.Add(($"then for {stage.Word()}: ", [.. readiness.Criteria.Where(graded => graded.Blocks && graded.Criterion.RequiredFrom == stage && stage > NextSteps.NextStage(readiness.ReadyFor)).Select(static graded => graded.Criterion.Id)]));
        }

        later.Add((string.Create(CultureInfo.InvariantCulture, $"level {readiness.Level + 1} needs: "), [.. readiness.Criteria
            .Where(graded => !graded.IsAnnounced && graded.Criterion.Level == readiness.Level + 1 && graded.Outcome is not (Outcome.Pass or Outcome.NotApplicable)).Select(static graded => graded.Criterion.Id)]));
        later.RemoveAll(static line => line.Ids.Length == 0 || (line.Head.StartsWith("level", StringComparison.Ordinal) && line.Ids.Length > FewIds));
        if (later.Count > 0)
        {
            writer.WriteLine();
        }

        foreach (var (head, ids) in later)
        {
            writer.WriteLine(WrappedText.Of(string.Join(", ", ids), head, 2));
        }
    }

    private static void WriteCriteria(StreamWriter writer, Readiness readiness, Func<string, string, string> paint)
    {
        writer.WriteLine();
        writer.WriteLine("criteria:");
        foreach (var graded in readiness.Criteria)
        {
            var from = graded.IsAnnounced ? "announced" : graded.Criterion.RequiredFrom is { } stage ? "from " + stage.Word() : "level " + graded.Criterion.Level.ToString(CultureInfo.InvariantCulture);
            var word = ReadinessWords.Spoken(graded.Outcome);
            var line = WrappedText.Of($"{graded.Criterion.Title} ({from}, {graded.Criterion.Id})", "  " + word.PadRight(Indent - 2), Indent);
            writer.WriteLine(string.Concat("  ", paint(word, Colour(graded.Outcome)), line.AsSpan(2 + word.Length)));
            WriteEvidence(writer, graded.Evidence, graded.Evidence.Length, Indent);
        }
    }

    private static void WriteEvidence(StreamWriter writer, IReadOnlyList<Evidence> evidence, int most, int indent)
    {
        foreach (var one in evidence.Take(most))
        {
            writer.WriteLine(WrappedText.Of(JsonReadiness.Text(one), new string(' ', indent) + "- ", indent + 2));
        }

        if (evidence.Count > most)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{new string(' ', indent)}- and {evidence.Count - most} more"));
        }
    }

    /// <summary>A list under its head; nothing when it is empty.</summary>
    internal static void WriteList(StreamWriter writer, string head, IEnumerable<string> items)
    {
        var isFirst = true;
        foreach (var item in items)
        {
            if (isFirst)
            {
                writer.WriteLine();
                writer.WriteLine(head);
                isFirst = false;
            }

            writer.WriteLine(WrappedText.Of(item, "  ", 4));
        }
    }

    private static string Told(ExceptionAccount exception)
    {
        var left = exception.DaysLeft switch { null => "no end", < 0 => "expired", 0 => "last day", 1 => "1 day left", var days => $"{days} days left" };
        return $"{exception.Id} at {exception.Location}: {exception.Reason ?? "no reason"} ({left}{(exception.Counts ? "" : ", does not count")})";
    }

    private static string Told(DeclaredSecret secret)
    {
        var rotation = secret.RotatedEvery is { } every ? $", rotated every {every}{(secret.RotatesWithOverlap ? " with overlap" : "")}" : "";
        return $"{secret.Name}: {(secret.IsLongLived ? "long-lived" : "short-lived")}, as {(secret.IsFile ? "file" : "environment variable")}, from {secret.Vault ?? "no vault"}{rotation}";
    }

    private static string Colour(Outcome outcome) => outcome switch
    {
        Outcome.Pass => "32",
        Outcome.Fail => "31;1",
        Outcome.NotEvaluated => "35",
        Outcome.Waived => "33",
        _ => "2",
    };
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Grading;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Core.Reports;

/// <summary>Readiness on a terminal: what blocks, then what to do next.</summary>
internal static class TextReadiness
{
    private const int Indent = 17;

    /// <summary>Evidence that is shown for one criterion without <c>--verbose</c>.</summary>
    private const int FewPlaces = 3;

    public static void Write(StreamWriter writer, Report report, Func<string, string, string> paint)
    {
        if (report.Result.Readiness is not { } readiness)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine($"{paint(ReadinessWords.Line(readiness), "1")} (declared: {readiness.DeclaredStage.Word()})");
        writer.WriteLine("criteria: " + ReadinessWords.Counts(readiness));
        foreach (var graded in readiness.Criteria.Where(graded => report.Verbose || graded.Blocks || graded.Outcome == Outcome.Waived))
        {
            Write(writer, report, graded, paint);
        }

        if (readiness.NextSteps.Length > 0)
        {
            writer.WriteLine();
            writer.WriteLine("next steps:");
            for (var index = 0; index < readiness.NextSteps.Length; index++)
            {
                writer.WriteLine(WrappedText.Of(readiness.NextSteps[index].Text, string.Create(CultureInfo.InvariantCulture, $"{index + 1,3}. "), 5));
            }
        }

        WriteExceptions(writer, readiness.Exceptions);
        WriteSecrets(writer, report.Result.Manifest.Secrets);
    }

    private static void Write(StreamWriter writer, Report report, GradedCriterion graded, Func<string, string, string> paint)
    {
        var from = graded.IsAnnounced ? "announced" : graded.Criterion.RequiredFrom is { } stage ? "from " + stage.Word() : "level " + graded.Criterion.Level.ToString(CultureInfo.InvariantCulture);
        var word = ReadinessWords.Spoken(graded.Outcome);
        var line = WrappedText.Of($"{graded.Criterion.Title} ({from}, {graded.Criterion.Id})", "  " + word.PadRight(Indent - 2), Indent);
        writer.WriteLine(string.Concat("  ", paint(word, Colour(graded.Outcome)), line.AsSpan(2 + word.Length)));
        var shown = report.Verbose ? graded.Evidence.Length : Math.Min(FewPlaces, graded.Evidence.Length);
        foreach (var evidence in graded.Evidence.Take(shown))
        {
            writer.WriteLine(WrappedText.Of(JsonReadiness.Text(evidence), new string(' ', Indent) + "- ", Indent + 2));
        }

        if (shown < graded.Evidence.Length)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{new string(' ', Indent)}- and {graded.Evidence.Length - shown} more"));
        }
    }

    private static void WriteExceptions(StreamWriter writer, IReadOnlyList<ExceptionAccount> exceptions)
    {
        if (exceptions.Count == 0)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine("exceptions:");
        foreach (var exception in exceptions)
        {
            var left = exception.DaysLeft switch { null => "no end", < 0 => "expired", 0 => "last day", 1 => "1 day left", var days => $"{days} days left" };
            writer.WriteLine(WrappedText.Of($"{exception.Id} at {exception.Location}: {exception.Reason ?? "no reason"} ({left}{(exception.Counts ? "" : ", does not count")})", "  ", 4));
        }
    }

    private static void WriteSecrets(StreamWriter writer, IReadOnlyList<DeclaredSecret> secrets)
    {
        if (secrets.Count == 0)
        {
            return;
        }

        writer.WriteLine();
        writer.WriteLine("secrets:");
        foreach (var secret in secrets)
        {
            var rotation = secret.RotatedEvery is { } every ? $", rotated every {every}{(secret.RotatesWithOverlap ? " with overlap" : "")}" : "";
            writer.WriteLine(WrappedText.Of($"{secret.Name}: {(secret.IsLongLived ? "long-lived" : "short-lived")}, as {(secret.IsFile ? "file" : "environment variable")}, from {secret.Vault ?? "no vault"}{rotation}", "  ", 4));
        }
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

using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Reports;

/// <summary>What every report says first: the numbers of one result.</summary>
/// <param name="Errors">Open errors.</param>
/// <param name="Warnings">Open warnings.</param>
/// <param name="Notes">Open notes.</param>
/// <param name="Waived">Findings that a waiver accepts.</param>
/// <param name="Suppressed">Findings that a comment or a baseline accepts.</param>
/// <param name="NotEvaluated">What could not be judged.</param>
internal sealed record Summary(int Errors, int Warnings, int Notes, int Waived, int Suppressed, int NotEvaluated)
{
    public static Summary Of(CheckResult result) => new(
        result.Count(Severity.Error),
        result.Count(Severity.Warning),
        result.Count(Severity.Note),
        result.Findings.Count(static finding => finding.Waiver is not null),
        result.Findings.Count(static finding => finding.Waiver is null && !finding.IsOpen),
        result.NotEvaluated.Length);

    /// <summary>Number of files that were looked at, with manifest and policy, which lie beside or above the others.</summary>
    public static int FilesRead(CheckResult result) => result.Inputs.Concat(new[] { result.Manifest.Path, result.Policy.Path }.OfType<string>()).Distinct(System.StringComparer.Ordinal).Count();

    /// <summary>The numbers in words.</summary>
    public string Words => $"{Counted(Errors, "error")}, {Counted(Warnings, "warning")}, {Counted(Notes, "note")}, {Waived} waived, {Suppressed} suppressed, {NotEvaluated} not evaluated";

    /// <summary>The service's name, or what stands for it.</summary>
    public static string NameOf(Report report) => report.Result.Manifest.Name ?? (report.RepositoryPrefix.Length == 0 ? "no manifest" : report.RepositoryPrefix.TrimEnd('/'));

    /// <summary>Verdict, name and numbers in one line.</summary>
    public static string Line(Report report) =>
        $"platformguard: {(report.Passes ? "pass" : "fail")}: {report.Result.Role.Word()} {NameOf(report)}, stage {report.Result.Stage.Word()}: {Of(report.Result).Words}{(report.Result.Readiness is { } readiness ? "; " + ReadinessWords.Line(readiness) : "")}";

    /// <summary>A number and its noun.</summary>
    public static string Counted(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}

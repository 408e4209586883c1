using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace PlatformGuard.Build.Tests;

/// <summary>Exit status and log of one build.</summary>
internal sealed partial record BuildOutcome(int ExitCode, string Log)
{
    /// <summary>Every error and warning as often as it was logged while building; the summary at the end repeats them and is left out.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics => [.. Parse(Log.Split(SummaryMarks, 2, StringSplitOptions.None)[0])];

    private static readonly string[] SummaryMarks = ["Build FAILED.", "Build succeeded."];

    public IReadOnlyList<Diagnostic> Of(string id) => [.. Diagnostics.Where(diagnostic => diagnostic.Id == id)];

    private static IEnumerable<Diagnostic> Parse(string log) =>
        from match in Line().Matches(log)
        select new Diagnostic(
            match.Groups["file"].Value.Trim(),
            match.Groups["line"].Success ? int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture) : 0,
            match.Groups["column"].Success ? int.Parse(match.Groups["column"].Value, CultureInfo.InvariantCulture) : 0,
            match.Groups["severity"].Value,
            match.Groups["id"].Value,
            match.Groups["message"].Value.Trim());

    [GeneratedRegex(@"^(?:\s*\d+(:\d+)?>)?(?<file>[^\n(]*?)(?:\((?<line>\d+),(?<column>\d+)\))?\s*: (?<severity>error|warning|message) (?<id>[A-Z]+\d+)?\s*: (?<message>.*?)(?: \[[^\]\n]*\])?\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Line();
}

/// <summary>One line of the log.</summary>
internal sealed record Diagnostic(string File, int Line, int Column, string Severity, string Id, string Message);

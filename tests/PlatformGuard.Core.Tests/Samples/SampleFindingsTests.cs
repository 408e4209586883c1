using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using PlatformGuard.Core.Findings;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Samples;

/// <summary>What a user sees when checking the samples.</summary>
public sealed partial class SampleFindingsTests
{
    private static readonly CheckOptions Options = new() { Today = new DateOnly(2026, 12, 1), Jobs = 2 };

    internal static IEnumerable<string> Names => Directory.EnumerateFiles(RepositoryRoot.At("samples"), "service.yaml", SearchOption.AllDirectories)
        .Where(static file => File.ReadAllText(file).Contains("apiVersion: platformguard/", StringComparison.Ordinal))
        .Select(static file => Path.GetFileName(Path.GetDirectoryName(file)!))
        .Order(StringComparer.Ordinal);

    public static TheoryData<string> Samples => [.. Names];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Check_WhenRunOnASample_FindsWhatWasAccepted(string sample)
    {
        var result = Checker.Check(RepositoryRoot.At("samples", sample), Options);
        var text = new StringBuilder();
        foreach (var finding in result.Findings)
        {
            text.Append(finding.Location).Append(": ").Append(finding.Severity.ToString().ToLowerInvariant()).Append(' ').Append(finding.Rule.Id).Append(": ").AppendLine(finding.Message);
            text.Append("    ").AppendLine(finding.Fingerprint);
            foreach (var related in finding.RelatedLocations)
            {
                text.Append("    ").Append(related.Location).Append(": ").AppendLine(related.Message);
            }
        }

        // Whether a sample has been restored depends on what was built on this machine before.
        foreach (var gap in result.NotEvaluated.Where(static gap => !gap.Rules.Any(static rule => rule is "PG5001" or "PG5002")))
        {
            text.Append(gap.Location).Append(": not evaluated: ").Append(gap.What).Append(": ").AppendLine(gap.Why);
        }

        Assert.Empty(result.Faults);
        Snapshot.Match(text.Length == 0 ? "nothing" : text.ToString(), sample);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Sample_WhenItViolatesARule_SaysSoBesideTheLine(string sample)
    {
        var root = RepositoryRoot.At("samples", sample);
        var result = Checker.Check(root, Options);
        var found = result.Findings.Select(static finding => finding.Location.File + " " + finding.Rule.Id).ToHashSet(StringComparer.Ordinal);
        var announced = result.Inputs.Append("service.yaml").SelectMany(file => Announced(root, file)).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(announced.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Check_WhenReadinessIsNotAskedFor_FindsTheSame(string sample)
    {
        var root = RepositoryRoot.At("samples", sample);
        var graded = Checker.Check(root, Options);
        var ungraded = Checker.Check(root, Options with { Grades = false });

        Assert.NotNull(graded.Readiness);
        Assert.Null(ungraded.Readiness);
        Assert.Equal(graded.Findings.Select(Told), ungraded.Findings.Select(Told));
        Assert.Equal(graded.NotEvaluated.Select(static gap => (gap.What, gap.Why, gap.Location)), ungraded.NotEvaluated.Select(static gap => (gap.What, gap.Why, gap.Location)));

        static (string Id, string Fingerprint, Severity Severity, bool IsOpen) Told(Finding finding) => (finding.Rule.Id, finding.Fingerprint, finding.Severity, finding.IsOpen);
    }

    /// <summary>The rules named in comments such as <c># Violation on purpose, PG7003: …</c>.</summary>
    private static IEnumerable<string> Announced(string root, string file)
    {
        foreach (var line in File.ReadLines(Path.Combine(root, file)).Where(static line => line.Contains("Violation on purpose", StringComparison.OrdinalIgnoreCase)))
        {
            foreach (Match id in RuleId().Matches(line))
            {
                yield return file + " " + id.Value;
            }
        }
    }

    [GeneratedRegex("PG[0-9]{4}")]
    private static partial Regex RuleId();
}

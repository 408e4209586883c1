using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using PlatformGuard.Core;
using PlatformGuard.Core.Changes;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Reports;

namespace PlatformGuard.Cli.Commands;

/// <summary>Which findings of a whole run are told and count. They narrow findings, never readiness.</summary>
internal sealed class NarrowingOptions
{
    private static readonly Option<string[]> RulesOption = new("--rule") { Description = "Reports only this rule (id or name). Repeatable.", HelpName = "ID" };
    private static readonly Option<string?> SinceOption = new("--since") { Description = "Reports only what changed since the common ancestor with this git branch, tag or commit.", HelpName = "REF" };
    private static readonly Option<string?> BaselineOption = new("--baseline") { Description = "Findings that this file knows do not fail the run.", HelpName = "FILE" };
    private static readonly Option<string?> WriteBaselineOption = new("--write-baseline") { Description = "Writes today's findings as a baseline for later runs.", HelpName = "FILE" };

    private readonly HashSet<string> rules = new(StringComparer.Ordinal);
    private readonly string? since;
    private readonly Baseline? baseline;
    private readonly string? written;

    private NarrowingOptions(ParseResult parsed)
    {
        foreach (var argument in (parsed.GetValue(RulesOption) ?? []).SelectMany(static argument => argument.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            rules.Add(RuleNames.Find(argument, "--rule: ").Id);
        }

        since = parsed.GetValue(SinceOption);
        written = parsed.GetValue(WriteBaselineOption);
        baseline = parsed.GetValue(BaselineOption) is { } file ? Baseline.Read(file) : null;
    }

    public static void AddTo(Command command)
    {
        foreach (var option in (Option[])[RulesOption, SinceOption, BaselineOption, WriteBaselineOption])
        {
            command.Add(option);
        }
    }

    /// <exception cref="UsageException">A value cannot be used.</exception>
    /// <exception cref="InvalidInputException">The baseline cannot be used.</exception>
    public static NarrowingOptions Parse(ParseResult parsed) => new(parsed);

    /// <summary>The part of each report that is told; writes the baseline that was asked for, which always holds the whole.</summary>
    /// <param name="reports">The whole reports, one for each service.</param>
    /// <param name="roots">The checked folders (absolute) in the same order.</param>
    /// <param name="options">The options of the run.</param>
    /// <param name="streams">For what has to be said about the baseline.</param>
    /// <param name="cancellation">Stops the run.</param>
    public IReadOnlyList<Report> Apply(IReadOnlyList<Report> reports, IReadOnlyList<string> roots, CheckOptions options, Streams streams, CancellationToken cancellation)
    {
        if (written is not null)
        {
            Write(written, reports);
        }

        if (baseline is not null)
        {
            reports = [.. reports.Select(report => report with { Result = baseline.Apply(report) })];
            if (baseline.Unused > 0)
            {
                streams.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"platformguard: {baseline.Unused} of the baseline's findings are gone; --write-baseline writes it without them"));
            }
        }

        if (since is not null)
        {
            reports = [.. reports.Select((report, index) => report with
            {
                Result = SinceFilter.Create(roots[index], since, options, cancellation).Apply(report.Result, roots[index], options, cancellation),
            })];
        }

        return rules.Count == 0 ? reports : [.. reports.Select(report => report with { Result = OfRules(report.Result) })];
    }

    private CheckResult OfRules(CheckResult result) => result with
    {
        Findings = [.. result.Findings.Where(finding => rules.Contains(finding.Rule.Id))],
        NotEvaluated = [.. result.NotEvaluated.Where(gap => gap.Rules.IsEmpty || gap.Rules.Any(rules.Contains))],
        Faults = [.. result.Faults.Where(fault => fault.Rules.IsEmpty || fault.Rules.Any(rules.Contains))],
    };

    private static void Write(string file, IReadOnlyList<Report> reports)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
            {
                Directory.CreateDirectory(folder);
            }

            using var output = File.Create(file);
            Baseline.Write(reports, output);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"cannot write the baseline '{file}'");
        }
    }
}

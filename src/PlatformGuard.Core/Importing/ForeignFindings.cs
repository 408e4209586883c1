using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using PlatformGuard.Core.Building;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Findings;

namespace PlatformGuard.Core.Importing;

/// <summary>Findings that do not come from our file checks: of other tools' logs, and of our analyzers in a build.</summary>
internal sealed class ForeignFindings
{
    private readonly List<Finding> findings = [];
    private readonly List<NotEvaluated> gaps = [];
    private readonly List<ImportedRun> runs = [];

    public IReadOnlyList<NotEvaluated> NotEvaluated => gaps;

    public IReadOnlyList<ImportedRun> Runs => runs;

    /// <summary>Reads the logs that the options name and builds when they ask for it. Findings in files that are left out are left out.</summary>
    /// <exception cref="InvalidInputException">A log cannot be used.</exception>
    public static ForeignFindings TakeIn(CodeBase codeBase, IReadOnlyList<string> paths, CancellationToken cancellation)
    {
        var foreign = new ForeignFindings();
        var options = codeBase.Options;
        if (options.Sarif.IsEmpty && options.CodeBuild is null)
        {
            return foreign;
        }

        var reader = new SarifReader(new ImportedPlaces(codeBase.RootPath, paths));
        foreach (var log in options.Sarif)
        {
            reader.Read(log);
        }

        if (options.CodeBuild is { } build)
        {
            using var outcome = DotNetBuild.Run(codeBase, build, paths, cancellation);
            foreach (var log in outcome.Logs)
            {
                reader.Read(log);
            }

            foreign.gaps.AddRange(outcome.NotEvaluated);
        }

        var own = paths.ToHashSet(StringComparer.Ordinal);
        foreign.findings.AddRange(reader.Findings.Where(finding => own.Contains(finding.Location.File)));
        foreign.gaps.AddRange(reader.NotEvaluated);
        foreign.runs.AddRange(reader.Runs.GroupBy(static run => run.Tool, StringComparer.Ordinal).Select(static same => new ImportedRun(
            same.Key, [.. same.SelectMany(static run => run.Rules).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)], same.Sum(static run => run.Findings))));
        return foreign;
    }

    /// <summary>All findings in order; what a check of ours and a log say about the same line is told once, and so is what several target frameworks say.</summary>
    public IReadOnlyList<Finding> MergeInto(IReadOnlyList<Finding> ours)
    {
        if (findings.Count == 0)
        {
            return ours;
        }

        var known = ours.Select(static finding => (finding.Rule.Id, finding.Location.File, finding.Location.Start.Line)).ToHashSet();
        var all = ours.ToList();
        all.AddRange(findings
            .Where(finding => !known.Contains((finding.Rule.Id, finding.Location.File, finding.Location.Start.Line)))
            .DistinctBy(static finding => (finding.Rule.Id, finding.Location, finding.Message)));
        all.Sort(FindingOrder.Compare);
        return all;
    }
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Rendering;

namespace PlatformGuard.Core.Checks;

/// <summary>Runs the checks that apply to a code base and puts what they say in order.</summary>
internal static class CheckRunner
{
    /// <summary>Findings and gaps in order of file, line, column and rule, each once. A check that fails is a gap and a fault; all others still count.</summary>
    public static CheckOutcome Run(CodeBase codeBase, IReadOnlyList<Check> checks, CancellationToken cancellation)
    {
        var findings = new List<Finding>[checks.Count];
        var gaps = new List<NotEvaluated>[checks.Count + 1];
        var faults = new InternalFault?[checks.Count + 1];
        var turns = Turns(checks);
        var taken = -1;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, codeBase.Options.Jobs), CancellationToken = cancellation };
        Parallel.For(0, Math.Max(1, codeBase.Options.Jobs), parallel, _ =>
        {
            for (var turn = Interlocked.Increment(ref taken); turn < turns.Length; turn = Interlocked.Increment(ref taken))
            {
                cancellation.ThrowIfCancellationRequested();
                var index = turns[turn];
                var check = checks[index];
                findings[index] = [];
                gaps[index] = [];
                if (Applies(check.Rule, codeBase) && codeBase.SeverityOf(check.Rule) != Guidelines.Severity.Off)
                {
                    var context = new CheckContext(codeBase, check.Rule, findings[index], gaps[index]);
                    faults[index] = Guard([check.Rule.Id], () => check.Run(context), gaps[index], codeBase.Manifest, cancellation);
                }
            }
        });

        gaps[^1] = [];
        faults[^1] = Guard([], () => gaps[^1].AddRange(codeBase.Facts<RenderedManifests>().NotEvaluated.Concat(codeBase.Facts<GeneratedFiles>().NotEvaluated)), gaps[^1], codeBase.Manifest, cancellation);
        return new CheckOutcome(MergeFindings(findings), MergeGaps(gaps), [.. faults.OfType<InternalFault>()]);
    }

    /// <summary>
    /// In which order the checks begin: one of each kind first, the others of the kind last. Two that begin together would wait for the same facts
    /// while there is other work.
    /// </summary>
    private static int[] Turns(IReadOnlyList<Check> checks)
    {
        List<int> first = [];
        List<int> between = [];
        List<int> kubernetes = [];
        List<int> pipelines = [];
        for (var index = 0; index < checks.Count; index++)
        {
            var kind = checks[index] is CiCheck ? pipelines : checks[index] is KubernetesCheck ? kubernetes : between;
            kind.Add(index);
        }

        foreach (var kind in (List<int>[])[pipelines, kubernetes])
        {
            if (kind.Count > 0)
            {
                first.Add(kind[0]);
                kind.RemoveAt(0);
            }
        }

        return [.. first, .. between, .. kubernetes, .. pipelines];
    }

    /// <summary>A service that declares feature flags stands behind them or calls services itself, so the rules about flags look at it too.</summary>
    private static bool Applies(Guidelines.Rule rule, CodeBase codeBase) =>
        rule.AppliesTo(codeBase.Role) || (rule.Requirement == "G5" && !codeBase.Manifest.FeatureFlags.IsEmpty);

    /// <summary>Runs one part. Its failure is our fault, so it is told apart from what the code base does wrong, and the exception's text, which may quote a file, is dropped.</summary>
    private static InternalFault? Guard(ImmutableArray<string> rules, Action part, List<NotEvaluated> gaps, ServiceManifest manifest, CancellationToken cancellation)
    {
        try
        {
            part();
            return null;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            var fault = InternalFault.Of(rules.IsEmpty ? "rendering" : "rule " + rules[0], rules, error);
            gaps.Add(new NotEvaluated(fault.Part, $"internal fault ({fault.ExceptionType})", Location.OfFile(manifest.Path ?? Reading.ManifestLocator.FileName), rules));
            return fault;
        }
    }

    private static List<Finding> MergeFindings(IEnumerable<List<Finding>> lists)
    {
        var all = lists.SelectMany(static list => list).ToList();
        all.Sort(FindingOrder.Compare);
        var seen = new HashSet<(string, Location, string)>();
        all.RemoveAll(finding => !seen.Add((finding.Rule.Id, finding.Location, finding.Message)));
        return all;
    }

    /// <summary>What several rules could not look at is said once, with all of them.</summary>
    private static List<NotEvaluated> MergeGaps(IEnumerable<List<NotEvaluated>> lists)
    {
        var all = lists.SelectMany(static list => list)
            .GroupBy(static gap => new { gap.What, gap.Why, gap.Location })
            .Select(static same => same.First() with { Rules = [.. same.SelectMany(static gap => gap.Rules).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] })
            .ToList();
        all.Sort(FindingOrder.Compare);
        return all;
    }
}

/// <summary>What all checks together say.</summary>
internal sealed record CheckOutcome(IReadOnlyList<Finding> Findings, IReadOnlyList<NotEvaluated> NotEvaluated, ImmutableArray<InternalFault> Faults);

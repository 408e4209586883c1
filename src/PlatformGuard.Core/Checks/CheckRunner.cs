using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Rendering;

namespace PlatformGuard.Core.Checks;

/// <summary>Runs the checks that apply to a code base and puts what they say in order.</summary>
internal static class CheckRunner
{
    /// <summary>Findings and gaps in order of file, line, column and rule, each once.</summary>
    public static (IReadOnlyList<Finding> Findings, IReadOnlyList<NotEvaluated> NotEvaluated) Run(CodeBase codeBase, IReadOnlyList<Check> checks, CancellationToken cancellation)
    {
        var findings = new List<Finding>[checks.Count];
        var gaps = new List<NotEvaluated>[checks.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, codeBase.Options.Jobs), CancellationToken = cancellation };
        Parallel.For(0, checks.Count, parallel, index =>
        {
            findings[index] = [];
            gaps[index] = [];
            var check = checks[index];
            if (check.Rule.AppliesTo(codeBase.Role) && check.Rule.SeverityAt(codeBase.Stage) != Guidelines.Severity.Off)
            {
                check.Run(new CheckContext(codeBase, check.Rule, findings[index], gaps[index]));
            }
        });

        return (Merge(findings, FindingOrder.Compare, static finding => (finding.Rule.Id, finding.Location, finding.Message)),
            Merge([.. gaps, [.. codeBase.Facts<RenderedManifests>().NotEvaluated]], FindingOrder.Compare, static gap => (gap.What, gap.Why, gap.Location)));
    }

    private static List<T> Merge<T, TKey>(IReadOnlyList<List<T>> lists, Comparison<T> order, Func<T, TKey> identity)
    {
        var all = new List<T>();
        foreach (var list in lists)
        {
            all.AddRange(list);
        }

        all.Sort(order);
        var seen = new HashSet<TKey>();
        all.RemoveAll(item => !seen.Add(identity(item)));
        return all;
    }
}

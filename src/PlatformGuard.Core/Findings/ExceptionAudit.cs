using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Fixing;
using PlatformGuard.Core.Grading;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Findings;

/// <summary>The part of PG8004 that can only be told when everything else was judged: exceptions that have nothing left to accept.</summary>
internal sealed class ExceptionAudit
{
    private const string Problem = "has nothing left to waive: remove it";

    private readonly CodeBase codeBase;
    private readonly StageRun run;
    private readonly ILookup<(string Rule, string File), Finding> findings;

    private ExceptionAudit(CodeBase codeBase, IReadOnlyList<Finding> findings, StageRun run)
    {
        this.codeBase = codeBase;
        this.run = run;
        this.findings = findings.ToLookup(static finding => (finding.Rule.Id, finding.Location.File));
    }

    /// <summary>A function that gives the findings at a stage.</summary>
    /// <param name="codeBase">What was checked.</param>
    /// <param name="findings">The findings of all stages: what a later stage needs is needed.</param>
    /// <param name="run">The run at the declared stage, which tells what was not evaluated.</param>
    /// <param name="answers">The answers to the criteria before waivers of criteria.</param>
    public static Func<Stage, IReadOnlyList<Finding>> Unneeded(CodeBase codeBase, IReadOnlyList<Finding> findings, StageRun run, ImmutableArray<GradedCriterion> answers)
    {
        // A narrowed run does not know every finding.
        if (codeBase.Manifest.CheckedFolder.Length > 0 || !codeBase.Options.Exclude.IsEmpty || !RuleCatalogue.Get("PG8004").AppliesTo(codeBase.Role))
        {
            return static _ => [];
        }

        var audit = new ExceptionAudit(codeBase, findings, run);
        var unneeded = audit.Waivers(answers).Concat(audit.Comments()).ToList();
        return stage => audit.Findings(unneeded, stage);
    }

    private IEnumerable<UnneededException> Waivers(ImmutableArray<GradedCriterion> answers)
    {
        foreach (var waiver in Acceptance.EffectiveWaivers(codeBase.Manifest, codeBase.Policy, codeBase.Options.Today))
        {
            var isUnneeded = RuleCatalogue.TryGet(waiver.Id, out var rule)
                ? IsDecided(rule) && !Matches(waiver, rule)
                : answers.FirstOrDefault(answer => answer.Criterion.Id == waiver.Id) is { Outcome: Outcome.Pass or Outcome.NotApplicable };
            if (isUnneeded)
            {
                yield return new UnneededException(waiver.Id, waiver.Location, null);
            }
        }
    }

    private bool Matches(Waiver waiver, Rule rule)
    {
        var paths = waiver.Path is null ? null : new PathSet([waiver.Path]);
        return findings.Where(group => group.Key.Rule == rule.Id && (paths is null || paths.Contains(codeBase.Manifest.RelativePath(group.Key.File))))
            .Any(group => group.Any(finding => Acceptance.Accepts(waiver, finding)));
    }

    private IEnumerable<UnneededException> Comments()
    {
        // What the analyzers find in C# is suppressed there by the compiler's own means.
        foreach (var file in codeBase.Files.Where(static file => !file.Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var comment in file.Suppressions.GroupBy(static suppression => suppression.Location))
            {
                // One comment may name several rules; it goes when none of them needs it.
                var unneeded = comment.Where(suppression => IsUnneeded(suppression, file.Path)).ToList();
                var isRemoved = unneeded.Count == comment.Count();
                for (var index = 0; index < unneeded.Count; index++)
                {
                    yield return new UnneededException(unneeded[index].Rule, comment.Key, isRemoved && index == 0 ? Removal(comment.Key) : null);
                }
            }
        }
    }

    private bool IsUnneeded(Suppression comment, string path) =>
        SuppressionIndex.Counts(comment, codeBase.Options.Today)
        && RuleCatalogue.Get(comment.Rule) is var rule
        && IsDecided(rule)
        && !findings[(rule.Id, path)].Any(finding => finding.Location.Start.Line >= comment.FirstLine && finding.Location.Start.Line <= comment.LastLine);

    private static Fix Removal(Location comment) => new("Remove the comment", [new RemoveComment(comment)]) { HoldsForAll = true };

    /// <summary>Whether this run knows every finding of the rule. One that the role, the stage or this release leaves out is not known.</summary>
    private bool IsDecided(Rule rule) => rule.Id is not "PG9002" && run.Decides(rule);

    private List<Finding> Findings(List<UnneededException> unneeded, Stage stage)
    {
        var rule = RuleCatalogue.Get("PG8004");
        var found = new List<Finding>();
        var severity = codeBase.Policy.SeverityOf(rule, stage);
        foreach (var (id, location, fix) in severity == Severity.Off ? [] : unneeded)
        {
            found.Add(new Finding
            {
                Rule = rule,
                Severity = severity,
                Message = string.Format(System.Globalization.CultureInfo.InvariantCulture, rule.Message, Checks.QuotedText.Of(id), Problem),
                Remediation = rule.Remediation,
                Location = new Location(location.File, location.Start, location.Start),
                LogicalPath = "unneeded/" + id,
                Fix = fix,
            });
        }

        found.Sort(FindingOrder.Compare);
        return [.. Fingerprint.Assign(found, codeBase.Options.FingerprintKey)];
    }

    /// <summary>An exception that accepts nothing, and for a comment the change that takes it away.</summary>
    private sealed record UnneededException(string Id, Location Location, Fix? Fix);
}

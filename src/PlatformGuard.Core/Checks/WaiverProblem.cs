using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Grading;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Checks;

/// <summary>PG8004: a waiver or an inline exception that is incomplete, has ended, names nothing, or is not allowed. What has nothing left to waive is told by <see cref="ExceptionAudit"/>.</summary>
public sealed class WaiverProblem() : Check("PG8004")
{
    /// <inheritdoc/>
    public override void Run(CheckContext context)
    {
        if (context.Manifest.Waivers.IsEmpty && !context.CodeBase.Files.Any(static file => file.Suppressions.Count > 0))
        {
            return;
        }

        var criteria = CriteriaCatalogue.Of(context.Policy, context.CodeBase.Options.Today).Select(static criterion => criterion.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var waiver in context.Manifest.Waivers)
        {
            Check(context, waiver, criteria);
        }

        foreach (var comment in context.CodeBase.Files.SelectMany(static file => file.Suppressions))
        {
            Check(context, comment);
        }
    }

    private static void Check(CheckContext context, Waiver waiver, HashSet<string> criteria)
    {
        var today = context.CodeBase.Options.Today;
        if (!RuleCatalogue.TryGet(waiver.Id, out _) && !criteria.Contains(waiver.Id))
        {
            Report(context, waiver.Location, waiver.Id, "id", "names neither a rule nor a criterion" + Words.DidYouMean(waiver.Id, [.. RuleCatalogue.All.Select(static rule => rule.Id), .. RuleCatalogue.All.Select(static rule => rule.Name), .. criteria]));
            return;
        }

        string[] missing =
        [
            .. Missing("reason", waiver.Reason),
            .. Missing("owner", waiver.Owner),
            .. Missing("approvedBy", waiver.ApprovedBy),
            .. Missing("until", waiver.Until),
        ];
        if (missing.Length > 0)
        {
            Report(context, waiver.Location, waiver.Id, "fields", "lacks " + SchemaWords.Enumerated(missing));
        }

        if (!Acceptance.IsCurrent(waiver.Until, today))
        {
            Report(context, waiver.Location, waiver.Id, "until", $"ended on {waiver.Until}");
        }
        else if (Acceptance.Refusal(waiver, context.Policy, today) is { } refusal)
        {
            Report(context, waiver.Location, waiver.Id, "policy", refusal);
        }
        else if (!RuleCatalogue.TryGet(waiver.Id, out _) && (waiver.Path is not null || waiver.Fingerprint is not null))
        {
            Report(context, waiver.Location, waiver.Id, "path", "does not count: a criterion is waived as a whole, without 'path' and 'fingerprint'");
        }
    }

    private static void Check(CheckContext context, Suppression comment)
    {
        if (!RuleCatalogue.TryGet(comment.Rule, out var rule))
        {
            Report(context, comment.Location, comment.Rule, "comment/id", "names no rule" + Words.DidYouMean(comment.Rule, [.. RuleCatalogue.All.Select(static known => known.Id)]));
        }
        else if (Acceptance.NeverAccepted.Contains(rule.Id))
        {
            Report(context, comment.Location, comment.Rule, "comment/policy", "does not count: it cannot be waived");
        }
        else if (string.IsNullOrWhiteSpace(comment.Reason))
        {
            Report(context, comment.Location, comment.Rule, "comment/reason", "has no reason and does not count");
        }
        else if (!Acceptance.IsCurrent(comment.Until, context.CodeBase.Options.Today))
        {
            Report(context, comment.Location, comment.Rule, "comment/until", Acceptance.LastDay(comment.Until) is null ? "has an 'until' that is no date (YYYY-MM-DD), and does not count" : $"ended on {comment.Until}");
        }
    }

    private static string[] Missing(string name, string? value) => string.IsNullOrWhiteSpace(value) ? ["'" + name + "'"] : [];

    private static void Report(CheckContext context, in Location location, string id, string what, string problem) =>
        context.Report(new Location(location.File, location.Start, location.Start), what + "/" + id, null, [id, problem]);
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Policies;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Findings;

/// <summary>Marks the findings that an inline comment or a waiver of the manifest accepts.</summary>
public static class Acceptance
{
    /// <summary>Rules that no exception accepts: it would hide the question, or accept what is not known.</summary>
    public static readonly ImmutableHashSet<string> NeverAccepted = ["PG8004", "PG8007"];

    /// <summary>Sets <see cref="Finding.Suppression"/> or <see cref="Finding.Waiver"/>; a comment beside the line comes before a waiver.</summary>
    /// <param name="findings">Findings in order, with their fingerprints.</param>
    /// <param name="files">The files, for their inline comments.</param>
    /// <param name="manifest">The manifest, for its waivers.</param>
    /// <param name="policy">The platform's rules for waivers.</param>
    /// <param name="today">The day (UTC) that decides whether an exception has run out.</param>
    public static IReadOnlyList<Finding> Apply(IReadOnlyList<Finding> findings, IReadOnlyList<SourceFile> files, ServiceManifest manifest, PlatformPolicy policy, DateOnly today)
    {
        var suppressions = new SuppressionIndex(files, today);
        List<(Waiver Waiver, PathSet? Path)> waivers = [.. EffectiveWaivers(manifest, policy, today).Select(static waiver => (waiver, waiver.Path is null ? null : new PathSet([waiver.Path])))];
        if (suppressions.IsEmpty && waivers.Count == 0)
        {
            return findings;
        }

        var result = new List<Finding>(findings.Count);
        string? file = null;
        List<Waiver> forFile = [];
        foreach (var finding in findings)
        {
            if (finding.Location.File != file)
            {
                file = finding.Location.File;
                forFile = WaiversFor(manifest.RelativePath(file), waivers);
            }

            result.Add(Accept(finding, suppressions, forFile));
        }

        return result;
    }

    /// <summary>Whether an exception written with this last day still counts on <paramref name="today"/>. A date that cannot be read never counts.</summary>
    public static bool IsCurrent(string? until, DateOnly today) => until is null || today <= LastDay(until);

    /// <summary>The day that is written, or null when it cannot be read.</summary>
    public static DateOnly? LastDay(string? until) =>
        DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last) ? last : null;

    /// <summary>The waivers that count: with a reason, not past their day, and within what the platform's policy allows.</summary>
    public static IEnumerable<Waiver> EffectiveWaivers(ServiceManifest manifest, PlatformPolicy policy, DateOnly today) =>
        manifest.Waivers.Where(waiver => !string.IsNullOrWhiteSpace(waiver.Reason) && IsCurrent(waiver.Until, today) && Refusal(waiver, policy, today) is null);

    /// <summary>Why the platform's policy does not accept a waiver, as the end of a sentence; null when it does.</summary>
    public static string? Refusal(Waiver waiver, PlatformPolicy policy, DateOnly today)
    {
        var rules = policy.Waivers;
        if ((RuleCatalogue.TryGet(waiver.Id, out var rule) && NeverAccepted.Contains(rule.Id)) || rules.NotWaivable.Any(id => IsSame(id, waiver.Id)))
        {
            return "does not count: it cannot be waived";
        }

        if (!rules.Approvers.IsEmpty && waiver.ApprovedBy is { } approver && !rules.Approvers.Contains(approver, StringComparer.OrdinalIgnoreCase))
        {
            return $"does not count: '{QuotedText.Of(approver)}' may not approve; these may: {string.Join(", ", rules.Approvers.Take(5))}";
        }

        if (!rules.Approvers.IsEmpty && waiver.ApprovedBy is null)
        {
            return "does not count without an approver; these may approve: " + string.Join(", ", rules.Approvers.Take(5));
        }

        if (rules.MaxDays is not { } days)
        {
            return null;
        }

        return LastDay(waiver.Until) is not { } last ? string.Create(CultureInfo.InvariantCulture, $"does not count without an end; the policy allows {days} days")
            : last.DayNumber - today.DayNumber > days ? string.Create(CultureInfo.InvariantCulture, $"does not count: it ends in {last.DayNumber - today.DayNumber} days, and the policy allows {days}")
            : null;
    }

    /// <summary>Whether both name the same rule or criterion.</summary>
    private static bool IsSame(string left, string right) =>
        RuleCatalogue.TryGet(left, out var rule) && RuleCatalogue.TryGet(right, out var other) ? rule == other : left == right;

    private static List<Waiver> WaiversFor(string path, List<(Waiver Waiver, PathSet? Path)> waivers)
    {
        var matching = new List<Waiver>();
        foreach (var (waiver, set) in waivers)
        {
            if (set is null || set.Contains(path))
            {
                matching.Add(waiver);
            }
        }

        return matching;
    }

    private static Finding Accept(Finding finding, SuppressionIndex suppressions, List<Waiver> waivers)
    {
        if (suppressions.Find(finding.Location.File, finding.Rule.Id, finding.Location.Start.Line) is { } suppression)
        {
            return finding with { Suppression = new AcceptedBy(suppression.Reason!, suppression.Until, suppression.Location) };
        }

        foreach (var waiver in waivers)
        {
            if (Accepts(waiver, finding))
            {
                return finding with { Waiver = new AcceptedBy(waiver.Reason!, waiver.Until, waiver.Location, waiver.Owner, waiver.ApprovedBy) };
            }
        }

        return finding;
    }

    /// <summary>Whether the waiver is for this finding, its path left aside.</summary>
    internal static bool Accepts(Waiver waiver, Finding finding) =>
        IsMeant(waiver.Id, finding.Rule)
        && (waiver.Fingerprint is null || string.Equals(waiver.Fingerprint, finding.Fingerprint, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether the waiver names this rule: by its id in any letter case, or by its name.</summary>
    private static bool IsMeant(string written, Rule rule) =>
        string.Equals(written, rule.Id, StringComparison.OrdinalIgnoreCase) || string.Equals(written, rule.Name, StringComparison.OrdinalIgnoreCase);
}

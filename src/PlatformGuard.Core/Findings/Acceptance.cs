using System;
using System.Collections.Generic;
using System.Globalization;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Findings;

/// <summary>Marks the findings that an inline comment or a waiver of the manifest accepts.</summary>
public static class Acceptance
{
    /// <summary>Sets <see cref="Finding.Suppression"/> or <see cref="Finding.Waiver"/>; a comment beside the line comes before a waiver.</summary>
    /// <param name="findings">Findings in order, with their fingerprints.</param>
    /// <param name="files">The files, for their inline comments.</param>
    /// <param name="manifest">The manifest, for its waivers.</param>
    /// <param name="today">The day (UTC) that decides whether an exception has run out.</param>
    public static IReadOnlyList<Finding> Apply(IReadOnlyList<Finding> findings, IReadOnlyList<SourceFile> files, ServiceManifest manifest, DateOnly today)
    {
        var suppressions = new SuppressionIndex(files, today);
        var waivers = EffectiveWaivers(manifest, today);
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
    public static bool IsCurrent(string? until, DateOnly today) =>
        until is null || (DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last) && today <= last);

    private static List<(Waiver Waiver, PathSet? Path)> EffectiveWaivers(ServiceManifest manifest, DateOnly today)
    {
        var effective = new List<(Waiver, PathSet?)>();
        foreach (var waiver in manifest.Waivers)
        {
            if (!string.IsNullOrWhiteSpace(waiver.Reason) && IsCurrent(waiver.Until, today))
            {
                effective.Add((waiver, waiver.Path is null ? null : new PathSet([waiver.Path])));
            }
        }

        return effective;
    }

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
            if (IsMeant(waiver.Id, finding.Rule)
                && (waiver.Fingerprint is null || string.Equals(waiver.Fingerprint, finding.Fingerprint, StringComparison.OrdinalIgnoreCase)))
            {
                return finding with { Waiver = new AcceptedBy(waiver.Reason!, waiver.Until, waiver.Location, waiver.Owner, waiver.ApprovedBy) };
            }
        }

        return finding;
    }

    /// <summary>Whether the waiver names this rule: by its id in any letter case, or by its name.</summary>
    private static bool IsMeant(string written, Rule rule) =>
        string.Equals(written, rule.Id, StringComparison.OrdinalIgnoreCase) || string.Equals(written, rule.Name, StringComparison.OrdinalIgnoreCase);
}

using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Findings;

namespace PlatformGuard.Core.Reports;

/// <summary>What became of the findings since an earlier report.</summary>
/// <param name="New">Open now, and not open then.</param>
/// <param name="Fixed">Open then, and not there any more.</param>
/// <param name="StillOpen">Open then and now.</param>
/// <param name="Accepted">Open then, and accepted since.</param>
internal sealed record Comparison(IReadOnlyList<Finding> New, IReadOnlyList<EarlierFinding> Fixed, IReadOnlyList<Finding> StillOpen, IReadOnlyList<Finding> Accepted)
{
    /// <summary>Compares; null when there is nothing to compare with.</summary>
    public static Comparison? Of(Report report)
    {
        if (report.Earlier is not { } earlier)
        {
            return null;
        }

        var now = report.Result.Findings.Select(static finding => finding.Fingerprint).ToHashSet();
        var open = report.Result.Findings.Where(static finding => finding.IsOpen).ToList();
        return new Comparison(
            [.. open.Where(finding => !earlier.Open.ContainsKey(finding.Fingerprint))],
            [.. earlier.Open.Where(finding => !now.Contains(finding.Key)).Select(static finding => finding.Value)],
            [.. open.Where(finding => earlier.Open.ContainsKey(finding.Fingerprint))],
            [.. report.Result.Findings.Where(finding => !finding.IsOpen && earlier.Open.ContainsKey(finding.Fingerprint))]);
    }

    /// <summary>The numbers in words.</summary>
    public string Words => $"{New.Count} new, {Fixed.Count} fixed, {StillOpen.Count} still open{(Accepted.Count > 0 ? $", {Accepted.Count} accepted since" : "")}";
}

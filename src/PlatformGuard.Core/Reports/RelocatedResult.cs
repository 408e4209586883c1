using System;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Grading;

namespace PlatformGuard.Core.Reports;

/// <summary>A result whose paths are relative to a folder further up, for a report on several services. Fingerprints stay what they are.</summary>
public static class RelocatedResult
{
    /// <summary>The result as seen from the folder above.</summary>
    /// <param name="result">With paths relative to the checked folder.</param>
    /// <param name="folder">The checked folder, relative to the folder above, with <c>/</c>.</param>
    public static CheckResult Of(CheckResult result, string folder)
    {
        ArgumentNullException.ThrowIfNull(result);
        Location Moved(Location location) => new(Join(folder, location.File), location.Start, location.End);
        Evidence Seen(Evidence evidence) => evidence.Location is { } known ? evidence with { Location = Moved(known) } : evidence;
        AcceptedBy? Accepted(AcceptedBy? accepted) => accepted is null ? null : accepted with { Location = Moved(accepted.Location) };
        return result with
        {
            Findings =
            [
                .. result.Findings.Select(finding => finding with
                {
                    Location = Moved(finding.Location),
                    RelatedLocations = [.. finding.RelatedLocations.Select(related => related with { Location = Moved(related.Location) })],
                    Waiver = Accepted(finding.Waiver),
                    Suppression = Accepted(finding.Suppression),
                }),
            ],
            NotEvaluated = [.. result.NotEvaluated.Select(gap => gap with { Location = Moved(gap.Location) })],
            Inputs = [.. result.Inputs.Select(path => Join(folder, path))],
            Manifest = result.Manifest with { Secrets = [.. result.Manifest.Secrets.Select(secret => secret with { Location = Moved(secret.Location) })] },
            Policy = result.Policy with { Ignored = [.. result.Policy.Ignored.Select(setting => setting with { Location = Moved(setting.Location) })] },
            Readiness = result.Readiness is not { } readiness ? null : readiness with
            {
                Criteria =
                [
                    .. readiness.Criteria.Select(graded => graded with
                    {
                        Evidence = [.. graded.Evidence.Select(Seen)],
                        Waiver = Accepted(graded.Waiver),
                    }),
                ],
                NextSteps = [.. readiness.NextSteps.Select(step => step with { Evidence = [.. step.Evidence.Select(Seen)] })],
                Exceptions = [.. readiness.Exceptions.Select(exception => exception with { Location = Moved(exception.Location) })],
            },
        };
    }

    /// <summary>The path from the folder above; steps upward (<c>../</c>) take folders away.</summary>
    private static string Join(string folder, string path)
    {
        while (path.StartsWith("../", StringComparison.Ordinal) && folder.Length > 0)
        {
            path = path[3..];
            folder = folder.LastIndexOf('/') is >= 0 and var slash ? folder[..slash] : "";
        }

        return folder.Length == 0 ? path : folder + "/" + path;
    }
}

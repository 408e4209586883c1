using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Fixing;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Policies;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Checks;

/// <summary>Collects what a Kubernetes rule finds in all sets and reports each place once.</summary>
internal sealed class KubernetesReport(CheckContext context, KubernetesFacts facts)
{
    private readonly Dictionary<(Location Location, string Subject), Candidate> candidates = [];
    private KubernetesSet? set;

    /// <summary>The set under examination.</summary>
    public KubernetesSet Set => set ?? throw new InvalidOperationException("No set is under examination.");

    /// <summary>The declared service.</summary>
    public ServiceManifest Manifest => context.Manifest;

    /// <summary>What the platform decided for every service.</summary>
    public PlatformPolicy Policy => context.Policy;

    /// <summary>The services catalogue of the platform policy.</summary>
    public ImmutableArray<CataloguedService> Services => context.CodeBase.Policy.Services;

    /// <summary>The stage that decides severities.</summary>
    public Stage Stage => context.Stage;

    /// <summary>Turns to the next set.</summary>
    public void Begin(KubernetesSet next) => set = next;

    /// <summary>Adds a violation.</summary>
    /// <param name="owner">The object that it is part of.</param>
    /// <param name="location">The line that has to change.</param>
    /// <param name="subject">What is wrong there, apart from names that overlays change: equal subjects at one place are one finding.</param>
    /// <param name="logicalPath">Position for the fingerprint.</param>
    /// <param name="arguments">For the placeholders of the rule's message; the last one stands at the end of the message.</param>
    /// <param name="related">Other places the reader needs.</param>
    /// <param name="atMost">Caps the stage's severity.</param>
    /// <param name="remediation">What to change here, when it is more exact than the rule's general advice.</param>
    /// <param name="fix">A change of the place that mends it for certain, whatever overlays add.</param>
    public void Add(
        KubernetesObject owner,
        Location location,
        string subject,
        string logicalPath,
        string[] arguments,
        ImmutableArray<RelatedLocation> related = default,
        Severity atMost = Severity.Error,
        string? remediation = null,
        Fix? fix = null)
    {
        if (!candidates.TryGetValue((location, subject), out var candidate))
        {
            candidate = new(owner.Place, location, subject, logicalPath, arguments, related, atMost, remediation, fix);
            candidates.Add((location, subject), candidate);
        }

        candidate.Sets.Add(Set.Name);
    }

    /// <summary>Says that something could not be judged.</summary>
    public void AddNotEvaluated(string what, string why, Location location) => context.ReportNotEvaluated(what, why, location);

    /// <summary>Says so for every object of the set whose pods could not be read.</summary>
    public void AddUnreadWorkloads()
    {
        foreach (var item in Set.Unread)
        {
            AddNotEvaluated(item.ToString(), "its pods are not written in a form that is read", item.Place);
        }
    }

    /// <summary>Reports what was collected.</summary>
    public void Write()
    {
        foreach (var candidate in candidates.Values)
        {
            var sets = candidate.Sets.Where(static name => name.Length > 0).ToArray();
            var isEverywhere = candidate.Sets.Count >= facts.SetsWith(candidate.Owner);
            if (sets.Length > 0 && !isEverywhere)
            {
                candidate.Arguments[^1] += $" (as rendered by {string.Join(", ", sets)})";
            }

            context.Report(candidate.Location, candidate.LogicalPath, candidate.Subject, candidate.Arguments, candidate.Related, candidate.AtMost, remediation: candidate.Remediation, fix: isEverywhere ? candidate.Fix : null);
        }
    }

    private sealed record Candidate(
        Location Owner, Location Location, string Subject, string LogicalPath, string[] Arguments, ImmutableArray<RelatedLocation> Related, Severity AtMost, string? Remediation, Fix? Fix)
    {
        public SortedSet<string> Sets { get; } = new(StringComparer.Ordinal);
    }
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Fixing;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>A violation that was seen in a CI file, ready for the check of its rule.</summary>
/// <param name="RuleId">The one rule it belongs to.</param>
/// <param name="Location">The line that has to change.</param>
/// <param name="LogicalPath">Position that survives moved lines.</param>
/// <param name="Value">What was judged; may hold a secret.</param>
/// <param name="Arguments">For the placeholders of the rule's message; never a secret.</param>
/// <param name="Related">Other places the reader needs.</param>
/// <param name="AtMost">Caps the severity.</param>
public sealed record CiFinding(
    string RuleId, Location Location, string LogicalPath, string? Value, ImmutableArray<string> Arguments, ImmutableArray<RelatedLocation> Related, Severity AtMost = Severity.Error)
{
    /// <summary>A change that mends it for certain, or null.</summary>
    public Fix? Fix { get; init; }
}

/// <summary>Collects what is seen in all jobs. A text that several jobs share is one line to change, and a name that one job uses in many lines is one credential.</summary>
internal sealed class CiFindings(IEnumerable<SourceFile> files)
{
    private const int MaxRelated = 10;

    /// <summary>A file with more literals than anybody will ever read one by one.</summary>
    private const int MaxLiterals = 2_000;

    private readonly Dictionary<string, List<Owner>> owners = files.ToDictionary(static file => file.Path, Owners, StringComparer.Ordinal);
    private readonly Dictionary<string, Reference> references = new(StringComparer.Ordinal);
    private readonly HashSet<Seen> seen = [];
    private readonly Dictionary<string, List<Location>> literals = new(StringComparer.Ordinal);
    private readonly List<CiFinding> findings = [];
    private readonly Dictionary<Seen, CiGap> gaps = [];

    /// <summary>Everything that was collected.</summary>
    public IReadOnlyList<CiFinding> All() => [.. findings, .. references.Values.Select(static reference => reference.ToFinding())];

    /// <summary>What could not be decided, with the rule that should have.</summary>
    public IEnumerable<(string Rule, CiGap Gap)> Gaps() => gaps.Select(static gap => (gap.Key.Rule, gap.Value));

    /// <summary>Notes a use of a stored credential by name.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="name">The name.</param>
    /// <param name="place">Where it is used.</param>
    /// <param name="job">The job; null for the pipeline as a whole.</param>
    /// <param name="provider">For a cloud credential the provider's name, else null.</param>
    /// <param name="atMost">Caps the severity.</param>
    public void AddReference(string rule, string name, Location place, string? job, string? provider, Severity atMost = Severity.Error)
    {
        var owner = OwnerOf(place);
        var key = string.Join('\n', rule, place.File, owner, name);
        if (!references.TryGetValue(key, out var reference))
        {
            reference = new Reference(rule, name, owner, provider, atMost);
            references.Add(key, reference);
        }

        reference.Add(place, job);
    }

    /// <summary>Whether a reference to a credential of this provider was noted in a job.</summary>
    public bool HasReference(string provider, string job) => references.Values.Any(reference => reference.Provider == provider && reference.Jobs.Contains(job));

    /// <summary>Adds a literal; each place once.</summary>
    public void AddLiteral(string rule, Location place, string logicalPath, string secret, ImmutableArray<string> arguments, Severity atMost = Severity.Error)
    {
        var taken = literals.TryGetValue(place.File, out var known) ? known : literals[place.File] = [];
        if (taken.Count >= MaxLiterals || taken.Any(other => other.Start < place.End && place.Start < other.End))
        {
            return;
        }

        taken.Add(place);
        findings.Add(new CiFinding(rule, place, logicalPath, secret, arguments, [], atMost));
    }

    /// <summary>Adds any other finding; each place and message once.</summary>
    public void Add(CiFinding finding)
    {
        if (seen.Add(new Seen(finding.RuleId, finding.Location, string.Join('\n', finding.Arguments))))
        {
            findings.Add(finding with { LogicalPath = OwnerOf(finding.Location) + "/" + finding.LogicalPath });
        }
    }

    /// <summary>Adds something that could not be decided.</summary>
    public void AddGap(string rule, string what, string why, Location place) => gaps.TryAdd(new Seen(rule, place, ""), new CiGap(what, why, place));

    /// <summary>The entry of the file's root, or in a workflow the job, in which a place lies.</summary>
    public string OwnerOf(Location place)
    {
        if (!owners.TryGetValue(place.File, out var entries))
        {
            return "";
        }

        int low = 0, high = entries.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (entries[middle].Start <= place.Start)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low > 0 ? entries[low - 1].Name : "";
    }

    private static List<Owner> Owners(SourceFile file)
    {
        var entries = new List<Owner>();
        foreach (var entry in file.Documents.SelectMany(static document => document.Entries))
        {
            var inner = entry.Key.Value == "jobs" ? entry.Value.Entries : [entry];
            entries.AddRange(inner.Select(static part => new Owner(part.Key.Location.Start, part.Key.Value)));
        }

        entries.Sort(static (left, right) => left.Start.CompareTo(right.Start));
        return entries;
    }

    private sealed record Owner(Position Start, string Name);

    private sealed record Seen(string Rule, Location Location, string Message);

    private sealed class Reference(string rule, string name, string owner, string? provider, Severity atMost)
    {
        private readonly SortedSet<Position> places = [];
        private readonly Dictionary<Position, Location> locations = [];
        private bool isPipeline;

        public SortedSet<string> Jobs { get; } = new(StringComparer.Ordinal);

        public string? Provider => provider;

        public void Add(Location place, string? job)
        {
            places.Add(place.Start);
            locations.TryAdd(place.Start, place);
            isPipeline |= job is null;
            if (job is not null)
            {
                Jobs.Add(job);
            }
        }

        public CiFinding ToFinding()
        {
            var first = locations[places.Min];
            ImmutableArray<RelatedLocation> related = [.. places.Skip(1).Take(MaxRelated).Select(place => new RelatedLocation(locations[place], $"'{name}' is used here too"))];
            ImmutableArray<string> arguments = provider is null ? [User(), name] : [provider, $"'{name}' is stored in the CI settings"];
            return new CiFinding(rule, first, owner + "/" + name, name, arguments, related, atMost);
        }

        private string User() => isPipeline || Jobs.Count == 0 ? "The pipeline" : Jobs.Count switch
        {
            1 => $"Job '{Jobs.Min}'",
            2 => $"Jobs '{Jobs.Min}' and '{Jobs.Max}'",
            _ => $"Jobs '{Jobs.Min}', '{Jobs.ElementAt(1)}' and {Jobs.Count - 2} more",
        };
    }
}

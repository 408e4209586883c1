using System.Collections.Immutable;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Fixing;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Findings;

/// <summary>One violation of a rule at one place.</summary>
public sealed record Finding
{
    /// <summary>The violated rule.</summary>
    public required Rule Rule { get; init; }

    /// <summary>Its severity here: the stage's, possibly lowered by the check.</summary>
    public required Severity Severity { get; init; }

    /// <summary>What was seen. Never contains a secret.</summary>
    public required string Message { get; init; }

    /// <summary>What to change.</summary>
    public required string Remediation { get; init; }

    /// <summary>The line that has to change.</summary>
    public required Location Location { get; init; }

    /// <summary>Position that survives moved lines.</summary>
    public required string LogicalPath { get; init; }

    /// <summary>What was judged; goes into the fingerprint as a keyed hash and nowhere else.</summary>
    internal string? FingerprintValue { get; init; }

    /// <summary>Other places the reader needs, in order of importance.</summary>
    public ImmutableArray<RelatedLocation> RelatedLocations { get; init; } = [];

    /// <summary>Identity across runs; set after all checks have run.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>The manifest's waiver that accepts it, or null.</summary>
    public AcceptedBy? Waiver { get; init; }

    /// <summary>The inline comment that accepts it, or null.</summary>
    public AcceptedBy? Suppression { get; init; }

    /// <summary>The baseline that knows it, or null.</summary>
    public AcceptedBy? Baseline { get; init; }

    /// <summary>A change that mends it for certain, or null.</summary>
    public Fix? Fix { get; init; }

    /// <summary>Name of the tool that found it, when it was taken in from a SARIF log or a build; null for our own file checks.</summary>
    public string? Origin { get; init; }

    /// <summary>Whether it counts against the verdict.</summary>
    public bool IsOpen => Waiver is null && Suppression is null && Baseline is null;
}

/// <summary>Another place that belongs to a finding.</summary>
public sealed record RelatedLocation(Location Location, string Message);

/// <summary>Who or what accepted a finding.</summary>
/// <param name="Reason">The reason as written.</param>
/// <param name="Until">Last day on which it counts, <c>yyyy-MM-dd</c>, or null.</param>
/// <param name="Location">Where it is written.</param>
/// <param name="Owner">Who owns the exception, for a waiver.</param>
/// <param name="ApprovedBy">Who approved it, for a waiver.</param>
public sealed record AcceptedBy(string Reason, string? Until, Location Location, string? Owner = null, string? ApprovedBy = null);

/// <summary>Something that should have been judged and was not: never the same as clean.</summary>
/// <param name="What">The thing, such as <c>chart deploy/chart</c>.</param>
/// <param name="Why">The reason.</param>
/// <param name="Location">Where it stands.</param>
/// <param name="Rules">The rules that could not look at it; empty for all.</param>
public sealed record NotEvaluated(string What, string Why, Location Location, ImmutableArray<string> Rules)
{
    /// <summary>Whether it leaves open how ready this code base is; not so for what is another one's business.</summary>
    public bool Blocks { get; init; } = true;
}

using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Findings;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Grading;

/// <summary>How ready a code base is, with evidence.</summary>
public sealed record Readiness
{
    /// <summary>The stage that the team declares (or that was asked for).</summary>
    public required Stage DeclaredStage { get; init; }

    /// <summary>The highest stage whose criteria are all met; null when not even experiment is.</summary>
    public required Stage? ReadyFor { get; init; }

    /// <summary>0 to 100: the weight of what passes among all that is required at any stage.</summary>
    public required int Score { get; init; }

    /// <summary>0 to 5: the evaluated maturity.</summary>
    public required int Level { get; init; }

    /// <summary>Every criterion, in order of stage and id; those that are never required come last.</summary>
    public required ImmutableArray<GradedCriterion> Criteria { get; init; }

    /// <summary>What is missing for the next stage, in the order that brings it soonest.</summary>
    public required ImmutableArray<NextStep> NextSteps { get; init; }

    /// <summary>Waivers and inline exceptions, in order of place.</summary>
    public required ImmutableArray<ExceptionAccount> Exceptions { get; init; }

    /// <summary>Whether the declared stage is reached.</summary>
    public bool ReachesDeclaredStage => ReadyFor >= DeclaredStage;
}

/// <summary>A criterion and its answer.</summary>
/// <param name="Criterion">The question.</param>
/// <param name="Outcome">The answer.</param>
/// <param name="Evidence">Why, in order of place; never empty.</param>
/// <param name="Waiver">The waiver of the criterion itself, or null.</param>
/// <param name="IsAnnounced">Whether it does not count yet.</param>
public sealed record GradedCriterion(Criterion Criterion, Outcome Outcome, ImmutableArray<Evidence> Evidence, AcceptedBy? Waiver = null, bool IsAnnounced = false)
{
    /// <summary>All of the evidence where <see cref="Evidence"/> is cut short, for next steps.</summary>
    internal ImmutableArray<Evidence> WholeEvidence { get; init; } = Evidence;

    /// <summary>Whether it keeps a stage from being reached.</summary>
    public bool Blocks => !IsAnnounced && Outcome is Outcome.Fail or Outcome.NotEvaluated;
}

/// <summary>The closed vocabulary of answers.</summary>
public enum Outcome
{
    /// <summary>It holds, with evidence.</summary>
    Pass,

    /// <summary>It does not hold.</summary>
    Fail,

    /// <summary>It does not hold, and that was accepted for some time.</summary>
    Waived,

    /// <summary>It does not concern this code base.</summary>
    NotApplicable,

    /// <summary>It could not be decided: never the same as holding.</summary>
    NotEvaluated,
}

/// <summary>One piece of evidence.</summary>
/// <param name="Text">One line without final full stop. Never contains a secret.</param>
/// <param name="Location">Where it was seen, or null.</param>
/// <param name="Url">Where it leads, or null.</param>
public sealed record Evidence(string Text, Location? Location = null, string? Url = null)
{
    /// <summary>Whether something is missing that the criterion's remediation names already, so that a next step need not say it again.</summary>
    internal bool IsAbsence { get; init; }

    /// <summary>What lets it be judged, as a sentence; null unless it was not.</summary>
    internal string? Remedy { get; init; }

    /// <summary>What was not judged and why, where that is the cause; null otherwise.</summary>
    internal (string What, string Why)? Gap { get; init; }

    /// <summary>The file, with the line where it is not the file as a whole; null without a place.</summary>
    internal string? Place => Location is not { } location ? null
        : location == Location.OfFile(location.File) ? location.File
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{location.File}:{location.Start.Line}");
}

/// <summary>One thing to do for the next stage.</summary>
/// <param name="Stage">The stage that it brings nearer.</param>
/// <param name="CriterionIds">The criteria it answers, at least one.</param>
/// <param name="Advice">What to do, one sentence with its full stop.</param>
/// <param name="Evidence">What was seen, in order of place; never empty.</param>
public sealed record NextStep(Stage Stage, ImmutableArray<string> CriterionIds, string Advice, ImmutableArray<Evidence> Evidence)
{
    /// <summary>What to do and where, as one sentence.</summary>
    public string Text
    {
        get
        {
            var places = Evidence.Select(static evidence => evidence.Place).OfType<string>().Distinct(System.StringComparer.Ordinal).ToList();
            var more = places.Count > 1 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" and {places.Count - 1} more {(places.Count == 2 ? "place" : "places")}") : "";
            return places.Count == 0 || places.TrueForAll(place => Advice.Contains(place, System.StringComparison.Ordinal)) ? Advice : $"{Advice.TrimEnd('.')} ({places[0]}{more}).";
        }
    }
}

/// <summary>A waiver or inline exception, and what has become of it.</summary>
/// <param name="Id">The rule or criterion, as written.</param>
/// <param name="IsWaiver">Whether it stands in the manifest, and not in a comment.</param>
/// <param name="Reason">The reason, or null.</param>
/// <param name="Owner">Who answers for it, or null.</param>
/// <param name="ApprovedBy">Who approved it, or null.</param>
/// <param name="Until">The last day as written, or null.</param>
/// <param name="DaysLeft">Days until it ends, 0 on its last day, negative past it; null without a readable date.</param>
/// <param name="Counts">Whether it accepts anything today.</param>
/// <param name="Location">Where it is written.</param>
public sealed record ExceptionAccount(
    string Id, bool IsWaiver, string? Reason, string? Owner, string? ApprovedBy, string? Until, int? DaysLeft, bool Counts, Location Location);

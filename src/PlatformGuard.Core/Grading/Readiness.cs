using System.Collections.Immutable;
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
    /// <summary>Number of places to change, for the order of next steps: at least 1 where anything is missing.</summary>
    internal int Effort { get; init; } = 1;

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
public sealed record Evidence(string Text, Location? Location = null, string? Url = null);

/// <summary>One thing to do for the next stage.</summary>
/// <param name="Stage">The stage that it brings nearer.</param>
/// <param name="CriterionId">The criterion it answers.</param>
/// <param name="Advice">What to do, one line.</param>
/// <param name="Seen">What was seen, one line.</param>
/// <param name="Location">Where it was seen first, or null.</param>
/// <param name="Places">Number of places to change, at least 1.</param>
public sealed record NextStep(Stage Stage, string CriterionId, string Advice, string Seen, Location? Location, int Places)
{
    /// <summary>All of it as one line.</summary>
    public string Text
    {
        get
        {
            var where = Location is { } location ? $"{location}: {Seen}" : Seen;
            var more = Places > 1 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" (and {Places - 1} more)") : "";
            return $"{CriterionId}: {Advice} ({where}){more}";
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

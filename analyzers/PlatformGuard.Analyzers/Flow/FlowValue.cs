using System;
using System.Collections.Immutable;
using System.Linq;

namespace PlatformGuard.Analyzers.Flow;

/// <summary>
/// What a value tells about the facts: "if it equals this constant, these facts hold". For a <see cref="bool"/> that asked a question, true
/// tells that the answer was yes; text, numbers and enumerations carry an answer in the same way, and tuples in their elements.
/// </summary>
/// <remarks>
/// A constant itself tells everything about all other constants, because it never equals them. That makes joins exact without a
/// special case: after <c>x = false; if (b) x = asked;</c> a true <c>x</c> can only be the answer.
/// </remarks>
internal sealed class FlowValue
{
    // A value that equals one of many constants is a table, not an answer.
    private const int MostCases = 8;
    private const int DeepestMember = 3;
    private const string AwaitedName = "await";

    private readonly ImmutableArray<(object Constant, Facts Facts)> cases;
    private readonly Facts otherwise;
    private readonly ImmutableArray<(string Name, FlowValue Value)> members;

    private FlowValue(ImmutableArray<(object Constant, Facts Facts)> cases, Facts otherwise, ImmutableArray<(string Name, FlowValue Value)> members)
    {
        this.cases = cases;
        this.otherwise = otherwise;
        this.members = members;
    }

    /// <summary>A value that tells nothing.</summary>
    public static FlowValue Unknown { get; } = new([], Facts.None, []);

    /// <summary>The constant <see langword="true"/>.</summary>
    public static FlowValue True { get; } = Constant(Constants.True);

    /// <summary>The constant <see langword="false"/>.</summary>
    public static FlowValue False { get; } = Constant(Constants.False);

    /// <summary>The constant <see langword="null"/>.</summary>
    public static FlowValue Null { get; } = Constant(Constants.Null);

    /// <summary>Whether the value tells nothing.</summary>
    public bool IsUnknown => otherwise.IsNone && members.IsEmpty && cases.All(static one => one.Facts.IsNone);

    /// <summary>The constants that are told apart.</summary>
    public ImmutableArray<(object Constant, Facts Facts)> Cases => cases;

    /// <summary>What holds when the value equals none of <see cref="Cases"/>.</summary>
    public Facts Otherwise => otherwise;

    /// <summary>What holds whatever the value is.</summary>
    public Facts Always => cases.Aggregate(otherwise, static (facts, one) => facts & one.Facts);

    /// <summary>The only constant that the value can be, or null when it can be another.</summary>
    public object? OnlyConstant => otherwise == Facts.All && cases.Length == 1 ? cases[0].Constant : null;

    /// <summary>A constant in canonical form.</summary>
    public static FlowValue Constant(object constant) => new([(constant, Facts.None)], Facts.All, []);

    /// <summary>A <see cref="bool"/> that is never null.</summary>
    public static FlowValue Bool(Facts whenTrue, Facts whenFalse) => Bool(whenTrue, whenFalse, Facts.All);

    /// <summary>A <c>bool?</c>.</summary>
    public static FlowValue Bool(Facts whenTrue, Facts whenFalse, Facts whenNull) =>
        whenNull == Facts.All
            ? new([(Constants.True, whenTrue), (Constants.False, whenFalse)], Facts.All, [])
            : new([(Constants.True, whenTrue), (Constants.False, whenFalse), (Constants.Null, whenNull)], Facts.All, []);

    /// <summary>A value that tells something only when it equals <paramref name="constant"/>.</summary>
    public static FlowValue Answer(object constant, Facts facts) => new([(constant, facts)], Facts.None, []);

    /// <summary>A reference that tells something when it is not null.</summary>
    public static FlowValue NotNull(Facts facts) => new([(Constants.Null, Facts.None)], facts, []);

    /// <summary>A value with members that tell something: a tuple, an anonymous object, the details of an answer.</summary>
    public static FlowValue Of(ImmutableArray<(string Name, FlowValue Value)> members) =>
        members.Any(static member => !member.Value.IsUnknown) && members.Max(static member => member.Value.Depth) < DeepestMember
            ? new([], Facts.None, [.. members.Where(static member => !member.Value.IsUnknown)])
            : Unknown;

    /// <summary>A task without a result that tells something once it has been awaited.</summary>
    public static FlowValue OfAwaited(Facts facts) => facts.IsNone ? Unknown : new([], Facts.None, [(AwaitedName, Unknown.With(facts))]);

    /// <summary>What holds once the value, a task, has been awaited.</summary>
    public Facts Awaited => Member(AwaitedName).Always;

    private int Depth => members.IsEmpty ? 0 : 1 + members.Max(static member => member.Value.Depth);

    /// <summary>What holds when the value equals <paramref name="constant"/>.</summary>
    public Facts When(object constant)
    {
        foreach (var one in cases)
        {
            if (one.Constant.Equals(constant))
            {
                return one.Facts;
            }
        }

        return otherwise;
    }

    /// <summary>What holds when the value does not equal <paramref name="constant"/>.</summary>
    public Facts WhenNot(object constant)
    {
        var facts = otherwise;
        foreach (var one in cases)
        {
            facts = one.Constant.Equals(constant) ? facts : facts & one.Facts;
        }

        return facts;
    }

    /// <summary>The member of this name.</summary>
    public FlowValue Member(string name)
    {
        foreach (var member in members)
        {
            if (member.Name == name)
            {
                return member.Value;
            }
        }

        return Unknown;
    }

    /// <summary>The value where <paramref name="known"/> holds anyway.</summary>
    public FlowValue With(Facts known) => known.IsNone ? this : Map(facts => facts | known);

    /// <summary>The value without one of its constants, as after a test that excluded it.</summary>
    public FlowValue Without(object constant) =>
        cases.Any(one => one.Constant.Equals(constant) && one.Facts != Facts.All)
            ? new([.. cases.Select(one => one.Constant.Equals(constant) ? (one.Constant, Facts.All) : one)], otherwise, members)
            : this;

    /// <summary>The value with every set of facts replaced.</summary>
    public FlowValue Map(Func<Facts, Facts> replace) => new(
        [.. cases.Select(one => (one.Constant, replace(one.Facts)))],
        replace(otherwise),
        [.. members.Select(member => (member.Name, member.Value.Map(replace)))]);

    /// <summary>The value that is one of the two.</summary>
    public static FlowValue Meet(FlowValue one, FlowValue other)
    {
        if (ReferenceEquals(one, other))
        {
            return one;
        }

        var cases = ImmutableArray.CreateBuilder<(object Constant, Facts Facts)>();
        foreach (var (constant, facts) in one.cases)
        {
            cases.Add((constant, facts & other.When(constant)));
        }

        foreach (var (constant, facts) in other.cases)
        {
            if (!one.cases.Any(known => known.Constant.Equals(constant)))
            {
                cases.Add((constant, facts & one.otherwise));
            }
        }

        var otherwise = one.otherwise & other.otherwise;
        if (cases.Count > MostCases)
        {
            otherwise = cases.Aggregate(otherwise, static (facts, known) => facts & known.Facts);
            cases.Clear();
        }

        var members = one.members.IsEmpty || other.members.IsEmpty
            ? []
            : one.members.Select(member => (member.Name, Value: Meet(member.Value, other.Member(member.Name)))).Where(static member => !member.Value.IsUnknown).ToImmutableArray();
        return new(cases.ToImmutable(), otherwise, members);
    }

    /// <summary>Whether the value tells more than <paramref name="known"/>, which holds anyway.</summary>
    public bool TellsMoreThan(Facts known) =>
        !known.Covers(otherwise) || cases.Any(one => !known.Covers(one.Facts)) || members.Any(member => member.Value.TellsMoreThan(known));

    /// <summary>Whether both values tell the same.</summary>
    public bool Tells(FlowValue other) =>
        ReferenceEquals(this, other)
        || (otherwise == other.otherwise
            && cases.All(one => other.When(one.Constant) == one.Facts)
            && other.cases.All(one => When(one.Constant) == one.Facts)
            && members.Length == other.members.Length
            && members.All(member => member.Value.Tells(other.Member(member.Name))));
}

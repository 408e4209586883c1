using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PlatformGuard.Analyzers.Flow;

/// <summary>What is known at one point of a program: facts, and what the variables tell about facts.</summary>
/// <remarks>A variable without an entry tells nothing beyond the facts. Facts only grow along a path: nothing that a program does takes one back.</remarks>
internal sealed class FlowState
{
    // Null while no variable tells anything, as at most points of most bodies.
    private Dictionary<object, FlowValue>? values;

    /// <summary>Makes a state in which no variable tells anything.</summary>
    public FlowState(Facts facts)
        : this(facts, values: null)
    {
    }

    private FlowState(Facts facts, Dictionary<object, FlowValue>? values)
    {
        Facts = facts;
        this.values = values;
    }

    /// <summary>The facts that hold.</summary>
    public Facts Facts { get; private set; }

    /// <summary>Whether no execution comes here, such as after a call that never returns.</summary>
    public bool IsDead { get; private set; }

    /// <summary>What a variable or a captured intermediate value tells.</summary>
    public FlowValue this[object slot]
    {
        get => values is not null && values.TryGetValue(slot, out var value) ? value : FlowValue.Unknown;
        set
        {
            if (value.TellsMoreThan(Facts))
            {
                (values ??= new(SlotComparer.Instance))[slot] = value;
            }
            else
            {
                values?.Remove(slot);
            }
        }
    }

    /// <summary>Adds facts.</summary>
    public void Learn(Facts facts) => Facts |= facts;

    /// <summary>Forgets what a variable tells.</summary>
    public void Forget(object slot) => values?.Remove(slot);

    /// <summary>No execution goes on from here.</summary>
    public void Die() => IsDead = true;

    /// <summary>A copy that changes on its own.</summary>
    public FlowState Copy() => new(Facts, values is null or { Count: 0 } ? null : new(values, SlotComparer.Instance)) { IsDead = IsDead };

    /// <summary>A copy in which every variable tells the facts too; the form in which states can be met.</summary>
    public FlowState Normalized()
    {
        if (values is null or { Count: 0 })
        {
            return new(Facts);
        }

        Dictionary<object, FlowValue>? normal = null;
        foreach (var pair in values)
        {
            if (pair.Value.TellsMoreThan(Facts))
            {
                (normal ??= new(values.Count, SlotComparer.Instance))[pair.Key] = pair.Value.With(Facts);
            }
        }

        return new(Facts, normal);
    }

    /// <summary>A copy with only the variables that <paramref name="keeps"/> keeps.</summary>
    public FlowState Restricted(System.Func<ISymbol, bool> keeps)
    {
        var kept = new FlowState(Facts);
        foreach (var pair in values ?? [])
        {
            if (pair.Key is ISymbol symbol && keeps(symbol))
            {
                (kept.values ??= new(SlotComparer.Instance))[symbol] = pair.Value;
            }
        }

        return kept;
    }

    /// <summary>Makes this the state of a point that is also reached in <paramref name="other"/>. Both are normalized.</summary>
    /// <returns>Whether less is known now.</returns>
    public bool MeetWith(FlowState other)
    {
        var joined = Facts & other.Facts;
        var changed = joined != Facts;
        if (values is null && (other.values is null || joined == Facts))
        {
            Facts = joined;
            return changed;
        }

        List<object>? slots = null;
        foreach (var pair in values ?? [])
        {
            (slots ??= []).Add(pair.Key);
        }

        foreach (var pair in other.values ?? [])
        {
            // What only the other path tells matters when this path has facts that the point has not.
            if (joined != Facts && values?.ContainsKey(pair.Key) != true)
            {
                (slots ??= []).Add(pair.Key);
            }
        }

        foreach (var slot in slots ?? [])
        {
            var mine = this[slot].With(Facts);
            var met = FlowValue.Meet(mine, other[slot].With(other.Facts));
            changed |= !met.Tells(mine);
            if (met.TellsMoreThan(joined))
            {
                (values ??= new(SlotComparer.Instance))[slot] = met;
            }
            else
            {
                values?.Remove(slot);
            }
        }

        Facts = joined;
        return changed;
    }

    /// <summary>Variables by symbol, captured values by their id.</summary>
    private sealed class SlotComparer : IEqualityComparer<object>
    {
        public static readonly SlotComparer Instance = new();

        public new bool Equals(object? x, object? y) => x is ISymbol symbol
            ? SymbolEqualityComparer.Default.Equals(symbol, y as ISymbol)
            : x is CaptureId id && y is CaptureId other && id.Equals(other);

        public int GetHashCode(object obj) => obj is ISymbol symbol ? SymbolEqualityComparer.Default.GetHashCode(symbol) : obj.GetHashCode();
    }
}

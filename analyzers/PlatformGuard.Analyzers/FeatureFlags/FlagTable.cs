using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Analyzers.Flow;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>The name of a flag as far as the code tells it: a text, a parameter of the method that is analysed, or unknown.</summary>
/// <param name="Name">The text, or null.</param>
/// <param name="Parameter">The ordinal of the parameter, or -1.</param>
internal readonly record struct FlagKey(string? Name, int Parameter)
{
    /// <summary>A name that only the running program knows.</summary>
    public static FlagKey Unknown { get; } = new(null, -1);

    /// <summary>A known name.</summary>
    public static FlagKey Of(string name) => new(name, -1);

    /// <summary>The name that a parameter holds.</summary>
    public static FlagKey OfParameter(int ordinal) => new(null, ordinal);
}

/// <summary>The flags of one body as facts of the flow analysis.</summary>
/// <remarks>
/// One fact says that some flag is on, a few stand for flags that parameters name, the others for names. A check of an unknown flag
/// that counts for every client gives all facts that stand for names, so that joining it with a check of a known flag leaves the known one.
/// </remarks>
/// <param name="unknownGuards">Whether a check of a flag whose name is not constant counts.</param>
internal sealed class FlagTable(bool unknownGuards)
{
    private const int AnyBit = 0;
    private const int FirstParameterBit = 1;
    private const int FirstNameBit = 8;
    private const int EveryNameBit = 63;

    private static readonly Facts Any = Facts.Of(AnyBit);
    private static readonly Facts EveryName = new(ulong.MaxValue << FirstNameBit);

    private readonly List<string> names = [];

    /// <summary>Whether a flag was asked for that no fact is left to stand for.</summary>
    public bool IsOverfull { get; private set; }

    /// <summary>The facts when the flag of this name is on.</summary>
    public Facts On(FlagKey key)
    {
        IsAsked = true;
        if (key.Name is { } name)
        {
            return Any | (BitOf(name) is { } bit ? Facts.Of(bit) : Facts.None);
        }

        var own = key.Parameter is >= 0 and < FirstNameBit - FirstParameterBit ? Facts.Of(FirstParameterBit + key.Parameter) : Facts.None;
        return unknownGuards ? own | Any | EveryName : own;
    }

    /// <summary>The facts that a call needs.</summary>
    /// <param name="flag">The flag that must be on, or null when any will do.</param>
    public Facts Needed(string? flag)
    {
        if (flag is null)
        {
            return Any;
        }

        if (BitOf(flag) is { } bit)
        {
            return Facts.Of(bit);
        }

        IsOverfull = true;
        return Facts.All;
    }

    /// <summary>Some flag is on.</summary>
    public static Facts Some => Any;

    /// <summary>The names of all flags that were asked for or needed.</summary>
    public IReadOnlyList<string> AllNames => names;

    /// <summary>Whether any flag was asked for.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>The facts that the promise of a guard needs.</summary>
    public static Facts Promised(FlagTable table, FlagKey key) =>
        key.Name is { } name ? table.Needed(name) : key.Parameter is >= 0 and < FirstNameBit - FirstParameterBit ? Facts.Of(FirstParameterBit + key.Parameter) : Any;

    /// <summary>Whether some flag is known to be on.</summary>
    public static bool IsAnyOn(Facts facts) => facts.Covers(Any);

    /// <summary>The flags that are known by name to be on.</summary>
    public IEnumerable<string> NamesOf(Facts facts) =>
        facts.Covers(Facts.Of(EveryNameBit)) ? [] : names.Where((_, index) => facts.Covers(Facts.Of(FirstNameBit + index)));

    /// <summary>Puts facts of another method's table into terms of this one.</summary>
    /// <param name="facts">The facts.</param>
    /// <param name="source">Their table.</param>
    /// <param name="argument">What the caller passes for a parameter.</param>
    public Facts Translate(Facts facts, FlagTable source, Func<int, FlagKey> argument)
    {
        if (facts == Facts.All || facts.IsNone)
        {
            return facts;
        }

        var own = facts & Any;
        for (var ordinal = 0; ordinal < FirstNameBit - FirstParameterBit; ordinal++)
        {
            own |= facts.Covers(Facts.Of(FirstParameterBit + ordinal)) ? On(argument(ordinal)) : Facts.None;
        }

        // Every name counts only because a parameter's does: the parameter says which it is.
        var isOfParameter = (facts & new Facts(((1UL << FirstNameBit) - 1) & ~1UL)) != Facts.None;
        if (facts.Covers(Facts.Of(EveryNameBit)))
        {
            return isOfParameter ? own : own | EveryName;
        }

        for (var index = 0; index < source.names.Count; index++)
        {
            own |= facts.Covers(Facts.Of(FirstNameBit + index)) ? On(FlagKey.Of(source.names[index])) : Facts.None;
        }

        return own;
    }

    private int? BitOf(string name)
    {
        var index = names.IndexOf(name);
        if (index < 0 && names.Count < EveryNameBit - FirstNameBit)
        {
            index = names.Count;
            names.Add(name);
        }

        return index < 0 ? null : FirstNameBit + index;
    }
}

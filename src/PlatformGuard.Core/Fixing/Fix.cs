using System.Collections.Immutable;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Fixing;

/// <summary>A change that mends a finding for certain. It is data: the check that knows makes it, <see cref="FixApplication"/> carries it out.</summary>
/// <param name="Title">What it does, in the imperative: <c>Set allowPrivilegeEscalation to false</c>.</param>
/// <param name="Edits">All of them are made, or none.</param>
public sealed record Fix(string Title, ImmutableArray<Edit> Edits)
{
    /// <summary>Whether the change is right for everything that uses the text: an anchor's aliases, a template's users. Otherwise it is not made where nodes are shared.</summary>
    public bool HoldsForAll { get; init; }
}

/// <summary>One change of one file.</summary>
/// <param name="Place">Where, in the file as it was read.</param>
public abstract record Edit(Location Place);

/// <summary>Puts a text in the place of another one.</summary>
/// <param name="Place">The text that goes; empty to insert only.</param>
/// <param name="Text">What comes instead, with <c>\n</c> line ends.</param>
public sealed record ReplaceText(Location Place, string Text) : Edit(Place);

/// <summary>Adds keys to a mapping of YAML or JSON, in the style in which the mapping is written.</summary>
/// <param name="Place">The mapping.</param>
/// <param name="Entries">Keys and values; none of the keys may be there already.</param>
public sealed record AddEntries(Location Place, ImmutableArray<EditEntry> Entries) : Edit(Place);

/// <summary>Takes a comment away, and its line when nothing else stands there.</summary>
/// <param name="Place">The comment, its sign included.</param>
public sealed record RemoveComment(Location Place) : Edit(Place);

/// <summary>A key with a scalar or a mapping below it.</summary>
/// <param name="Key">The key; a plain word.</param>
/// <param name="Scalar">The value as YAML writes it (<c>false</c>, <c>500m</c>, <c>"1"</c>), or null when there are entries.</param>
/// <param name="Entries">The entries below.</param>
public sealed record EditEntry(string Key, string? Scalar, ImmutableArray<EditEntry> Entries)
{
    /// <summary>A key with a scalar.</summary>
    public static EditEntry Of(string key, string scalar) => new(key, scalar, []);

    /// <summary>A key with entries.</summary>
    public static EditEntry Of(string key, params EditEntry[] entries) => new(key, null, [.. entries]);
}

using System;
using System.Collections.Generic;
using System.Globalization;

namespace PlatformGuard.Core.Documents;

/// <summary>A value of a parsed YAML or JSON document, with the place where it was written.</summary>
/// <remarks>
/// A node that was reached through an alias, a merge key or a kustomize patch keeps the place of its own text, which may be in another file
/// than the document it ends up in.
/// </remarks>
public abstract class Node
{
    private protected Node(string file, Position start, Position end) => (File, Start, End) = (file, start, end);

    /// <summary>Path of the file in which the value was written.</summary>
    public string File { get; }

    /// <summary>The value's first character.</summary>
    public Position Start { get; }

    /// <summary>The first character after the value.</summary>
    public Position End { get; }

    /// <summary>Where the value was written.</summary>
    /// <remarks>Made on demand: there are as many nodes as words in all files, and few of them are ever pointed at.</remarks>
    public Location Location => new(File, Start, End);

    /// <summary>This node as text when it is a scalar, otherwise null.</summary>
    public string? Text => (this as ScalarNode)?.Value;

    /// <summary>The value under <paramref name="key"/> when this is a mapping that has it, otherwise null.</summary>
    public Node? this[string key] => (this as MappingNode)?.Find(key);

    /// <summary>The node reached by following <paramref name="keys"/> through mappings, otherwise null.</summary>
    public Node? At(params ReadOnlySpan<string> keys)
    {
        Node? node = this;
        foreach (var key in keys)
        {
            node = node?[key];
        }

        return node;
    }

    /// <summary>The items when this is a sequence, otherwise none.</summary>
    public IReadOnlyList<Node> Items => (this as SequenceNode)?.Values ?? [];

    /// <summary>The entries when this is a mapping, otherwise none.</summary>
    public IReadOnlyList<MappingEntry> Entries => (this as MappingNode)?.Values ?? [];
}

/// <summary>How a scalar was written.</summary>
public enum ScalarStyle
{
    /// <summary>Without quotes: its type is decided by its text.</summary>
    Plain,

    /// <summary>In single or double quotes: always a string.</summary>
    Quoted,

    /// <summary>A literal or folded block of YAML: always a string, usually of several lines.</summary>
    Block,
}

/// <summary>A text, number, boolean or null.</summary>
public sealed class ScalarNode : Node
{
    /// <summary>How nearly all scalars are written, by style: what distinguishes the others is an object of their own.</summary>
    private static readonly Form[] Ordinary = [new(ScalarStyle.Plain, null, null), new(ScalarStyle.Quoted, null, null), new(ScalarStyle.Block, null, null)];

    private readonly Form form;

    /// <summary>Makes a scalar.</summary>
    /// <param name="location">Where it was written.</param>
    /// <param name="value">The text after unescaping.</param>
    /// <param name="style">How it was written.</param>
    /// <param name="tag">An explicit tag, or null.</param>
    /// <param name="contentStart">For a literal block, where its text begins.</param>
    public ScalarNode(Location location, string value, ScalarStyle style, string? tag = null, Position? contentStart = null)
        : this(location.File, location.Start, location.End, value, style, tag, contentStart)
    {
    }

    internal ScalarNode(string file, Position start, Position end, string value, ScalarStyle style, string? tag = null, Position? contentStart = null)
        : base(file, start, end)
    {
        Value = value;
        form = tag is null && contentStart is null ? Ordinary[(int)style] : new Form(style, tag, contentStart);
    }

    /// <summary>The text after unescaping. For null written as nothing, empty.</summary>
    public string Value { get; }

    /// <summary>How it was written.</summary>
    public ScalarStyle Style => form.Style;

    /// <summary>An explicit tag such as <c>!reference</c> or <c>!!str</c>, or null.</summary>
    public string? Tag => form.Tag;

    /// <summary>For a literal block, where the first character of its text stands: text inside it can be read with positions of its own. Otherwise null.</summary>
    public Position? ContentStart => form.ContentStart;

    /// <summary>Whether this is null (<c>null</c>, <c>~</c> or nothing, without quotes).</summary>
    public bool IsNull => Style == ScalarStyle.Plain && Tag is null && Value is "" or "~" or "null" or "Null" or "NULL";

    /// <summary>Whether this is a string, whatever its text, or a plain text that is neither null, a number nor a boolean.</summary>
    public bool IsString => Style != ScalarStyle.Plain || Tag == "tag:yaml.org,2002:str" || (!IsNull && AsBoolean() is null && AsNumber() is null);

    /// <summary>The boolean, as YAML 1.2 and Kubernetes read it; null when it is none.</summary>
    public bool? AsBoolean() => Style != ScalarStyle.Plain ? null : Value switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };

    /// <summary>The number; null when it is none.</summary>
    public decimal? AsNumber() =>
        Style == ScalarStyle.Plain && decimal.TryParse(Value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    /// <summary>The whole number; null when it is none.</summary>
    public long? AsInteger() => AsNumber() is { } number && number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue ? (long)number : null;

    private sealed record Form(ScalarStyle Style, string? Tag, Position? ContentStart);
}

/// <summary>One key and its value.</summary>
public sealed record MappingEntry(ScalarNode Key, Node Value);

/// <summary>Keys with values, in order of writing, merge keys (<c>&lt;&lt;</c>) already applied. Of equal keys the last counts.</summary>
public sealed class MappingNode : Node
{
    /// <summary>Up to here looking at every key is cheaper than a table.</summary>
    internal const int Small = 8;

    /// <summary>Where each key is in <see cref="Values"/>; null for a small mapping, and for a large one until it is asked.</summary>
    private Dictionary<string, int>? places;

    /// <summary>Makes a mapping.</summary>
    /// <param name="location">From the first key to the end of the last value.</param>
    /// <param name="values">Its entries; equal keys already resolved.</param>
    /// <param name="duplicates">Keys that were written again in the same mapping.</param>
    public MappingNode(Location location, IReadOnlyList<MappingEntry> values, IReadOnlyList<ScalarNode>? duplicates = null)
        : this(location.File, location.Start, location.End, values, duplicates, places: null)
    {
    }

    internal MappingNode(string file, Position start, Position end, IReadOnlyList<MappingEntry> values, IReadOnlyList<ScalarNode>? duplicates, Dictionary<string, int>? places)
        : base(file, start, end)
    {
        Values = values;
        Duplicates = duplicates ?? [];
        this.places = places;
    }

    /// <summary>The entries.</summary>
    public IReadOnlyList<MappingEntry> Values { get; }

    /// <summary>Keys that were written again in the same mapping.</summary>
    public IReadOnlyList<ScalarNode> Duplicates { get; }

    /// <summary>The value under <paramref name="key"/>, or null.</summary>
    public Node? Find(string key)
    {
        if (Values.Count > Small)
        {
            // Two threads that ask first make equal tables.
            places ??= PlacesOf(Values);
            return places.TryGetValue(key, out var place) ? Values[place].Value : null;
        }

        // By index: an enumerator of the interface would be an object for each of millions of look-ups.
        for (var at = 0; at < Values.Count; at++)
        {
            if (Values[at].Key.Value == key)
            {
                return Values[at].Value;
            }
        }

        return null;
    }

    /// <summary>Where each key is; of equal keys the last counts.</summary>
    internal static Dictionary<string, int> PlacesOf(IReadOnlyList<MappingEntry> values)
    {
        var places = new Dictionary<string, int>(values.Count, StringComparer.Ordinal);
        for (var at = 0; at < values.Count; at++)
        {
            places[values[at].Key.Value] = at;
        }

        return places;
    }

    /// <summary>The key's own node, or null.</summary>
    public ScalarNode? FindKey(string key)
    {
        foreach (var entry in Values)
        {
            if (entry.Key.Value == key)
            {
                return entry.Key;
            }
        }

        return null;
    }
}

/// <summary>A list of values.</summary>
public sealed class SequenceNode : Node
{
    /// <summary>Makes a list.</summary>
    /// <param name="location">From the first item, or its bracket, to the end of the last.</param>
    /// <param name="values">The items.</param>
    /// <param name="tag">An explicit tag, or null.</param>
    public SequenceNode(Location location, IReadOnlyList<Node> values, string? tag = null)
        : this(location.File, location.Start, location.End, values, tag)
    {
    }

    internal SequenceNode(string file, Position start, Position end, IReadOnlyList<Node> values, string? tag)
        : base(file, start, end)
    {
        Values = values;
        Tag = tag;
    }

    /// <summary>The items in order.</summary>
    public IReadOnlyList<Node> Values { get; }

    /// <summary>An explicit tag such as <c>!reference</c>, or null.</summary>
    public string? Tag { get; }
}

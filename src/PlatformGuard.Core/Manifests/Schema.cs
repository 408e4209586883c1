using System;
using System.Collections.Generic;

namespace PlatformGuard.Core.Manifests;

/// <summary>The types of JSON Schema, as a set.</summary>
[Flags]
internal enum SchemaTypes
{
    None = 0,
    Null = 1,
    Boolean = 2,
    Integer = 4,
    Number = 8,
    String = 16,
    List = 32,
    Mapping = 64,
}

/// <summary>The formats of text that are checked.</summary>
internal enum SchemaFormat
{
    None,
    Date,
    Uri,
}

/// <summary>A JSON Schema in the form the validator walks. Filled once by <see cref="SchemaCompiler"/>.</summary>
internal sealed class Schema
{
    /// <summary>What a value of this schema is called in messages, or null.</summary>
    public string? Title { get; set; }

    /// <summary>Texts of values that fit, for messages.</summary>
    public IReadOnlyList<string> Examples { get; set; } = [];

    /// <summary>The allowed types; none given allows all.</summary>
    public SchemaTypes Types { get; set; }

    public IReadOnlyList<string> Enumeration { get; set; } = [];

    public SchemaPattern? Pattern { get; set; }

    public SchemaFormat Format { get; set; }

    public int MinLength { get; set; }

    public int MaxLength { get; set; } = int.MaxValue;

    public decimal? Minimum { get; set; }

    public decimal? Maximum { get; set; }

    public int MinItems { get; set; }

    public int MaxItems { get; set; } = int.MaxValue;

    public bool UniqueItems { get; set; }

    public Schema? Items { get; set; }

    public IReadOnlyList<string> Required { get; set; } = [];

    public IReadOnlyDictionary<string, Schema> Properties { get; set; } = new Dictionary<string, Schema>();

    public IReadOnlyList<PatternProperty> PatternProperties { get; set; } = [];

    /// <summary>Whether only the keys above may be written.</summary>
    public bool IsClosed { get; set; }

    /// <summary>Alternatives, told apart by a property that has a different enumeration in each.</summary>
    public IReadOnlyList<Schema> Alternatives { get; set; } = [];
}

/// <summary>The schema of all keys that fit a pattern.</summary>
internal sealed record PatternProperty(SchemaPattern Name, Schema Schema);

using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Manifests;

/// <summary>Words for what a schema says, for people who write YAML. <c>{0}</c> stands for the value's position.</summary>
internal static class SchemaWords
{
    private const int LongestKey = 60;

    /// <summary>What the value should be, from the schema's title and examples.</summary>
    public static string Expected(Schema schema)
    {
        var name = schema.Title ?? Types(schema.Types);
        var article = schema.Title is null ? "" : "aeiou".Contains(name[0], StringComparison.Ordinal) ? "an " : "a ";
        return "{0} must be " + article + name + (schema.Examples.Count > 0 ? ", such as " + string.Join(" or ", schema.Examples.Take(2)) : "");
    }

    /// <summary>What the value should be and what it is.</summary>
    public static string WrongType(Schema schema, SchemaTypes found, Node node)
    {
        var empty = found == SchemaTypes.Null ? "; nothing is written here" : "";
        if (schema.Enumeration.Count > 0)
        {
            return "{0} must be " + Alternatives(schema.Enumeration) + empty;
        }

        var isText = (schema.Types & (SchemaTypes.Mapping | SchemaTypes.List)) == 0;
        if ((schema.Title is not null && isText && node is ScalarNode) || empty.Length > 0)
        {
            return Expected(schema) + empty;
        }

        var hint = node is not ScalarNode scalar ? ""
            : (schema.Types & SchemaTypes.String) != 0 ? "; put it in quotes"
            : IsNeedlesslyQuoted(schema.Types, scalar) ? "; remove the quotes"
            : "";
        return "{0} must be " + Types(schema.Types) + ", not " + (found == SchemaTypes.Number ? "a fraction" : Types(found)) + hint;
    }

    /// <summary>The allowed values.</summary>
    public static string Alternatives(IReadOnlyList<string> values) =>
        values.Count == 1 ? values[0] : string.Join(", ", values.Take(values.Count - 1)) + " or " + values[^1];

    /// <summary>All of the values: <c>a, b and c</c>.</summary>
    public static string Enumerated(IReadOnlyList<string> values) =>
        values.Count == 1 ? values[0] : string.Join(", ", values.Take(values.Count - 1)) + " and " + values[^1];

    /// <summary>The position of a member.</summary>
    public static string Join(string path, string key) => path.Length == 0 ? Shown(key) : path + "." + Shown(key);

    /// <summary>A position as the subject of a sentence.</summary>
    /// <param name="path">The position.</param>
    /// <param name="document">What the whole document is called.</param>
    public static string Subject(string path, string document) => path.Length == 0 ? document : "'" + path + "'";

    /// <summary>A key that may be shown: on one line, and not endless.</summary>
    public static string Shown(string key)
    {
        var shown = key.Length > LongestKey ? key[..LongestKey] + "…" : key;
        foreach (var character in shown)
        {
            if (!IsPlain(character))
            {
                return string.Create(shown.Length, shown, static (target, source) =>
                {
                    for (var index = 0; index < target.Length; index++)
                    {
                        target[index] = IsPlain(source[index]) ? source[index] : '?';
                    }
                });
            }
        }

        return shown;
    }

    private static bool IsPlain(char character) => !char.IsControl(character) && !char.IsSurrogate(character) && character is not ('\u2028' or '\u2029');

    private static bool IsNeedlesslyQuoted(SchemaTypes wanted, ScalarNode scalar)
    {
        var plain = new ScalarNode(scalar.Location, scalar.Value, ScalarStyle.Plain);
        return scalar.Style == ScalarStyle.Quoted
            && (((wanted & SchemaTypes.Boolean) != 0 && plain.AsBoolean() is not null) || ((wanted & (SchemaTypes.Number | SchemaTypes.Integer)) != 0 && plain.AsNumber() is not null));
    }

    private static string Types(SchemaTypes types)
    {
        var names = new List<string>();
        void Add(SchemaTypes type, string name)
        {
            if ((types & type) != 0)
            {
                names.Add(name);
            }
        }

        Add(SchemaTypes.Mapping, "a group of keys");
        Add(SchemaTypes.List, "a list");
        Add(SchemaTypes.String, "a text");
        Add(SchemaTypes.Boolean, "true or false");
        Add(types & SchemaTypes.Number, "a number");
        Add((types & SchemaTypes.Number) == 0 ? types & SchemaTypes.Integer : SchemaTypes.None, "a whole number");

        return Alternatives(names);
    }
}

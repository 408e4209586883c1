using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Manifests;

/// <summary>Turns an embedded JSON Schema into <see cref="Schema"/>. Refuses every keyword that the validator would not enforce.</summary>
internal sealed class SchemaCompiler
{
    private const string Definitions = "#/definitions/";

    private readonly Node root;
    private readonly Dictionary<string, Schema> definitions = new(StringComparer.Ordinal);

    private SchemaCompiler(Node root) => this.root = root;

    /// <summary>Compiles the schema embedded as <c>schema/<paramref name="name"/>.schema.json</c>.</summary>
    public static Schema CompileEmbedded(string name)
    {
        var text = EmbeddedText.Schema(name) ?? throw new InvalidOperationException("There is no embedded schema " + name);
        return Compile(JsonReader.Read(name + ".schema.json", Encoding.UTF8.GetBytes(text), new CheckOptions()).Documents[0]);
    }

    /// <summary>Compiles a schema.</summary>
    /// <exception cref="InvalidOperationException">It uses a keyword, type or reference that is not enforced.</exception>
    public static Schema Compile(Node root)
    {
        var compiler = new SchemaCompiler(root);
        foreach (var definition in root["definitions"]?.Entries ?? [])
        {
            compiler.Resolve(Definitions + definition.Key.Value);
        }

        return compiler.Fill(new Schema(), root);
    }

    private Schema Resolve(string pointer)
    {
        if (definitions.TryGetValue(pointer, out var known))
        {
            return known;
        }

        var node = pointer.StartsWith(Definitions, StringComparison.Ordinal) ? root.At("definitions", pointer[Definitions.Length..]) : null;
        var schema = new Schema();

        // Known before it is filled, so that a definition may refer to itself.
        definitions.Add(pointer, schema);
        return Fill(schema, node ?? throw new InvalidOperationException("The schema refers to nothing: " + pointer));
    }

    private Schema Compile(Node node, bool asReference)
    {
        if (!asReference || node["$ref"] is not { } reference)
        {
            return Fill(new Schema(), node);
        }

        return node.Entries.Count == 1 ? Resolve(reference.Text!) : throw new InvalidOperationException("Keywords beside $ref are not enforced");
    }

    private Schema Fill(Schema schema, Node node)
    {
        foreach (var (key, value) in node.Entries)
        {
            switch (key.Value)
            {
                case "$schema" or "$id" or "description" or "default" or "definitions":
                    break;
                case "title":
                    schema.Title = value.Text;
                    break;
                case "examples":
                    schema.Examples = Texts(value);
                    break;
                case "type":
                    schema.Types = Types(value);
                    break;
                case "enum":
                    schema.Enumeration = Texts(value);
                    break;
                case "pattern":
                    schema.Pattern = new SchemaPattern(value.Text!);
                    break;
                case "format":
                    schema.Format = value.Text switch
                    {
                        "date" => SchemaFormat.Date,
                        "uri" => SchemaFormat.Uri,
                        _ => throw new InvalidOperationException("The format is not enforced: " + value.Text),
                    };
                    break;
                case "minLength":
                    schema.MinLength = Count(value);
                    break;
                case "maxLength":
                    schema.MaxLength = Count(value);
                    break;
                case "minimum":
                    schema.Minimum = (value as ScalarNode)?.AsNumber();
                    break;
                case "maximum":
                    schema.Maximum = (value as ScalarNode)?.AsNumber();
                    break;
                case "minItems":
                    schema.MinItems = Count(value);
                    break;
                case "maxItems":
                    schema.MaxItems = Count(value);
                    break;
                case "uniqueItems":
                    schema.UniqueItems = (value as ScalarNode)?.AsBoolean() == true;
                    break;
                case "items":
                    schema.Items = Compile(value, asReference: true);
                    break;
                case "required":
                    schema.Required = Texts(value);
                    break;
                case "properties":
                    schema.Properties = Members(value);
                    break;
                case "patternProperties":
                    schema.PatternProperties = [.. Members(value).Select(static member => new PatternProperty(new SchemaPattern(member.Key), member.Value))];
                    break;
                case "additionalProperties" when value is ScalarNode { Value: "false" }:
                    schema.IsClosed = true;
                    break;
                case "oneOf":
                    schema.Alternatives = [.. value.Items.Select(item => Compile(item, asReference: true))];
                    break;
                default:
                    throw new InvalidOperationException("The keyword is not enforced: " + key.Value);
            }
        }

        return schema;
    }

    private Dictionary<string, Schema> Members(Node value)
    {
        var members = new Dictionary<string, Schema>(value.Entries.Count, StringComparer.Ordinal);
        foreach (var (key, member) in value.Entries)
        {
            members.Add(key.Value, Compile(member, asReference: true));
        }

        return members;
    }

    private static SchemaTypes Types(Node value)
    {
        var types = value is ScalarNode single ? TypeOf(single.Value) : SchemaTypes.None;
        foreach (var item in value.Items)
        {
            types |= TypeOf(item.Text!);
        }

        return types;
    }

    private static IReadOnlyList<string> Texts(Node list) => [.. list.Items.Select(static item => item.Text).OfType<string>()];

    private static int Count(Node value) => (int)((value as ScalarNode)?.AsInteger() ?? throw new InvalidOperationException("A count is not a whole number"));

    private static SchemaTypes TypeOf(string name) => name switch
    {
        "null" => SchemaTypes.Null,
        "boolean" => SchemaTypes.Boolean,
        "integer" => SchemaTypes.Integer,
        "number" => SchemaTypes.Number | SchemaTypes.Integer,
        "string" => SchemaTypes.String,
        "array" => SchemaTypes.List,
        "object" => SchemaTypes.Mapping,
        _ => throw new InvalidOperationException("There is no type " + name),
    };
}

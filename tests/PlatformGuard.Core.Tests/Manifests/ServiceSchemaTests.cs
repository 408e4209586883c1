using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Tests.Manifests;

/// <summary>The schema as a file that editors and our validator share.</summary>
public sealed class ServiceSchemaTests
{
    private static readonly Node Root = Parse(EmbeddedText.Schema("service")!);

    private static Node Parse(string json) => JsonReader.Read("x.json", Encoding.UTF8.GetBytes(json), new CheckOptions()).Documents[0];

    [Fact]
    public void Compile_WhenTheSchemaIsOurs_EveryKeywordIsEnforced() => Assert.NotEmpty(SchemaCompiler.Compile(Root).Alternatives);

    [Theory]
    [InlineData("""{"const": 1}""")]
    [InlineData("""{"if": {}}""")]
    [InlineData("""{"properties": {"a": {"propertyNames": {}}}}""")]
    [InlineData("""{"items": {"contains": {}}}""")]
    [InlineData("""{"definitions": {"a": {"anyOf": []}}}""")]
    [InlineData("""{"format": "email"}""")]
    [InlineData("""{"type": "text"}""")]
    [InlineData("""{"additionalProperties": true}""")]
    [InlineData("""{"items": {"$ref": "#/definitions/absent"}}""")]
    [InlineData("""{"items": {"$ref": "#/definitions/a", "type": "string"}, "definitions": {"a": {}}}""")]
    public void Compile_WhenAKeywordWouldNotBeEnforced_Refuses(string schema) =>
        Assert.Throws<InvalidOperationException>(() => SchemaCompiler.Compile(Parse(schema)));

    [Fact]
    public void Schema_WhenAMappingIsDescribed_IsClosed()
    {
        var open = Described(Root, "#")
            .Where(entry => entry.Node["properties"] is not null && entry.Node["additionalProperties"]?.Text != "false" && !entry.Path.Contains("oneOf", StringComparison.Ordinal))
            .Select(entry => entry.Path);
        Assert.Empty(open);
    }

    [Fact]
    public void Schema_WhenAPropertyIsWrittenByPeople_HasADescription()
    {
        var silent = new List<string>();
        foreach (var (path, node) in Described(Root, "#").Where(entry => !entry.Path.Contains("oneOf", StringComparison.Ordinal)))
        {
            foreach (var (key, property) in node["properties"]?.Entries ?? [])
            {
                var target = property["$ref"]?.Text is { } reference ? Root.At("definitions", reference["#/definitions/".Length..])! : property;
                if (target["description"] is null && target["title"] is null && target["properties"]?["path"] is null)
                {
                    silent.Add(path + "/" + key.Value);
                }
            }
        }

        Assert.Empty(silent);
    }

    [Fact]
    public void Schema_WhenItShowsADefaultOrExample_TheValueFits()
    {
        var unfit = new List<string>();
        var compiled = SchemaCompiler.Compile(Root);
        Assert.NotNull(compiled);
        foreach (var (path, node) in Described(Root, "#"))
        {
            foreach (var shown in (node["examples"]?.Items ?? []).Concat(node["default"] is { } value ? [value] : []))
            {
                // Compiled as the root of a schema that brings the same definitions.
                var entries = node.Entries.Append(new MappingEntry(((MappingNode)Root).FindKey("definitions")!, Root["definitions"]!)).ToList();
                var schema = SchemaCompiler.Compile(new MappingNode(node.Location, entries));
                unfit.AddRange(SchemaValidator.Validate(schema, shown).Problems.Select(problem => path + ": " + problem.Message));
            }
        }

        Assert.Empty(unfit);
    }

    [Fact]
    public void Schema_WhenAnEnvironmentOverrides_HasTheSpecsOwnDefinitions()
    {
        var spec = Root.At("definitions", "serviceSpec", "properties")!;
        var overridden = Root.At("definitions", "environment", "properties")!;
        Assert.All(overridden.Entries, entry => Assert.Equal(spec[entry.Key.Value]?["$ref"]?.Text, entry.Value["$ref"]?.Text));

        // What holds for the repository as a whole cannot differ by environment.
        Assert.Equal(["attestations", "environments", "exclude", "stage", "waivers"], spec.Entries.Select(entry => entry.Key.Value).Except(overridden.Entries.Select(entry => entry.Key.Value)).Order());
        Assert.Null(Root.At("definitions", "environment", "required"));
    }

    /// <summary>Every schema in the schema, by its pointer.</summary>
    private static IEnumerable<(string Path, Node Node)> Described(Node schema, string path)
    {
        yield return (path, schema);
        foreach (var keyword in (string[])["properties", "patternProperties", "definitions"])
        {
            foreach (var (key, member) in schema[keyword]?.Entries ?? [])
            {
                foreach (var inner in Described(member, $"{path}/{keyword}/{key.Value}"))
                {
                    yield return inner;
                }
            }
        }

        foreach (var inner in schema["items"] is { } items ? Described(items, path + "/items") : [])
        {
            yield return inner;
        }

        foreach (var (index, alternative) in (schema["oneOf"]?.Items ?? []).Index())
        {
            foreach (var inner in Described(alternative, $"{path}/oneOf/{index}"))
            {
                yield return inner;
            }
        }
    }
}

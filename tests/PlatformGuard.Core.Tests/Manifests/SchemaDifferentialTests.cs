using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Newtonsoft.Json.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reading;
using Formatting = Newtonsoft.Json.Formatting;

namespace PlatformGuard.Core.Tests.Manifests;

/// <summary>Our validator and an independent one must agree on thousands of right and spoilt manifests.</summary>
public sealed class SchemaDifferentialTests
{
    /// <summary>
    /// What the other validator is known to judge otherwise, kept out of the mutations: it takes dates of several forms, and relative links,
    /// for right; a line break before the end fits its <c>$</c>.
    /// </summary>
    private static readonly JToken[] Values =
    [
        JValue.CreateNull(), new JValue(true), new JValue(0), new JValue(1), new JValue(-1), new JValue(70_000), new JValue(0.0005), new JValue(2.5), new JValue(""), new JValue(" "),
        new JValue("x"), new JValue("X Y"), new JValue("true"), new JValue("8080"), new JValue("500m"), new JValue("512Mi"), new JValue("1.5s"), new JValue("90d"), new JValue("99.5%"),
        new JValue("100%"), new JValue("/path"), new JValue("beta"), new JValue("public"), new JValue("saas"), new JValue("MainApplication"), new JValue("2026-10-01"), new JValue("https://a.example.com/b"),
        new JValue(new string('a', 64)), new JArray(), new JArray(1, 1), new JArray("a", "b"), new JObject(), new JObject(new JProperty("name", "a")),
    ];

    private static readonly string[] Keys = ["name", "kind", "stage", "image", "owner", "Stage", "unknown", "staging", "path", "a.b", ""];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Validate_WhenManifestsAreMutated_AgreesWithAnIndependentValidator(int seed)
    {
        var text = EmbeddedText.Schema("service")!;
        var other = await NJsonSchema.JsonSchema.FromJsonAsync(text);
        var ours = SchemaCompiler.CompileEmbedded("service");
        var random = new Random(seed);
        JToken[] seeds = [.. new[] { ManifestTexts.Smallest, ManifestTexts.Full, ManifestTexts.MainApplication }.Select(yaml => ToJson(ManifestTexts.Read(yaml).Root!))];
        var verdicts = new Dictionary<bool, int> { [true] = 0, [false] = 0 };
        for (var round = 0; round < 600; round++)
        {
            var manifest = seeds[random.Next(seeds.Length)].DeepClone();
            for (var mutation = random.Next(1, 3); mutation > 0; mutation--)
            {
                Mutate(manifest, random);
            }

            var json = manifest.ToString(Formatting.None);
            var root = JsonReader.Read("service.json", System.Text.Encoding.UTF8.GetBytes(json), new CheckOptions()).Documents[0];
            var problems = SchemaValidator.Validate(ours, root).Problems;
            var errors = other.Validate(manifest);
            verdicts[problems.Count == 0]++;
            Assert.True((problems.Count == 0) == (errors.Count == 0), $"{json}\nours: {string.Join("; ", problems)}\nother: {string.Join("; ", errors)}");
        }

        Assert.True(verdicts[true] > 60 && verdicts[false] > 60, $"{verdicts[true]} right, {verdicts[false]} spoilt");
    }

    private static void Mutate(JToken root, Random random)
    {
        var all = ((JContainer)root).DescendantsAndSelf().ToList();
        var target = all[random.Next(all.Count)];
        switch (random.Next(5))
        {
            case 0 when target is JProperty property:
                property.Remove();
                break;
            case 1 when target is JProperty property && property.Parent is JObject parent:
                var name = Keys[random.Next(Keys.Length)];
                if (parent[name] is null)
                {
                    property.Replace(new JProperty(name, property.Value.DeepClone()));
                }

                break;
            case 2 when target is JObject mapping:
                mapping[Keys[random.Next(Keys.Length)]] = Value(random);
                break;
            case 3 when target is JArray { Count: > 0 } list:
                list.Add(list[random.Next(list.Count)].DeepClone());
                break;
            case 4 when target is JArray list:
                list.Clear();
                break;
            default:
                if (target is not JProperty && target.Parent is not null && !IsDate(target))
                {
                    target.Replace(Value(random));
                }

                break;
        }
    }

    private static JToken Value(Random random) => Values[random.Next(Values.Length)].DeepClone();

    private static bool IsDate(JToken token) => token.Path.EndsWith("introduced", StringComparison.Ordinal) || token.Path.EndsWith("until", StringComparison.Ordinal) || token.Path.EndsWith("on", StringComparison.Ordinal)
        || token.Path.Contains("url", StringComparison.Ordinal) || token.Path.EndsWith("link", StringComparison.Ordinal) || token.Path.Contains("dashboards", StringComparison.Ordinal);

    private static JToken ToJson(Node node) => node switch
    {
        MappingNode mapping => new JObject(mapping.Values.Select(entry => new JProperty(entry.Key.Value, ToJson(entry.Value)))),
        SequenceNode list => new JArray(list.Values.Select(ToJson)),
        ScalarNode { IsNull: true } => JValue.CreateNull(),
        ScalarNode { IsString: true } text => new JValue(text.Value),
        ScalarNode scalar when scalar.AsBoolean() is { } boolean => new JValue(boolean),
        ScalarNode scalar when scalar.AsInteger() is { } integer => new JValue(integer),
        ScalarNode scalar => new JValue(scalar.AsNumber()!.Value),
        _ => throw new NotSupportedException(),
    };
}

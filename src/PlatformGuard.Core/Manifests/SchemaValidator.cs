using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Manifests;

/// <summary>Holds a document against a schema and reports every problem with its place.</summary>
internal sealed class SchemaValidator
{
    /// <summary>More problems than anybody mends at once; the rest is only counted as present.</summary>
    public const int MaxProblems = 100;

    private readonly List<ManifestProblem> problems = [];
    private HashSet<(Location, string)>? reported;
    private readonly HashSet<Node> unfit = new(ReferenceEqualityComparer.Instance);
    private readonly KeySuggestions suggestions;

    private readonly string document;

    private SchemaValidator(Schema schema, Node root, string document)
    {
        this.document = document;
        suggestions = new KeySuggestions(schema, root is MappingNode mapping && schema.Alternatives.Count > 0 ? Alternative(schema.Alternatives, mapping) : null, document);
    }

    /// <summary>Validates <paramref name="root"/>.</summary>
    /// <param name="schema">What it must fit.</param>
    /// <param name="root">The document.</param>
    /// <param name="document">What the document is called in messages.</param>
    public static SchemaVerdict Validate(Schema schema, Node root, string document = "the manifest")
    {
        var validator = new SchemaValidator(schema, root, document);
        validator.Visit(schema, root, "", root.Location);
        return new SchemaVerdict(validator.problems, validator.unfit);
    }

    private bool IsFull => problems.Count >= MaxProblems;

    /// <param name="schema">What the value must fit.</param>
    /// <param name="node">The value.</param>
    /// <param name="path">Its logical position.</param>
    /// <param name="holder">Where a key that is missing in it is reported: its own key, or its beginning.</param>
    private void Visit(Schema schema, Node node, string path, in Location holder)
    {
        if (IsFull)
        {
            return;
        }

        var type = TypeOf(node);
        if (TagOf(node) is not null)
        {
            Report(node, path, "{0} has a YAML tag, which " + document + " does not support");
        }
        else if (schema.Types != SchemaTypes.None && (schema.Types & type) == 0)
        {
            Report(node, path, SchemaWords.WrongType(schema, type, node));
        }
        else if (node is ScalarNode scalar)
        {
            VisitScalar(schema, scalar, type, path);
        }
        else if (node is SequenceNode sequence)
        {
            VisitList(schema, sequence, path);
        }
        else if (node is MappingNode mapping)
        {
            VisitMapping(schema, mapping, path, holder);
        }
    }

    private void VisitScalar(Schema schema, ScalarNode scalar, SchemaTypes type, string path)
    {
        var text = scalar.Value;
        if (schema.Enumeration.Count > 0 && !schema.Enumeration.Contains(text, StringComparer.Ordinal))
        {
            Report(scalar, path, "{0} must be " + SchemaWords.Alternatives(schema.Enumeration) + KeySuggestions.DidYouMean(text, schema.Enumeration));
        }
        else if (type == SchemaTypes.String)
        {
            if (!Fits(schema, text, out var why))
            {
                Report(scalar, path, why);
            }
        }
        else if (scalar.AsNumber() is { } number)
        {
            if (number < schema.Minimum)
            {
                Report(scalar, path, "{0} must be at least " + schema.Minimum.Value.ToString(CultureInfo.InvariantCulture));
            }
            else if (number > schema.Maximum)
            {
                Report(scalar, path, "{0} must be at most " + schema.Maximum.Value.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    private static bool Fits(Schema schema, string text, out string why)
    {
        why = text.Length == 0 && schema.MinLength > 0 ? "{0} must not be empty"
            : text.Length < schema.MinLength ? string.Create(CultureInfo.InvariantCulture, $"{{0}} must have at least {schema.MinLength} characters")
            : text.Length > schema.MaxLength ? string.Create(CultureInfo.InvariantCulture, $"{{0}} must have at most {schema.MaxLength} characters")
            : schema.Pattern is { } pattern && !pattern.IsMatch(text) ? SchemaWords.Expected(schema)
            : schema.Format == SchemaFormat.Date && !ManifestFormats.IsDate(text) ? SchemaWords.Expected(schema) + (ManifestFormats.LooksLikeDate(text) ? "; this day does not exist" : "")
            : schema.Format == SchemaFormat.Uri && !ManifestFormats.IsLink(text) ? SchemaWords.Expected(schema)
            : "";
        return why.Length == 0;
    }

    private void VisitList(Schema schema, SequenceNode list, string path)
    {
        if (list.Values.Count < schema.MinItems)
        {
            Report(list, path, schema.MinItems == 1 ? "{0} must not be empty" : string.Create(CultureInfo.InvariantCulture, $"{{0}} must have at least {schema.MinItems} items"));
        }
        else if (list.Values.Count > schema.MaxItems)
        {
            Report(list, path, string.Create(CultureInfo.InvariantCulture, $"{{0}} must have at most {schema.MaxItems} items"));
            return;
        }

        var seen = schema.UniqueItems ? new HashSet<string>(StringComparer.Ordinal) : null;
        for (var index = 0; index < list.Values.Count && !IsFull; index++)
        {
            var item = list.Values[index];
            var itemPath = string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
            if (item is ScalarNode scalar && seen?.Add(TypeOf(scalar) + scalar.Value) == false)
            {
                Report(item, itemPath, "{0} stands in the list already");
            }

            if (schema.Items is { } items)
            {
                Visit(items, item, itemPath, new Location(item.Location.File, item.Location.Start, item.Location.Start));
            }
        }
    }

    private void VisitMapping(Schema schema, MappingNode mapping, string path, in Location holder)
    {
        VisitMembers(schema, mapping, path, holder);
        if (schema.Alternatives.Count > 0)
        {
            VisitMembers(Alternative(schema.Alternatives, mapping), mapping, path, holder, isAlternative: true);
        }
    }

    /// <summary>An alternative was chosen by its discriminators, so they are not looked at again.</summary>
    private void VisitMembers(Schema schema, MappingNode mapping, string path, in Location holder, bool isAlternative = false)
    {
        foreach (var duplicate in mapping.Duplicates)
        {
            Report(mapping, duplicate.Location, SchemaWords.Join(path, duplicate.Value), "{0} is written more than once; only the last one counts");
        }

        foreach (var required in schema.Required)
        {
            if (mapping.Find(required) is null && !IsMisspelt(schema, mapping, required, path))
            {
                Report(mapping, holder, SchemaWords.Join(path, required), SchemaWords.Subject(path, document) + " lacks the required key '" + required + "'");
            }
        }

        foreach (var (key, value) in mapping.Values)
        {
            if (IsFull)
            {
                return;
            }

            var keyPath = SchemaWords.Join(path, key.Value);
            if (Member(schema, key.Value) is { } member)
            {
                if (!isAlternative || member.Enumeration.Count == 0)
                {
                    Visit(member, value, keyPath, key.Location);
                }
            }
            else if (schema.IsClosed)
            {
                Report(mapping, key.Location, keyPath, suggestions.UnknownKey(schema, key.Value, path));
            }
        }
    }

    /// <summary>Whether an unknown key will be reported as a slip for this one: one slip is one problem.</summary>
    private bool IsMisspelt(Schema schema, MappingNode mapping, string required, string path)
    {
        return schema.IsClosed
            && mapping.Values.Count <= MaxProblems
            && mapping.Values.Any(entry => Member(schema, entry.Key.Value) is null && suggestions.Sibling(schema, entry.Key.Value, path) == required);
    }

    private static Schema? Member(Schema schema, string key)
    {
        if (schema.Properties.TryGetValue(key, out var member))
        {
            return member;
        }

        foreach (var (name, pattern) in schema.PatternProperties)
        {
            if (name.IsMatch(key))
            {
                return pattern;
            }
        }

        return null;
    }

    /// <summary>The alternative whose discriminator the mapping has; with a misspelt one the nearest, without one the first.</summary>
    private static Schema Alternative(IReadOnlyList<Schema> alternatives, MappingNode mapping)
    {
        Schema? nearest = null;
        foreach (var alternative in alternatives)
        {
            var isExact = true;
            var isNear = true;
            foreach (var (key, property) in alternative.Properties)
            {
                if (property.Enumeration.Count > 0)
                {
                    var text = mapping.Find(key)?.Text ?? "";
                    isExact &= property.Enumeration.Contains(text, StringComparer.Ordinal);
                    isNear &= isExact || KeySuggestions.Nearest(text, property.Enumeration) is not null;
                }
            }

            if (isExact)
            {
                return alternative;
            }

            nearest ??= isNear ? alternative : null;
        }

        return nearest ?? alternatives[0];
    }

    private void Report(Node node, string path, string message) => Report(node, node.Location, path, message);

    /// <summary>Records a problem once, though an alias may lead to the same text several times.</summary>
    private void Report(Node unfitNode, in Location location, string path, string message)
    {
        unfit.Add(unfitNode);
        reported ??= [];
        if (!IsFull && reported.Add((location, message)))
        {
            // Only at the beginning: what follows may quote a key of the file.
            var sentence = message.StartsWith("{0}", StringComparison.Ordinal) ? SchemaWords.Subject(path, document) + message[3..] : message;
            problems.Add(new ManifestProblem(location, path, sentence) { Value = unfitNode.Text });
        }
    }

    private static string? TagOf(Node node)
    {
        var tag = node switch
        {
            ScalarNode scalar => scalar.Tag,
            SequenceNode sequence => sequence.Tag,
            _ => null,
        };
        return tag?.StartsWith("tag:yaml.org,2002:", StringComparison.Ordinal) == false ? tag : null;
    }

    private static SchemaTypes TypeOf(Node node) => node switch
    {
        MappingNode => SchemaTypes.Mapping,
        SequenceNode => SchemaTypes.List,
        ScalarNode { IsNull: true } => SchemaTypes.Null,
        ScalarNode { IsString: true } => SchemaTypes.String,
        ScalarNode scalar when scalar.AsBoolean() is not null => SchemaTypes.Boolean,
        ScalarNode scalar => scalar.AsInteger() is null ? SchemaTypes.Number : SchemaTypes.Integer,
        _ => SchemaTypes.None,
    };
}

/// <summary>The outcome of a validation.</summary>
/// <param name="Problems">In order of the schema's walk, at most <see cref="SchemaValidator.MaxProblems"/>.</param>
/// <param name="Unfit">Values that do not fit, and mappings with a missing, unknown or repeated key.</param>
internal sealed record SchemaVerdict(IReadOnlyList<ManifestProblem> Problems, IReadOnlySet<Node> Unfit);

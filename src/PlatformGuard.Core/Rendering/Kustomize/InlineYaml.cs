using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>Reads YAML that stands inside a text of another file, with positions of that file.</summary>
internal static class InlineYaml
{
    /// <summary>The documents in <paramref name="text"/>; null when they cannot be read.</summary>
    public static IReadOnlyList<Node>? Read(ScalarNode text, CheckOptions options)
    {
        var parsed = YamlReader.Read(text.Location.File, text.Value, options);
        return parsed.Problem is null ? [.. parsed.Documents.Select(document => Move(document, text))] : null;
    }

    private static Node Move(Node node, ScalarNode text)
    {
        var location = Move(node.Location, text);
        return node switch
        {
            ScalarNode scalar => new ScalarNode(location, scalar.Value, scalar.Style, scalar.Tag),
            SequenceNode sequence => new SequenceNode(location, [.. sequence.Values.Select(item => Move(item, text))], sequence.Tag),
            MappingNode mapping => new MappingNode(location, [.. mapping.Values.Select(entry => new MappingEntry((ScalarNode)Move(entry.Key, text), Move(entry.Value, text)))]),
            _ => node,
        };
    }

    private static Location Move(Location inner, ScalarNode text)
    {
        var outer = text.Location;
        if (text.ContentStart is { } start)
        {
            return new Location(outer.File, Shift(inner.Start, start), Shift(inner.End, start));
        }

        // Text on one line without escapes moves by its place; folded text has no lines of its own.
        var quote = text.Style == ScalarStyle.Quoted ? 1 : 0;
        var isVerbatim = outer.Start.Line == outer.End.Line && outer.End.Column - outer.Start.Column == text.Value.Length + (2 * quote);
        return isVerbatim
            ? new Location(outer.File, outer.Start with { Column = outer.Start.Column + quote + inner.Start.Column - 1 }, outer.Start with { Column = outer.Start.Column + quote + inner.End.Column - 1 })
            : outer;
    }

    private static Position Shift(Position inner, Position start) => new(start.Line + inner.Line - 1, start.Column + inner.Column - 1);
}

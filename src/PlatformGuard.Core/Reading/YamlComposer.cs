using System;
using System.Collections.Generic;
using System.Globalization;
using PlatformGuard.Core.Documents;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using ScalarStyle = PlatformGuard.Core.Documents.ScalarStyle;

namespace PlatformGuard.Core.Reading;

/// <summary>Builds nodes from parser events: one instance for one run of the parser.</summary>
internal sealed class YamlComposer(string path, YamlPart part, NodeBudget budget, CheckOptions options)
{
    private readonly Dictionary<string, AnchoredNode> anchors = new(StringComparer.Ordinal);
    private Position last = new(part.FirstLine + 1, 1);
    private Parser parser = null!;
    private int keys;

    /// <summary>The line on which the last document begins: the broken one when composing had to stop.</summary>
    public int DocumentLine { get; private set; } = part.FirstLine + 1;

    /// <summary>Appends the documents; returns where it had to stop, or null.</summary>
    public Position? Compose(List<Node> documents, out string reason)
    {
        reason = "";
        try
        {
            parser = new Parser(part.Open());
            Advance();
            while (parser.Current is not StreamEnd)
            {
                if (parser.Current is DocumentStart)
                {
                    anchors.Clear();
                    DocumentLine = last.Line;
                    Advance();
                    if (parser.Current is not DocumentEnd)
                    {
                        var root = ComposeNode(0, out _);
                        if (root is not ScalarNode { IsNull: true })
                        {
                            documents.Add(root);
                        }
                    }
                }
                else
                {
                    Advance();
                }
            }

            return null;
        }
        catch (ReadingLimitException limit)
        {
            reason = limit.Message;
            return limit.Position;
        }
        catch (YamlException error)
        {
            reason = "not valid YAML: " + Reason(error.Message);
            return error.Start.Line > 0 ? part.At(error.Start) : last;
        }
        catch (Exception error) when (YamlReader.IsParserFault(error))
        {
            // The parser has a few paths without a position; the last event tells where it was.
            reason = "not valid YAML";
            return last;
        }
    }

    /// <summary>The parser's sentence without what follows a quote: the file's own text, which may be secret, never gets into a message.</summary>
    private static string Reason(string message)
    {
        var colon = message.StartsWith("(Line:", StringComparison.Ordinal) ? message.IndexOf("): ", StringComparison.Ordinal) : -1;
        var sentence = colon >= 0 ? message[(colon + 3)..] : message;
        var quote = sentence.IndexOfAny(['\'', '"', '\n']);
        if (quote > 0)
        {
            sentence = sentence[..quote];
        }

        sentence = sentence.Trim().TrimEnd('.', ',', ':');
        return sentence.Length == 0 ? "syntax error" : char.ToLowerInvariant(sentence[0]) + sentence[1..];
    }

    private void Advance()
    {
        if (!parser.MoveNext())
        {
            throw new ReadingLimitException(last, "not valid YAML: the stream ends too early");
        }

        last = part.At(parser.Current!.Start);
    }

    /// <summary>Composes the node at the current event and moves behind it. <paramref name="size"/> counts the values it expands to.</summary>
    private Node ComposeNode(int depth, out long size)
    {
        if (depth > options.MaxDepth)
        {
            throw new ReadingLimitException(last, string.Create(CultureInfo.InvariantCulture, $"nested deeper than {options.MaxDepth} levels"));
        }

        switch (parser.Current)
        {
            case Scalar scalar:
                size = 1;
                budget.Spend(1, last);
                var (start, end) = (part.At(scalar.Start), part.At(scalar.End));
                var value = new ScalarNode(path, start, Later(start, end), RepeatedText.Of(scalar.Value), Style(scalar), TagOf(scalar), ContentStart(scalar));
                Remember(scalar, value, size);
                Advance();
                return value;
            case AnchorAlias alias:
                var resolved = Resolve(alias);
                size = resolved.Size;
                budget.Spend(size, last);
                Advance();
                return resolved.Node!;
            case SequenceStart sequence:
                return ComposeSequence(sequence, depth, out size);
            case MappingStart mapping:
                return ComposeMapping(mapping, depth, out size);
            default:
                throw new ReadingLimitException(last, "not valid YAML: a value is missing");
        }
    }

    private SequenceNode ComposeSequence(SequenceStart start, int depth, out long size)
    {
        budget.Spend(1, last);
        Begin(start);
        size = 1;
        var items = new List<Node>();
        var begin = part.At(start.Start);
        Advance();
        while (parser.Current is not SequenceEnd)
        {
            items.Add(ComposeNode(depth + 1, out var itemSize));
            size += itemSize;
        }

        var end = start.Style == SequenceStyle.Flow ? AfterBracket() : items.Count == 0 ? part.At(parser.Current.End) : End(items[^1], begin);
        var node = new SequenceNode(path, begin, Later(begin, end), items, TagOf(start));
        Remember(start, node, size);
        Advance();
        return node;
    }

    private MappingNode ComposeMapping(MappingStart start, int depth, out long size)
    {
        budget.Spend(1, last);
        Begin(start);
        size = 1;
        var entries = new EntryList();
        List<Node>? merges = null;
        var begin = part.At(start.Start);
        Node? lastValue = null;
        Advance();
        while (parser.Current is not MappingEnd)
        {
            var keyNode = ComposeNode(depth + 1, out var keySize);
            var value = ComposeNode(depth + 1, out var valueSize);
            size += keySize + valueSize;
            lastValue = value;

            // A collection as key is legal YAML that no format we read uses; its value must still be seen.
            var key = keyNode as ScalarNode ?? new ScalarNode(keyNode.Location, string.Create(CultureInfo.InvariantCulture, $"?{++keys}"), ScalarStyle.Plain);
            if (key is { Value: "<<", Style: ScalarStyle.Plain } && value is MappingNode or SequenceNode && IsMerge(value))
            {
                (merges ??= []).Add(value);
                continue;
            }

            entries.Add(key, value);
        }

        var end = start.Style == MappingStyle.Flow ? AfterBracket() : lastValue is null ? part.At(parser.Current.End) : End(lastValue, begin);
        if (merges is not null)
        {
            Merge(entries, merges, ref size);
        }

        var node = entries.ToMapping(path, begin, Later(begin, end));
        Remember(start, node, size);
        Advance();
        return node;
    }

    private static bool IsMerge(Node value)
    {
        if (value is MappingNode)
        {
            return true;
        }

        foreach (var item in value.Items)
        {
            if (item is not MappingNode)
            {
                return false;
            }
        }

        return value.Items.Count > 0;
    }

    /// <summary>Adds the merged entries that the mapping does not write itself; of several sources the first wins.</summary>
    private void Merge(EntryList entries, List<Node> merges, ref long size)
    {
        foreach (var merge in merges)
        {
            foreach (var source in merge is MappingNode ? [merge] : merge.Items)
            {
                foreach (var entry in source.Entries)
                {
                    if (entries.TryAdd(entry))
                    {
                        size++;
                        budget.Spend(1, last);
                    }
                }
            }
        }
    }

    private AnchoredNode Resolve(AnchorAlias alias)
    {
        if (!anchors.TryGetValue(alias.Value.Value, out var anchored))
        {
            throw new ReadingLimitException(last, "not valid YAML: the alias has no anchor before it");
        }

        return anchored.Node is null ? throw new ReadingLimitException(last, "an alias refers to a value that contains it") : anchored;
    }

    private void Begin(NodeEvent start)
    {
        if (!start.Anchor.IsEmpty)
        {
            anchors[start.Anchor.Value] = default;
        }
    }

    private void Remember(NodeEvent start, Node node, long size)
    {
        if (!start.Anchor.IsEmpty)
        {
            anchors[start.Anchor.Value] = new AnchoredNode(node, size);
        }
    }

    private Position? ContentStart(Scalar scalar) =>
        scalar.Style == YamlDotNet.Core.ScalarStyle.Literal && scalar.Value.Length > 0 ? part.ContentBehind(scalar.Start) : null;

    /// <summary>An alias may stand far from the text it repeats, so a value's end only counts when it is behind the beginning.</summary>
    private static Position End(Node lastNode, Position begin) => Later(begin, lastNode.End);

    /// <summary>The parser gives the place of the closing bracket as the collection's end.</summary>
    private Position AfterBracket()
    {
        var bracket = part.At(parser.Current!.Start);
        return bracket with { Column = bracket.Column + 1 };
    }

    private static Position Later(Position left, Position right) => left > right ? left : right;

    private static ScalarStyle Style(Scalar scalar) => scalar.Style switch
    {
        YamlDotNet.Core.ScalarStyle.SingleQuoted or YamlDotNet.Core.ScalarStyle.DoubleQuoted => ScalarStyle.Quoted,
        YamlDotNet.Core.ScalarStyle.Literal or YamlDotNet.Core.ScalarStyle.Folded => ScalarStyle.Block,
        _ => ScalarStyle.Plain,
    };

    private static string? TagOf(NodeEvent node) => node.Tag.IsEmpty || node.Tag.IsNonSpecific ? null : node.Tag.Value;

    private readonly record struct AnchoredNode(Node? Node, long Size);
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>
/// A path as replacements write it: keys with dots between them, <c>\.</c> for a dot in a key, <c>[key.with/dots]</c>, <c>[name=value]</c> for items of a list,
/// an index, and <c>*</c> for all.
/// </summary>
internal sealed class FieldPath
{
    private readonly List<string> parts;

    private FieldPath(List<string> parts) => this.parts = parts;

    public static FieldPath Parse(string text)
    {
        var parts = new List<string>();
        var current = new StringBuilder();
        var depth = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var sign = text[index];
            if (sign == '\\' && index + 1 < text.Length)
            {
                current.Append(text[++index]);
                continue;
            }

            depth += sign == '[' ? 1 : sign == ']' ? -1 : 0;
            if (sign == '.' && depth <= 0)
            {
                parts.Add(current.ToString());
                current.Clear();
            }
            else
            {
                current.Append(sign);
            }
        }

        parts.Add(current.ToString());
        return new FieldPath(parts.ConvertAll(static part => IsBracketed(part) && !part.Contains('=', StringComparison.Ordinal) ? part[1..^1] : part));
    }

    public int Length => parts.Count;

    /// <summary>The one value at the path, or null.</summary>
    public Node? Find(Node root)
    {
        Node? node = root;
        foreach (var part in parts)
        {
            node = node switch
            {
                MappingNode mapping => mapping.Find(part),
                SequenceNode sequence => FirstItem(sequence, part),
                _ => null,
            };
        }

        return node;
    }

    /// <summary>Changes the values at the path.</summary>
    /// <param name="root">The object.</param>
    /// <param name="created">When not null, missing mappings are made and placed here.</param>
    /// <param name="change">From the present value (null when missing) to the new one.</param>
    /// <param name="found">Number of places that were changed.</param>
    public Node Update(Node root, Node? created, Func<Node?, Node> change, ref int found) => Update(root, 0, created, change, ref found);

    private Node Update(Node node, int at, Node? created, Func<Node?, Node> change, ref int found)
    {
        if (at == parts.Count)
        {
            found++;
            return change(node);
        }

        switch (node)
        {
            case MappingNode mapping when parts[at] == "*":
                var all = mapping;
                foreach (var entry in mapping.Values)
                {
                    all = all.With(entry.Key, Update(entry.Value, at + 1, created, change, ref found));
                }

                return all;
            case MappingNode mapping:
                return UpdateEntry(mapping, at, created, change, ref found);
            case SequenceNode sequence:
                return UpdateItems(sequence, at, created, change, ref found);
            default:
                return node;
        }
    }

    private MappingNode UpdateEntry(MappingNode mapping, int at, Node? created, Func<Node?, Node> change, ref int found)
    {
        var present = mapping.Find(parts[at]);
        if (present is null && created is null)
        {
            return mapping;
        }

        Node value;
        if (at == parts.Count - 1)
        {
            found++;
            value = change(present);
        }
        else
        {
            value = Update(present ?? new MappingNode(created!.Location, []), at + 1, created, change, ref found);
        }

        return mapping.With(mapping.FindKey(parts[at]) ?? NodeEditing.Key(parts[at], value), value);
    }

    private SequenceNode UpdateItems(SequenceNode sequence, int at, Node? created, Func<Node?, Node> change, ref int found)
    {
        var items = new List<Node>(sequence.Values);
        for (var index = 0; index < items.Count; index++)
        {
            if (IsItem(items[index], index, parts[at]))
            {
                items[index] = Update(items[index], at + 1, created, change, ref found);
            }
        }

        return new SequenceNode(sequence.Location, items, sequence.Tag);
    }

    private static Node? FirstItem(SequenceNode sequence, string part)
    {
        for (var index = 0; index < sequence.Values.Count; index++)
        {
            if (IsItem(sequence.Values[index], index, part))
            {
                return sequence.Values[index];
            }
        }

        return null;
    }

    private static bool IsItem(Node item, int index, string part)
    {
        if (part == "*" || part == index.ToString(CultureInfo.InvariantCulture))
        {
            return true;
        }

        return IsBracketed(part)
            && part.IndexOf('=', StringComparison.Ordinal) is > 0 and var equal
            && (equal == 1 ? item.Text : item[part[1..equal]]?.Text) == part[(equal + 1)..^1];
    }

    private static bool IsBracketed(string part) => part.Length > 2 && part[0] == '[' && part[^1] == ']';
}

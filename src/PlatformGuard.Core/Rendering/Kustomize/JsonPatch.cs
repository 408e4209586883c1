using System;
using System.Collections.Generic;
using System.Globalization;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>An operation that cannot be done; kustomize would fail the whole build.</summary>
internal sealed class PatchException(string reason, Location location, bool isUnmatched = false) : Exception(reason)
{
    public Location Location { get; } = location;

    /// <summary>Whether nothing is wrong with what is written but what it is for is not there.</summary>
    public bool IsUnmatched { get; } = isUnmatched;

    public void AddTo(KustomizationReport report, string what)
    {
        if (IsUnmatched)
        {
            report.AddUnmatched(what, Message, Location);
        }
        else
        {
            report.Add(what, Message, Location);
        }
    }
}

/// <summary>JSON Patch (RFC 6902) with pointers (RFC 6901). Added values keep the place they were written at.</summary>
internal sealed class JsonPatch(RenderBudget budget)
{
    /// <summary>The object after all operations.</summary>
    /// <exception cref="PatchException">An operation is malformed or does not fit the object.</exception>
    public MappingNode Apply(MappingNode target, SequenceNode patch)
    {
        Node root = target;
        foreach (var operation in patch.Values)
        {
            root = Apply(root, operation);
        }

        return root as MappingNode ?? throw new PatchException("the patch replaces the object by something that is none", patch.Location);
    }

    private Node Apply(Node root, Node operation)
    {
        budget.Step(1);
        var path = Pointer(operation, "path");
        switch (operation["op"]?.Text)
        {
            case "add":
                return Set(root, path, Value(operation), operation.Location, isInsert: true);
            case "replace":
                return Set(root, path, Value(operation), operation.Location, isInsert: false);
            case "remove":
                Get(root, path, operation.Location);
                return Remove(root, path, operation.Location);
            case "copy":
                return Set(root, path, Get(root, Pointer(operation, "from"), operation.Location), operation.Location, isInsert: true);
            case "move":
                var from = Pointer(operation, "from");
                var moved = Get(root, from, operation.Location);
                return Set(Remove(root, from, operation.Location), path, moved, operation.Location, isInsert: true);
            case "test":
                return NodeEditing.IsSameValue(Get(root, path, operation.Location), Value(operation), budget)
                    ? root
                    : throw new PatchException("a test operation of the patch does not hold", operation.Location, isUnmatched: true);
            default:
                throw new PatchException("the patch has an operation that JSON Patch does not know", operation.Location);
        }
    }

    private static Node Value(Node operation) => operation["value"] ?? new ScalarNode(operation.Location, "null", ScalarStyle.Plain);

    private string[] Pointer(Node operation, string key)
    {
        if (operation[key]?.Text is not { } text || (text.Length > 0 && text[0] != '/'))
        {
            throw new PatchException($"an operation of the patch has no usable {key}", operation.Location);
        }

        if (text.Length == 0)
        {
            return [];
        }

        var parts = text[1..].Split('/');
        if (parts.Length > budget.MaxDepth)
        {
            throw new RenderLimitException(string.Create(CultureInfo.InvariantCulture, $"a patch points deeper than {budget.MaxDepth} levels"));
        }

        for (var index = 0; index < parts.Length; index++)
        {
            parts[index] = parts[index].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
        }

        return parts;
    }

    private static Node Get(Node node, ReadOnlySpan<string> path, Location operation)
    {
        foreach (var part in path)
        {
            node = node switch
            {
                MappingNode mapping => mapping.Find(part),
                SequenceNode sequence when Index(part, sequence.Values.Count - 1) is { } index => sequence.Values[index],
                _ => null,
            } ?? throw Missing(operation);
        }

        return node;
    }

    private Node Set(Node node, ReadOnlySpan<string> path, Node value, Location operation, bool isInsert)
    {
        if (path.IsEmpty)
        {
            return value;
        }

        switch (node)
        {
            case MappingNode mapping:
                budget.Step(mapping.Values.Count);
                var child = path.Length == 1 ? value : Set(mapping.Find(path[0]) ?? throw Missing(operation), path[1..], value, operation, isInsert);
                return mapping.With(NodeEditing.Key(path[0], child), child);
            case SequenceNode sequence:
                budget.Step(sequence.Values.Count);
                var items = new List<Node>(sequence.Values);
                if (path.Length > 1)
                {
                    var at = Index(path[0], items.Count - 1) ?? throw Missing(operation);
                    items[at] = Set(items[at], path[1..], value, operation, isInsert);
                }
                else if (isInsert)
                {
                    items.Insert(path[0] == "-" ? items.Count : Index(path[0], items.Count) ?? throw Missing(operation), value);
                }
                else
                {
                    items[Index(path[0], items.Count - 1) ?? throw Missing(operation)] = value;
                }

                return new SequenceNode(sequence.Location, items, sequence.Tag);
            default:
                throw Missing(operation);
        }
    }

    private Node Remove(Node node, ReadOnlySpan<string> path, Location operation)
    {
        if (path.IsEmpty)
        {
            throw new PatchException("the patch removes the whole object", operation);
        }

        switch (node)
        {
            case MappingNode mapping:
                budget.Step(mapping.Values.Count);
                if (path.Length == 1)
                {
                    return mapping.Without(path[0]);
                }

                var child = Remove(mapping.Find(path[0]) ?? throw Missing(operation), path[1..], operation);
                return mapping.With(NodeEditing.Key(path[0], child), child);
            case SequenceNode sequence:
                budget.Step(sequence.Values.Count);
                var items = new List<Node>(sequence.Values);
                var at = Index(path[0], items.Count - 1) ?? throw Missing(operation);
                if (path.Length == 1)
                {
                    items.RemoveAt(at);
                }
                else
                {
                    items[at] = Remove(items[at], path[1..], operation);
                }

                return new SequenceNode(sequence.Location, items, sequence.Tag);
            default:
                throw Missing(operation);
        }
    }

    private static int? Index(string part, int last) =>
        int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= last ? index : null;

    private static PatchException Missing(Location operation) => new("the patch points at something the object does not have", operation, isUnmatched: true);
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Kubernetes;

/// <summary>A typed view of one object. It does not validate: a field of the wrong form reads as not set.</summary>
public sealed class KubernetesObject
{
    internal KubernetesObject(Node root, ScalarNode kind)
    {
        Root = root;
        Kind = kind.Value;
        Place = kind.Location;
        var apiVersion = root["apiVersion"]?.Text ?? "";
        Group = apiVersion.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? apiVersion[..slash] : "";
        Name = root.At("metadata", "name")?.Text is { Length: > 0 } name ? name : root.At("metadata", "generateName")?.Text ?? "";
        Namespace = root.At("metadata", "namespace") is ScalarNode { IsNull: false, Value: { Length: > 0 } space } ? space : null;
        Labels = StringMap(root.At("metadata", "labels"));
        Annotations = StringMap(root.At("metadata", "annotations"));
    }

    /// <summary>The whole object.</summary>
    public Node Root { get; }

    /// <summary>The group of <c>apiVersion</c>; empty for the core group.</summary>
    public string Group { get; }

    /// <summary><c>kind</c>.</summary>
    public string Kind { get; }

    /// <summary><c>metadata.name</c>, or the prefix it is generated from; empty when neither is written.</summary>
    public string Name { get; }

    /// <summary><c>metadata.namespace</c>; null when not written: whoever applies the set chooses it.</summary>
    public string? Namespace { get; }

    /// <summary><c>metadata.labels</c>.</summary>
    public ImmutableDictionary<string, string> Labels { get; }

    /// <summary><c>metadata.annotations</c>.</summary>
    public ImmutableDictionary<string, string> Annotations { get; }

    /// <summary>
    /// The value of <c>kind</c>: the line that stands for the object as a whole. Unlike its name, no overlay rewrites it, so that an
    /// object keeps one place in all sets.
    /// </summary>
    public Location Place { get; }

    /// <summary>Position for fingerprints.</summary>
    public string Path => Namespace is null ? $"{Kind}/{Name}" : $"{Namespace}/{Kind}/{Name}";

    /// <summary><c>spec</c>.</summary>
    public Node? Spec => Root["spec"];

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} '{Name}'";

    internal bool Is(string group, string kind) => Kind == kind && Group == group;

    internal static ImmutableDictionary<string, string> StringMap(Node? node)
    {
        var map = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var entry in node?.Entries ?? (IReadOnlyList<MappingEntry>)[])
        {
            if (entry.Value.Text is { } text)
            {
                map[entry.Key.Value] = text;
            }
        }

        return map.ToImmutable();
    }
}

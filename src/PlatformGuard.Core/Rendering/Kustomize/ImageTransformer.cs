using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>One entry of <c>images</c>. The changed image stands where its deciding part was written, so that a finding points at the line to change.</summary>
internal sealed class ImageTransformer
{
    private readonly string name;
    private readonly ScalarNode? newName;
    private readonly ScalarNode? newTag;
    private readonly ScalarNode? digest;
    private readonly ScalarNode? tagSuffix;

    private ImageTransformer(string name, Node entry)
    {
        this.name = name;
        newName = Written(entry["newName"]);
        newTag = Written(entry["newTag"]);
        digest = Written(entry["digest"]);
        tagSuffix = Written(entry["tagSuffix"]);
    }

    /// <summary>The entry; null when it names no image.</summary>
    public static ImageTransformer? Read(Node entry) => entry["name"]?.Text is { Length: > 0 } name ? new ImageTransformer(name, entry) : null;

    /// <summary>The object with the image changed in all lists of containers, wherever they stand: custom resources have them too.</summary>
    public Resource Apply(Resource resource, RenderBudget budget) =>
        resource.Kind == "CustomResourceDefinition" ? resource : resource with { Root = (MappingNode)Change(resource.Root, budget) };

    private Node Change(Node node, RenderBudget budget)
    {
        budget.Step(1);
        switch (node)
        {
            case MappingNode mapping:
                var changed = mapping;
                foreach (var entry in mapping.Values)
                {
                    var value = Change(entry.Value, budget);
                    value = entry.Key.Value switch
                    {
                        "containers" or "initContainers" when value is SequenceNode => value.Update(["image"], null, Renew),
                        "volumes" when value is SequenceNode => value.Update(["image", "reference"], null, Renew),
                        _ => value,
                    };
                    if (!ReferenceEquals(value, entry.Value))
                    {
                        budget.Step(mapping.Values.Count);
                        changed = changed.With(entry.Key, value);
                    }
                }

                return changed;
            case SequenceNode sequence:
                List<Node>? items = null;
                for (var index = 0; index < sequence.Values.Count; index++)
                {
                    var item = Change(sequence.Values[index], budget);
                    if (!ReferenceEquals(item, sequence.Values[index]))
                    {
                        items ??= [.. sequence.Values];
                        items[index] = item;
                    }
                }

                return items is null ? sequence : new SequenceNode(sequence.Location, items, sequence.Tag);
            default:
                return node;
        }
    }

    /// <summary>The new image; null when this entry is about another one.</summary>
    private ScalarNode? Renew(Node? image)
    {
        if (image is not ScalarNode { Value: var text } || (digest ?? newTag ?? tagSuffix ?? newName) is not { } deciding)
        {
            return null;
        }

        var at = text.IndexOf('@', StringComparison.Ordinal);
        var hash = at < 0 ? "" : text[at..];
        var reference = at < 0 ? text : text[..at];
        var colon = reference.IndexOf(':', reference.LastIndexOf('/') + 1);
        var tag = colon < 0 ? "" : reference[colon..];
        if ((colon < 0 ? reference : reference[..colon]) != name || tag.LastIndexOf(':') > 0 || (hash.Length > 0 && !hash.StartsWith("@sha256:", StringComparison.Ordinal)))
        {
            return null;
        }

        if (newTag is not null || digest is not null)
        {
            tag = newTag is null ? "" : ":" + newTag.Value;
            hash = digest is null ? "" : "@" + digest.Value;
        }

        return new ScalarNode(deciding.Location, (newName?.Value ?? name) + tag + tagSuffix?.Value + hash, ScalarStyle.Quoted);
    }

    private static ScalarNode? Written(Node? node) => node is ScalarNode { IsNull: false, Value.Length: > 0 } scalar ? scalar : null;
}

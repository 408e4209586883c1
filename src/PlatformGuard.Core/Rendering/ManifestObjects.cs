using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering;

/// <summary>What is an object for a cluster.</summary>
internal static class ManifestObjects
{
    private const int MaxListDepth = 4;

    /// <summary>The items of a list apart, anything else as it is.</summary>
    public static IEnumerable<Node> Split(Node document, int depth = 0)
    {
        if (depth >= MaxListDepth || document["items"] is not SequenceNode list || document["kind"]?.Text?.EndsWith("List", StringComparison.Ordinal) != true || document.At("metadata", "name") is not null)
        {
            yield return document;
            yield break;
        }

        foreach (var item in list.Values)
        {
            foreach (var part in Split(item, depth + 1))
            {
                yield return part;
            }
        }
    }

    /// <summary>Whether the document says what it is.</summary>
    public static bool IsObject(Node document) => document["kind"]?.Text is { Length: > 0 } && document["apiVersion"]?.Text is { Length: > 0 };

    /// <summary>Whether the document is read by a renderer on the way and never reaches a cluster.</summary>
    public static bool IsForRenderer(Node document) => document["apiVersion"]?.Text?.StartsWith("kustomize.config.k8s.io/", StringComparison.Ordinal) == true;
}

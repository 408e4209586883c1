using System;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Manifests;

/// <summary>Where findings about the manifest stand.</summary>
internal static class ManifestPlace
{
    /// <summary>The key that these keys lead to, or the nearest one above it that is written; the manifest's beginning when none is.</summary>
    public static Location Of(MappingNode root, ReadOnlySpan<string> keys)
    {
        var location = new Location(root.Location.File, root.Location.Start, root.Location.Start);
        Node? node = root;
        foreach (var key in keys)
        {
            if ((node as MappingNode)?.FindKey(key) is not { } keyNode)
            {
                break;
            }

            location = keyNode.Location;
            node = node[key];
        }

        return location;
    }
}

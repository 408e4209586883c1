using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Core.Fixing;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Core.Checks;

/// <summary>Requests and limits of a container from <c>spec.resources</c> of the manifest, for the one container that is the service's own.</summary>
internal static class ResourceFix
{
    /// <summary>The fix; null when the manifest does not write the missing values, or the container may be another one.</summary>
    public static Fix? Of(Container container, ServiceManifest manifest)
    {
        var declared = manifest.IsValid ? manifest.Root?.At("spec", "resources") : null;
        if (declared is null || !IsOwn(container, manifest) || container.Node is not MappingNode owner)
        {
            return null;
        }

        var requests = Entries(declared, owner["resources"]?["requests"]);
        var limits = Entries(declared["limits"], owner["resources"]?["limits"]);
        var edits = owner["resources"] switch
        {
            null => Whole(owner, requests, limits),
            MappingNode resources => Parts(resources, requests, limits),
            _ => [],
        };
        return edits.Count == 0 ? null : new Fix("Take the container's resources from the manifest", [.. edits]);
    }

    /// <summary>The only container of its pods, or the one with the manifest's image.</summary>
    private static bool IsOwn(Container container, ServiceManifest manifest)
    {
        if (container.Role != ContainerRole.Main)
        {
            return false;
        }

        var main = container.Workload.Containers.Where(static other => other.Role == ContainerRole.Main).ToList();
        return Repository(container.Node["image"]?.Text) is { } image && image == Repository(manifest.Image?.Value)
            ? main.Count(other => Repository(other.Node["image"]?.Text) == image) == 1
            : main.Count == 1 && container.Workload.Owner.Name == manifest.Name;
    }

    /// <summary>An image without tag and digest.</summary>
    private static string? Repository(string? image)
    {
        var name = image?.Split('@')[0];
        return name?.LastIndexOf(':') is { } colon && colon > name.LastIndexOf('/') ? name[..colon] : name;
    }

    /// <summary>Declared values that the container does not have yet, as they are written.</summary>
    private static List<EditEntry> Entries(Node? declared, Node? present) =>
    [
        .. ((string[])["cpu", "memory"])
            .Where(name => present?[name] is null)
            .Select(name => (Name: name, Value: declared?[name] as ScalarNode))
            .Where(static entry => entry.Value is { IsNull: false })
            .Select(static entry => EditEntry.Of(entry.Name, entry.Value!.Style == ScalarStyle.Plain && entry.Value.AsNumber() is null ? entry.Value.Value : $"\"{entry.Value.Value}\"")),
    ];

    private static List<Edit> Whole(MappingNode owner, List<EditEntry> requests, List<EditEntry> limits)
    {
        var parts = Parts(("requests", requests), ("limits", limits));
        return parts.Length == 0 ? [] : [new AddEntries(owner.Location, [EditEntry.Of("resources", parts)])];
    }

    private static List<Edit> Parts(MappingNode resources, List<EditEntry> requests, List<EditEntry> limits)
    {
        var edits = new List<Edit>();
        var missing = new List<(string, List<EditEntry>)>();
        foreach (var (name, entries) in ((string, List<EditEntry>)[])[("requests", requests), ("limits", limits)])
        {
            if (resources[name] is null)
            {
                missing.Add((name, entries));
            }
            else if (resources[name] is MappingNode part && entries.Count > 0)
            {
                edits.Add(new AddEntries(part.Location, [.. entries]));
            }
        }

        var parts = Parts([.. missing]);
        if (parts.Length > 0)
        {
            edits.Add(new AddEntries(resources.Location, [.. parts]));
        }

        return edits;
    }

    private static EditEntry[] Parts(params (string Name, List<EditEntry> Entries)[] parts) =>
        [.. parts.Where(static part => part.Entries.Count > 0).Select(static part => EditEntry.Of(part.Name, [.. part.Entries]))];
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>One Kubernetes object on its way through kustomizations. Immutable: a base that several overlays use is rendered once.</summary>
internal sealed record Resource
{
    /// <summary>The object as it is now.</summary>
    public required MappingNode Root { get; init; }

    /// <summary>The names it had before namespaces, prefixes and suffixes were set; references and patches may still use them.</summary>
    public ImmutableArray<ResourceName> Past { get; init; } = [];

    /// <summary>Prefixes and suffixes in the order they were added: objects with the same ones belong together.</summary>
    public string Affixes { get; init; } = "";

    public string Kind => Root["kind"]?.Text ?? "";

    public string ApiVersion => Root["apiVersion"]?.Text ?? "";

    public string Group => ApiVersion.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? ApiVersion[..slash] : "";

    public string Version => ApiVersion[(ApiVersion.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public ResourceName Name => new(Root.At("metadata", "namespace")?.Text ?? "", Root.At("metadata", "name")?.Text ?? "");

    /// <summary>All names, the present one first, then the newest of the past.</summary>
    public IEnumerable<ResourceName> AllNames
    {
        get
        {
            yield return Name;
            for (var index = Past.Length - 1; index >= 0; index--)
            {
                yield return Past[index];
            }
        }
    }

    /// <summary>The namespace it had before any kustomization set one.</summary>
    public string OriginalNamespace => Past.IsEmpty ? Name.Namespace : Past[0].Namespace;

    /// <summary>This object with another root, its present name remembered when it changes.</summary>
    public Resource Renamed(MappingNode root)
    {
        var changed = this with { Root = root };
        var name = Name;
        return changed.Name == name ? changed : changed with { Past = Past.Contains(name) ? Past : Past.Add(name) };
    }
}

/// <summary>Namespace (empty when not written) and name of an object.</summary>
internal readonly record struct ResourceName(string Namespace, string Name)
{
    /// <summary>Whether both name the same object; no namespace is the default one.</summary>
    public bool Matches(ResourceName other) => Name == other.Name && IsSameNamespace(Namespace, other.Namespace);

    public static bool IsSameNamespace(string left, string right) => Effective(left) == Effective(right);

    private static string Effective(string value) => value.Length == 0 ? "default" : value;
}

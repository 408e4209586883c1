using System;
using System.Collections.Immutable;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Manifests;

/// <summary>The typed view of <c>service.yaml</c>. Every value has the default that the schema documents; a value that does not fit the schema counts as absent.</summary>
public sealed record ServiceManifest
{
    /// <summary>Path of the file, relative to the checked folder; null when there is none.</summary>
    public string? Path { get; init; }

    /// <summary>The checked folder relative to the manifest's folder when it lies below it (<c>check deploy</c> with the manifest above), otherwise empty.</summary>
    public string CheckedFolder { get; init; } = "";

    /// <summary>The parsed document for checks that need positions; null when there is none or it is not readable.</summary>
    public Node? Root { get; init; }

    /// <summary>Whether the file exists, parses and fits the schema.</summary>
    public bool IsValid { get; init; }

    /// <summary>Service or main application.</summary>
    public Role Role { get; init; } = Role.Service;

    /// <summary><c>metadata.name</c>.</summary>
    public string? Name { get; init; }

    /// <summary><c>metadata.owner</c>.</summary>
    public string? Owner { get; init; }

    /// <summary><c>spec.stage</c>.</summary>
    public Stage Stage { get; init; } = Stage.Experiment;

    /// <summary><c>spec.mode</c>.</summary>
    public DeploymentMode Mode { get; init; } = DeploymentMode.Saas;

    /// <summary><c>spec.image</c>.</summary>
    public ScalarNode? Image { get; init; }

    /// <summary>Whether <c>spec.exposure</c> is <c>public</c>.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Whether <c>spec.securityReview</c> holds a link.</summary>
    public bool HasSecurityReview { get; init; }

    /// <summary>Whether <c>spec.kubernetesApi</c> is true: the service needs an API token.</summary>
    public bool NeedsKubernetesApi { get; init; }

    /// <summary><c>spec.storage</c>: the service's own stores.</summary>
    public ImmutableArray<DeclaredStore> Storage { get; init; } = [];

    /// <summary><c>spec.waivers</c>.</summary>
    public ImmutableArray<Waiver> Waivers { get; init; } = [];

    /// <summary><c>spec.exclude</c>: globs that are not the service's own.</summary>
    public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>
    /// The path that the manifest's globs (<c>exclude</c>, a waiver's <c>path</c>) use for <paramref name="file"/>: relative to the manifest's own folder.
    /// A file outside of that folder, such as the repository's CI file above a nested service, keeps its path.
    /// </summary>
    /// <param name="file">Relative to the checked folder.</param>
    public string RelativePath(string file)
    {
        if (CheckedFolder.Length > 0)
        {
            return CheckedFolder + "/" + file;
        }

        var folder = Path is null || Path.LastIndexOf('/') is not (>= 0 and var slash) ? "" : Path[..(slash + 1)];
        return folder.Length > 0 && file.StartsWith(folder, StringComparison.Ordinal) ? file[folder.Length..] : file;
    }
}

/// <summary>A store the service declares as its own.</summary>
public sealed record DeclaredStore(string Kind, string Name, ImmutableArray<string> Hosts, string? Database, ImmutableArray<string> Configuration, string? Claim);

/// <summary>An accepted exception. Fields are null when not written; <c>PG8004</c> asks for them.</summary>
public sealed record Waiver(string Id, string? Path, string? Fingerprint, string? Reason, string? Owner, string? ApprovedBy, string? Until, Location Location);

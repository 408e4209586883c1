using System;
using System.Collections.Immutable;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.State;

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

    /// <summary>What keeps the file from being used as it is, in order of position; for PG8001.</summary>
    public ImmutableArray<ManifestProblem> Problems { get; init; } = [];

    /// <summary>Whether the file exists, parses and fits the schema.</summary>
    public bool IsValid => Path is not null && Problems.IsEmpty;

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

    /// <summary><c>spec.availability.onCall</c>.</summary>
    public OnCall OnCall { get; init; }

    /// <summary>Whether <c>spec.exposure</c> is <c>public</c>, in any environment.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Whether <c>spec.securityReview</c> holds a link, for every environment that is public.</summary>
    public bool HasSecurityReview { get; init; }

    /// <summary>Whether <c>spec.kubernetesApi</c> is true, in any environment: the service needs an API token.</summary>
    public bool NeedsKubernetesApi { get; init; }

    /// <summary><c>spec.storage</c>: the service's own stores, of all environments.</summary>
    public ImmutableArray<DeclaredStore> Storage { get; init; } = [];

    /// <summary><c>spec.volumes</c>, of all environments.</summary>
    public ImmutableArray<DeclaredVolume> Volumes { get; init; } = [];

    /// <summary><c>spec.secrets</c>, of all environments.</summary>
    public ImmutableArray<DeclaredSecret> Secrets { get; init; } = [];

    /// <summary><c>spec.featureFlags</c>, of all environments.</summary>
    public ImmutableArray<DeclaredFlag> FeatureFlags { get; init; } = [];

    /// <summary><c>spec.services</c> of a main application.</summary>
    public ImmutableArray<CalledService> Services { get; init; } = [];

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
        if (file == Path)
        {
            return Path[(Path.LastIndexOf('/') + 1)..];
        }

        if (CheckedFolder.Length > 0)
        {
            return CheckedFolder + "/" + file;
        }

        var folder = Path is null || Path.LastIndexOf('/') is not (>= 0 and var slash) ? "" : Path[..(slash + 1)];
        return folder.Length > 0 && file.StartsWith(folder, StringComparison.Ordinal) ? file[folder.Length..] : file;
    }
}

/// <summary>Who is called when a service fails.</summary>
public enum OnCall
{
    /// <summary>Nobody.</summary>
    None,

    /// <summary>The team that owns it.</summary>
    Team,

    /// <summary>The reliability engineers.</summary>
    Sre,
}

/// <summary>A store the service declares as its own.</summary>
/// <param name="Kind">Such as <c>postgresql</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Hosts">Host names, without port.</param>
/// <param name="Database">Name of the database, or null.</param>
/// <param name="Configuration">Configuration keys and environment variables that hold its address.</param>
/// <param name="Claim">Name of the claim or claim template, or null.</param>
/// <param name="HoldsTokens">Whether tokens are kept in it.</param>
public sealed record DeclaredStore(
    string Kind, string Name, ImmutableArray<string> Hosts, string? Database, ImmutableArray<string> Configuration, string? Claim, bool HoldsTokens = false);

/// <summary>A secret the service declares.</summary>
/// <param name="Name">Name of the environment variable or file.</param>
/// <param name="IsFile">Whether it comes as a file instead of an environment variable.</param>
/// <param name="Vault">Its path in the vault, or null.</param>
/// <param name="IsLongLived">Whether it does not expire by itself.</param>
/// <param name="RotatedEvery">Time between rotations as written, or null.</param>
/// <param name="RotatesWithOverlap">Whether two generations are accepted for a while.</param>
/// <param name="Location">Where it is declared.</param>
public sealed record DeclaredSecret(string Name, bool IsFile, string? Vault, bool IsLongLived, string? RotatedEvery, bool RotatesWithOverlap, Location Location);

/// <summary>A feature flag the code asks for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What it is for (<c>derisk</c>, <c>wip</c>, <c>beta</c>, <c>experiment</c>, <c>ops</c>), or null.</param>
/// <param name="Introduced">The day it was introduced, or null.</param>
/// <param name="Default">Its value when the provider does not answer.</param>
/// <param name="Location">Where it is declared.</param>
public sealed record DeclaredFlag(string Name, string? Type, DateOnly? Introduced, bool Default, Location Location);

/// <summary>A service that a main application calls.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Urls">Addresses under which it is called.</param>
/// <param name="Flag">The feature flag that guards it, or null.</param>
/// <param name="Client">Documentation id of its client type or namespace, or null.</param>
/// <param name="Location">Where it is declared.</param>
public sealed record CalledService(string Name, ImmutableArray<string> Urls, string? Flag, string? Client, Location Location);

/// <summary>An accepted exception. Fields are null when not written; <c>PG8004</c> asks for them.</summary>
public sealed record Waiver(string Id, string? Path, string? Fingerprint, string? Reason, string? Owner, string? ApprovedBy, string? Until, Location Location);

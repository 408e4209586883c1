using System;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Text;

namespace PlatformGuard.Build;

/// <summary>One question to the checks, and the key under which its answer is kept.</summary>
internal sealed record CheckRequest
{
    /// <summary>The manifest, absolute.</summary>
    public required string ManifestFile { get; init; }

    /// <summary>Whether the user named it; one that was found by its name may turn out to be something else.</summary>
    public required bool IsExplicit { get; init; }

    /// <summary>The role that overrides the manifest's; empty for none.</summary>
    public required string Role { get; init; }

    /// <summary>The stage that overrides the manifest's; empty for none.</summary>
    public required string Stage { get; init; }

    /// <summary>The platform's policy that the user named, absolute; empty to search.</summary>
    public required string PolicyFile { get; init; }

    /// <summary>The day that decides whether dates have passed.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>Key of the fingerprints' value hash; null for the built-in one.</summary>
    public required string? FingerprintKey { get; init; }

    /// <summary>Folders with the build's own output, as globs.</summary>
    public required ImmutableArray<string> Exclude { get; init; }

    /// <summary>The checked folder, absolute.</summary>
    public string Root => Path.GetDirectoryName(ManifestFile)!;

    /// <summary>Everything besides the files that decides the outcome, this program included.</summary>
    public string Key { get; private init; } = "";

    /// <summary>This request with its key.</summary>
    public CheckRequest Keyed(string toolIdentity) => this with
    {
        Key = Hash(string.Join('\n', [
            ManifestFile,
            IsExplicit ? "explicit" : "found",
            Role,
            Stage,
            PolicyFile,
            Today.ToString("O", CultureInfo.InvariantCulture),
            FingerprintKey is null ? "" : Hash(FingerprintKey),
            string.Join('|', Exclude),
            toolIdentity])),
    };

    /// <summary>A name for the cache file: the same for the same manifest and overrides, whatever the day.</summary>
    public string CacheName => Hash(string.Join('\n', [ManifestFile, Role, Stage, PolicyFile]))[..16] + ".cache";

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

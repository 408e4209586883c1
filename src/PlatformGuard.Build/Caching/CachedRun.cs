using System.Collections.Immutable;

namespace PlatformGuard.Build.Caching;

/// <summary>One run of the file checks, as kept between builds.</summary>
internal sealed record CachedRun
{
    /// <summary>Everything besides the files that the outcome depends on.</summary>
    public required string Key { get; init; }

    /// <summary>False for a Kubernetes or Knative object of that name: there is nothing to check here.</summary>
    public required bool IsManifest { get; init; }

    /// <summary>The next <c>service.yaml</c> above one that is no manifest; empty when there is none.</summary>
    public string NextManifest { get; init; } = "";

    /// <summary>The role as it is spelled in options.</summary>
    public string Role { get; init; } = "";

    /// <summary>The stage as it is spelled in options.</summary>
    public string Stage { get; init; } = "";

    /// <summary>What manifest and policy say to the analyzers: lines of <c>key = value</c>.</summary>
    public string Options { get; init; } = "";

    /// <summary>Whether a waiver of the manifest accepts that the gate is switched off (PG9002).</summary>
    public bool WaivesSwitches { get; init; }

    /// <summary>What was found, in order.</summary>
    public ImmutableArray<CachedFinding> Findings { get; init; } = [];

    /// <summary>What was read, to see whether it is still the same.</summary>
    public required InputSnapshot Inputs { get; init; }
}

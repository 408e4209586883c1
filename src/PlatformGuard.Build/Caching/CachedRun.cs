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

    /// <summary>The declared stores in the analyzers' encoding.</summary>
    public string OwnStores { get; init; } = "";

    /// <summary>The declared volumes in the analyzers' encoding.</summary>
    public string Volumes { get; init; } = "";

    /// <summary>The main datastores of the policy in the analyzers' encoding.</summary>
    public string MainStores { get; init; } = "";

    /// <summary>The main data types of the policy, separated by commas.</summary>
    public string MainDataTypes { get; init; } = "";

    /// <summary>The called services in the analyzers' encoding.</summary>
    public string Services { get; init; } = "";

    /// <summary>The declared feature flags in the analyzers' encoding.</summary>
    public string FeatureFlags { get; init; } = "";

    /// <summary>What the platform's policy says to the analyzers: lines of <c>key = value</c>.</summary>
    public string PolicyOptions { get; init; } = "";

    /// <summary>Whether a waiver of the manifest accepts that the gate is switched off (PG9002).</summary>
    public bool WaivesSwitches { get; init; }

    /// <summary>What was found, in order.</summary>
    public ImmutableArray<CachedFinding> Findings { get; init; } = [];

    /// <summary>What was read, to see whether it is still the same.</summary>
    public required InputSnapshot Inputs { get; init; }
}

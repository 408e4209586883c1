using System;
using System.Collections.Frozen;
using System.Collections.Immutable;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Core.Policies;

/// <summary>What Infrastructure decides for every service. Holds only what counts: settings that a policy may not make are in <see cref="Ignored"/>.</summary>
public sealed record PlatformPolicy
{
    /// <summary>The built-in budget of <see cref="NativeAssetBudget"/>.</summary>
    public const long DefaultNativeAssetBudget = 150L * 1024 * 1024;

    /// <summary>No policy: every built-in default.</summary>
    public static readonly PlatformPolicy Default = new();

    /// <summary>Path of the file, relative to the checked folder; null when there is none.</summary>
    public string? Path { get; init; }

    /// <summary>Whether it was given by option, property or environment, and not found in the repository.</summary>
    public bool IsGiven { get; init; }

    /// <summary>What keeps the file from being used as it is, in order of position; for PG8007.</summary>
    public ImmutableArray<ManifestProblem> Problems { get; init; } = [];

    /// <summary>Settings that ask for less than this policy may, in order of position. They do not count.</summary>
    public ImmutableArray<IgnoredSetting> Ignored { get; init; } = [];

    /// <summary><c>exclude</c>: globs of files that are no service's own, relative to the checked folder.</summary>
    public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary><c>severities</c>: what replaces a rule's own severity at a stage.</summary>
    public FrozenDictionary<(string Rule, Stage Stage), Severity> Severities { get; init; } = FrozenDictionary<(string, Stage), Severity>.Empty;

    /// <summary><c>mainDatastores</c>, beside the built-in ones.</summary>
    public ImmutableArray<MainStore> MainDatastores { get; init; } = [];

    /// <summary><c>mainDataTypes</c>: documentation ids of the main application's data types (PG1004).</summary>
    public ImmutableArray<string> MainDataTypes { get; init; } = [];

    /// <summary><c>featureFlagApis</c>: documentation ids of methods that ask whether a flag is on.</summary>
    public ImmutableArray<string> FeatureFlagApis { get; init; } = [];

    /// <summary><c>serviceClients</c>: documentation ids of types and namespaces that call services.</summary>
    public ImmutableArray<string> ServiceClients { get; init; } = [];

    /// <summary><c>mlLibraries.forbid</c>: patterns of package names beside the built-in list (<see cref="TextPattern"/>).</summary>
    public ImmutableArray<string> ForbiddenMlLibraries { get; init; } = [];

    /// <summary><c>mlLibraries.allow</c>: patterns of package names that are allowed all the same.</summary>
    public ImmutableArray<string> AllowedMlLibraries { get; init; } = [];

    /// <summary><c>budgets.nativeAssets</c> in bytes, for one runtime identifier.</summary>
    public long NativeAssetBudget { get; init; } = DefaultNativeAssetBudget;

    /// <summary><c>commonLibraries</c>: sets that are accepted in place of LabKit, beside the built-in ones.</summary>
    public ImmutableArray<CommonLibrarySet> CommonLibraries { get; init; } = [];

    /// <summary><c>network.internalClasses</c>: patterns of ingress, gateway and load balancer classes that are internal.</summary>
    public ImmutableArray<string> InternalClasses { get; init; } = [];

    /// <summary><c>services</c>: the services catalogue.</summary>
    public ImmutableArray<CataloguedService> Services { get; init; } = [];

    /// <summary><c>internalApi</c>: address of the main application's API for services, or null.</summary>
    public string? InternalApi { get; init; }

    /// <summary><c>ci.trustedIncludes</c>: patterns of includes that are known to be sound.</summary>
    public ImmutableArray<string> TrustedIncludes { get; init; } = [];

    /// <summary><c>waivers</c>: what a waiver has to keep.</summary>
    public WaiverRules Waivers { get; init; } = WaiverRules.None;

    /// <summary><c>criteria</c>: moved, announced and added readiness criteria.</summary>
    public ImmutableArray<CriterionChange> Criteria { get; init; } = [];

    /// <summary><c>openPolicyAgent</c>, or null.</summary>
    public PolicyAgent? Agent { get; init; }

    /// <summary>The severity that findings of the rule have at the stage: the policy's, else the rule's own.</summary>
    public Severity SeverityOf(Rule rule, Stage stage)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Severities.TryGetValue((rule.Id, stage), out var severity) ? severity : rule.SeverityAt(stage);
    }

    /// <summary>Whether the policy trusts an include.</summary>
    /// <param name="include">As <c>ci.trustedIncludes</c> writes it: <c>group/project:file</c>, a component's address without its version, or a URL.</param>
    public bool TrustsInclude(string include) => Fits(TrustedIncludes, include);

    /// <summary>Whether the class of an ingress, gateway or load balancer is declared internal.</summary>
    public bool IsInternalClass(string name) => Fits(InternalClasses, name);

    private static bool Fits(ImmutableArray<string> patterns, string text)
    {
        foreach (var pattern in patterns)
        {
            if (TextPattern.IsMatch(pattern, text))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>A setting that does not count, because this policy may only be stricter than what is built in.</summary>
/// <param name="Path">Its logical position, such as <c>severities.PG7003.beta</c>.</param>
/// <param name="Location">Where it is written.</param>
/// <param name="Why">What it would need, one sentence without final full stop.</param>
public sealed record IgnoredSetting(string Path, Location Location, string Why);

/// <summary>A set of libraries that is accepted in place of LabKit; all of them are needed.</summary>
/// <param name="Language">Such as <c>python</c>.</param>
/// <param name="Libraries">Names of packages.</param>
public sealed record CommonLibrarySet(string Language, ImmutableArray<string> Libraries);

/// <summary>A service of the catalogue.</summary>
/// <param name="Name">Its <c>metadata.name</c>.</param>
/// <param name="Owner">The group that owns it, or null.</param>
/// <param name="Repository">Where its code is, or null.</param>
public sealed record CataloguedService(string Name, string? Owner, string? Repository);

/// <summary>What a waiver has to keep.</summary>
/// <param name="Approvers">Who may approve; empty for anybody.</param>
/// <param name="NotWaivable">Ids of rules and criteria that no waiver accepts.</param>
/// <param name="MaxDays">Longest time from today until a waiver ends, in days; null for no limit.</param>
public sealed record WaiverRules(ImmutableArray<string> Approvers, ImmutableArray<string> NotWaivable, int? MaxDays)
{
    /// <summary>No rule beyond the built-in ones.</summary>
    public static readonly WaiverRules None = new([], [], null);
}

/// <summary>Where Open Policy Agent decides the organisation's own rules.</summary>
/// <param name="Url">Address of a running server, or null.</param>
/// <param name="Decision">The decision to ask for, or null.</param>
/// <param name="Policies">Folders with Rego files, relative to the policy file.</param>
public sealed record PolicyAgent(string? Url, string? Decision, ImmutableArray<string> Policies);

/// <summary>What the policy says about one readiness criterion. Null members are not set.</summary>
public sealed record CriterionChange
{
    /// <summary>Id of the criterion.</summary>
    public required string Id { get; init; }

    /// <summary>Where it is written.</summary>
    public required Location Location { get; init; }

    /// <summary>The stage from which it is required.</summary>
    public Stage? RequiredFrom { get; init; }

    /// <summary>First day on which it counts.</summary>
    public DateOnly? CountsFrom { get; init; }

    /// <summary>Title of an added criterion.</summary>
    public string? Title { get; init; }

    /// <summary>Reason of an added criterion.</summary>
    public string? Why { get; init; }

    /// <summary>What to do about it.</summary>
    public string? Remediation { get; init; }

    /// <summary>Requirement that an added criterion answers.</summary>
    public string? Requirement { get; init; }

    /// <summary>Maturity level.</summary>
    public int? Level { get; init; }

    /// <summary>Weight in the score.</summary>
    public Risk? Risk { get; init; }

    /// <summary>How an added criterion is answered; null for a change of a built-in one.</summary>
    public PolicyAnswer? AnsweredBy { get; init; }
}

/// <summary>How a criterion that the policy adds is answered. All that are given must hold.</summary>
/// <param name="Rules">Rules without an open finding.</param>
/// <param name="Field">A key of the manifest that has a value, or null.</param>
/// <param name="Files">Globs of which one matches a file.</param>
/// <param name="AttestationDays">Greatest age of an attestation, or null.</param>
public sealed record PolicyAnswer(ImmutableArray<string> Rules, string? Field, ImmutableArray<string> Files, int? AttestationDays);

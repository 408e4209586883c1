using System.Collections.Generic;
using Microsoft.CodeAnalysis.Diagnostics;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.Datastores;
using PlatformGuard.Guidelines.Options;
using PlatformGuard.Guidelines.State;

namespace PlatformGuard.Analyzers.Configuration;

/// <summary>
/// What the build says about the code base: MSBuild properties first, then the global configuration that the package's task wrote from
/// <c>service.yaml</c>, then the defaults. A value that cannot be read counts as absent, and the build check of the package says so;
/// an analyzer must neither stop the compiler nor guess.
/// </summary>
internal sealed class AnalyzerSettings
{
    /// <summary>The option that holds the manifest's role: <c>service</c> or <c>main-application</c>.</summary>
    public const string RoleKey = SettingOption.RoleKey;

    /// <summary>The option that holds the manifest's stage: <c>experiment</c>, <c>beta</c> or <c>ga</c>.</summary>
    public const string StageKey = SettingOption.StageKey;

    private static readonly Dictionary<string, Severity> NoSeverities = [];

    private readonly IReadOnlyDictionary<string, Severity> severities;

    private AnalyzerSettings(bool enabled, Role? role, Stage stage, IReadOnlyList<OwnStore> ownStores, IReadOnlyList<MainStore> mainStores, IReadOnlyDictionary<string, Severity> severities, IReadOnlyList<DeclaredVolume> volumes, IReadOnlyList<IReadOnlyList<string>> commonLibraries, bool isTestProject, bool isWebProject)
    {
        Enabled = enabled;
        Role = role ?? Role.Service;
        IsRoleDeclared = role is not null;
        Stage = stage;
        Datastores = ownStores.Count == 0 && mainStores.Count == 0 ? DatastorePolicy.Default : new DatastorePolicy(ownStores, mainStores);
        this.severities = severities;
        Volumes = volumes;
        CommonLibraries = commonLibraries;
        IsTestProject = isTestProject;
        IsWebProject = isWebProject;
    }

    /// <summary>False when <c>PlatformGuardEnabled</c> is <c>false</c>; the package reports that (PG9002).</summary>
    public bool Enabled { get; }

    /// <summary>What the code base is; <see cref="Role.Service"/> when nothing says otherwise.</summary>
    public Role Role { get; }

    /// <summary>Whether a property or a manifest says what the code base is.</summary>
    public bool IsRoleDeclared { get; }

    /// <summary>The declared maturity; <see cref="Stage.Experiment"/> when nothing says otherwise.</summary>
    public Stage Stage { get; }

    /// <summary>Main datastores and the service's own stores.</summary>
    public DatastorePolicy Datastores { get; }

    /// <summary>The volumes that the manifest declares.</summary>
    public IReadOnlyList<DeclaredVolume> Volumes { get; }

    /// <summary>The sets of libraries that the platform's policy accepts in place of LabKit.</summary>
    public IReadOnlyList<IReadOnlyList<string>> CommonLibraries { get; }

    /// <summary>Whether the project declares itself as a test project.</summary>
    public bool IsTestProject { get; }

    /// <summary>Whether the project is built with the SDK for web applications.</summary>
    public bool IsWebProject { get; }

    /// <summary>The severity that findings of the rule have here: the platform policy's, else the rule's own at the declared stage.</summary>
    public Severity SeverityOf(Rule rule) => severities.TryGetValue(rule.Id, out var severity) ? severity : rule.SeverityAt(Stage);

    /// <summary>Reads the settings of a compilation.</summary>
    public static AnalyzerSettings Read(AnalyzerConfigOptions options) => new(
        enabled: !IsWord(options, "build_property.PlatformGuardEnabled", "false"),
        role: ParseRole(options, "build_property.PlatformGuardRole") ?? ParseRole(options, RoleKey),
        stage: ParseStage(options, "build_property.PlatformGuardStage") ?? ParseStage(options, StageKey) ?? Stage.Experiment,
        ownStores: options.TryGetValue(OwnStoreOption.Key, out var value) && OwnStoreOption.TryDecode(value, out var stores) ? stores : [],
        mainStores: options.TryGetValue(MainStoreOption.Key, out var main) && MainStoreOption.TryDecode(main, out var mainStores) ? mainStores : [],
        severities: options.TryGetValue(PolicyOption.SeveritiesKey, out var set) ? PolicyOption.DecodeSeverities(set) : NoSeverities,
        volumes: options.TryGetValue(VolumeOption.Key, out var mounted) && VolumeOption.TryDecode(mounted, out var volumes) ? volumes : [],
        commonLibraries: options.TryGetValue(PolicyOption.CommonLibrariesKey, out var accepted) ? PolicyOption.DecodeLibraries(accepted) : [],
        isTestProject: IsWord(options, "build_property.IsTestProject", "true"),
        isWebProject: IsWord(options, "build_property.UsingMicrosoftNETSdkWeb", "true"));

    private static Role? ParseRole(AnalyzerConfigOptions options, string key) => Word(options, key) switch
    {
        "service" => Role.Service,
        "main-application" => Role.MainApplication,
        _ => null,
    };

    private static Stage? ParseStage(AnalyzerConfigOptions options, string key) => Word(options, key) switch
    {
        "experiment" => Stage.Experiment,
        "beta" => Stage.Beta,
        "ga" => Stage.GenerallyAvailable,
        _ => null,
    };

    private static bool IsWord(AnalyzerConfigOptions options, string key, string word) => Word(options, key) == word;

    private static string? Word(AnalyzerConfigOptions options, string key) =>
        options.TryGetValue(key, out var value) ? value.Trim().ToLowerInvariant() : null;
}

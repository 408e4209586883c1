using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Policies;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.Datastores;
using PlatformGuard.Guidelines.FeatureFlags;
using PlatformGuard.Guidelines.Options;
using PlatformGuard.Guidelines.State;

namespace PlatformGuard.Core.Building;

/// <summary>
/// What manifest and policy say to the analyzers, which read no files. The package's task and <c>check --build</c> both hand over this text, so that
/// both give the same verdict.
/// </summary>
public static class AnalyzerOptions
{
    /// <summary>What a global analyzer configuration begins with. Its level is below every configuration of the user's, which has level 0 or 100.</summary>
    public const string Header = "is_global = true\nglobal_level = -1\n";

    /// <summary>The options: a line <c>key = value</c> for each that has a value, separated by line feeds. Empty values are left out.</summary>
    public static string Lines(ServiceManifest manifest, PlatformPolicy policy, Stage stage, Role role)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(policy);
        (string Key, string Value)[] options =
        [
            (SettingOption.RoleKey, role.Word()),
            (SettingOption.StageKey, stage.Word()),
            (OwnStoreOption.Key, OwnStoreOption.Encode(manifest.Storage.Select(static store => new OwnStore(store.Name, store.Hosts, store.Database, store.Configuration) { Kind = store.Kind }))),
            (VolumeOption.Key, VolumeOption.Encode(manifest.Volumes)),
            (CalledServiceOption.Key, CalledServiceOption.Encode(manifest.Services.Select(static service => new CalledServiceEntry(service.Name, service.Client, service.Flag, service.Urls)))),
            (DeclaredFlagOption.Key, Flags(manifest)),
            (MainStoreOption.Key, MainStoreOption.Encode(policy.MainDatastores)),
            (SettingOption.PolicyMainDataTypesKey, Ids(policy.MainDataTypes)),
            (PolicyOption.SeveritiesKey, PolicyOption.EncodeSeverities(Severities(policy, stage))),
            (PolicyOption.CommonLibrariesKey, PolicyOption.EncodeLibraries(policy.CommonLibraries.Where(static set => set.Language == "dotnet").Select(static set => (IReadOnlyList<string>)set.Libraries))),
            (SettingOption.FlagApisKey, Ids(policy.FeatureFlagApis)),
            (SettingOption.ServiceClientsKey, Ids(policy.ServiceClients)),
        ];
        return string.Join('\n', options.Where(static option => option.Value.Length > 0).Select(static option => $"{option.Key} = {OneLine(option.Value)}"));
    }

    private static string Flags(ServiceManifest manifest) =>
        manifest.Path is { } path ? DeclaredFlagOption.Encode(new DeclaredFlags(Path.GetFileName(path), [.. manifest.FeatureFlags.Select(static flag => flag.Name)])) : "";

    private static IEnumerable<KeyValuePair<string, Severity>> Severities(PlatformPolicy policy, Stage stage) =>
        policy.Severities.Where(pair => pair.Key.Stage == stage).Select(static pair => KeyValuePair.Create(pair.Key.Rule, pair.Value)).OrderBy(static pair => pair.Key, StringComparer.Ordinal);

    /// <summary>An id with a sign that begins a comment in the configuration cannot be passed on.</summary>
    private static string Ids(IEnumerable<string> ids) => string.Join(',', ids.Where(static id => id.AsSpan().IndexOfAny(";#\n\r") < 0));

    /// <summary>A value must not begin a line of its own, which would be another option.</summary>
    private static string OneLine(string value) => value.Any(char.IsControl) ? string.Concat(value.Select(static c => char.IsControl(c) ? ' ' : c)) : value;
}

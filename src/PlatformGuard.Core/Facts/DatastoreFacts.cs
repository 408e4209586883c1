using System;
using System.Buffers;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Core.Facts;

/// <summary>A place that stands for a main datastore.</summary>
/// <param name="RuleId">The one rule it belongs to: <c>PG1001</c> when the value tells, <c>PG1002</c> when only a name does.</param>
/// <param name="Verdict">Why.</param>
/// <param name="Location">The line that has to change.</param>
/// <param name="LogicalPath">Position that survives moved lines.</param>
/// <param name="Value">What was judged; may hold a secret.</param>
/// <param name="Related">Other places the reader needs.</param>
public sealed record DatastoreUse(string RuleId, DatastoreVerdict Verdict, Location Location, string LogicalPath, string? Value, ImmutableArray<RelatedLocation> Related);

/// <summary>Every setting and literal that stands for a main datastore, decided once for both rules.</summary>
public sealed class DatastoreFacts : IFacts<DatastoreFacts>
{
    private static readonly SearchValues<char> AddressSigns = SearchValues.Create("-._=:/");

    private readonly List<DatastoreUse> uses = [];
    private readonly HashSet<Location> places = [];
    private readonly Dictionary<(string Store, string Key), string?> values = [];
    private readonly DatastorePolicy policy;
    private readonly DatastorePolicy composePolicy;

    private DatastoreFacts(CodeBase codeBase)
    {
        var started = StartedHosts.Of(codeBase);
        policy = PolicyOf(codeBase, started, includeUnmistakable: false);
        composePolicy = PolicyOf(codeBase, started, includeUnmistakable: true);
    }

    /// <summary>The places, in order of file and position.</summary>
    public IReadOnlyList<DatastoreUse> Uses => uses;

    /// <inheritdoc/>
    public static DatastoreFacts Gather(CodeBase codeBase)
    {
        var facts = new DatastoreFacts(codeBase);
        var settings = codeBase.Facts<SettingFacts>().All;
        foreach (var setting in settings)
        {
            facts.RememberValue(setting);
        }

        foreach (var use in InParallel.Choose(settings, codeBase.Options.Jobs, facts.Judge))
        {
            facts.Add(use);
        }

        foreach (var file in codeBase.Files)
        {
            foreach (var literal in file.Kind is FileKind.Source or FileKind.HelmTemplate ? file.Literals : [])
            {
                facts.Judge(literal);
            }
        }

        return facts;
    }

    /// <summary>The main datastores and those that the manifest declares.</summary>
    internal static DatastorePolicy PolicyOf(CodeBase codeBase, HashSet<string> started, bool includeUnmistakable) =>
        new([.. codeBase.Manifest.Storage.Select(OwnStore)], started, includeUnmistakable, codeBase.Policy.MainDatastores);

    private static OwnStore OwnStore(DeclaredStore store) => new(store.Name, store.Hosts.IsDefault ? [] : store.Hosts, store.Database, store.Configuration.IsDefault ? [] : store.Configuration) { Kind = store.Kind };

    /// <summary>Keeps what Secrets and ConfigMaps of the repository hold, for the settings that refer to them.</summary>
    private void RememberValue(Setting setting)
    {
        if (setting.Origin is not (SettingOrigin.KubernetesSecret or SettingOrigin.KubernetesConfigMap))
        {
            return;
        }

        var parts = setting.Path.Split('/');
        var store = parts.Length < 3 ? "" : parts[^2] is "data" or "stringData" ? parts[^3] : parts[^2];
        values.TryAdd((store, setting.Name), setting.Value);
    }

    private DatastoreUse? Judge(Setting setting)
    {
        if (setting.Reference is { } reference)
        {
            return JudgeReference(setting, reference);
        }

        var (name, kind) = NameOf(setting);
        var applied = setting.Origin == SettingOrigin.Compose ? composePolicy : policy;

        // A text of several lines is a file: its own settings were read from it, only its name is judged here.
        var value = setting.Value is [.., '\n' or '\r'] ? setting.Value.TrimEnd('\n', '\r') : setting.Value;
        value = value is not null && value.Contains('\n', StringComparison.Ordinal) ? null : value;
        if (DatastoreClassifier.JudgeSetting(name, kind, value, applied) is not { } found || IsContinuousIntegration(setting, found))
        {
            return null;
        }

        var isName = found.RuleId == "PG1002" && found.Verdict.Subject == name;
        return new DatastoreUse(found.RuleId, found.Verdict, isName ? setting.NameLocation : setting.Location, setting.Path, found.RuleId == "PG1002" ? found.Verdict.Subject : setting.Value, []);
    }

    private DatastoreUse? JudgeReference(Setting setting, SettingReference reference)
    {
        var isWhole = reference.Key is null;
        _ = values.TryGetValue((reference.Store, reference.Key ?? ""), out var value);
        if (DatastoreClassifier.JudgeReference(isWhole ? null : setting.Name, reference.Store, reference.Key, value, policy) is not { } verdict)
        {
            return null;
        }

        var isName = !isWhole && verdict.Subject == setting.Name && verdict.Subject != reference.Store;
        var source = (reference.IsSecret ? "Secret '" : "ConfigMap '") + reference.Store + "'";
        ImmutableArray<RelatedLocation> related = isWhole ? []
            : isName ? [new RelatedLocation(reference.Location, "its value comes from " + source)]
            : [new RelatedLocation(setting.NameLocation, "environment variable '" + setting.Name + "' takes its value from " + source)];
        return new DatastoreUse("PG1002", verdict, isName ? setting.NameLocation : reference.Location, setting.Path, verdict.Subject, related);
    }

    private void Judge(Literal literal)
    {
        if (!literal.IsQuoted && literal.Name is null)
        {
            return;
        }

        // The name of a variable in source is no configuration name: it only helps to read a bare value. A single word such as pgbouncer is
        // also an item of a list or a product's name, so it takes a name that can mean nothing but an address or a database.
        var verdict = literal.Name is { Length: > 0 } name && (literal.Value.AsSpan().ContainsAny(AddressSigns) || AsksForAddress(name))
            ? DatastoreClassifier.JudgeSetting(name, DatastoreNameKind.ConfigurationKey, literal.Value, policy) is { RuleId: "PG1001" } found ? found.Verdict : null
            : DatastoreClassifier.JudgeConnection(literal.Value, policy);
        if (verdict is not null)
        {
            Add(new DatastoreUse("PG1001", verdict, literal.Location, literal.Name ?? "literal", literal.Value, []));
        }
    }

    private static bool AsksForAddress(string name)
    {
        foreach (var ending in (ReadOnlySpan<string>)["host", "hostname", "server", "address", "url", "uri", "dsn", "endpoint", "database", "dbname"])
        {
            if (name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a setting is called where it is read: variables by their name, keys by their whole path.</summary>
    private static (string Name, DatastoreNameKind Kind) NameOf(Setting setting) => setting.Origin switch
    {
        SettingOrigin.DotEnv or SettingOrigin.Compose or SettingOrigin.KubernetesEnvironment or SettingOrigin.Dockerfile or SettingOrigin.Ci => (setting.Name, DatastoreNameKind.EnvironmentVariable),
        SettingOrigin.KubernetesConfigMap or SettingOrigin.KubernetesSecret => (IsVariable(setting.Name) ? setting.Name : InStore(setting.Path), IsVariable(setting.Name) ? DatastoreNameKind.EnvironmentVariable : DatastoreNameKind.ConfigurationKey),
        _ => IsVariable(setting.Name) ? (setting.Name, DatastoreNameKind.EnvironmentVariable) : (setting.Path, DatastoreNameKind.ConfigurationKey),
    };

    /// <summary>The key, and what is read from the file behind it: the object's own kind and name left out.</summary>
    private static string InStore(string path)
    {
        var data = path.IndexOf("/data/", StringComparison.Ordinal) is >= 0 and var found ? found + 6 : path.IndexOf("/stringData/", StringComparison.Ordinal) is >= 0 and var text ? text + 12 : path.LastIndexOf('/') + 1;
        var key = path[data..];
        return key.IndexOf('/', StringComparison.Ordinal) is >= 0 and var inner ? key[(inner + 1)..] : key;
    }

    /// <summary>Upper case with an underscore, or .NET's double one.</summary>
    private static bool IsVariable(string name) =>
        name.Contains('_', StringComparison.Ordinal) && (name.Contains("__", StringComparison.Ordinal) || !name.Any(char.IsLower));

    /// <summary>In a CI file the word CI stands for continuous integration.</summary>
    private static bool IsContinuousIntegration(Setting setting, in SettingVerdict found) =>
        setting.Origin == SettingOrigin.Ci && found is { RuleId: "PG1002", Verdict.AtMost: < Guidelines.Severity.Error } && setting.Name.StartsWith("CI_", StringComparison.Ordinal);

    private void Add(DatastoreUse? use)
    {
        // One value that several objects take over through an anchor or overlay is one line to change.
        if (use is not null && places.Add(use.Location))
        {
            uses.Add(use);
        }
    }
}

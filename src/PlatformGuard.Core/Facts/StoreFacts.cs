using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Core.Facts;

/// <summary>A place that uses a datastore, or starts one.</summary>
/// <param name="Kind">The kind of server.</param>
/// <param name="Host">Where it answers; null when that is not written, or only on this machine.</param>
/// <param name="Database">Name of the database, or null.</param>
/// <param name="Setting">The setting that leads there, or null for a server.</param>
/// <param name="Location">Where it is written.</param>
/// <param name="What">In words, for related places.</param>
public sealed record StoreUse(StoreKind Kind, string? Host, string? Database, string? Setting, Location Location, string What)
{
    /// <summary>What messages call the store.</summary>
    public string Name => Database ?? Host ?? Setting ?? "";
}

/// <summary>The datastores that files use or start and that the manifest does not declare; those of tests, of CI jobs and of the main application are left out.</summary>
public sealed class StoreFacts : IFacts<StoreFacts>
{
    private static readonly SearchValues<char> NotInHost = SearchValues.Create(" $%{}/@=;,");

    private readonly List<StoreUse> uses = [];
    private readonly HashSet<Location> places = [];
    private readonly DatastorePolicy policy;

    private StoreFacts(CodeBase codeBase)
    {
        policy = DatastoreFacts.PolicyOf(codeBase, StartedHosts.Of(codeBase), includeUnmistakable: true);
        places.UnionWith(codeBase.Facts<DatastoreFacts>().Uses.Select(static use => use.Location));
    }

    /// <summary>The uses of each undeclared store, in order of file and position; the stores in order of their first use.</summary>
    public IReadOnlyList<IReadOnlyList<StoreUse>> Undeclared => StoreGrouping.Group([.. uses.OrderBy(static use => use.Location.File, StringComparer.Ordinal).ThenBy(static use => use.Location.Start)]);

    /// <inheritdoc/>
    public static StoreFacts Gather(CodeBase codeBase)
    {
        var facts = new StoreFacts(codeBase);
        foreach (var use in InParallel.Choose(codeBase.Facts<SettingFacts>().All, codeBase.Options.Jobs, facts.UseOf))
        {
            facts.Add(use);
        }

        foreach (var file in codeBase.FilesOf(FileKind.Source).Where(static file => !FilePurpose.IsForTests(file.Path) && !file.Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)))
        {
            foreach (var literal in file.Literals.Where(static literal => literal.IsQuoted && literal.Value.Contains("://", StringComparison.Ordinal)))
            {
                if (KindOf(literal.Name ?? "", literal.Value, out var connection) is { } kind)
                {
                    facts.Add(facts.UseOf(kind, connection, literal.Name, literal.Value, literal.Location));
                }
            }
        }

        facts.AddComposeServers(codeBase);
        facts.AddWorkloads(codeBase.Facts<KubernetesFacts>());
        facts.AddChartDependencies(codeBase);
        return facts;
    }

    /// <summary>A leaf of any YAML or JSON file may be prose or data; there only a value that says itself where it leads counts.</summary>
    private static bool IsConfiguration(Setting setting) =>
        setting.Origin is not (SettingOrigin.Configuration or SettingOrigin.HelmValues) || setting.Value!.Contains("://", StringComparison.Ordinal);

    private StoreUse? UseOf(Setting setting) =>
        setting.Origin != SettingOrigin.Ci && setting.Value is { Length: > 0 } value && IsConfiguration(setting)
        && KindOf(setting.Name, value, out var connection) is { } kind && !FilePurpose.IsForTests(setting.File)
            ? UseOf(kind, connection, setting.Origin == SettingOrigin.DotNetConfiguration ? setting.Path : setting.Name, value, setting.Location)
            : null;

    private static StoreKind? KindOf(string name, string value, out ConnectionString? connection) =>
        SettingStore.Of(name, value, out connection) is { } kind && !value.Contains('\n', StringComparison.Ordinal) ? kind : null;

    private StoreUse? UseOf(StoreKind kind, ConnectionString? connection, string? key, string value, Location location)
    {
        var hosts = (connection?.Endpoints ?? []).Select(static endpoint => endpoint.Host).Where(static host => !IsLocal(host)).ToList();
        if (hosts.Count == 0 && connection is null && IsHost(value))
        {
            hosts.Add(value.Split(':')[0]);
        }

        var database = connection?.Database is { Length: > 0 } written && !written.Contains('…', StringComparison.Ordinal) && !int.TryParse(written, out _) ? written : null;
        if (policy.Declares(kind, hosts, key) || (key is not null && policy.OwnsConfiguration(key)) || (database is not null && policy.OwnsDatabase(database)))
        {
            return null;
        }

        return new StoreUse(kind, hosts.FirstOrDefault(), database, key, location, $"{(key is null ? "an address" : $"'{key}'")} leads to it");
    }

    private void AddComposeServers(CodeBase codeBase)
    {
        foreach (var file in codeBase.FilesOf(FileKind.Compose).Where(static file => !FilePurpose.IsForTests(file.Path)))
        {
            foreach (var (name, service) in file.Documents.SelectMany(static document => document["services"]?.Entries ?? []))
            {
                if (service["image"] is ScalarNode image && StoreKind.OfImage(image.Value) is { } kind)
                {
                    AddServer(kind, name.Value, image.Location, $"service '{name.Value}' runs it");
                }
            }
        }
    }

    private void AddWorkloads(KubernetesFacts facts)
    {
        foreach (var workload in facts.Sets.SelectMany(static set => set.Workloads).Where(static workload => !workload.RunsToCompletion && !FilePurpose.IsForTests(workload.Owner.Place.File)))
        {
            foreach (var container in workload.Containers.Where(static container => container.Role == ContainerRole.Main))
            {
                if (container.Node["image"] is ScalarNode image && StoreKind.OfImage(image.Value) is { } kind)
                {
                    AddServer(kind, workload.Owner.Name, image.Location, $"{workload.Owner} runs it");
                }
            }
        }
    }

    private void AddChartDependencies(CodeBase codeBase)
    {
        foreach (var file in codeBase.FilesOf(FileKind.HelmChart))
        {
            foreach (var dependency in file.Documents.SelectMany(static document => document["dependencies"]?.Items ?? []))
            {
                if (dependency["name"] is ScalarNode name && StoreKind.OfImage(name.Value) is { } kind && !IsSwitchedOff(dependency["condition"]?.Text, file, codeBase))
                {
                    AddServer(kind, dependency["alias"]?.Text ?? name.Value, name.Location, $"the chart brings '{name.Value}'");
                }
            }
        }
    }

    /// <summary>Whether the chart's own values switch the dependency off.</summary>
    private static bool IsSwitchedOff(string? condition, SourceFile chart, CodeBase codeBase)
    {
        var values = codeBase.FilesOf(FileKind.HelmValues).FirstOrDefault(file => file.Folder == chart.Folder && file.Name is "values.yaml" or "values.yml");
        return condition is not null && values?.Documents is [var root, ..] && root.At(condition.Split('.')) is ScalarNode { Value: "false" };
    }

    private void AddServer(StoreKind kind, string name, Location location, string what)
    {
        if (!policy.Declares(kind, [name]))
        {
            Add(new StoreUse(kind, name, null, null, location, what));
        }
    }

    private void Add(StoreUse? use)
    {
        if (use is not null && places.Add(use.Location))
        {
            uses.Add(use);
        }
    }

    private static bool IsLocal(string host) => host.Contains('…', StringComparison.Ordinal) || host is "localhost" or "host.docker.internal" or "0.0.0.0" or "::1" || host.StartsWith("127.", StringComparison.Ordinal);

    private static bool IsHost(string value) => !value.AsSpan().ContainsAny(NotInHost) && value.Length > 1 && !IsLocal(value.Split(':')[0]) && char.IsAsciiLetter(value[0]) && value.AsSpan().ContainsAnyInRange('a', 'z');
}

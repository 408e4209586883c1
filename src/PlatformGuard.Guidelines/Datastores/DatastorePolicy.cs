using System;
using System.Collections.Generic;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>Which datastores belong to the main application, and which ones the service declares as its own.</summary>
public sealed class DatastorePolicy
{
    /// <summary>The built-in main datastores and no own store.</summary>
    public static readonly DatastorePolicy Default = new([]);

    private readonly HashSet<string> ownNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> ownDatabases = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> ownConfiguration = new(StringComparer.Ordinal);
    private readonly List<string> ownHosts = [];

    private readonly HashSet<string> startedHosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly bool startsAnything;
    private readonly IReadOnlyList<MainStore> mainStores;

    /// <summary>Makes a policy with the built-in main datastores.</summary>
    public DatastorePolicy(IReadOnlyList<OwnStore> ownStores)
        : this(ownStores, [], includeUnmistakable: false)
    {
    }

    /// <summary>Makes a policy with the built-in main datastores and those that the platform's policy adds.</summary>
    public DatastorePolicy(IReadOnlyList<OwnStore> ownStores, IReadOnlyList<MainStore> mainStores)
        : this(ownStores, [], includeUnmistakable: false, mainStores)
    {
    }

    /// <summary>Makes a policy with the built-in main datastores for a repository that starts servers itself.</summary>
    /// <param name="ownStores">The stores that the manifest declares.</param>
    /// <param name="startedHosts">Host names that the repository's own compose and Kubernetes services answer to.</param>
    /// <param name="includeUnmistakable">Whether such a host is trusted even under an unmistakable name: true where the name resolves to nothing else, as inside a compose file.</param>
    /// <param name="mainStores">Main datastores that the platform's policy adds to the built-in ones.</param>
    public DatastorePolicy(IReadOnlyList<OwnStore> ownStores, IEnumerable<string> startedHosts, bool includeUnmistakable, IReadOnlyList<MainStore>? mainStores = null)
    {
        OwnStores = ownStores;
        this.mainStores = mainStores ?? [];
        this.startedHosts.UnionWith(startedHosts);
        startsAnything = includeUnmistakable;
        foreach (var store in ownStores)
        {
            AddName(store.Name);
            if (!string.IsNullOrWhiteSpace(store.Database))
            {
                ownDatabases.Add(store.Database!.Trim());
            }

            foreach (var host in store.Hosts)
            {
                if (HostText.Read(host.Trim().TrimStart('*').TrimStart('.')) is { } endpoint)
                {
                    ownHosts.Add(endpoint.Host);
                }
            }

            foreach (var key in store.Configuration)
            {
                ownConfiguration.Add(Canonical(key));
            }
        }
    }

    /// <summary>The stores that the service's manifest declares (<c>spec.storage</c>).</summary>
    public IReadOnlyList<OwnStore> OwnStores { get; }

    /// <summary>Whether the platform's policy names main datastores besides the built-in ones.</summary>
    internal bool HasMainStores => mainStores.Count > 0;

    /// <summary>The main datastore that the platform's policy names for this host, or null. No declaration of a service takes it away.</summary>
    internal string? MainHost(string host) => Find(host, static store => store.Hosts);

    /// <summary>The main datastore that the platform's policy names for this database, or null.</summary>
    internal string? MainDatabase(string database) => Find(database, static store => store.Databases);

    /// <summary>The main datastore that the platform's policy names for this configuration key, variable or secret, or null.</summary>
    internal string? MainConfiguration(string name)
    {
        var canonical = mainStores.Count == 0 ? "" : Canonical(name);
        foreach (var store in mainStores)
        {
            foreach (var pattern in store.Configuration)
            {
                if (TextPattern.IsMatch(Canonical(pattern), canonical))
                {
                    return store.Name;
                }
            }
        }

        return null;
    }

    private string? Find(string text, Func<MainStore, IReadOnlyList<string>> patterns)
    {
        foreach (var store in mainStores)
        {
            foreach (var pattern in patterns(store))
            {
                if (TextPattern.IsMatch(pattern, text))
                {
                    return store.Name;
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Whether the manifest declares a store of this kind that an access may lead to (PG1003). What the access says about host or setting
    /// counts against it only when every store of the kind lists its hosts or settings.
    /// </summary>
    /// <param name="kind">The kind of server that is accessed.</param>
    /// <param name="hosts">The hosts that are known to be accessed; empty when they are not known.</param>
    /// <param name="setting">The configuration key, variable or connection's name that holds the address; null when it is not known.</param>
    public bool Declares(StoreKind kind, IReadOnlyList<string> hosts, string? setting = null)
    {
        foreach (var store in OwnStores)
        {
            var declared = StoreKind.OfDeclared(store.Kind);

            // A kind that is not known here says nothing; then only the address can tell that this store is meant.
            if (declared == kind || store.Kind.Length == 0 ? MayLeadTo(store, hosts, setting) : declared is null && LeadsTo(hosts, setting))
            {
                return true;
            }
        }

        return false;
    }

    private bool MayLeadTo(OwnStore store, IReadOnlyList<string> hosts, string? setting)
    {
        if (hosts.Count > 0)
        {
            return store.Hosts.Count == 0 || LeadsTo(hosts, setting: null);
        }

        return setting is null || store.Configuration.Count == 0 || LeadsTo(hosts, setting) || IsNameOf(store, setting);
    }

    private static bool IsNameOf(OwnStore store, string setting)
    {
        const string Section = "ConnectionStrings:";
        var name = setting.StartsWith(Section, StringComparison.OrdinalIgnoreCase) ? setting.Substring(Section.Length) : setting;
        return NameWords.Of(name).Squeezed() == NameWords.Of(store.Name).Squeezed();
    }

    private bool LeadsTo(IReadOnlyList<string> hosts, string? setting)
    {
        if (hosts.Count == 0)
        {
            return setting is not null && (OwnsConfiguration(setting) || OwnsConfiguration("ConnectionStrings:" + setting));
        }

        foreach (var host in hosts)
        {
            if (!OwnsHost(host) && !HostJudge.IsLocal(host) && !StartsHost(host, Distinctness.Ordinary))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a host is declared as the service's own: the declared name itself, a name below it, or the cluster's longer form of it.</summary>
    internal bool OwnsHost(string host)
    {
        foreach (var own in ownHosts)
        {
            if (host.Equals(own, StringComparison.OrdinalIgnoreCase)
                || host.EndsWith("." + own, StringComparison.OrdinalIgnoreCase)
                || (own.IndexOf('.') < 0 && host.StartsWith(own + ".", StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the repository itself starts what answers to this host.</summary>
    internal bool StartsHost(string host, Distinctness distinctness) =>
        (startsAnything || distinctness != Distinctness.Unmistakable) && startedHosts.Contains(host);

    /// <summary>Whether a database is declared as the service's own. Never one of the main application's unmistakable names.</summary>
    public bool OwnsDatabase(string database) => ownDatabases.Contains(database);

    /// <summary>Whether a name (or the part of it that is a store's name, squeezed) is declared as the service's own.</summary>
    internal bool OwnsName(string squeezed) => ownNames.Contains(squeezed);

    /// <summary>Whether a configuration key or variable is declared as the service's own; <c>:</c>, <c>__</c> and <c>.</c> are alike, as is letter case.</summary>
    public bool OwnsConfiguration(string name) => ownConfiguration.Count > 0 && ownConfiguration.Contains(Canonical(name));

    private void AddName(string name)
    {
        var squeezed = NameWords.Of(name).Squeezed();
        if (squeezed.Length > 0)
        {
            ownNames.Add(squeezed);
        }
    }

    private static string Canonical(string key) =>
        key.Trim().Replace("__", ":").Replace('/', ':').Replace('.', ':').ToLowerInvariant();
}

/// <summary>A store the service declares as its own.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hosts">Host names, without port.</param>
/// <param name="Database">Name of the database, or null.</param>
/// <param name="Configuration">Configuration keys and environment variables that hold its address.</param>
public sealed record OwnStore(string Name, IReadOnlyList<string> Hosts, string? Database, IReadOnlyList<string> Configuration)
{
    /// <summary>What kind of store it is, as the manifest spells it (see <see cref="StoreKind"/>); empty when not known.</summary>
    public string Kind { get; init; } = "";
}

/// <summary>A main datastore that the platform's policy names. Patterns may hold <c>*</c> for any text; letter case does not matter.</summary>
/// <param name="Name">What it is called in messages, such as <c>billing PostgreSQL</c>.</param>
/// <param name="Hosts">Patterns of host names, without port.</param>
/// <param name="Databases">Patterns of database names.</param>
/// <param name="Configuration">Patterns of configuration keys, environment variables and names of Secrets.</param>
public sealed record MainStore(string Name, IReadOnlyList<string> Hosts, IReadOnlyList<string> Databases, IReadOnlyList<string> Configuration);

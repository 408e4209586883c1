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

    /// <summary>Makes a policy with the built-in main datastores.</summary>
    public DatastorePolicy(IReadOnlyList<OwnStore> ownStores)
        : this(ownStores, [], includeUnmistakable: false)
    {
    }

    /// <summary>Makes a policy with the built-in main datastores for a repository that starts servers itself.</summary>
    /// <param name="ownStores">The stores that the manifest declares.</param>
    /// <param name="startedHosts">Host names that the repository's own compose and Kubernetes services answer to.</param>
    /// <param name="includeUnmistakable">Whether such a host is trusted even under an unmistakable name: true where the name resolves to nothing else, as inside a compose file.</param>
    public DatastorePolicy(IReadOnlyList<OwnStore> ownStores, IEnumerable<string> startedHosts, bool includeUnmistakable)
    {
        OwnStores = ownStores;
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
    internal bool OwnsDatabase(string database) => ownDatabases.Contains(database);

    /// <summary>Whether a name (or the part of it that is a store's name, squeezed) is declared as the service's own.</summary>
    internal bool OwnsName(string squeezed) => ownNames.Contains(squeezed);

    /// <summary>Whether a configuration key or variable is declared as the service's own; <c>:</c>, <c>__</c> and <c>.</c> are alike, as is letter case.</summary>
    internal bool OwnsConfiguration(string name) => ownConfiguration.Count > 0 && ownConfiguration.Contains(Canonical(name));

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
public sealed record OwnStore(string Name, IReadOnlyList<string> Hosts, string? Database, IReadOnlyList<string> Configuration);

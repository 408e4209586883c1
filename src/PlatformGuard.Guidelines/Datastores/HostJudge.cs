using System;
using System.Globalization;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>What a host is known as.</summary>
/// <param name="Store">The main datastore, in words that may be shown.</param>
/// <param name="Distinctness">How much the host says by itself.</param>
internal readonly record struct HostMatch(string Store, Distinctness Distinctness);

/// <summary>Decides whether a host is one of a main datastore.</summary>
internal static class HostJudge
{
    /// <summary>What the host is known as; null when it is local, the service's own, or nothing that is known.</summary>
    /// <param name="host">Name or address, without port.</param>
    /// <param name="isDatastore">Whether it is known that a PostgreSQL or Redis server is meant.</param>
    /// <param name="policy">The service's own stores.</param>
    public static HostMatch? Match(string host, bool isDatastore, DatastorePolicy policy)
    {
        host = host.TrimEnd('.');
        if (host.Length == 0 || IsLocal(host))
        {
            return null;
        }

        if (policy.MainHost(host) is { } named)
        {
            return policy.StartsHost(host, Distinctness.Unmistakable) ? null : new HostMatch(named, Distinctness.Unmistakable);
        }

        if (policy.OwnsHost(host))
        {
            return null;
        }

        return Match(host.Split('.'), isDatastore) is { } match && !policy.StartsHost(host, match.Distinctness) ? match : null;
    }

    /// <summary>Whether nothing outside this machine, container or pod answers there.</summary>
    public static bool IsLocal(string host)
    {
        host = host.TrimEnd('.');
        return host.Length > 0
            && (host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
                || host.Equals("localhost.localdomain", StringComparison.OrdinalIgnoreCase)
                || host.Equals("host.docker.internal", StringComparison.OrdinalIgnoreCase)
                || host.Equals("gateway.docker.internal", StringComparison.OrdinalIgnoreCase)
                || host.Equals("host.containers.internal", StringComparison.OrdinalIgnoreCase)
                || host is "::1" or "0.0.0.0" or "::" or "0:0:0:0:0:0:0:1"
                || host[0] is '/' or '@'
                || IsLoopback(host));
    }

    private static bool IsLoopback(string host)
    {
        if (!host.StartsWith("127.", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var octet in host.Split('.'))
        {
            if (!byte.TryParse(octet, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                return false;
            }
        }

        return true;
    }

    private static HostMatch? Match(string[] labels, bool isDatastore)
    {
        var zone = labels[labels.Length - 1].ToLowerInvariant();
        var isConsul = zone == "consul";
        var isCluster = labels.Length > 2 && Array.IndexOf(labels, "svc") >= 2;
        var isPrivate = isConsul || zone is "internal" or "local" or "lan" or "intra" or "corp" || labels.Length == 1;
        var last = isPrivate ? labels.Length : 1;
        for (var index = 0; index < last; index++)
        {
            if (MatchLabel(labels[index]) is { } match)
            {
                return match.Distinctness == Distinctness.Generic && isConsul
                    ? match with { Distinctness = Distinctness.Unmistakable }

                    // pgbouncer.org is a project's home page.
                    : labels.Length == 2 && !isPrivate && match.Distinctness != Distinctness.Unmistakable ? null : match;
            }
        }

        if (isPrivate && isDatastore && Array.Exists(labels, static label => IsMainProject(NameWords.Of(label))))
        {
            return new HostMatch(MainDatastores.PostgreSql, Distinctness.Unmistakable);
        }

        // A server of the namespace in which the main application itself runs.
        if ((isCluster || labels.Length == 2) && labels[1].Equals("gitlab", StringComparison.OrdinalIgnoreCase) && ServerOf(NameWords.Of(labels[0])) is { } store)
        {
            return new HostMatch(store, Distinctness.Unmistakable);
        }

        return isConsul && (isDatastore || ServerOf(NameWords.Of(labels[0])) is not null) ? new HostMatch("a datastore registered in Consul", Distinctness.Ordinary) : null;
    }

    private static HostMatch? MatchLabel(string label)
    {
        var words = NameWords.Of(label);
        if (words.Count == 0 || words[words.Count - 1] is "exporter" or "metrics" or "ui" or "admin" or "commander" or "dashboard")
        {
            return null;
        }

        var server = ServerOf(words);
        if (server is not null && HasEnvironmentOfMain(words))
        {
            return new HostMatch(server, Distinctness.Unmistakable);
        }

        foreach (var known in MainDatastores.Hosts)
        {
            if (words.StartsAt(0, known.Name, out _))
            {
                return new HostMatch(known.Store, known.Distinctness);
            }
        }

        return MatchRedis(words);
    }

    /// <summary><c>redis-cache-01</c>, <c>sessions-redis</c>.</summary>
    private static HostMatch? MatchRedis(NameWords words)
    {
        foreach (var store in MainDatastores.RedisStores)
        {
            if ((MainDatastores.RedisWords.Contains(words[0]) && words.StartsAt(1, store.Name, out _))
                || (words.StartsAt(0, store.Name, out var count) && MainDatastores.RedisWords.Contains(words[count])))
            {
                return new HostMatch(store.Store, store.Distinctness);
            }
        }

        return null;
    }

    private static string? ServerOf(NameWords words)
    {
        for (var index = 0; index < words.Count; index++)
        {
            if (MainDatastores.RedisWords.Contains(words[index]))
            {
                return MainDatastores.Redis;
            }

            if (MainDatastores.DatabaseWords.Contains(words[index]))
            {
                return MainDatastores.PostgreSql;
            }
        }

        return null;
    }

    /// <summary>The main application's environments as its hosts write them.</summary>
    private static bool HasEnvironmentOfMain(NameWords words)
    {
        for (var index = 0; index < words.Count; index++)
        {
            if (words[index] is "gprd" or "gstg")
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMainProject(NameWords words) => words[0] == "gitlab" && words[1] is "production" or "staging" or "prod";
}

using System;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>Decides whether a connection, a host or the name of a database is that of a main datastore.</summary>
internal static class ConnectionJudge
{
    public static DatastoreVerdict? Judge(ConnectionString connection, DatastorePolicy policy)
    {
        DatastoreVerdict? weaker = null;
        var isReachable = connection.Endpoints.Count == 0;
        var isOwn = connection.Database is { } own && policy.OwnsDatabase(own);
        foreach (var endpoint in connection.Endpoints)
        {
            isReachable |= !HostJudge.IsLocal(endpoint.Host) && !policy.StartsHost(endpoint.Host, Distinctness.Ordinary);
            isOwn |= policy.OwnsHost(endpoint.Host);
            var verdict = OfHost(endpoint.Host, connection, policy);
            if (verdict is { AtMost: Severity.Error })
            {
                return verdict;
            }

            weaker ??= verdict;
        }

        var database = connection.Database is { } name && connection.Kind is not DatastoreKind.Redis ? OfDatabase(name, connection.Kind, policy) : null;
        if (database is { AtMost: Severity.Error })
        {
            // A development copy on the developer's own machine is not the main datastore; a production name behind a local proxy is.
            return isReachable || !IsThrowAway(connection.Database!) ? database : weaker;
        }

        return weaker ?? (isReachable && !isOwn ? database : null);
    }

    /// <summary>Judges a host that stands alone.</summary>
    public static DatastoreVerdict? OfHost(string host, DatastorePolicy policy) => OfHost(host, new ConnectionString(), policy);

    /// <summary>Judges the name of a database; the service's own names are the caller's business.</summary>
    public static DatastoreVerdict? OfDatabase(string database, DatastoreKind kind, DatastorePolicy policy)
    {
        if (policy.MainDatabase(database) is { } named)
        {
            return new DatastoreVerdict(Severity.Error, named, "database", database);
        }

        if (IsMainDatabase(database))
        {
            return new DatastoreVerdict(Severity.Error, MainDatastores.PostgreSql, "database", database);
        }

        if (kind is not (DatastoreKind.PostgreSql or DatastoreKind.Unknown))
        {
            return null;
        }

        foreach (var known in MainDatastores.Databases)
        {
            if (database.Equals(known.Name, StringComparison.OrdinalIgnoreCase))
            {
                return new DatastoreVerdict(Severity.Warning, known.Store, "database", database);
            }
        }

        return null;
    }

    /// <summary><c>gitlabhq</c> and <c>gitlabhq_…</c>.</summary>
    public static bool IsMainDatabase(string database)
    {
        if (database.Length > 63 + MainDatastores.DatabasePrefix.Length || !database.StartsWith(MainDatastores.DatabasePrefix, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        for (var index = MainDatastores.DatabasePrefix.Length; index < database.Length; index++)
        {
            var c = database[index];
            var isFirst = index == MainDatastores.DatabasePrefix.Length;
            if (isFirst ? c is not ('_' or '-' or '…') : c is not ('_' or '-' or '…' or (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9')))
            {
                return false;
            }
        }

        return true;
    }

    private static DatastoreVerdict? OfHost(string host, ConnectionString connection, DatastorePolicy policy)
    {
        var isDatastore = connection.Kind is DatastoreKind.PostgreSql or DatastoreKind.Redis;
        if (HostJudge.Match(host, isDatastore, policy) is not { } match)
        {
            return null;
        }

        var severity = match.Distinctness == Distinctness.Ordinary ? Severity.Warning : Severity.Error;
        if (match.Distinctness == Distinctness.Generic && connection.Database is { } database && OfDatabase(database, connection.Kind, policy) is null)
        {
            // A pooler in front of a database with another name: the database tells more than the pooler.
            if (policy.OwnsDatabase(database))
            {
                return null;
            }

            severity = Severity.Warning;
        }

        return new DatastoreVerdict(severity, match.Store, "host", host);
    }

    private static bool IsThrowAway(string database)
    {
        var words = NameWords.Of(database);
        for (var index = 0; index < words.Count; index++)
        {
            if (words[index] is "development" or "dev" or "test" or "tests")
            {
                return true;
            }
        }

        return false;
    }
}

using System;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>Decides whether a name stands for a main datastore.</summary>
internal static class NameJudge
{
    // How the configuration of .NET and Azure spells "this is a connection string" in front of its name.
    private static readonly string[] ConnectionPrefixes = ["connectionstrings", "postgresqlconnstr", "sqlconnstr", "sqlazureconnstr", "mysqlconnstr", "customconnstr", "rediscacheconnstr", "connectionstring"];

    public static DatastoreVerdict? Judge(string name, DatastoreNameKind kind, DatastorePolicy policy)
    {
        // What the policy names has no word in common with the built-in names.
        var named = policy.MainConfiguration(name);
        if (named is null && kind != DatastoreNameKind.ConnectionName && !StoreRoots.OccurIn(name))
        {
            return null;
        }

        var words = NameWords.Of(name);
        if (words.Count == 0)
        {
            return null;
        }

        if (NamesMainDatabase(words) is { } database)
        {
            return Verdict(Severity.Error, database, name, kind);
        }

        if (named is not null)
        {
            return Verdict(Severity.Error, named, name, kind);
        }

        if (policy.OwnsConfiguration(name) || (kind == DatastoreNameKind.ConnectionName && policy.OwnsConfiguration("ConnectionStrings:" + name)))
        {
            return null;
        }

        var start = ConnectionNameStart(words, kind);
        if (start >= 0)
        {
            return OfConnectionName(words, start, name, kind, policy);
        }

        for (var index = 0; index < words.Count; index++)
        {
            if ((OfMainApplication(words, index, kind, policy) ?? OfRedis(words, index, kind, policy) ?? OfDatabase(words, index, kind, policy)) is { } match)
            {
                return Verdict(match.Severity, match.Store, name, kind);
            }
        }

        return null;
    }

    /// <summary><c>gitlabhq…</c> anywhere as the beginning of a word.</summary>
    private static string? NamesMainDatabase(NameWords words)
    {
        for (var index = 0; index < words.Count; index++)
        {
            if (words[index].StartsWith(MainDatastores.DatabasePrefix, StringComparison.Ordinal) || (words[index] == "gitlab" && words[index + 1] == "hq"))
            {
                return MainDatastores.PostgreSql;
            }
        }

        return null;
    }

    /// <summary>Index of the first word of a connection's name, or -1 when the name is none.</summary>
    private static int ConnectionNameStart(NameWords words, DatastoreNameKind kind)
    {
        foreach (var prefix in ConnectionPrefixes)
        {
            for (var index = 0; index < words.Count; index++)
            {
                if (words.StartsAt(index, prefix, out var count) && index + count < words.Count)
                {
                    return index + count;
                }
            }
        }

        return kind == DatastoreNameKind.ConnectionName ? 0 : -1;
    }

    /// <summary>The name of a connection: a store's name alone says enough, because what it names is a datastore.</summary>
    private static DatastoreVerdict? OfConnectionName(NameWords words, int start, string name, DatastoreNameKind kind, DatastorePolicy policy)
    {
        for (var index = start; index < words.Count; index++)
        {
            if ((OfMainApplication(words, index, kind, policy) ?? OfRedis(words, index, kind, policy) ?? OfDatabase(words, index, kind, policy)) is { } match)
            {
                return Verdict(match.Severity, match.Store, name, kind);
            }
        }

        foreach (var store in MainDatastores.Databases)
        {
            if (IsWhole(words, start, store.Name) && !policy.OwnsName(store.Name))
            {
                return Verdict(Severity.Warning, store.Store, name, kind);
            }
        }

        foreach (var store in MainDatastores.RedisStores)
        {
            if (IsWhole(words, start, store.Name) && !policy.OwnsName(store.Name))
            {
                return Verdict(store.Distinctness == Distinctness.Unmistakable ? Severity.Error : Severity.Warning, store.Store, name, kind);
            }
        }

        return null;
    }

    /// <summary>The store's name, and nothing behind it but words such as <c>connection</c>.</summary>
    private static bool IsWhole(NameWords words, int start, string store) => words.StartsAt(start, store, out var count) && IsAboutConnection(words, start + count);

    /// <summary>Names that carry the main application's own: <c>GITLAB_REDIS_CACHE_CONFIG_FILE</c>, <c>gitlab-postgres-main</c>, <c>global.psql.main.host</c>.</summary>
    private static NameMatch? OfMainApplication(NameWords words, int index, DatastoreNameKind kind, DatastorePolicy policy)
    {
        if (words[index] == "patroni" && words.StartsAt(index, "patronimain", out var patroni) && IsAboutConnection(words, index + patroni, kind))
        {
            return new NameMatch(Severity.Error, MainDatastores.PostgreSql);
        }

        if (words[index] == "global" && index == 0 && words[1] == "psql")
        {
            return EndsInConnection(words, 2) ? new NameMatch(Severity.Error, MainDatastores.PostgreSql) : null;
        }

        if (words[index] == "resque" && words[index + 1] is "yml" or "yaml" && kind == DatastoreNameKind.SecretName)
        {
            return new NameMatch(Severity.Warning, MainDatastores.Redis);
        }

        if (words[index] != "gitlab")
        {
            return null;
        }

        // gitlab-postgres, gitlab-production-redis, gitlab_rails['db_host']
        var server = index + 1;
        while (words[server] is "production" or "prod" or "staging" or "rails" or "main" or "ci" or "sec" or "geo" or "primary" or "omnibus")
        {
            server++;
        }

        var isRedis = MainDatastores.RedisWords.Contains(words[server]);
        if (!isRedis && !MainDatastores.DatabaseWords.Contains(words[server]))
        {
            return null;
        }

        var isMeant = kind == DatastoreNameKind.SecretName ? words[words.Count - 1] is not ("exporter" or "metrics") : EndsInConnection(words, server + 1);
        return isMeant && !policy.OwnsName(words[index] + words[server]) ? new NameMatch(Severity.Error, isRedis ? MainDatastores.Redis : MainDatastores.PostgreSql) : null;
    }

    /// <summary>A store of Redis beside a word for Redis: <c>REDIS_SHARED_STATE_URL</c>, <c>cache-redis</c>, <c>redis.cache.yml</c>.</summary>
    private static NameMatch? OfRedis(NameWords words, int index, DatastoreNameKind kind, DatastorePolicy policy)
    {
        foreach (var store in MainDatastores.RedisStores)
        {
            var end = 0;
            if (MainDatastores.RedisWords.Contains(words[index]) && words.StartsAt(index + 1, store.Name, out var behind))
            {
                end = index + 1 + behind;
            }
            else if (words.StartsAt(index, store.Name, out var before) && MainDatastores.RedisWords.Contains(words[index + before]))
            {
                end = index + before + 1;
            }

            if (end == 0)
            {
                continue;
            }

            if (words[index] == "redis" && words[end] is "yml" or "yaml" && end == words.Count - 1)
            {
                return new NameMatch(Severity.Error, store.Store);
            }

            if (!IsAboutConnection(words, end, kind) || policy.OwnsName(store.Name) || policy.OwnsName("redis" + store.Name) || policy.OwnsName(store.Name + "redis"))
            {
                return null;
            }

            var isCertain = store.Distinctness == Distinctness.Unmistakable || (index == 1 && words[0] == "global" && kind == DatastoreNameKind.ConfigurationKey);
            return new NameMatch(isCertain && IsNeutral(words, index) ? Severity.Error : Severity.Warning, store.Store);
        }

        return null;
    }

    /// <summary>A database's name beside a word for databases: <c>MAIN_DATABASE_URL</c>, <c>Databases:Ci:Host</c>, <c>postgres-main</c>.</summary>
    private static NameMatch? OfDatabase(NameWords words, int index, DatastoreNameKind kind, DatastorePolicy policy)
    {
        foreach (var store in MainDatastores.Databases)
        {
            var isMain = store.Name == "main";
            int end;
            if (words[index] == store.Name && (IsServer(words[index + 1], isMain) || words[index + 1] is "db1" or "pgbouncer"))
            {
                end = index + 2;
            }
            else if (IsServer(words[index], isMain) && words[index + 1] == store.Name)
            {
                end = index + 2;
            }
            else if (isMain && words[index] is "maindb" or "maindatabase")
            {
                end = index + 1;
            }
            else
            {
                continue;
            }

            if (!IsAboutConnection(words, end, kind) || policy.OwnsName(store.Name) || OwnsPair(words, index, policy))
            {
                return null;
            }

            // "CI database" is also the database of a CI job, "geo database" one of places.
            return new NameMatch(isMain && IsNeutral(words, index) ? Severity.Error : Severity.Warning, store.Store);
        }

        return null;
    }

    private static bool IsServer(string word, bool orRedis) => MainDatastores.DatabaseWords.Contains(word) || (orRedis && MainDatastores.RedisWords.Contains(word));

    private static bool OwnsPair(NameWords words, int index, DatastorePolicy policy) =>
        policy.OwnsName(words[index] + words[index + 1]);

    /// <summary>Whether nothing before the store's name makes it another's (<c>BILLING_MAIN_DATABASE_URL</c>).</summary>
    private static bool IsNeutral(NameWords words, int index)
    {
        for (var before = 0; before < index; before++)
        {
            if (!MainDatastores.NeutralWords.Contains(words[before]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A Secret's name ends in anything; another name must go on with how the store is reached.</summary>
    private static bool IsAboutConnection(NameWords words, int start, DatastoreNameKind kind) =>
        kind == DatastoreNameKind.SecretName ? words[words.Count - 1] is not ("exporter" or "metrics" or "ttl" or "size" or "timeout" or "prefix" or "enabled") : IsAboutConnection(words, start);

    private static bool IsAboutConnection(NameWords words, int start)
    {
        for (var index = start; index < words.Count; index++)
        {
            if (!MainDatastores.ConnectionWords.Contains(words[index]) && !IsNumber(words[index]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the name ends where a connection is described; what stands between may be a store's name.</summary>
    private static bool EndsInConnection(NameWords words, int start) =>
        start >= words.Count || MainDatastores.ConnectionWords.Contains(words[words.Count - 1]) || IsStore(words, start);

    private static bool IsStore(NameWords words, int start)
    {
        foreach (var store in MainDatastores.RedisStores)
        {
            if (words.StartsAt(start, store.Name, out var count) && start + count == words.Count)
            {
                return true;
            }
        }

        return start == words.Count - 1 && words[start] is "main" or "ci" or "sec" or "geo" or "embedding";
    }

    private static bool IsNumber(string word) => word.Length is > 0 and < 4 && Array.TrueForAll(word.ToCharArray(), char.IsDigit);

    private static DatastoreVerdict Verdict(Severity severity, string store, string name, DatastoreNameKind kind) => new(severity, store, Describe(kind), name);

    private static string Describe(DatastoreNameKind kind) => kind switch
    {
        DatastoreNameKind.ConnectionName => "Connection name",
        DatastoreNameKind.ConfigurationKey => "Configuration key",
        DatastoreNameKind.EnvironmentVariable => "Environment variable",
        _ => "Secret or configuration map",
    };

    private readonly record struct NameMatch(Severity Severity, string Store);
}

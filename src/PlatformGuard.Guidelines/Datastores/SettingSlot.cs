using System;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>What a setting's name says about a bare value.</summary>
internal static class SettingSlot
{
    private static readonly string[] AddressEndings =
    [
        "host", "hosts", "hostname", "hostnames", "hostaddr", "server", "servers", "address", "addresses", "addr", "addrs", "endpoint", "endpoints", "url", "urls", "uri", "dsn",
        "connection", "connectionstring", "datasource", "fqdn", "upstream", "primary", "master", "replica", "replicas", "sentinel", "sentinels", "nodes", "externalname", "configuration", "redis", "postgres", "postgresql",
    ];

    public enum Kind
    {
        /// <summary>Says nothing.</summary>
        None,

        /// <summary>Where a server answers.</summary>
        Address,

        /// <summary>The name of a database.</summary>
        Database,
    }

    /// <summary>What the end of a name says: <c>PGHOST</c>, <c>redis.host</c>, <c>DB_NAME</c>, <c>Endpoints:0</c>.</summary>
    public static Kind Of(string name)
    {
        var words = NameWords.Of(name);
        var last = words.Count - 1;
        while (last > 0 && words[last].Length > 0 && Array.TrueForAll(words[last].ToCharArray(), char.IsDigit))
        {
            last--;
        }

        var word = words[last];
        if (word is "database" or "dbname" or "pgdatabase" or "db" || word.EndsWith("database", StringComparison.Ordinal) || (word == "name" && MainDatastores.DatabaseWords.Contains(words[last - 1])))
        {
            return Kind.Database;
        }

        if (word == "name" && words[last - 1] == "service")
        {
            return Kind.Address;
        }

        foreach (var ending in AddressEndings)
        {
            if (word.EndsWith(ending, StringComparison.Ordinal))
            {
                return Kind.Address;
            }
        }

        return Kind.None;
    }
}

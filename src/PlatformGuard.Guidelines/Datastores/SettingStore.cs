using System;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>Tells which kind of datastore a setting leads to.</summary>
public static class SettingStore
{
    private static readonly string[] AddressWords = ["host", "hosts", "hostname", "server", "servers", "address", "addr", "endpoint", "endpoints", "url", "uri", "dsn", "connection", "connectionstring"];

    /// <summary>
    /// The kind of server that a value leads to by its own notation (<c>postgres://…</c>, <c>Host=…;Database=…</c>), otherwise by the words of its name
    /// (<c>REDIS_ADDR</c>, <c>mongodb.uri</c>). Null when neither tells, or the value is empty.
    /// </summary>
    /// <param name="name">The variable or key.</param>
    /// <param name="value">Its value.</param>
    /// <param name="connection">What the value says, or null when it is no connection string.</param>
    public static StoreKind? Of(string name, string value, out ConnectionString? connection)
    {
        connection = ConnectionString.Parse(value);
        var mark = value.IndexOf("://", StringComparison.Ordinal);
        if (mark > 0)
        {
            return StoreKind.OfScheme(value.Substring(0, mark).Trim());
        }

        // "a,b=c" may be anything; with the port of a Redis it is one.
        if (connection is { Notation: ConnectionNotation.EndpointList } && !HasRedisPort(connection))
        {
            return OfName(name);
        }

        if (connection is not null && StoreKind.OfConnection(connection) is { } kind)
        {
            return kind;
        }

        // Of the ADO.NET drivers Npgsql is the one whose users write Host and Database.
        return OfName(name) ?? (connection is { Notation: ConnectionNotation.KeyValue, Database: not null } && value.TrimStart().StartsWith("Host=", StringComparison.OrdinalIgnoreCase) ? StoreKind.OfDeclared("postgresql") : null);
    }

    private static bool HasRedisPort(ConnectionString connection)
    {
        foreach (var endpoint in connection.Endpoints)
        {
            if (endpoint.Port is 6379 or 6380 or 26379)
            {
                return true;
            }
        }

        return false;
    }

    private static StoreKind? OfName(string name)
    {
        // Nearly all names are told apart here, without taking them to pieces.
        if (!EndsWithAddress(name))
        {
            return null;
        }

        var words = NameWords.Of(name);
        if (words.Count < 2 || Array.IndexOf(AddressWords, words[words.Count - 1]) < 0)
        {
            return null;
        }

        for (var index = words.Count - 2; index >= 0; index--)
        {
            if (StoreKind.OfDeclared(words[index]) is { } kind)
            {
                return kind;
            }
        }

        return null;
    }

    private static bool EndsWithAddress(string name)
    {
        var end = name.Length;
        while (end > 0 && !char.IsLetterOrDigit(name[end - 1]))
        {
            end--;
        }

        foreach (var word in AddressWords)
        {
            if (end > word.Length && string.Compare(name, end - word.Length, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                return true;
            }
        }

        return false;
    }
}

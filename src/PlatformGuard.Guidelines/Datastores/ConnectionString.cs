using System.Collections.Generic;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>The family of server that a connection string is written for.</summary>
public enum DatastoreKind
{
    /// <summary>The notation fits several servers.</summary>
    Unknown,

    /// <summary>PostgreSQL and what speaks its protocol.</summary>
    PostgreSql,

    /// <summary>Redis, Valkey and their Sentinels.</summary>
    Redis,

    /// <summary>Microsoft SQL Server.</summary>
    SqlServer,

    /// <summary>MySQL and MariaDB.</summary>
    MySql,

    /// <summary>Another server: MongoDB, AMQP, a plain TCP address.</summary>
    Other,
}

/// <summary>How a connection string is written.</summary>
public enum ConnectionNotation
{
    /// <summary><c>scheme://user:password@host:port/database?option=value</c>, JDBC and SQLAlchemy included.</summary>
    Url,

    /// <summary><c>Host=…;Database=…</c> as ADO.NET and ODBC read it.</summary>
    KeyValue,

    /// <summary><c>host=… dbname=…</c> as libpq reads it.</summary>
    Libpq,

    /// <summary><c>host:port,host:port,password=…</c> as StackExchange.Redis and ServiceStack.Redis read it.</summary>
    EndpointList,
}

/// <summary>A part of a text in UTF-16 units.</summary>
/// <param name="Start">The first unit.</param>
/// <param name="Length">How many units.</param>
public readonly record struct TextRange(int Start, int Length);

/// <summary>A server's address.</summary>
/// <param name="Host">Name or address without brackets. A part that is a template (<c>${X}</c>) stands as <c>…</c>.</param>
/// <param name="Port">The port, or null when none is written or it is a template.</param>
public readonly record struct Endpoint(string Host, int? Port);

/// <summary>
/// What a connection string says, in any of the usual notations. Read tolerantly: a part that is malformed or a template is left out,
/// the rest still counts. It knows where the password stands, never what it is.
/// </summary>
public sealed record ConnectionString
{
    /// <summary>Longest text that is read, in UTF-16 units; a longer one is no connection string.</summary>
    public const int MaxLength = 8192;

    /// <summary>The family of server.</summary>
    public DatastoreKind Kind { get; init; }

    /// <summary>How it is written.</summary>
    public ConnectionNotation Notation { get; init; }

    /// <summary>The servers, in order of writing. Empty when none is named or all are templates.</summary>
    public IReadOnlyList<Endpoint> Endpoints { get; init; } = [];

    /// <summary>Name of the database (for Redis its number), or null.</summary>
    public string? Database { get; init; }

    /// <summary>Name of the monitored primary behind Sentinels, or null.</summary>
    public string? ServiceName { get; init; }

    /// <summary>Name of the user, or null.</summary>
    public string? User { get; init; }

    /// <summary>Where the password stands in the text as given (without quotes); null when there is none or it is empty.</summary>
    public TextRange? Password { get; init; }

    /// <summary>Reads a connection string. Null when <paramref name="value"/> is none.</summary>
    public static ConnectionString? Parse(string value)
    {
        // Every notation has a scheme, a port or a keyword.
        if (value.Length is < 3 or > MaxLength || (value.IndexOf(':') < 0 && value.IndexOf('=') < 0))
        {
            return null;
        }

        var masked = Templates.Mask(value);
        return UrlConnection.Parse(masked)
            ?? LibpqConnection.Parse(masked)
            ?? KeyValueConnection.Parse(masked)
            ?? EndpointList.Parse(masked);
    }
}

using System;
using System.Collections.Generic;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>Connection strings written as URLs: libpq, Redis, JDBC, R2DBC, SQLAlchemy, Ecto.</summary>
internal static class UrlConnection
{
    private static readonly Dictionary<string, DatastoreKind> Schemes = new(StringComparer.OrdinalIgnoreCase)
    {
        ["postgres"] = DatastoreKind.PostgreSql,
        ["postgresql"] = DatastoreKind.PostgreSql,
        ["pgsql"] = DatastoreKind.PostgreSql,
        ["psql"] = DatastoreKind.PostgreSql,
        ["postgis"] = DatastoreKind.PostgreSql,
        ["pgbouncer"] = DatastoreKind.PostgreSql,
        ["ecto"] = DatastoreKind.Unknown,
        ["redis"] = DatastoreKind.Redis,
        ["rediss"] = DatastoreKind.Redis,
        ["redis-sentinel"] = DatastoreKind.Redis,
        ["rediss-sentinel"] = DatastoreKind.Redis,
        ["redis-cluster"] = DatastoreKind.Redis,
        ["rediss-cluster"] = DatastoreKind.Redis,
        ["redis-socket"] = DatastoreKind.Redis,
        ["sentinel"] = DatastoreKind.Redis,
        ["valkey"] = DatastoreKind.Redis,
        ["valkeys"] = DatastoreKind.Redis,
        ["mysql"] = DatastoreKind.MySql,
        ["mysql2"] = DatastoreKind.MySql,
        ["mariadb"] = DatastoreKind.MySql,
        ["sqlserver"] = DatastoreKind.SqlServer,
        ["mssql"] = DatastoreKind.SqlServer,
        ["mongodb"] = DatastoreKind.Other,
        ["amqp"] = DatastoreKind.Other,
        ["amqps"] = DatastoreKind.Other,
        ["clickhouse"] = DatastoreKind.Other,
        ["tcp"] = DatastoreKind.Unknown,
        ["tls"] = DatastoreKind.Unknown,
    };

    public static ConnectionString? Parse(string masked)
    {
        if (!ReadScheme(masked, out var kind, out var start, out var hasAuthority))
        {
            return null;
        }

        var end = masked.Length;
        while (end > start && char.IsWhiteSpace(masked[end - 1]))
        {
            end--;
        }

        var options = IndexOf(masked, '?', start, end);
        var fragment = IndexOf(masked, '#', start, options);
        var at = UserInfoEnd(masked, start, options);
        var hosts = at < 0 ? start : at + 1;

        // jdbc:postgresql:database has no authority: all of it is the path.
        var pathStart = hasAuthority ? IndexOf(masked, '/', hosts, fragment > hosts ? fragment : options) : start;
        var parameters = IndexOf(masked, ';', hosts, options);
        var authority = masked.Substring(hosts, Math.Max(0, Math.Min(pathStart, parameters) - hosts));
        var connection = new ConnectionString
        {
            Kind = kind,
            Notation = ConnectionNotation.Url,
            Endpoints = hasAuthority ? HostText.ReadList(Decode(authority)) : [],
        };
        connection = WithUserInfo(connection, masked, start, at);
        connection = WithPath(connection, masked, pathStart, Math.Min(parameters, options));
        connection = WithOptions(connection, masked, parameters + 1, options, ';');
        return WithOptions(connection, masked, options + 1, end, '&');
    }

    /// <summary>Reads <c>scheme://</c>, with <c>jdbc:</c>, <c>r2dbc:</c> and <c>+driver</c>, and <c>jdbc:postgresql:database</c>.</summary>
    private static bool ReadScheme(string text, out DatastoreKind kind, out int start, out bool hasAuthority)
    {
        kind = DatastoreKind.Unknown;
        hasAuthority = false;
        start = 0;
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        var isJdbc = HasPrefix(text, start, "jdbc:");
        start += isJdbc ? 5 : HasPrefix(text, start, "r2dbc:pool:") ? 11 : HasPrefix(text, start, "r2dbc:") ? 6 : 0;
        var colon = text.IndexOf(':', start);
        if (colon < 0 || colon - start > 30)
        {
            return false;
        }

        var scheme = text.Substring(start, colon - start);
        var plus = scheme.IndexOf('+');
        if (!Schemes.TryGetValue(plus > 0 ? scheme.Substring(0, plus) : scheme, out kind))
        {
            return false;
        }

        hasAuthority = HasPrefix(text, colon, "://");
        start = colon + (hasAuthority ? 3 : 1);
        return hasAuthority || isJdbc;
    }

    /// <summary>
    /// Index of the <c>@</c> that ends user and password, or -1. A password may hold an unescaped <c>@</c> or <c>/</c>, so the last one counts,
    /// unless what stands before it is already a whole address (<c>host:6379/0?x=a@b</c>).
    /// </summary>
    private static int UserInfoEnd(string text, int start, int end)
    {
        var at = end > start ? text.LastIndexOf('@', end - 1, end - start) : -1;
        if (at < 0)
        {
            return -1;
        }

        var slash = text.IndexOf('/', start, at - start);
        if (slash < 0)
        {
            return at;
        }

        var early = slash > start ? text.LastIndexOf('@', slash - 1, slash - start) : -1;
        if (early >= 0)
        {
            return HostText.Read(text.Substring(at + 1, IndexOf(text, '/', at + 1, end) - at - 1)) is null ? early : at;
        }

        var colon = text.IndexOf(':', start, slash - start);
        return colon > start && HostText.Read(text.Substring(start, slash - start)) is { Port: null } ? at : -1;
    }

    private static ConnectionString WithUserInfo(ConnectionString connection, string text, int start, int at)
    {
        if (at < 0)
        {
            return connection;
        }

        var colon = text.IndexOf(':', start, at - start);
        if (colon < 0)
        {
            // redis://secret@host of older clients cannot be told from a user's name: treated as a name, which is never shown either.
            return connection with { User = Known(Decode(text.Substring(start, at - start))) };
        }

        return connection with
        {
            User = Known(Decode(text.Substring(start, colon - start))),
            Password = at > colon + 1 ? new TextRange(colon + 1, at - colon - 1) : null,
        };
    }

    private static ConnectionString WithPath(ConnectionString connection, string text, int start, int end)
    {
        if (start >= end)
        {
            return connection;
        }

        var parts = Decode(text.Substring(start, end - start)).Split(['/'], StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0)
        {
            return connection;
        }

        if (connection.Kind != DatastoreKind.Redis)
        {
            return connection with { Database = Known(parts[0]) };
        }

        var isNumber = int.TryParse(parts[0], out _);
        return isNumber ? connection with { Database = parts[0] } : connection with { ServiceName = Known(parts[0]), Database = parts.Length > 1 ? Known(parts[1]) : null };
    }

    private static ConnectionString WithOptions(ConnectionString connection, string text, int start, int end, char separator)
    {
        while (start < end)
        {
            var next = IndexOf(text, separator, start, end);
            var equals = text.IndexOf('=', start, next - start);
            if (equals > start)
            {
                var keyword = Keywords.Of(text.Substring(start, equals - start));
                connection = Keywords.Apply(connection, keyword, Decode(text.Substring(equals + 1, next - equals - 1)), new TextRange(equals + 1, next - equals - 1));
            }

            start = next + 1;
        }

        return connection;
    }

    /// <summary>Percent decoding; what is malformed stays.</summary>
    private static string Decode(string text) => text.IndexOf('%') < 0 ? text : Uri.UnescapeDataString(text);

    private static string? Known(string text) => text.Length == 0 || text.Trim(Templates.Mark).Length == 0 ? null : Templates.Show(text);

    private static int IndexOf(string text, char wanted, int start, int end)
    {
        var index = start < end ? text.IndexOf(wanted, start, end - start) : -1;
        return index < 0 ? end : index;
    }

    private static bool HasPrefix(string text, int start, string prefix) =>
        string.Compare(text, start, prefix, 0, prefix.Length, StringComparison.OrdinalIgnoreCase) == 0;
}

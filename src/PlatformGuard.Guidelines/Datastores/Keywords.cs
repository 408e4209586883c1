using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>What a keyword of a connection string says.</summary>
internal enum Keyword
{
    Other,
    Host,
    Port,
    Database,
    User,
    Password,
    ServiceName,
    Driver,
}

/// <summary>The keywords of Npgsql, SqlClient, MySqlConnector, ODBC, libpq, JDBC and StackExchange.Redis, all their synonyms included.</summary>
internal static class Keywords
{
    // Sources: NpgsqlConnectionStringBuilder, SqlConnectionStringBuilder, MySqlConnectionStringOption, psqlODBC's options, PQconninfo, OptionKeys.
    private static readonly Dictionary<string, Keyword> ByName = Index(
        (Keyword.Host, "host hostname hosts hostaddr server servers servername datasource address addr addresses networkaddress endpoint endpoints failoverpartner"),
        (Keyword.Port, "port"),
        (Keyword.Database, "database db dbname databasename initialcatalog catalog defaultdatabase"),
        (Keyword.User, "user username userid uid login"),
        (Keyword.Password, "password pwd psw pass passwd"),
        (Keyword.ServiceName, "servicename mastername"),
        (Keyword.Driver, "driver provider"));

    /// <summary>What <paramref name="name"/> says, without regard to letter case, blanks, <c>_</c> and <c>-</c>.</summary>
    public static Keyword Of(string name) => name.Length <= 40 && ByName.TryGetValue(Squeeze(name), out var keyword) ? keyword : Keyword.Other;

    /// <summary>Adds what one pair says.</summary>
    /// <param name="connection">What was read before.</param>
    /// <param name="keyword">The pair's keyword.</param>
    /// <param name="value">Its value, unescaped and masked.</param>
    /// <param name="range">Where the value stands.</param>
    public static ConnectionString Apply(ConnectionString connection, Keyword keyword, string value, TextRange range)
    {
        switch (keyword)
        {
            case Keyword.Host:
                var endpoints = Hosts(value);
                return endpoints.Count == 0 ? connection : connection with { Endpoints = [.. connection.Endpoints, .. endpoints] };
            case Keyword.Database:
                return connection with { Database = Known(value) ?? connection.Database };
            case Keyword.User:
                return connection with { User = Known(value) ?? connection.User };
            case Keyword.ServiceName:
                return connection with { ServiceName = Known(value) ?? connection.ServiceName };
            case Keyword.Password:
                return range.Length == 0 ? connection : connection with { Password = range };
            case Keyword.Driver:
                return connection with { Kind = DriverKind(value) ?? connection.Kind };
            default:
                return connection;
        }
    }

    /// <summary><c>tcp:host,1433</c>, <c>host\instance</c> and <c>host:5432,host2</c>.</summary>
    private static List<Endpoint> Hosts(string value)
    {
        var endpoints = new List<Endpoint>();
        var prefix = value.IndexOf(':');
        if (prefix > 0 && value.Substring(0, prefix) is "tcp" or "np" or "lpc" or "admin")
        {
            value = value.Substring(prefix + 1);
        }

        foreach (var part in value.Split(','))
        {
            var instance = part.IndexOf('\\');
            var host = (instance > 0 ? part.Substring(0, instance) : part).Trim();
            if (int.TryParse(host, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                continue;
            }

            if (HostText.Read(host) is { } endpoint)
            {
                endpoints.Add(endpoint);
            }
            else if (host is "." or "(local)" || host.StartsWith("(localdb)", StringComparison.OrdinalIgnoreCase))
            {
                endpoints.Add(new Endpoint("localhost", null));
            }
        }

        return endpoints;
    }

    private static DatastoreKind? DriverKind(string value) => Contains(value, "postgres") || Contains(value, "npgsql")
        ? DatastoreKind.PostgreSql
        : Contains(value, "sql server") || Contains(value, "sqlclient") || Contains(value, "sqloledb")
            ? DatastoreKind.SqlServer
            : Contains(value, "mysql") || Contains(value, "mariadb") ? DatastoreKind.MySql : null;

    private static bool Contains(string text, string part) => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0;

    private static string? Known(string text) => text.Trim().Trim(Templates.Mark).Length == 0 ? null : Templates.Show(text.Trim());

    private static string Squeeze(string name)
    {
        var squeezed = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            if (c is not (' ' or '_' or '-' or '\t' or '\n' or '\r'))
            {
                squeezed.Append(char.ToLowerInvariant(c));
            }
        }

        return squeezed.ToString();
    }

    private static Dictionary<string, Keyword> Index(params (Keyword Keyword, string Names)[] groups)
    {
        var index = new Dictionary<string, Keyword>(StringComparer.Ordinal);
        foreach (var (keyword, names) in groups)
        {
            foreach (var name in names.Split(' '))
            {
                index.Add(name, keyword);
            }
        }

        return index;
    }
}

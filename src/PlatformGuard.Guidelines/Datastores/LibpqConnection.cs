using System;
using System.Collections.Generic;
using System.Text;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary><c>host=… dbname=…</c>: pairs separated by blanks, values in <c>'…'</c> where they hold one, <c>\</c> before a quote.</summary>
internal static class LibpqConnection
{
    // PQconninfo's keywords, and those that the drivers of Go and Python add.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "host", "hostaddr", "port", "dbname", "database", "user", "password", "passfile", "require_auth", "channel_binding", "connect_timeout", "client_encoding",
        "options", "application_name", "fallback_application_name", "keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout",
        "replication", "gssencmode", "sslmode", "requiressl", "sslnegotiation", "sslcompression", "sslcert", "sslkey", "sslpassword", "sslrootcert", "sslcrl", "sslcrldir", "sslsni",
        "requirepeer", "ssl_min_protocol_version", "ssl_max_protocol_version", "krbsrvname", "gsslib", "gssdelegation", "service", "target_session_attrs",
        "load_balance_hosts", "search_path", "TimeZone", "timezone", "pool_max_conns", "pool_min_conns", "binary_parameters", "statement_cache_mode", "default_query_exec_mode",
    };

    public static ConnectionString? Parse(string masked)
    {
        var connection = new ConnectionString { Kind = DatastoreKind.PostgreSql, Notation = ConnectionNotation.Libpq };
        var pairs = 0;
        var isConnection = false;
        var index = SkipBlanks(masked, 0);
        while (index < masked.Length)
        {
            var equals = masked.IndexOf('=', index);
            if (equals < 0)
            {
                return null;
            }

            var name = masked.Substring(index, equals - index).TrimEnd();
            if (!Known.Contains(name) || !ReadValue(masked, SkipBlanks(masked, equals + 1), out var value, out var range, out index))
            {
                return null;
            }

            var keyword = Keywords.Of(name);
            isConnection |= keyword is Keyword.Host or Keyword.Database;
            connection = Keywords.Apply(connection, keyword, value, range);
            pairs++;
            index = SkipBlanks(masked, index);
        }

        // A single pair is written alike in both notations and says nothing about the server.
        return isConnection && pairs > 1 ? connection : null;
    }

    private static bool ReadValue(string text, int start, out string value, out TextRange range, out int next)
    {
        var unescaped = new StringBuilder();
        var quoted = start < text.Length && text[start] == '\'';
        var begin = quoted ? start + 1 : start;
        var index = begin;
        for (; index < text.Length && (quoted ? text[index] != '\'' : !char.IsWhiteSpace(text[index])); index++)
        {
            if (!quoted && text[index] == ';')
            {
                break;
            }

            if (text[index] == '\\' && index + 1 < text.Length)
            {
                index++;
            }

            unescaped.Append(text[index]);
        }

        value = unescaped.ToString();
        range = new TextRange(begin, Math.Min(index, text.Length) - begin);
        next = quoted && index < text.Length ? index + 1 : index;

        // A semicolon outside quotes belongs to the notation of ADO.NET.
        return next >= text.Length || text[next] != ';';
    }

    private static int SkipBlanks(string text, int index)
    {
        while (index < text.Length && char.IsWhiteSpace(text[index]))
        {
            index++;
        }

        return index;
    }
}

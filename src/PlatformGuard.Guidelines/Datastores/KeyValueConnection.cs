using System;
using System.Text;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary><c>Host=…;Database=…</c> with the quoting of ADO.NET (<c>'…'</c>, <c>"…"</c>, doubled quotes) and of ODBC (<c>{…}</c>).</summary>
internal static class KeyValueConnection
{
    public static ConnectionString? Parse(string masked)
    {
        if (masked.IndexOf('=') < 0)
        {
            return null;
        }

        var connection = new ConnectionString { Notation = ConnectionNotation.KeyValue };
        var isConnection = false;

        // PHP's data objects write the driver in front: pgsql:host=…;dbname=…
        var index = masked.StartsWith("pgsql:", StringComparison.OrdinalIgnoreCase) ? 6 : 0;
        connection = index > 0 ? connection with { Kind = DatastoreKind.PostgreSql } : connection;
        while (index < masked.Length)
        {
            var equals = masked.IndexOf('=', index);
            if (equals < 0)
            {
                break;
            }

            var semicolon = masked.IndexOf(';', index, equals - index);
            if (semicolon >= 0)
            {
                index = semicolon + 1;
                continue;
            }

            var name = masked.Substring(index, equals - index).Trim();
            index = ReadValue(masked, equals + 1, out var value, out var range);
            var keyword = Keywords.Of(name);
            isConnection |= keyword is Keyword.Host or Keyword.Database;
            connection = WithKind(Keywords.Apply(connection, keyword, value, range), name);
        }

        return isConnection ? connection : null;
    }

    /// <summary>Some keywords exist for one server only.</summary>
    private static ConnectionString WithKind(ConnectionString connection, string name)
    {
        if (connection.Kind != DatastoreKind.Unknown)
        {
            return connection;
        }

        return name.ToLowerInvariant() switch
        {
            "initial catalog" or "integrated security" or "trusted_connection" or "multipleactiveresultsets" or "trustservercertificate" => connection with { Kind = DatastoreKind.SqlServer },
            "search path" or "searchpath" or "include error detail" or "maximum pool size" or "no reset on close" or "target session attributes" => connection with { Kind = DatastoreKind.PostgreSql },
            _ => connection,
        };
    }

    /// <summary>Reads the value at <paramref name="index"/>; returns the index behind its <c>;</c>. A quote that never closes ends with the text.</summary>
    private static int ReadValue(string text, int index, out string value, out TextRange range)
    {
        while (index < text.Length && char.IsWhiteSpace(text[index]))
        {
            index++;
        }

        if (index < text.Length && text[index] is '\'' or '"' or '{')
        {
            var close = text[index] == '{' ? '}' : text[index];
            return ReadQuoted(text, index + 1, close, out value, out range);
        }

        var end = text.IndexOf(';', index);
        end = end < 0 ? text.Length : end;
        value = text.Substring(index, end - index).TrimEnd();
        range = new TextRange(index, value.Length);
        return end + 1;
    }

    private static int ReadQuoted(string text, int start, char close, out string value, out TextRange range)
    {
        var unescaped = new StringBuilder();
        var index = start;
        for (; index < text.Length; index++)
        {
            if (text[index] == close)
            {
                if (index + 1 == text.Length || text[index + 1] != close)
                {
                    break;
                }

                index++;
            }

            unescaped.Append(text[index]);
        }

        value = unescaped.ToString();
        range = new TextRange(start, Math.Min(index, text.Length) - start);
        var semicolon = index < text.Length ? text.IndexOf(';', index) : -1;
        return semicolon < 0 ? text.Length : semicolon + 1;
    }
}

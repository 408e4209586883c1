using System;

namespace PlatformGuard.Guidelines.State;

/// <summary>Reads the URLs of Java's embedded databases: SQLite, DuckDB, H2, HSQLDB, Derby.</summary>
public static class EmbeddedJdbcUrl
{
    /// <summary>Whether the URL names a database file; those in memory, on a server or read-only do not.</summary>
    public static bool NamesFile(string url)
    {
        var text = url.Trim();
        if (!text.StartsWith("jdbc:", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var rest = text.Substring(5).ToLowerInvariant();
        var (scheme, target) = Cut(rest);
        if (target.Length == 0 || target.StartsWith("mem:", StringComparison.Ordinal) || target.StartsWith("memory:", StringComparison.Ordinal) || target.StartsWith(":memory:", StringComparison.Ordinal) || target.Contains("access_mode_data=r") || target.Contains("mode=ro"))
        {
            return false;
        }

        return scheme switch
        {
            "sqlite" or "duckdb" => true,
            "h2" => target.StartsWith("file:", StringComparison.Ordinal) || target[0] is '.' or '/' or '~',
            "hsqldb" => target.StartsWith("file:", StringComparison.Ordinal),
            "derby" => !target.StartsWith("//", StringComparison.Ordinal),
            _ => false,
        };
    }

    private static (string Scheme, string Target) Cut(string text)
    {
        var colon = text.IndexOf(':');
        return colon < 0 ? (text, "") : (text.Substring(0, colon), text.Substring(colon + 1));
    }
}

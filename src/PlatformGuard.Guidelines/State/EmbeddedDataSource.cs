using System;
using System.Collections.Generic;

namespace PlatformGuard.Guidelines.State;

/// <summary>What an embedded database works on.</summary>
public enum EmbeddedSource
{
    /// <summary>A file that it may write.</summary>
    File,

    /// <summary>Memory: nothing is on a disk.</summary>
    Memory,

    /// <summary>A file that is only read: it ships with the image, like a model.</summary>
    ReadOnly,

    /// <summary>A file that lives no longer than its connection, in the folder for temporary files.</summary>
    Temporary,
}

/// <summary>Reads connection strings and URLs of embedded databases: SQLite, DuckDB, LiteDB.</summary>
public static class EmbeddedDataSource
{
    private static readonly string[] FileEndings = [".db", ".db3", ".sqlite", ".sqlite3", ".sdb", ".duckdb", ".ddb", ".litedb", ".sdf"];
    private static readonly string[] Schemes = ["sqlite", "sqlite3", "duckdb", "file"];
    private static readonly string[] SourceKeywords = ["data source", "datasource", "filename", "fulluri"];

    /// <summary>
    /// Judges a connection string that is known to be one of an embedded database: <c>Data Source=app.db;Mode=ReadOnly</c>, <c>:memory:</c>,
    /// a bare file name, or a URL such as <c>file:app.db?mode=ro</c>.
    /// </summary>
    /// <param name="connection">The text as written.</param>
    /// <param name="volumes">What the manifest declares.</param>
    public static EmbeddedSource Judge(string connection, IReadOnlyList<DeclaredVolume> volumes)
    {
        var source = connection.Trim();
        var mode = "";
        if (source.IndexOf('=') > 0 && !IsUri(source))
        {
            source = "";
            foreach (var (keyword, value) in Pairs(connection))
            {
                if (Array.IndexOf(SourceKeywords, keyword) >= 0)
                {
                    source = value;
                }
                else if (keyword is "mode" or "access_mode" || (keyword is "read only" or "readonly" && value.Equals("true", StringComparison.OrdinalIgnoreCase)))
                {
                    mode = keyword is "mode" or "access_mode" ? value : "readonly";
                }
            }
        }

        return JudgeSource(source, mode.ToLowerInvariant(), volumes);
    }

    /// <summary>
    /// Whether a text by itself names the file of an embedded database: a URL with such a scheme (<c>sqlite:///app.db</c>), or a connection
    /// string whose data source ends like one (<c>Data Source=/data/app.db</c>). A server's name (<c>Data Source=sql01;…</c>) does not.
    /// </summary>
    public static bool NamesFile(string text)
    {
        var trimmed = text.Trim();
        var colon = trimmed.IndexOf(':');
        if (colon > 0 && IsUri(trimmed))
        {
            // sqlalchemy writes sqlite+aiosqlite:///app.db; sqlite:// alone is memory.
            var scheme = trimmed.Substring(0, colon).ToLowerInvariant().Split('+')[0];
            var rest = trimmed.Substring(colon + 1).TrimStart('/');
            return scheme != "file" && rest.Length > 0 && JudgeSource(trimmed, "", []) == EmbeddedSource.File;
        }

        foreach (var (keyword, value) in Pairs(trimmed))
        {
            if (Array.IndexOf(SourceKeywords, keyword) >= 0 && HasFileEnding(value) && Judge(trimmed, []) == EmbeddedSource.File)
            {
                return true;
            }
        }

        return false;
    }

    private static EmbeddedSource JudgeSource(string source, string mode, IReadOnlyList<DeclaredVolume> volumes)
    {
        var lower = source.ToLowerInvariant();
        if (mode == "memory" || lower.Contains(":memory:") || lower.Contains("mode=memory"))
        {
            return EmbeddedSource.Memory;
        }

        if (mode is "readonly" or "read_only" or "ro" || lower.Contains("mode=ro") || lower.Contains("immutable=1") || lower.Contains("access_mode=read_only"))
        {
            return EmbeddedSource.ReadOnly;
        }

        return source.Length == 0 || LocalPath.Judge(PathOf(source), volumes) is not PathPlace.Container ? EmbeddedSource.Temporary : EmbeddedSource.File;
    }

    private static string PathOf(string source)
    {
        if (!IsUri(source))
        {
            return source;
        }

        // sqlite:///app.db is relative, sqlite:////data/app.db absolute; file:///data/app.db is absolute.
        var colon = source.IndexOf(':');
        var isFile = source.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
        var rest = source.Substring(colon + 1);
        rest = rest.StartsWith("///", StringComparison.Ordinal) ? rest.Substring(isFile ? 2 : 3) : rest.StartsWith("//", StringComparison.Ordinal) ? rest.Substring(2) : rest;
        var query = rest.IndexOf('?');
        return query < 0 ? rest : rest.Substring(0, query);
    }

    private static bool IsUri(string text)
    {
        var colon = text.IndexOf(':');
        return colon > 0 && Array.IndexOf(Schemes, text.Substring(0, colon).ToLowerInvariant().Split('+')[0]) >= 0;
    }

    private static bool HasFileEnding(string value)
    {
        var path = value.Trim().Trim('"', '\'');
        foreach (var ending in FileEndings)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<(string Keyword, string Value)> Pairs(string connection)
    {
        foreach (var part in connection.Split(';'))
        {
            var equals = part.IndexOf('=');
            if (equals > 0)
            {
                yield return (part.Substring(0, equals).Trim().ToLowerInvariant(), part.Substring(equals + 1).Trim().Trim('"', '\''));
            }
        }
    }
}

using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.State;

/// <summary>A call that opens an embedded database.</summary>
/// <param name="Kind">What it is, in words.</param>
/// <param name="Source">The parameter that says what it works on; null when every call keeps data on the disk.</param>
/// <param name="IsPath">Whether <paramref name="Source"/> is a path, and not a connection string.</param>
internal sealed record EmbeddedStore(string Kind, string? Source, bool IsPath = false);

/// <summary>The embedded databases of .NET, and how they are opened.</summary>
internal static class EmbeddedStores
{
    private const string Constructor = ApiTable<EmbeddedStore>.Constructor;
    private const string Sqlite = "a SQLite database";
    private const string Lucene = "a search index";

    /// <summary>A compilation that references none of these opens no embedded database.</summary>
    public static string[] Assemblies { get; } =
    [
        "Microsoft.Data.Sqlite", "Microsoft.EntityFrameworkCore.Sqlite", "System.Data.SQLite", "SQLite-net", "LiteDB", "RocksDbSharp", "FASTER.core", "Tsavorite.core", "LightningDB", "DBreeze", "ZoneTree",
        "DuckDB.NET.Data", "Lucene.Net", "Hangfire.SQLite", "Hangfire.Storage.SQLite", "Hangfire.LiteDB", "System.Data.SqlServerCe", "Raven.Embedded", "Realm",
    ];

    /// <summary>Set-up methods of databases that run on a server.</summary>
    public static string[] ServerProviders { get; } = ["UseNpgsql", "UseSqlServer", "UseAzureSql", "UseMySql", "UseMySQL", "UseOracle", "UseCosmos", "UseMongoDB", "AddNpgsql", "AddSqlServer", "UsePostgreSql", "UsePostgreSqlStorage", "UseSqlServerStorage"];

    /// <summary>The calls.</summary>
    public static ApiTable<EmbeddedStore> Table { get; } = new ApiTable<EmbeddedStore>()
        .Add("Microsoft.Data.Sqlite.SqliteConnection", Constructor, new(Sqlite, "connectionString"))
        .Add("System.Data.SQLite.SQLiteConnection", Constructor, new(Sqlite, "connectionString"))
        .Add("SQLite.SQLiteConnection", Constructor, new(Sqlite, "databasePath"))
        .Add("SQLite.SQLiteAsyncConnection", Constructor, new(Sqlite, "databasePath"))
        .Add("Microsoft.EntityFrameworkCore.SqliteDbContextOptionsBuilderExtensions", "UseSqlite", new(Sqlite, "connectionString"))
        .Add("Microsoft.Extensions.DependencyInjection.SqliteServiceCollectionExtensions", "AddSqlite", new(Sqlite, "connectionString"))
        .Add("LiteDB.LiteDatabase", Constructor, new("a LiteDB database", "connectionString"))
        .Add("LiteDB.LiteRepository", Constructor, new("a LiteDB database", "connectionString"))
        .Add("DuckDB.NET.Data.DuckDBConnection", Constructor, new("a DuckDB database", "connectionString"))
        .Add("RocksDbSharp.RocksDb", "Open OpenWithTtl", new("a RocksDB store", "path", IsPath: true))
        .Add("FASTER.core.Devices", "CreateLogDevice", new("a FASTER log", "logPath", IsPath: true))
        .Add("Tsavorite.core.Devices", "CreateLogDevice", new("a Tsavorite log", "logPath", IsPath: true))
        .Add("LightningDB.LightningEnvironment", Constructor, new("an LMDB store", "path", IsPath: true))
        .Add("DBreeze.DBreezeEngine", Constructor, new("a DBreeze database", "dbreezeDataFolderName", IsPath: true))
        .Add("Tenray.ZoneTree.ZoneTreeFactory", Constructor, new("a ZoneTree store", null))
        .Add("Lucene.Net.Store.FSDirectory", "Open", new(Lucene, "path", IsPath: true))
        .Add("Lucene.Net.Store.MMapDirectory", Constructor, new(Lucene, "path", IsPath: true))
        .Add("Lucene.Net.Store.SimpleFSDirectory", Constructor, new(Lucene, "path", IsPath: true))
        .Add("Lucene.Net.Store.NIOFSDirectory", Constructor, new(Lucene, "path", IsPath: true))
        .Add("Hangfire.*", "UseSQLiteStorage", new("a job store on SQLite", "nameOrConnectionString"))
        .Add("Hangfire.*", "UseLiteDbStorage", new("a job store on LiteDB", null))
        .Add("Raven.Embedded.EmbeddedServer", "StartServer", new("a RavenDB server in the process", null))
        .Add("System.Data.SqlServerCe.SqlCeConnection", Constructor, new("a SQL Server Compact database", "connectionString"));

    /// <summary>The connection string as far as it is known; null when nothing of it is. A part that is not known is a hole.</summary>
    public static FoldedText? TextOf(IOperation source, PlatformContext platform, CancellationToken cancellation)
    {
        var text = TextFolder.Fold(StringExpressions.WithoutConversions(source), platform, cancellation);

        // "Data Source=" + path: a file, wherever it is. Without any known part there is nothing to judge.
        return text.Text == FoldedText.Hole || (text.HasHoles && text.Text.IndexOf('=') < 0) ? null : text;
    }

    /// <summary>Whether the member that holds the operation chooses memory or read-only mode in a connection string builder.</summary>
    public static bool SaysMode(IOperation operation)
    {
        var root = operation;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        foreach (var other in root.Descendants())
        {
            if (other is IFieldReferenceOperation { Field: { Name: "ReadOnly" or "Memory", ContainingType: var type } } && TypeNames.Is(type, "Microsoft.Data.Sqlite.SqliteOpenMode"))
            {
                return true;
            }
        }

        return false;
    }
}

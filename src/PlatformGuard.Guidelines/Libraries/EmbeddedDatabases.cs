using System.Collections.Generic;

namespace PlatformGuard.Guidelines.Libraries;

/// <summary>Packages whose only purpose is a database inside the process (PG4002).</summary>
public static class EmbeddedDatabases
{
    private static readonly Dictionary<Ecosystem, PackagePatterns> Packages = new()
    {
        [Ecosystem.NuGet] = new("microsoft.data.sqlite* system.data.sqlite* sqlite-net* litedb litedb.* rocksdb rocksdbsharp lightningdb dbreeze duckdb.net* zonetree tenray.zonetree faster.core microsoft.faster.core"),
        [Ecosystem.Python] = new("aiosqlite sqlitedict tinydb lmdb plyvel rocksdict python-rocksdb duckdb unqlite pysqlite3 pysqlite3-binary zodb diskcache"),
        [Ecosystem.Npm] = new("better-sqlite3 sqlite3 sqlite lmdb level leveldown classic-level rocksdb nedb @seald-io/nedb lowdb duckdb duckdb-async @duckdb/* sql.js pouchdb"),
        [Ecosystem.Ruby] = new("sqlite3 lmdb leveldb rocksdb-ruby duckdb pstore"),
        [Ecosystem.Go] = new("github.com/mattn/go-sqlite3 modernc.org/sqlite github.com/glebarez/sqlite github.com/glebarez/go-sqlite gorm.io/driver/sqlite go.etcd.io/bbolt github.com/boltdb/bolt github.com/dgraph-io/badger github.com/syndtr/goleveldb github.com/cockroachdb/pebble github.com/marcboeker/go-duckdb github.com/nutsdb/nutsdb zombiezen.com/go/sqlite crawshaw.io/sqlite"),
        [Ecosystem.Maven] = new("org.xerial:sqlite-jdbc com.h2database:h2 org.hsqldb:hsqldb org.apache.derby:derby* org.rocksdb:rocksdbjni org.lmdbjava:lmdbjava org.mapdb:mapdb org.duckdb:duckdb_jdbc org.iq80.leveldb:leveldb org.dizitart:nitrite*"),
    };

    /// <summary>Whether the package embeds a database.</summary>
    /// <param name="ecosystem">Where it comes from.</param>
    /// <param name="name">Its name in any spelling.</param>
    public static bool Contains(Ecosystem ecosystem, string name) => Packages[ecosystem].Contains(PackageName.Normalize(ecosystem, name));
}

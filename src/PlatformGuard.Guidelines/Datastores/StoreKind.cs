using System;
using System.Collections.Generic;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>
/// A kind of datastore server as <c>spec.storage[].kind</c> names it. Products that speak the same protocol are one kind: what is
/// declared as <c>valkey</c> is reached with a client of <c>redis</c>.
/// </summary>
/// <remarks>Databases inside the process (PG4002), object stores and message brokers (PG7006) are no kinds of it.</remarks>
public sealed class StoreKind
{
    // Title, the names by which a manifest may declare it (the first is the usual one), image names, URL schemes.
    private static readonly StoreKind[] Kinds =
    [
        new("PostgreSQL", "postgresql postgres pgsql pgvector timescaledb cockroachdb cockroach yugabytedb citus aurora-postgresql alloydb cloud-sql-postgresql", "postgres postgresql postgresql-ha postgis pgvector timescaledb timescaledb-ha cockroach yugabyte citus spilo-15 spilo-16 spilo-17 cloudnative-pg ankane-pgvector", "postgres postgresql pgsql"),
        new("Redis", "redis valkey keydb dragonfly garnet elasticache memorydb redis-sentinel redis-cluster", "redis redis-stack redis-stack-server redis-cluster redis-sentinel valkey valkey-cluster valkey-sentinel keydb dragonfly garnet", "redis rediss valkey valkeys redis+sentinel redis-sentinel"),
        new("MySQL", "mysql mariadb percona vitess aurora-mysql tidb", "mysql mysql-server mariadb mariadb-galera percona percona-server percona-xtradb-cluster tidb", "mysql mysqlx mariadb"),
        new("SQL Server", "sqlserver sql-server mssql azure-sql", "mssql-server azure-sql-edge server sqlserver", "sqlserver mssql"),
        new("MongoDB", "mongodb mongo documentdb ferretdb", "mongo mongodb mongodb-community-server mongodb-enterprise-server mongodb-sharded percona-server-mongodb ferretdb", "mongodb mongodb+srv"),
        new("Cassandra", "cassandra scylladb scylla", "cassandra scylla scylladb dse-server", "cassandra"),
        new("Elasticsearch", "elasticsearch opensearch elastic", "elasticsearch elasticsearch-oss opensearch", ""),
        new("Memcached", "memcached", "memcached", "memcached"),
        new("Oracle", "oracle", "oracle-xe oracle-free", "oracle"),
        new("Couchbase", "couchbase", "couchbase", "couchbase couchbases"),
        new("CouchDB", "couchdb", "couchdb", ""),
        new("RavenDB", "ravendb", "ravendb", ""),
        new("Neo4j", "neo4j memgraph", "neo4j memgraph", "neo4j neo4j+s bolt bolt+s"),
        new("InfluxDB", "influxdb", "influxdb influxdb3-core", "influxdb"),
        new("ClickHouse", "clickhouse", "clickhouse clickhouse-server", "clickhouse"),
        new("DynamoDB", "dynamodb", "dynamodb-local", ""),
        new("Cosmos DB", "cosmosdb cosmos-db cosmos", "azure-cosmos-emulator", ""),
        new("Firebird", "firebird", "firebird", "firebird"),
        new("Db2", "db2", "db2 db2_community", ""),
        new("etcd", "etcd", "etcd", "etcd"),
        new("Qdrant", "qdrant", "qdrant", ""),
        new("Milvus", "milvus", "milvus", ""),
        new("Weaviate", "weaviate", "weaviate", ""),
        new("Chroma", "chroma chromadb", "chroma chromadb", ""),
        new("ArangoDB", "arangodb", "arangodb", ""),
        new("Solr", "solr", "solr", ""),
        new("Meilisearch", "meilisearch", "meilisearch", ""),
        new("Typesense", "typesense", "typesense", ""),
    ];

    private static readonly Dictionary<string, StoreKind> ByName = Index(static kind => kind.names);
    private static readonly Dictionary<string, StoreKind> ByImage = Index(static kind => kind.images);
    private static readonly Dictionary<string, StoreKind> ByScheme = Index(static kind => kind.schemes);

    private readonly string names;
    private readonly string images;
    private readonly string schemes;

    private StoreKind(string title, string names, string images, string schemes)
    {
        Title = title;
        this.names = names;
        this.images = images;
        this.schemes = schemes;
    }

    /// <summary>The product's name as messages show it.</summary>
    public string Title { get; }

    /// <summary>How a manifest usually declares it: the first of its names.</summary>
    public string Name => names.IndexOf(' ') is > 0 and var end ? names.Substring(0, end) : names;

    /// <summary>The kind that a manifest declares: <c>postgresql</c>, <c>postgres</c>, <c>valkey</c>. Null when no client of it is known.</summary>
    public static StoreKind? OfDeclared(string kind) => Find(ByName, kind.Trim());

    /// <summary>The kind of server that an image starts, by the last part of its repository: <c>registry.example.com/bitnami/postgresql:16</c>.</summary>
    public static StoreKind? OfImage(string image)
    {
        var name = image;
        var digest = name.IndexOf('@');
        name = digest >= 0 ? name.Substring(0, digest) : name;
        var slash = name.LastIndexOf('/');
        var last = name.Substring(slash + 1);
        var tag = last.IndexOf(':');
        last = tag >= 0 ? last.Substring(0, tag) : last;

        // mcr.microsoft.com/mssql/server; nothing else that is called so is a datastore.
        return last == "server" && !name.EndsWith("mssql/server", StringComparison.Ordinal) && name.IndexOf("mssql/server:", StringComparison.Ordinal) < 0 ? null : Find(ByImage, last);
    }

    /// <summary>The kind of server that a URL's scheme means: <c>postgres</c>, <c>postgresql+psycopg</c>, <c>jdbc:mysql</c>, <c>rediss</c>.</summary>
    public static StoreKind? OfScheme(string scheme)
    {
        scheme = scheme.StartsWith("jdbc:", StringComparison.OrdinalIgnoreCase) ? scheme.Substring(5) : scheme;
        return Find(ByScheme, scheme) ?? (scheme.IndexOf('+') is > 0 and var plus ? Find(ByScheme, scheme.Substring(0, plus)) : null);
    }

    /// <summary>The kind of server that a connection string is written for, or null when its notation fits several.</summary>
    public static StoreKind? OfConnection(ConnectionString connection) => connection.Kind switch
    {
        DatastoreKind.PostgreSql => ByName["postgresql"],
        DatastoreKind.Redis => ByName["redis"],
        DatastoreKind.SqlServer => ByName["sqlserver"],
        DatastoreKind.MySql => ByName["mysql"],
        _ => null,
    };

    /// <inheritdoc/>
    public override string ToString() => Title;

    private static StoreKind? Find(Dictionary<string, StoreKind> index, string key) => index.TryGetValue(key, out var kind) ? kind : null;

    private static Dictionary<string, StoreKind> Index(Func<StoreKind, string> words)
    {
        var index = new Dictionary<string, StoreKind>(StringComparer.OrdinalIgnoreCase);
        foreach (var kind in Kinds)
        {
            foreach (var word in words(kind).Split([' '], StringSplitOptions.RemoveEmptyEntries))
            {
                index.Add(word, kind);
            }
        }

        return index;
    }
}

using System;
using System.Collections.Generic;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>
/// The .NET libraries that reach a datastore server: the types whose creation opens one, and the methods that register one. A library is
/// told by the assembly it comes in, so that a wrapper of the same name in a team's own assembly is judged by what it does.
/// </summary>
public static class DatastoreClients
{
    // Types that are created, by full name, and the kind of server.
    private static readonly Dictionary<string, string> Types = Index(
        "postgresql Npgsql.NpgsqlConnection Npgsql.NpgsqlDataSourceBuilder Npgsql.NpgsqlSlimDataSourceBuilder Npgsql.Replication.LogicalReplicationConnection Npgsql.Replication.PhysicalReplicationConnection "
        + "Devart.Data.PostgreSql.PgSqlConnection",
        "sqlserver Microsoft.Data.SqlClient.SqlConnection System.Data.SqlClient.SqlConnection",
        "mysql MySqlConnector.MySqlConnection MySqlConnector.MySqlDataSource MySqlConnector.MySqlDataSourceBuilder MySql.Data.MySqlClient.MySqlConnection",
        "oracle Oracle.ManagedDataAccess.Client.OracleConnection",
        "firebird FirebirdSql.Data.FirebirdClient.FbConnection",
        "db2 IBM.Data.Db2.DB2Connection IBM.Data.DB2.Core.DB2Connection",
        "clickhouse ClickHouse.Client.ADO.ClickHouseConnection ClickHouse.Driver.ADO.ClickHouseConnection ClickHouse.Driver.ClickHouseClient",
        "mongodb MongoDB.Driver.MongoClient",
        "redis ServiceStack.Redis.RedisClient ServiceStack.Redis.RedisManagerPool ServiceStack.Redis.PooledRedisClientManager ServiceStack.Redis.BasicRedisClientManager ServiceStack.Redis.RedisSentinel "
        + "FreeRedis.RedisClient CSRedis.CSRedisClient Redis.OM.RedisConnectionProvider NewLife.Caching.FullRedis NewLife.Caching.Redis BeetleX.Redis.RedisDB",
        "elasticsearch Elastic.Clients.Elasticsearch.ElasticsearchClient Nest.ElasticClient Elasticsearch.Net.ElasticLowLevelClient OpenSearch.Client.OpenSearchClient OpenSearch.Net.OpenSearchLowLevelClient",
        "memcached Enyim.Caching.MemcachedClient",
        "couchdb CouchDB.Driver.CouchClient",
        "ravendb Raven.Client.Documents.DocumentStore",
        "influxdb InfluxDB.Client.InfluxDBClient InfluxDB3.Client.InfluxDBClient",
        "dynamodb Amazon.DynamoDBv2.AmazonDynamoDBClient",
        "cosmosdb Microsoft.Azure.Cosmos.CosmosClient Microsoft.Azure.Cosmos.Fluent.CosmosClientBuilder",
        "qdrant Qdrant.Client.QdrantClient Qdrant.Client.Grpc.QdrantGrpcClient",
        "milvus Milvus.Client.MilvusClient",
        "etcd dotnet_etcd.EtcdClient",
        "arangodb ArangoDBNetStandard.ArangoDBClient",
        "meilisearch Meilisearch.MeilisearchClient");

    // Static methods that open a client, as type and method.
    private static readonly Dictionary<string, string> Factories = Index(
        "postgresql Npgsql.NpgsqlDataSource.Create Marten.DocumentStore.For",
        "redis StackExchange.Redis.ConnectionMultiplexer.Connect StackExchange.Redis.ConnectionMultiplexer.ConnectAsync StackExchange.Redis.ConnectionMultiplexer.SentinelConnect "
        + "StackExchange.Redis.ConnectionMultiplexer.SentinelConnectAsync",
        "cassandra Cassandra.Cluster.Builder",
        "couchbase Couchbase.Cluster.ConnectAsync",
        "neo4j Neo4j.Driver.GraphDatabase.Driver");

    // Methods that register a client, by name; the assemblies they come in stand in Libraries.
    private static readonly Dictionary<string, string> Registrations = Index(
        "postgresql UseNpgsql AddNpgsql AddNpgsqlDataSource AddNpgsqlSlimDataSource AddMultiHostNpgsqlDataSource AddMultiHostNpgsqlSlimDataSource AddKeyedNpgsqlDataSource AddNpgsqlDbContext AddAzureNpgsqlDataSource "
        + "AddKeyedAzureNpgsqlDataSource AddAzureNpgsqlDbContext AddMarten AddNpgSql UsePostgreSqlStorage UsePostgres UsePostgreSQL AddPostgres AddPostgres15_0 AddPostgres11_0 AddPostgres92 PersistMessagesWithPostgresql "
        + "PostgresqlDatabase AddDistributedPostgresCache StoreInPostgres",
        "sqlserver UseSqlServer UseAzureSql AddSqlServer AddSqlServerClient AddKeyedSqlServerClient AddSqlServerDbContext UseSqlServerStorage AddDistributedSqlServerCache PersistMessagesWithSqlServer SqlDatabase StoreInSqlServer",
        "mysql UseMySql UseMySQL AddMySql AddMySqlDataSource AddKeyedMySqlDataSource AddMySqlDbContext AddMySql5 AddMySql8 UseMySqlStorage UseMySqlConnector MySqlDatabase",
        "oracle UseOracle AddOracle AddOracleDatabaseDbContext OracleDatabase",
        "firebird UseFirebird AddFirebird",
        "mongodb UseMongoDB AddMongoDb AddMongoDB AddMongoDBClient AddKeyedMongoDBClient UseMongoStorage",
        "redis AddStackExchangeRedisCache AddStackExchangeRedisOutputCache AddStackExchangeRedis PersistKeysToStackExchangeRedis AddRedis AddRedisClient AddKeyedRedisClient AddRedisClientBuilder AddRedisDistributedCache "
        + "AddRedisOutputCache AddValkeyClient UseRedisStorage UseRedis AddFusionCacheStackExchangeRedisBackplane WithStackExchangeRedisBackplane AddRedisStorage",
        "elasticsearch AddElasticsearch AddElasticsearchClient AddKeyedElasticsearchClient AddOpenSearch",
        "memcached AddEnyimMemcached",
        "cosmosdb UseCosmos AddCosmos AddAzureCosmosClient AddKeyedAzureCosmosClient AddCosmosDbContext AddAzureCosmosDB AddCosmosDb",
        "qdrant AddQdrantClient AddKeyedQdrantClient AddQdrant",
        "milvus AddMilvusClient",
        "couchbase AddCouchbase",
        "neo4j AddNeo4j",
        "dynamodb AddDynamoDb");

    // Beginnings of the names of the assemblies that these come in.
    private static readonly string[] Libraries =
    [
        "Npgsql", "Microsoft.EntityFrameworkCore", "Microsoft.Extensions.Caching.", "Microsoft.AspNetCore.", "Microsoft.Data.SqlClient", "System.Data.SqlClient", "MySql", "Pomelo.", "Oracle.", "FirebirdSql.", "IBM.",
        "ClickHouse.", "MongoDB.", "StackExchange.Redis", "ServiceStack.", "FreeRedis", "CSRedis", "Redis.OM", "NewLife.", "BeetleX", "Elastic", "Nest", "OpenSearch", "Enyim", "CouchDB.", "Raven.", "InfluxDB", "AWSSDK.", "Microsoft.Azure.Cosmos",
        "Qdrant.", "Milvus.", "dotnet-etcd", "ArangoDB", "Meilisearch", "Marten", "Cassandra", "Couchbase", "Neo4j.", "HealthChecks.", "Hangfire.", "Quartz", "Wolverine", "Aspire.", "dbup-", "FluentMigrator", "linq2db", "MassTransit.", "Rebus.",
        "ZiggyCreatures.FusionCache", "Devart.",
    ];

    /// <summary>Whether a client may come in an assembly of this name, so that a compilation without one has nothing to find.</summary>
    public static bool IsLibrary(string assembly)
    {
        // An Aspire host describes what runs beside a developer's program; it is no client.
        if (assembly.StartsWith("Aspire.Hosting", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        foreach (var library in Libraries)
        {
            if (assembly.StartsWith(library, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether some client's type has this short name; asked before its full name is made.</summary>
    public static bool MayBeType(string shortName) => ShortNames.Contains(shortName);

    /// <summary>The kind of server that an object of this type reaches, or null.</summary>
    public static StoreKind? OfType(string fullName) => Find(Types, fullName);

    /// <summary>Whether some method that opens or registers a client has this name.</summary>
    public static bool MayBeMethod(string name) => Registrations.ContainsKey(name) || ShortNames.Contains(name);

    /// <summary>The kind of server that a static method opens a client of, or null.</summary>
    public static StoreKind? OfFactory(string typeAndMethod) => Find(Factories, typeAndMethod);

    /// <summary>The kind of server that a registration is for, or null.</summary>
    /// <param name="method">Name of the method.</param>
    /// <param name="assembly">Name of the assembly it comes in.</param>
    public static StoreKind? OfRegistration(string method, string assembly) => IsLibrary(assembly) ? Find(Registrations, method) : null;

    private static readonly HashSet<string> ShortNames = LastParts(Types, Factories);

    private static StoreKind? Find(Dictionary<string, string> index, string name) => index.TryGetValue(name, out var kind) ? StoreKind.OfDeclared(kind) : null;

    private static Dictionary<string, string> Index(params string[] groups)
    {
        var index = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            var words = group.Split(' ');
            for (var word = 1; word < words.Length; word++)
            {
                index.Add(words[word], words[0]);
            }
        }

        return index;
    }

    private static HashSet<string> LastParts(params Dictionary<string, string>[] indexes)
    {
        var parts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var index in indexes)
        {
            foreach (var name in index.Keys)
            {
                parts.Add(name.Substring(name.LastIndexOf('.') + 1));
            }
        }

        return parts;
    }
}

using System;
using System.Collections.Generic;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>How much a name says by itself.</summary>
internal enum Distinctness
{
    /// <summary>Also an ordinary word.</summary>
    Ordinary,

    /// <summary>Ordinary in other products, but nothing else runs under it where services run.</summary>
    Generic,

    /// <summary>Used for nothing else.</summary>
    Unmistakable,
}

/// <summary>One built-in main datastore name.</summary>
/// <param name="Name">Its words written together, lower case.</param>
/// <param name="Store">What it is, in words that may be shown.</param>
/// <param name="Distinctness">How much the name says by itself.</param>
internal sealed record MainStoreName(string Name, string Store, Distinctness Distinctness);

/// <summary>The main datastores that are known without configuration.</summary>
/// <remarks>
/// Sources: GitLab's <c>db/database_connections/*.yaml</c>, <c>Gitlab::Redis::ALL_CLASSES</c>, omnibus <c>attributes/default.rb</c> and the globals
/// of the Helm chart. A name that other programs use as well is <see cref="Distinctness.Ordinary"/>.
/// </remarks>
internal static class MainDatastores
{
    /// <summary>What every database of the main application begins with.</summary>
    public const string DatabasePrefix = "gitlabhq";

    public const string PostgreSql = "main PostgreSQL";
    public const string Redis = "main Redis";

    /// <summary>The connections of <c>database.yml</c>.</summary>
    public static readonly MainStoreName[] Databases =
    [
        new("main", PostgreSql, Distinctness.Ordinary),
        new("ci", "CI PostgreSQL", Distinctness.Ordinary),
        new("sec", "security PostgreSQL", Distinctness.Ordinary),
        new("geo", "Geo PostgreSQL", Distinctness.Ordinary),
        new("embedding", "embedding PostgreSQL", Distinctness.Ordinary),
    ];

    /// <summary>The stores of Redis, longest first where one begins with another.</summary>
    public static readonly MainStoreName[] RedisStores =
    [
        .. Stores(Distinctness.Unmistakable, "sharedstate tracechunks dbloadbalancing repositorycache queuesmetadata bufferedcounter etagcache duplicatejobs sidekiqstatus concurrencylimit workhorse "
            + "clusterqueuesmetadata clusterdbloadbalancing clusterratelimiting clusterrepositorycache clustersharedstate clustersessions clusterfeatureflag clustercache"),
        .. Stores(Distinctness.Ordinary, "ratelimiting featureflag actioncable sessions queues pubsub cache chat kas"),
    ];

    /// <summary>Hosts by the words that one label of their name begins with.</summary>
    public static readonly MainStoreName[] Hosts =
    [
        .. HostNames(PostgreSql, Distinctness.Unmistakable, "patronimain pgbouncermain gitlabpostgresql gitlabpostgres gitlabpgbouncer gitlabpatroni gitlabdb gitlabdatabase postgresgitlab postgresqlgitlab"),
        .. HostNames("CI PostgreSQL", Distinctness.Unmistakable, "patronici pgbouncerci"),
        .. HostNames("security PostgreSQL", Distinctness.Unmistakable, "patronisec pgbouncersec"),
        .. HostNames("Geo PostgreSQL", Distinctness.Unmistakable, "patronigeo pgbouncergeo"),
        .. HostNames("embedding PostgreSQL", Distinctness.Unmistakable, "patroniembedding pgbouncerembedding"),
        .. HostNames(Redis, Distinctness.Unmistakable, "gitlabredis redisgitlab gitlabvalkey"),
        .. HostNames(PostgreSql, Distinctness.Generic, "patroni pgbouncer"),
        .. HostNames(PostgreSql, Distinctness.Ordinary, "maindb maindatabase mainpostgres mainpostgresql mainpg dbmain databasemain postgresmain postgresqlmain pgmain"),
        .. HostNames("CI PostgreSQL", Distinctness.Ordinary, "cidb cidatabase cipostgres cipostgresql dbci postgresci"),
        .. HostNames(Redis, Distinctness.Ordinary, "mainredis redismain redissidekiq redispersistent"),
    ];

    /// <summary>Words for a datastore's server: a name is about a connection when one of them stands beside the store's own name.</summary>
    public static readonly HashSet<string> DatabaseWords = Set("database databases db dbs postgres postgresql pg psql npgsql patroni pgbouncer datastore");

    /// <summary>The same for Redis.</summary>
    public static readonly HashSet<string> RedisWords = Set("redis valkey");

    /// <summary>What may follow a store's name when the setting says how to reach it. Anything else (a size, a time-out, a prefix) is about something the service does.</summary>
    public static readonly HashSet<string> ConnectionWords = Set(
        "url urls uri uris dsn host hosts hostname hostnames address addr addresses endpoint endpoints server servers connection connections connectionstring connectionstrings conn connstr string "
        + "strings password passwd pass pwd username user login credential credentials auth secret token database db dbname name socket sentinel sentinels cluster node nodes instance primary master "
        + "replica replicas secondary read write readonly reader writer ro rw config configuration file yml yaml fqdn");

    /// <summary>What may stand before a store's name without making it another's.</summary>
    public static readonly HashSet<string> NeutralWords = Set(
        "app application service svc spring datasource default prod production prd staging stg dev development test local env environment config settings backend api web server client "
        + "connection connections connectionstrings strings connstr postgresqlconnstr sqlconnstr customconnstr rediscacheconnstr database databases db redis aspire npgsql stack exchange stackexchange postgres postgresql global gitlab rails external quarkus jdbc");

    private static MainStoreName[] Stores(Distinctness distinctness, string names) =>
        Array.ConvertAll(names.Split(' '), name => new MainStoreName(name, Redis + " (" + name + ")", distinctness));

    private static MainStoreName[] HostNames(string store, Distinctness distinctness, string names) =>
        Array.ConvertAll(names.Split(' '), name => new MainStoreName(name, store, distinctness));

    private static HashSet<string> Set(string words) => new(words.Split(' '), StringComparer.Ordinal);
}

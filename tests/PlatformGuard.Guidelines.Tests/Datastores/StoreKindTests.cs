using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Guidelines.Tests.Datastores;

public sealed class StoreKindTests
{
    [Theory]
    [InlineData("postgresql", "PostgreSQL")]
    [InlineData("Postgres", "PostgreSQL")]
    [InlineData("valkey", "Redis")]
    [InlineData("mariadb", "MySQL")]
    [InlineData("mongo", "MongoDB")]
    public void DeclaredKind_IsKnownByEveryUsualName(string declared, string title) => Assert.Equal(title, StoreKind.OfDeclared(declared)?.Title);

    [Theory]
    [InlineData("s3")]
    [InlineData("sqlite")]
    [InlineData("")]
    public void DeclaredKind_WithoutAServerOfItsOwn_IsNone(string declared) => Assert.Null(StoreKind.OfDeclared(declared));

    [Theory]
    [InlineData("postgres", "PostgreSQL")]
    [InlineData("postgres:16-alpine", "PostgreSQL")]
    [InlineData("registry.example.com:5000/bitnami/postgresql:16@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "PostgreSQL")]
    [InlineData("pgvector/pgvector:pg17", "PostgreSQL")]
    [InlineData("docker.io/valkey/valkey:8", "Redis")]
    [InlineData("redis/redis-stack-server:latest", "Redis")]
    [InlineData("mcr.microsoft.com/mssql/server:2022-latest", "SQL Server")]
    [InlineData("docker.elastic.co/elasticsearch/elasticsearch:8.15.0", "Elasticsearch")]
    public void Image_OfADatastoreServer_IsRecognised(string image, string title) => Assert.Equal(title, StoreKind.OfImage(image)?.Title);

    [Theory]
    [InlineData("prometheuscommunity/postgres-exporter:v0.15")]
    [InlineData("rediscommander/redis-commander")]
    [InlineData("registry.example.com/team/server:1.0")]
    [InlineData("dpage/pgadmin4")]
    [InlineData("registry.example.com/redis-proxy-app")]
    [InlineData("")]
    public void Image_OfSomethingElse_IsNone(string image) => Assert.Null(StoreKind.OfImage(image));

    [Theory]
    [InlineData("postgres", "PostgreSQL")]
    [InlineData("postgresql+psycopg", "PostgreSQL")]
    [InlineData("jdbc:mysql", "MySQL")]
    [InlineData("rediss", "Redis")]
    [InlineData("mongodb+srv", "MongoDB")]
    public void Scheme_OfADatastore_IsRecognised(string scheme, string title) => Assert.Equal(title, StoreKind.OfScheme(scheme)?.Title);

    [Theory]
    [InlineData("https")]
    [InlineData("amqp")]
    [InlineData("sqlite")]
    public void Scheme_OfSomethingElse_IsNone(string scheme) => Assert.Null(StoreKind.OfScheme(scheme));

    [Theory]
    [InlineData("postgresql", "reviewers-db", null, true)]
    [InlineData("postgresql", "other-db", null, false)]
    [InlineData("postgresql", "localhost", null, true)]
    [InlineData("postgresql", null, "ConnectionStrings:Reviewers", true)]
    [InlineData("postgresql", null, "Reviewers", true)]
    [InlineData("postgresql", null, "ConnectionStrings:reviewers", true)]
    [InlineData("postgresql", null, "Other", false)]
    [InlineData("postgresql", null, null, true)]
    [InlineData("redis", "anything", "Anything", true)]
    [InlineData("mysql", null, null, false)]
    [InlineData("elasticsearch", "search.example.com", null, true)]
    [InlineData("elasticsearch", null, null, false)]
    public void Access_IsDeclaredByKind_AndByAddressWhereStoresNameTheirs(string kind, string? host, string? setting, bool isDeclared)
    {
        var policy = new DatastorePolicy(
        [
            new("reviewers", ["reviewers-db"], "reviewers", ["ConnectionStrings:Reviewers"]) { Kind = "postgres" },
            new("suggestions", [], null, []) { Kind = "valkey" },
            new("search", ["search.example.com"], null, []) { Kind = "company-search" },
        ]);

        Assert.Equal(isDeclared, policy.Declares(StoreKind.OfDeclared(kind)!, host is null ? [] : [host], setting));
    }
}

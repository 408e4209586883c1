using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Guidelines.Tests.Datastores;

public sealed class DatastoreClientsTests
{
    [Theory]
    [InlineData("UseNpgsql", "Npgsql.EntityFrameworkCore.PostgreSQL", "PostgreSQL")]
    [InlineData("AddNpgSql", "HealthChecks.NpgSql", "PostgreSQL")]
    [InlineData("UsePostgreSqlStorage", "Hangfire.PostgreSql", "PostgreSQL")]
    [InlineData("AddRedisClient", "Aspire.StackExchange.Redis", "Redis")]
    [InlineData("PersistKeysToStackExchangeRedis", "Microsoft.AspNetCore.DataProtection.StackExchangeRedis", "Redis")]
    public void Registration_OfAKnownLibrary_IsRecognised(string method, string assembly, string title) =>
        Assert.Equal(title, DatastoreClients.OfRegistration(method, assembly)?.Title);

    [Theory]
    [InlineData("UseNpgsql", "Acme.Data")]
    [InlineData("AddRedis", "Aspire.Hosting.Redis")]
    [InlineData("AddPostgres", "Aspire.Hosting.PostgreSQL")]
    [InlineData("UseSqlite", "Microsoft.EntityFrameworkCore.Sqlite")]
    [InlineData("UseInMemoryDatabase", "Microsoft.EntityFrameworkCore.InMemory")]
    public void Registration_OfAnythingElse_IsNone(string method, string assembly) => Assert.Null(DatastoreClients.OfRegistration(method, assembly));

    [Theory]
    [InlineData("Npgsql.NpgsqlConnection", "PostgreSQL")]
    [InlineData("MongoDB.Driver.MongoClient", "MongoDB")]
    [InlineData("Npgsql.NpgsqlParameter", null)]
    [InlineData("Acme.NpgsqlConnection", null)]
    public void Type_IsToldByItsFullName(string type, string? title) => Assert.Equal(title, DatastoreClients.OfType(type)?.Title);
}

using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Datastores;
using PlatformGuard.Analyzers.Tests.Harness;
using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Analyzers.Tests.Datastores;

public sealed class UndeclaredDatastoreTests
{
    private const string Usings = """
        using System; using System.Data; using Dapper; using Marten; using Microsoft.AspNetCore.DataProtection; using Microsoft.Data.SqlClient; using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.Caching.StackExchangeRedis; using Microsoft.Extensions.Configuration; using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.Hosting; using Npgsql; using StackExchange.Redis;

        """;

    private static string InMethod(string statements) => Usings + $$"""
        class Context(DbContextOptions options) : DbContext(options);
        class C
        {
            void M(IConfiguration configuration, IServiceCollection services, IHostApplicationBuilder builder, DbContextOptionsBuilder options, NpgsqlDataSource source) { {{statements}} }
        }
        """;

    private static BuildOptions Own(params OwnStore[] stores) => new((OwnStoreOption.Key, OwnStoreOption.Encode(stores)));

    [Theory]
    [InlineData("""var c = new [|NpgsqlConnection|](configuration["Db"]);""")]
    [InlineData("""var s = NpgsqlDataSource.[|Create|]("Host=reviewers-db;Database=reviewers");""")]
    [InlineData("""services.[|AddNpgsqlDataSource|](configuration.GetConnectionString("Reviewers")!);""")]
    [InlineData("""services.AddDbContext<Context>(o => o.[|UseNpgsql|](configuration.GetConnectionString("Reviewers")));""")]
    [InlineData("""options.[|UseSqlServer|]("Server=reviewers-db;Database=reviewers");""")]
    [InlineData("""services.[|AddMarten|](configuration.GetConnectionString("Reviewers")!);""")]
    [InlineData("""using IDbConnection c = new [|SqlConnection|](configuration["Db"]); c.Query<int>("select 1");""")]
    [InlineData("""var r = ConnectionMultiplexer.[|Connect|]("suggestions-redis:6379");""")]
    [InlineData("""services.[|AddStackExchangeRedisCache|](o => o.Configuration = configuration["Redis:Configuration"]);""")]
    [InlineData("""services.AddSignalR().[|AddStackExchangeRedis|]("suggestions-redis:6379");""")]
    [InlineData("""services.AddDataProtection().[|PersistKeysToStackExchangeRedis|]((IConnectionMultiplexer)null!);""")]
    [InlineData("""services.AddHealthChecks().[|AddNpgSql|](configuration["Db"]!);""")]
    [InlineData("""builder.[|AddNpgsqlDataSource|]("reviewers");""")]
    [InlineData("""builder.[|AddRedisClient|]("suggestions");""")]
    [InlineData("""var m = new MongoDB.Driver.[|MongoClient|]("mongodb://reviewers-mongo");""")]
    [InlineData("""var m = new MySqlConnector.[|MySqlConnection|](configuration["Db"]);""")]
    [InlineData("""var r = new FreeRedis.[|RedisClient|]("suggestions-redis:6379");""")]
    [InlineData("""var r = new CSRedis.[|CSRedisClient|]("suggestions-redis:6379");""")]
    [InlineData("""var r = new ServiceStack.Redis.[|RedisManagerPool|]("suggestions-redis");""")]
    [InlineData("""NpgsqlConnection c = [|new(configuration["Db"])|];""")]
    // One finding for each store, at its first place.
    [InlineData("""services.[|AddNpgsqlDataSource|](configuration["Db"]!); options.UseNpgsql(source); var c = new NpgsqlConnection(configuration["Db"]);""")]
    [InlineData("""var a = new [|NpgsqlConnection|]("Host=reviewers-db"); var b = new [|NpgsqlConnection|]("Host=other-db"); var r = ConnectionMultiplexer.[|Connect|]("x-redis");""")]
    public Task Client_OfAStoreThatNothingDeclares_IsReported(string statements) => Verify.Undeclared(InMethod(statements));

    [Theory]
    [InlineData("""var c = new NpgsqlConnection(configuration["Db"]);""")]
    [InlineData("""options.UseNpgsql("Host=reviewers-db");""")]
    [InlineData("""services.AddStackExchangeRedisCache(o => o.Configuration = configuration["Redis:Configuration"]);""")]
    [InlineData("""var r = ConnectionMultiplexer.Connect("suggestions-redis:6379");""")]
    [InlineData("""var r = ConnectionMultiplexer.Connect("localhost");""")]
    [InlineData("""builder.AddNpgsqlDataSource("reviewers");""")]
    public Task Client_OfADeclaredStore_IsSilent(string statements) => Verify.Undeclared(InMethod(statements), Own(
        new("reviewers", ["reviewers-db"], "reviewers", ["Db"]) { Kind = "postgresql" },
        new("suggestions", ["suggestions-redis"], null, ["Redis:Configuration"]) { Kind = "valkey" }));

    [Theory]
    [InlineData("""var c = new [|NpgsqlConnection|]("Host=billing-db;Database=billing");""")]
    [InlineData("""options.[|UseNpgsql|](configuration.GetConnectionString("Billing"));""")]
    [InlineData("""var c = new [|NpgsqlConnection|](Environment.GetEnvironmentVariable("BILLING_URL"));""")]
    [InlineData("""var c = new [|SqlConnection|](configuration["Db"]);""")]
    public Task Client_OfAnotherStoreThanTheDeclared_IsReported(string statements) => Verify.Undeclared(InMethod(statements), Own(
        new OwnStore("reviewers", ["reviewers-db"], "reviewers", ["Db"]) { Kind = "postgresql" }));

    [Theory]
    // Main datastores are PG1001 and PG1002.
    [InlineData("""options.UseNpgsql("Host=patroni-main;Database=gitlabhq_production");""")]
    [InlineData("""options.UseNpgsql(configuration.GetConnectionString("Main"));""")]
    [InlineData("""builder.AddRedisClient("sharedstate");""")]
    [InlineData("""services.AddStackExchangeRedisCache(o => o.Configuration = "gitlab-redis:6379");""")]
    // Inside the process: PG4002 and PG4003.
    [InlineData("""options.UseSqlite("Data Source=x.db");""")]
    [InlineData("""var c = new Microsoft.Data.Sqlite.SqliteConnection("Data Source=x.db");""")]
    [InlineData("""services.AddDistributedMemoryCache(); services.AddMemoryCache();""")]
    // Named, but no client is made.
    [InlineData("""NpgsqlConnection? c = null; IConnectionMultiplexer? r = null; var t = typeof(SqlConnection);""")]
    [InlineData("""var p = new NpgsqlParameter("x", 1); var b = new NpgsqlConnectionStringBuilder();""")]
    [InlineData("""var c = source.CreateCommand("select 1"); var x = source.OpenConnection();""")]
    [InlineData("""var o = new ConfigurationOptions(); var r = new RedisCacheOptions();""")]
    [InlineData("""Own.UseNpgsql(options);""")]
    public Task OtherThings_AreSilent(string statements) =>
        Verify.Undeclared(InMethod(statements) + "static class Own { public static void UseNpgsql(object o) { } }");

    [Theory]
    [InlineData("""class F : Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory<Context> { public Context CreateDbContext(string[] a) => new(new DbContextOptionsBuilder().UseNpgsql("Host=dev-db").Options); }""")]
    [InlineData("""class M : Microsoft.EntityFrameworkCore.Migrations.Migration { protected override void Up(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder b) { var c = new NpgsqlConnection("Host=dev-db"); } }""")]
    public Task MigrationsAndTheirTools_AreSilent(string declarations) =>
        Verify.Undeclared(Usings + "class Context(DbContextOptions options) : DbContext(options);" + declarations);

    [Fact]
    public Task TestProject_IsSilent() =>
        Verify.Undeclared(InMethod("""var c = new NpgsqlConnection(configuration["Db"]);"""), new BuildOptions(("build_property.IsTestProject", "true")));

    [Fact]
    public Task MainApplication_IsSilent() =>
        Verify.Undeclared(InMethod("""var c = new NpgsqlConnection(configuration["Db"]);"""), new BuildOptions(("build_property.PlatformGuardRole", "main-application")));

    [Theory]
    [InlineData("experiment", DiagnosticSeverity.Warning)]
    [InlineData("beta", DiagnosticSeverity.Error)]
    [InlineData("ga", DiagnosticSeverity.Error)]
    public async Task Severity_IsThatOfTheStage_AndTheMessageNamesTheStore(string stage, DiagnosticSeverity severity)
    {
        var compilation = TestCode.Compile(InMethod("""services.AddStackExchangeRedisCache(o => o.Configuration = configuration["Redis:Configuration"]); options.UseNpgsql(source);"""));

        var found = await Verify.Run(compilation, new BuildOptions(("platformguard.stage", stage)), new UndeclaredDatastore());

        Assert.All(found, finding => Assert.Equal(severity, finding.Severity));
        Assert.Equal(
            ["Redis store 'Redis:Configuration' is not declared under spec.storage in the manifest", "PostgreSQL client 'UseNpgsql' is not declared under spec.storage in the manifest"],
            found.Select(static finding => finding.GetMessage(null)));
    }

    [Fact]
    public Task Tracing_OfAClient_IsNoClient() => Verify.Undeclared(
        "using Microsoft.Extensions.DependencyInjection; using Npgsql; class C { void M(OpenTelemetry.Trace.TracerProviderBuilder tracing, IServiceCollection services, string address) { tracing.AddNpgsql(); services.[|AddNpgsqlDataSource|](address); } }");
}

using PlatformGuard.Analyzers.Datastores;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.Datastores;

public sealed class MainDatastoreConnectionTests
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.Data.Common; using System.Net;
        using Microsoft.Data.SqlClient; using Microsoft.EntityFrameworkCore; using Microsoft.Extensions.Caching.StackExchangeRedis; using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.Hosting; using Microsoft.Extensions.Logging; using Npgsql; using StackExchange.Redis;

        """;

    /// <summary>Statements of a method that has <c>host</c>, <c>configuration</c>, <c>services</c>, <c>builder</c>, <c>logger</c> and <c>options</c>.</summary>
    private static string InMethod(string statements) => Usings + $$"""
        static class Names { public const string MainHost = "patroni-main"; public const string OwnHost = "reviewers-db"; public static readonly string CiHost = "patroni-ci"; }
        class C
        {
            void M(string host, IConfiguration configuration, IServiceCollection services, IHostApplicationBuilder builder, ILogger logger, DbContextOptionsBuilder options)
            {
                {{statements}}
            }
            static void Wrapper(string connectionString) { }
        }
        """;

    [Theory]
    // Whole connection strings and URLs, wherever they stand.
    [InlineData("""var s = [|"Host=patroni-main;Database=reviewers"|];""")]
    [InlineData("""var s = [|@"Host=patroni-main.internal;Username=reviewers"|];""")]
    [InlineData(""""var s = [|"""Host=reviewers-db;Database=gitlabhq_production"""|];"""")]
    [InlineData("""const string S = [|"Server=pgbouncer;Database=gitlabhq_production_ci"|];""")]
    [InlineData("""var s = [|"postgres://app@patroni-main/gitlabhq_production"|];""")]
    [InlineData("""var s = new Uri([|"postgresql://patroni-ci.internal:6432/x"|]);""")]
    [InlineData("""var s = [|"redis://gitlab-redis:6379/0"|];""")]
    [InlineData("""var s = configuration["Db"] ?? [|"Host=patroni-main;Database=x"|];""")]
    [InlineData("""var list = new[] { "Host=reviewers-db", [|"Host=patroni-main"|] };""")]
    [InlineData("""var map = new Dictionary<string, string> { ["Db"] = [|"Host=patroni-main;Database=x"|] };""")]
    [InlineData("""Func<string> f = () => [|"Host=patroni-main;Database=x"|];""")]
    // Put together; one finding, at the part that tells.
    [InlineData("""var s = "Host=" + [|"patroni-main"|] + ";Database=" + host;""")]
    [InlineData("""var s = "Host=" + host + [|";Database=gitlabhq_production"|];""")]
    [InlineData("""var s = "Host=" + [|Names.MainHost|] + ";Username=x";""")]
    [InlineData("""var s = "Host=" + [|Names.CiHost|] + ";Username=x";""")]
    [InlineData("""var s = $"Host={[|Names.MainHost|]};Username=x";""")]
    [InlineData("""var s = $"[|Host=patroni-main;Username=|]{host}";""")]
    [InlineData("""var s = string.Format([|"Host={0};Database=gitlabhq_production"|], host);""")]
    [InlineData("""var s = string.Format("Host={0};Username=x", [|Names.MainHost|]);""")]
    [InlineData("""var s = string.Join(";", "Host=reviewers-db", [|"Database=gitlabhq_production"|]);""")]
    [InlineData("""var db = [|"patroni-main"|]; var s = $"Host={db};Username=x";""")]
    // In a slot of a datastore client a bare host or database is enough.
    [InlineData("""var c = new NpgsqlConnection([|"Host=patroni-main;Database=x"|]);""")]
    [InlineData("""var c = new NpgsqlConnection { ConnectionString = [|"Host=patroni-main;Database=x"|] };""")]
    [InlineData("""var b = new NpgsqlConnectionStringBuilder { Host = [|"patroni-main"|], Database = "reviewers" };""")]
    [InlineData("""var b = new NpgsqlConnectionStringBuilder { Host = "reviewers-db", Database = [|"gitlabhq_production"|] };""")]
    [InlineData("""var b = new NpgsqlConnectionStringBuilder(); b.Host = [|"patroni-main"|];""")]
    [InlineData("""var b = new NpgsqlConnectionStringBuilder(); b.Host = host.Length > 0 ? [|"patroni-main"|] : "reviewers-db";""")]
    [InlineData("""var b = new NpgsqlConnectionStringBuilder(); b.Host = configuration["Host"] ?? [|"patroni-main"|];""")]
    [InlineData("""var b = new NpgsqlConnectionStringBuilder(); b.Host = [|Names.MainHost|];""")]
    [InlineData("""var b = new NpgsqlConnectionStringBuilder(); b["Host"] = [|"patroni-main"|];""")]
    [InlineData("""var b = new NpgsqlDataSourceBuilder(); b.ConnectionStringBuilder.Host = [|"patroni-main"|];""")]
    [InlineData("""var b = new SqlConnectionStringBuilder { DataSource = [|"patroni-main"|], InitialCatalog = "reviewers" };""")]
    [InlineData("""var b = new DbConnectionStringBuilder { ["Server"] = [|"patroni-main"|] };""")]
    [InlineData("""services.AddNpgsqlDataSource([|"Host=patroni-main;Database=x"|]);""")]
    [InlineData("""options.UseNpgsql([|"Host=patroni-main;Database=x"|]);""")]
    [InlineData("""ConnectionMultiplexer.Connect([|"gitlab-redis:6379"|]);""")]
    [InlineData("""ConnectionMultiplexer.Connect([|"gitlab-redis:6379,ssl=true"|]);""")]
    [InlineData("""ConnectionMultiplexer.Connect("reviewers-redis:6379," + [|"gitlab-redis:6379"|]);""")]
    [InlineData("""var o = new ConfigurationOptions { EndPoints = { [|"gitlab-redis:6379"|] } };""")]
    [InlineData("""var o = new ConfigurationOptions(); o.EndPoints.Add([|"gitlab-redis"|], 6379);""")]
    [InlineData("""var o = new ConfigurationOptions(); o.EndPoints.Add(new DnsEndPoint([|"gitlab-redis"|], 6379));""")]
    [InlineData("""var o = new RedisCacheOptions { Configuration = [|"gitlab-redis:6379"|] };""")]
    [InlineData("""Wrapper(connectionString: [|"patroni-main"|]);""")]
    [InlineData("""var u = new UriBuilder { Scheme = "postgres", Host = [|"patroni-main"|] };""")]
    public Task Value_ThatNamesAMainDatastore_IsReportedOnce(string statements) => Verify.Connection(InMethod(statements));

    [Theory]
    [InlineData("""var s = "Host=reviewers-db;Database=reviewers";""")]
    [InlineData("""var s = "Host=localhost;Database=reviewers;Username=postgres";""")]
    [InlineData("""var s = $"Host={host};Database={configuration["Name"]}";""")]
    [InlineData("""var s = "Host=${DB_HOST};Database=${DB_NAME}";""")]
    [InlineData("""var s = "https://internal-api.example.com/api/v4?host=patroni-main";""")]
    [InlineData("""var s = "redis://reviewers-cache:6379/0";""")]
    [InlineData("""var s = "patroni-main";""")]
    [InlineData("""var s = "domain-cache=mainframe-db";""")]
    // Only told or compared.
    [InlineData("""logger.LogInformation("cannot reach Host=patroni-main;Database=gitlabhq_production");""")]
    [InlineData("""throw new InvalidOperationException("Host=patroni-main;Database=gitlabhq_production");""")]
    [InlineData("""Console.WriteLine("Host=patroni-main;Database=gitlabhq_production");""")]
    [InlineData("""var b = host == "Host=patroni-main;Database=x";""")]
    [InlineData("""var b = host is "Host=patroni-main;Database=x";""")]
    [InlineData("""switch (host) { case "Host=patroni-main;Database=x": break; }""")]
    [InlineData("""var b = host switch { "Host=patroni-main;Database=x" => 1, _ => 2 };""")]
    [InlineData("""var b = host.StartsWith("postgres://patroni-main/");""")]
    [InlineData("""var b = string.Equals(host, "Host=patroni-main;Database=x", StringComparison.Ordinal);""")]
    // A connection's name is not its string; PG1002 judges names.
    [InlineData("""var s = configuration.GetConnectionString("main");""")]
    [InlineData("""builder.AddNpgsqlDataSource("patroni-main");""")]
    [InlineData("""var s = configuration["patroni-main"];""")]
    // Properties that only look like slots.
    [InlineData("""var e = new { Host = "patroni-main", Database = "gitlabhq_production" };""")]
    [InlineData("""var b = new NpgsqlConnectionStringBuilder { Host = "reviewers-db", Database = "reviewers", ApplicationName = "gitlab-redis" };""")]
    [InlineData("""var b = new NpgsqlConnectionStringBuilder { Host = host, Username = "gitlab" };""")]
    [InlineData("""var o = new ConfigurationOptions { EndPoints = { "reviewers-redis:6379" }, ClientName = "gitlab-redis" };""")]
    [InlineData("""ConnectionMultiplexer.Connect(host + ":6379");""")]
    [InlineData("""var twice = "patroni-main"; twice = host; var s = $"Host={twice};Username=x";""")]
    [InlineData("""var d = new Dictionary<string, string>(); d["Host"] = "patroni-main";""")]
    public Task Value_ThatOnlyLooksLikeOne_IsSilent(string statements) => Verify.Connection(InMethod(statements));

    [Theory]
    [InlineData("""class C { const string Connection = [|"Host=patroni-main;Database=x"|]; string Use() => Connection; }""")]
    [InlineData("""class C { static readonly string Connection = [|"Host=patroni-main;Database=x"|]; NpgsqlConnection Use() => new(Connection); }""")]
    [InlineData("""class C { const string Host = "patroni-main"; NpgsqlConnection Use() => new("Host=" + [|Host|]); }""")]
    [InlineData("""class C { public string Db { get; set; } = [|"Host=patroni-main;Database=x"|]; }""")]
    [InlineData("""class C { void M(string db = [|"Host=patroni-main;Database=x"|]) { } }""")]
    [InlineData("""class C(string db) { } class D() : C([|"Host=patroni-main;Database=x"|]);""")]
    [InlineData("""[System.AttributeUsage(System.AttributeTargets.All)] class A(string s) : System.Attribute { public string S => s; } [A([|"Host=patroni-main;Database=x"|])] class C;""")]
    [InlineData("""enum E { A } class C { string M(E e) => e switch { E.A => [|"Host=patroni-main;Database=x"|], _ => "" }; }""")]
    [InlineData("""record R(string Db = [|"Host=patroni-main;Database=x"|]);""")]
    public Task Declaration_WithAMainDatastore_IsReportedOnceWhereWritten(string declarations) => Verify.Connection(Usings + declarations);

    [Fact]
    public Task GeneratedCode_IsJudgedToo() =>
        Verify.Connection("// <auto-generated/>\nclass C { string s = [|\"Host=patroni-main;Database=x\"|]; }");

    [Fact]
    public Task ConstantOfAnotherAssembly_IsReportedWhereUsed()
    {
        var library = TestCode.Library("Shared", "public static class Shared { public const string Db = \"Host=patroni-main;Database=x\"; }");

        return Verify.Rule<MainDatastoreConnection>("PG1001", "class C { object o = new Npgsql.NpgsqlConnection([|Shared.Db|]); }", references: library);
    }

    [Fact]
    public async Task Message_NamesStoreAndEvidence_NeverThePassword()
    {
        var compilation = TestCode.Compile("class C { string s = \"Host=patroni-main;Database=x;Password=Wint3rF4ll\"; }");

        var finding = Assert.Single(await Verify.Run(compilation, options: null, new MainDatastoreConnection()));

        Assert.Contains("patroni-main", finding.GetMessage(null), StringComparison.Ordinal);
        Assert.DoesNotContain("Wint3rF4ll", finding.GetMessage(null), StringComparison.Ordinal);
    }
}

using PlatformGuard.Analyzers.State;
using PlatformGuard.Analyzers.Tests.Harness;
using PlatformGuard.Guidelines.State;

namespace PlatformGuard.Analyzers.Tests.State;

public sealed class EmbeddedDatabaseTests
{
    private static string InMethod(string statements) => $$"""
        using System.IO; using DuckDB.NET.Data; using Hangfire; using LiteDB; using Lucene.Net.Store; using Microsoft.Data.Sqlite; using Microsoft.EntityFrameworkCore; using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.Hosting; using RocksDbSharp;
        class Reviews : DbContext { }
        class C
        {
            private const string Name = "Data Source=reviews.db";
            private readonly string connection = "Data Source=/data/reviews.db";
            void M(string text, IConfiguration configuration, IServiceCollection services, DbContextOptionsBuilder options, IHostEnvironment host)
            {
                {{statements}}
            }
        }
        """;

    [Theory]
    [InlineData("""using var c = new [|SqliteConnection|]("Data Source=reviews.db");""")]
    [InlineData("""using var c = new [|SqliteConnection|](Name);""")]
    [InlineData("""using var c = new [|SqliteConnection|](connection);""")]
    [InlineData("""using SqliteConnection c = [|new|]("Data Source=/data/reviews.db;Cache=Shared");""")]
    [InlineData("""options.[|UseSqlite|]("Data Source=reviews.db");""")]
    [InlineData("""services.AddDbContext<Reviews>(o => o.[|UseSqlite|]("Filename=reviews.db"));""")]
    [InlineData("""services.[|AddSqlite|]<Reviews>("Data Source=reviews.db");""")]
    [InlineData("""using var db = new [|LiteDatabase|]("reviews.db");""")]
    [InlineData("""using var db = new [|LiteDatabase|]("Filename=/data/reviews.db;Connection=shared");""")]
    [InlineData("""using var c = new [|DuckDBConnection|]("Data Source=stats.duckdb");""")]
    [InlineData("""using var db = RocksDb.[|Open|](new DbOptions(), "/data/rocks");""")]
    [InlineData("""using var d = FSDirectory.[|Open|]("/data/index");""")]
    [InlineData("""using var d = new [|MMapDirectory|](new DirectoryInfo("index"));""")]
    public Task DatabaseOnAFile_IsReported(string statements) => Verify.Rule<EmbeddedDatabase>("PG4002", InMethod(statements));

    [Theory]
    [InlineData("""options.[|UseSqlite|](configuration.GetConnectionString("Reviews"));""")]
    [InlineData("""using var c = new [|SqliteConnection|](text);""")]
    [InlineData("""using var c = new [|SqliteConnection|]("Data Source=" + text);""")]
    [InlineData("""using var d = FSDirectory.[|Open|](text);""")]
    [InlineData("""if (text == "sqlite") options.[|UseSqlite|]("Data Source=x.db"); else options.UseNpgsql(text);""")]
    public async Task DatabaseThatIsNotCertain_IsAWarningAtMost(string statements)
    {
        var options = new BuildOptions(("platformguard.stage", "ga"));
        await Verify.Rule<EmbeddedDatabase>("PG4002", InMethod(statements), options);
        var finding = Assert.Single(await Verify.Run(TestCode.Compile(Markup.Parse(InMethod(statements)).Source), options, new EmbeddedDatabase()));
        Assert.Equal(Microsoft.CodeAnalysis.DiagnosticSeverity.Warning, finding.Severity);
    }

    [Theory]
    [InlineData("""using var c = new SqliteConnection("Data Source=:memory:");""")]
    [InlineData("""using var c = new SqliteConnection("DataSource=shared;Mode=Memory;Cache=Shared");""")]
    [InlineData("""using var c = new SqliteConnection("Data Source=words.db;Mode=ReadOnly");""")]
    [InlineData("""using var c = new SqliteConnection("Data Source=/scratch/x.db");""")]
    [InlineData("""using var c = new SqliteConnection("Data Source=/tmp/x.db");""")]
    [InlineData("""var b = new SqliteConnectionStringBuilder { DataSource = text, Mode = SqliteOpenMode.ReadOnly }; using var c = new SqliteConnection(b.ToString());""")]
    [InlineData("""using var c = new SqliteConnection();""")]
    [InlineData("""using var c = new SqliteConnection("Data Source=:memory:"); options.UseSqlite(c);""")]
    [InlineData("""using var db = new LiteDatabase(new MemoryStream());""")]
    [InlineData("""using var db = new LiteDatabase(":memory:");""")]
    [InlineData("""using var c = new DuckDBConnection("Data Source=:memory:");""")]
    [InlineData("""using var c = new DuckDBConnection("Data Source=words.duckdb;ACCESS_MODE=READ_ONLY");""")]
    [InlineData("""using var d = new RAMDirectory();""")]
    [InlineData("""using var d = FSDirectory.Open(Path.Combine(Path.GetTempPath(), "index"));""")]
    [InlineData("""using var c = new Npgsql.NpgsqlConnection("Host=reviews-db");""")]
    [InlineData("""options.UseNpgsql("Host=reviews-db");""")]
    [InlineData("""if (host.IsDevelopment()) options.UseSqlite("Data Source=x.db");""")]
    [InlineData("""using var c = new Own.SqliteConnection("Data Source=x.db");""")]
    public Task LookAlike_IsSilent(string statements) => Verify.Rule<EmbeddedDatabase>(
        "PG4002",
        InMethod(statements) + " namespace Own { sealed class SqliteConnection(string text) : System.IDisposable { public void Dispose() => _ = text; } }",
        new BuildOptions((VolumeOption.Key, "scratch|/scratch")));

    [Fact]
    public Task DesignTimeFactory_IsLeftAlone() => Verify.Rule<EmbeddedDatabase>("PG4002", """
        using Microsoft.EntityFrameworkCore; using Microsoft.EntityFrameworkCore.Design;
        class Reviews(DbContextOptions options) : DbContext(options);
        class Factory : IDesignTimeDbContextFactory<Reviews> { public Reviews CreateDbContext(string[] args) => new(new DbContextOptionsBuilder().UseSqlite("Data Source=design.db").Options); }
        """);

    [Theory]
    [InlineData("Data Source=reviews.db", """options.[|UseSqlite|](configuration.GetConnectionString("Reviews"));""")]
    [InlineData("Data Source=:memory:", """options.UseSqlite(configuration.GetConnectionString("Reviews"));""")]
    [InlineData("Data Source=words.db;Mode=ReadOnly", """options.UseSqlite(configuration["ConnectionStrings:Reviews"]);""")]
    public Task ConnectionString_OfTheProjectsSettings_IsJudged(string connection, string statements) => Verify.Rule<EmbeddedDatabase>(
        "PG4002", InMethod(statements), new BuildOptions { Files = [BuildOptions.File("/app/appsettings.json", $$"""{ "ConnectionStrings": { "Reviews": "{{connection}}" } }""")] });

    [Theory]
    [InlineData("build_property.IsTestProject", "true")]
    [InlineData("platformguard.role", "main-application")]
    public Task OtherProjects_AreLeftAlone(string key, string value) =>
        Verify.Rule<EmbeddedDatabase>("PG4002", InMethod("""options.UseSqlite("Data Source=x.db");"""), new BuildOptions((key, value)));
}

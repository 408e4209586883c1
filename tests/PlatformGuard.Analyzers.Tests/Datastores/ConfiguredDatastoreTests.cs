using PlatformGuard.Analyzers.Datastores;
using PlatformGuard.Analyzers.Tests.Harness;
using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Analyzers.Tests.Datastores;

/// <summary>What the project's own <c>appsettings*.json</c> say decides about a look-up, whatever its name.</summary>
public sealed class ConfiguredDatastoreTests
{
    private const string Settings = """
        {
          // the main database under an innocent name, and an innocent one under the main database's
          "ConnectionStrings": { "Reviewers": "Host=patroni-main;Database=x", "Main": "Host=reviewers-db;Database=reviewers", "Ci": "Host=localhost", "Cache": "" },
          "Db": { "Host": "patroni-main", "Name": "reviewers", "OwnHost": "reviewers-db" },
        }
        """;

    private static BuildOptions Project(string settings, params (string, string)[] options) => new(options) { Files = [BuildOptions.File("/src/Service/appsettings.json", settings)] };

    private static string InMethod(string statements) => $$"""
        using System; using Microsoft.EntityFrameworkCore; using Microsoft.Extensions.Configuration; using Npgsql;
        class C
        {
            void M(IConfiguration configuration, DbContextOptionsBuilder options) { {{statements}} }
        }
        """;

    [Theory]
    [InlineData("""var s = configuration.GetConnectionString([|"Reviewers"|]);""")]
    [InlineData("""options.UseNpgsql(configuration.GetConnectionString([|"Reviewers"|]));""")]
    [InlineData("""var s = configuration[[|"ConnectionStrings:Reviewers"|]];""")]
    [InlineData("""var s = configuration.GetSection("ConnectionStrings")[[|"Reviewers"|]];""")]
    [InlineData("""var s = configuration.GetValue<string>([|"ConnectionStrings:Reviewers"|]);""")]
    [InlineData("""options.UseNpgsql([|"Name=ConnectionStrings:Reviewers"|]);""")]
    [InlineData("""var b = new NpgsqlConnectionStringBuilder { Host = configuration[[|"Db:Host"|]], Database = configuration["Db:Name"] };""")]
    [InlineData("""var s = $"Host={configuration[[|"Db:Host"|]]};Username=x";""")]
    [InlineData("""var db = configuration.GetSection("Db"); var s = "Host=" + db[[|"Host"|]] + ";Username=x";""")]
    public Task LookUp_ThatTheSettingsLeadToAMainDatastore_IsReportedWhereRead(string statements) => Verify.Connection(InMethod(statements), Project(Settings));

    [Theory]
    [InlineData("""var s = configuration.GetConnectionString("Main");""")]
    [InlineData("""var s = configuration.GetConnectionString("Ci");""")]
    [InlineData("""options.UseNpgsql(configuration.GetConnectionString("Main"));""")]
    [InlineData("""var b = new NpgsqlConnectionStringBuilder { Host = configuration["Db:OwnHost"] };""")]
    [InlineData("""var s = configuration["Db:Missing"];""")]
    [InlineData("""configuration["ConnectionStrings:Reviewers"] = "x";""")]
    public async Task LookUp_OfAKnownOtherAddress_IsSilentForBothRules(string statements)
    {
        await Verify.Connection(InMethod(statements), Project(Settings));
        await Verify.Name(InMethod(statements), Project(Settings));
    }

    [Theory]
    [InlineData("""var s = configuration.GetConnectionString([|"Cache"|]);""")]
    [InlineData("""var s = configuration.GetConnectionString([|"Sec"|]);""")]
    public Task LookUp_WithoutAValue_IsJudgedByName(string statements) => Verify.Name(InMethod(statements), Project(Settings));

    [Fact]
    public Task LookUp_WhoseValueTells_IsNotReportedByNameToo() =>
        Verify.Name(InMethod("""var s = configuration.GetConnectionString("Main");"""), Project("""{ "ConnectionStrings": { "Main": "Host=patroni-main" } }"""));

    [Fact]
    public Task OwnStore_DeclaredByHost_ClearsTheName() => Verify.Name(
        InMethod("""var s = configuration["MAIN_DATABASE_URL"];"""),
        Project("""{ "MAIN_DATABASE_URL": "postgres://reviewers-db/x" }""", (OwnStoreOption.Key, OwnStoreOption.Encode([new("reviewers", ["reviewers-db"], null, [])]))));

    [Fact]
    public async Task Finding_PointsAtTheSetting_AndNeverShowsThePassword()
    {
        var compilation = TestCode.Compile(InMethod("""var s = configuration.GetConnectionString("Reviewers");"""));
        var options = Project("""{ "ConnectionStrings": { "Reviewers": "Host=patroni-main;Password=Wint3rF4ll" } }""");

        var finding = Assert.Single(await Verify.Run(compilation, options, new MainDatastoreConnection()));

        Assert.Equal("/src/Service/appsettings.json", Assert.Single(finding.AdditionalLocations).GetLineSpan().Path);
        Assert.DoesNotContain("Wint3r", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public Task ValueOfAnEnvironment_CountsToo() => Verify.Connection(
        InMethod("""var s = configuration.GetConnectionString([|"Reviewers"|]);"""),
        new BuildOptions()
        {
            Files =
            [
                BuildOptions.File("/src/Service/appsettings.Production.json", """{ "ConnectionStrings": { "Reviewers": "Host=patroni-main" } }"""),
                BuildOptions.File("/src/Service/appsettings.json", """{ "ConnectionStrings": { "Reviewers": "Host=localhost" } }"""),
            ],
        });

    [Theory]
    [InlineData("/src/Service/other.json")]
    [InlineData("/src/Service/appsettings.txt")]
    public Task OtherFile_SaysNothing(string path) => Verify.Connection(
        InMethod("""var s = configuration.GetConnectionString("Reviewers");"""), new BuildOptions() { Files = [BuildOptions.File(path, Settings)] });

    [Fact]
    public Task BrokenFile_SaysNothing() => Verify.Connection(InMethod("""var s = configuration.GetConnectionString("Reviewers");"""), Project("{ \"ConnectionStrings\": "));
}

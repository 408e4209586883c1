using PlatformGuard.Analyzers.Tests.Harness;
using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Analyzers.Tests.Datastores;

public sealed class MainDatastoreByNameTests
{
    private const string Usings = """
        using System; using Microsoft.EntityFrameworkCore; using Microsoft.Extensions.Configuration; using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting; using Aspire.Hosting; using Npgsql;

        """;

    private static string InMethod(string statements) => Usings + $$"""
        static class Names { public const string Main = "Main"; public const string Own = "Reviewers"; }
        class C
        {
            void M(string name, IConfiguration configuration, IConfigurationSection section, IServiceCollection services, IHostApplicationBuilder builder,
                IDistributedApplicationBuilder host, DbContextOptionsBuilder options)
            {
                {{statements}}
            }
        }
        """;

    [Theory]
    [InlineData("""var s = configuration.GetConnectionString([|"Main"|]);""")]
    [InlineData("""var s = ConfigurationExtensions.GetConnectionString(configuration, [|"ci"|]);""")]
    [InlineData("""var s = configuration.GetConnectionString(name: [|"Main"|]);""")]
    [InlineData("""var s = configuration.GetConnectionString([|Names.Main|]);""")]
    [InlineData("""var s = configuration.GetConnectionString([|"Ma" + "in"|]);""")]
    [InlineData("""var s = configuration.GetConnectionString(name.Length > 1 ? [|"Main"|] : "Reviewers");""")]
    [InlineData("""var s = builder.Configuration.GetConnectionString([|"gitlabhq_production"|]);""")]
    [InlineData("""var s = configuration[[|"ConnectionStrings:Main"|]];""")]
    [InlineData("""var s = builder.Configuration[[|"ConnectionStrings:ci"|]];""")]
    [InlineData("""var s = new ConfigurationManager()[[|"ConnectionStrings:Main"|]];""")]
    [InlineData("""var s = configuration.GetSection([|"ConnectionStrings:Main"|]).Value;""")]
    [InlineData("""var s = configuration.GetSection("ConnectionStrings")[[|"Main"|]];""")]
    [InlineData("""var s = configuration.GetSection("ConnectionStrings").GetSection([|"Main"|]).Value;""")]
    [InlineData("""var s = configuration.GetRequiredSection("ConnectionStrings").GetValue<string>([|"Main"|]);""")]
    [InlineData("""var strings = configuration.GetSection("ConnectionStrings"); var s = strings[[|"Main"|]];""")]
    [InlineData("""var s = configuration.GetValue<string>([|"ConnectionStrings:Main"|]);""")]
    [InlineData("""var s = configuration.GetValue([|"ConnectionStrings:Main"|], "none");""")]
    [InlineData("""var s = Environment.GetEnvironmentVariable([|"ConnectionStrings__Main"|]);""")]
    [InlineData("""var s = Environment.GetEnvironmentVariable([|"GITLAB_REDIS_SHARED_STATE_CONFIG_FILE"|]);""")]
    [InlineData("""var s = Environment.GetEnvironmentVariable([|"ConnectionStrings__Main"|], EnvironmentVariableTarget.Process);""")]
    [InlineData("""var s = System.Configuration.ConfigurationManager.ConnectionStrings[[|"Main"|]];""")]
    [InlineData("""builder.AddNpgsqlDataSource([|"main"|]);""")]
    [InlineData("""builder.AddRedisClient([|"sharedstate"|]);""")]
    [InlineData("""host.AddConnectionString([|"main"|]);""")]
    [InlineData("""options.UseNpgsql([|"Name=ConnectionStrings:Main"|]);""")]
    [InlineData("""options.UseNpgsql([|"name=Main"|]);""")]
    public Task Name_OfAMainDatastore_IsReported(string statements) => Verify.Name(InMethod(statements));

    [Theory]
    [InlineData("""var s = configuration.GetConnectionString("Reviewers");""")]
    [InlineData("""var s = configuration.GetConnectionString(Names.Own);""")]
    [InlineData("""var s = configuration.GetConnectionString(name);""")]
    [InlineData("""var s = configuration.GetConnectionString($"{name}Main");""")]
    [InlineData("""var s = configuration["MainDomain:Url"];""")]
    [InlineData("""var s = configuration["SecurityHeaders"];""")]
    [InlineData("""var s = configuration["Main"];""")]
    [InlineData("""var s = configuration.GetSection("Cache");""")]
    [InlineData("""var s = section["Main"];""")]
    [InlineData("""configuration["ConnectionStrings:Main"] = "x";""")]
    [InlineData("""var s = configuration.GetSection("ConnectionStrings");""")]
    [InlineData("""var s = Environment.GetEnvironmentVariable("CI_PIPELINE_ID");""")]
    [InlineData("""var s = Environment.GetEnvironmentVariable("CACHE_KEY");""")]
    [InlineData("""Environment.SetEnvironmentVariable("ConnectionStrings__Main", name);""")]
    [InlineData("""services.AddNpgsqlDataSource("main");""")]
    [InlineData("""options.UseNpgsql("Name=ConnectionStrings:Reviewers");""")]
    [InlineData("""options.UseNpgsql("Host=reviewers-db;Database=main");""")]
    [InlineData("""var s = Own.GetConnectionString("Main");""")]
    [InlineData("""var d = new System.Collections.Generic.Dictionary<string, string>(); var s = d["ConnectionStrings:Main"];""")]
    [InlineData("""Console.WriteLine("ConnectionStrings:Main");""")]
    public Task Name_ThatIsNotOne_IsSilent(string statements) =>
        Verify.Name(InMethod(statements) + "static class Own { public static string GetConnectionString(string name) => name; }");

    [Fact]
    public Task Name_DeclaredAsOwnStore_IsSilent() =>
        Verify.Name(
            InMethod("""var a = configuration.GetConnectionString("Cache"); var b = configuration.GetConnectionString([|"Main"|]);"""),
            new BuildOptions((OwnStoreOption.Key, OwnStoreOption.Encode([new("cache", ["own-redis"], null, ["ConnectionStrings:Cache"])]))));

    [Theory]
    [InlineData("""configuration.GetConnectionString("Main");""", "reviews|||ConnectionStrings:Main")]
    [InlineData("""configuration.GetConnectionString("Main");""", "reviews|||ConnectionStrings__Main")]
    [InlineData("""configuration.GetConnectionString([|"Main"|]);""", "reviews|||ConnectionStrings:Reviews")]
    [InlineData("""configuration.GetConnectionString([|"gitlabhq_production"|]);""", "reviews|||ConnectionStrings:gitlabhq_production")]
    public Task Name_ThatTheManifestDeclares_IsItsOwn(string statements, string stores) => Verify.Name(InMethod(statements), new BuildOptions(("platformguard.own_stores", stores)));
}

using PlatformGuard.Analyzers.CodeFixes;
using PlatformGuard.Analyzers.Datastores;
using PlatformGuard.Analyzers.Tests.Harness;
using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Analyzers.Tests.CodeFixes;

public sealed class MainDatastoreByNameFixTests
{
    private static readonly BuildOptions Own = new((OwnStoreOption.Key, OwnStoreOption.Encode(
        [new("reviewers", ["reviewers-db"], "reviewers", ["ConnectionStrings:Reviewers", "REVIEWERS_URL"])])));

    [Theory]
    [InlineData("""c.GetConnectionString("Main")""", """c.GetConnectionString("Reviewers")""", "Reviewers")]
    [InlineData("""c["ConnectionStrings:Main"]""", """c["ConnectionStrings:Reviewers"]""", "ConnectionStrings:Reviewers")]
    [InlineData("""c.GetSection("ConnectionStrings")["Main"]""", """c.GetSection("ConnectionStrings")["Reviewers"]""", "ConnectionStrings:Reviewers")]
    [InlineData("""System.Environment.GetEnvironmentVariable("ConnectionStrings__Main")""", """System.Environment.GetEnvironmentVariable("REVIEWERS_URL")""", "REVIEWERS_URL")]
    [InlineData("""o.UseNpgsql("Name=ConnectionStrings:Main")""", """o.UseNpgsql("Name=ConnectionStrings:Reviewers")""", "Reviewers")]
    public Task Name_IsReplacedByTheOwnStores(string before, string after, string key) =>
        VerifyFix.Rule<MainDatastoreByName, MainDatastoreByNameFix>(In(before), In(after), MainDatastoreByNameFix.KeyPrefix + key, Own);

    [Fact]
    public async Task WithoutAnOwnStore_NothingIsOffered() =>
        Assert.Empty(await VerifyFix.Offered<MainDatastoreByName, MainDatastoreByNameFix>(In("""c.GetConnectionString("Main")""")));

    [Fact]
    public async Task NamePutTogether_IsLeftAlone() =>
        Assert.Empty(await VerifyFix.Offered<MainDatastoreByName, MainDatastoreByNameFix>(In("""c.GetConnectionString("Ma" + "in")"""), Own));

    [Fact]
    public Task FixAll_ReplacesEveryName() => VerifyFix.All<MainDatastoreByName, MainDatastoreByNameFix>(
        In("""c.GetConnectionString("Main") + c.GetConnectionString("ci")"""),
        In("""c.GetConnectionString("Reviewers") + c.GetConnectionString("Reviewers")"""),
        MainDatastoreByNameFix.KeyPrefix + "Reviewers",
        Own);

    private static string In(string expression) => $$"""
        using Microsoft.EntityFrameworkCore; using Microsoft.Extensions.Configuration;
        class C { object? M(IConfiguration c, DbContextOptionsBuilder o) => {{expression}}; }
        """;
}

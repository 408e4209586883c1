using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Tests.Harness;
using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Analyzers.Tests.Configuration;

/// <summary>The main datastores of the platform's policy on their way into the compiler.</summary>
public sealed class MainStoreOptionTests
{
    private static readonly MainStore[] Stores =
    [
        new("billing PostgreSQL", ["billing-db*", "*.billing.internal"], ["billing_*"], ["BILLING_*", "ConnectionStrings:Billing"]),
        new("a,b|c+d;e#f", [], ["größe"], []),
    ];

    private static BuildOptions Policy { get; } = new((MainStoreOption.Key, MainStoreOption.Encode(Stores)));

    [Fact]
    public void Encoded_ThroughARealGlobalConfiguration_Survives()
    {
        var config = AnalyzerConfig.Parse($"is_global = true\n{MainStoreOption.Key} = {MainStoreOption.Encode(Stores)}\n", "/build/.globalconfig");
        var options = AnalyzerConfigSet.Create(new[] { config }).GlobalConfigOptions.AnalyzerOptions;

        Assert.True(MainStoreOption.TryDecode(options[MainStoreOption.Key], out var stores));
        Assert.Equal(Stores.Select(Show), stores.Select(Show));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("name|host|db")]
    [InlineData("name|host|db|key|more")]
    [InlineData("name|*|db|key")]
    [InlineData("name|%FF|db|key")]
    public void Decode_OfMalformed_IsNoStoreAtAll(string value)
    {
        Assert.False(MainStoreOption.TryDecode(value, out var stores));
        Assert.Empty(stores);
    }

    [Theory]
    [InlineData("""class C { string s = [|"Host=billing-db-1;Database=x"|]; }""")]
    [InlineData("""class C { string s = [|"Host=own-db;Database=billing_production"|]; }""")]
    [InlineData("""class C { object o = new Npgsql.NpgsqlConnectionStringBuilder { Host = [|"pg.billing.internal"|] }; }""")]
    [InlineData("""class C { string s = "Host=own-db;Database=reviewers"; string t = "billing-db"; }""")]
    public Task AddressThatThePolicyNames_IsReported(string code) => Verify.Connection(code, Policy);

    [Theory]
    [InlineData("""class C { string? s = System.Environment.GetEnvironmentVariable([|"BILLING_URL"|]); }""")]
    [InlineData("""class C { string? s = System.Environment.GetEnvironmentVariable("REVIEWERS_URL"); }""")]
    public Task NameThatThePolicyNames_IsReported(string code) => Verify.Name(code, Policy);

    private static string Show(MainStore store) =>
        $"{store.Name} [{string.Join(' ', store.Hosts)}] [{string.Join(' ', store.Databases)}] [{string.Join(' ', store.Configuration)}]";
}

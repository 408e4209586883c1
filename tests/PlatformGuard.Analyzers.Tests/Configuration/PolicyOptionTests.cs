using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Tests.Harness;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.Datastores;
using PlatformGuard.Guidelines.Options;

namespace PlatformGuard.Analyzers.Tests.Configuration;

/// <summary>The platform's policy on its way into the compiler.</summary>
public sealed class PolicyOptionTests
{
    private static readonly MainStore[] Stores =
    [
        new("billing PostgreSQL", ["billing-db*", "*.billing.internal"], ["billing_*"], ["BILLING_DB_*", "ConnectionStrings:Billing"]),
        new("a,b|c+d;e#f=g h", [], [], []),
    ];

    [Fact]
    public void Stores_ThroughARealGlobalConfiguration_Survive()
    {
        var config = AnalyzerConfig.Parse($"is_global = true\n{MainStoreOption.Key} = {MainStoreOption.Encode(Stores)}\n", "/build/.globalconfig");
        var options = AnalyzerConfigSet.Create(new[] { config }).GlobalConfigOptions.AnalyzerOptions;

        Assert.True(MainStoreOption.TryDecode(options[MainStoreOption.Key], out var stores));
        Assert.Equal(Stores.Select(Text), stores.Select(Text));
    }

    [Fact]
    public void Severities_AreReadBack_AndWhatNamesNothingIsLeftOut()
    {
        KeyValuePair<string, Severity>[] severities = [new("PG1001", Severity.Warning), new("PG6001", Severity.Off)];

        Assert.Equal("PG1001:warning,PG6001:off", PolicyOption.EncodeSeverities(severities));
        Assert.Equal(severities, PolicyOption.DecodeSeverities("PG1001:warning, PG9999:error, PG6001 : Off ,PG6002,PG6003:7"));
    }

    [Theory]
    [InlineData("Host=billing-db.internal;Database=x;Username=a", "PG1001")]
    [InlineData("Host=other.internal;Database=billing_production;Username=a", "PG1001")]
    [InlineData("Host=other.internal;Database=reviews;Username=a", "")]
    [InlineData("Host=localhost;Database=x;Username=a", "")]
    public async Task AMainDatastoreOfThePolicy_IsFoundInCode_WhateverTheServiceDeclares(string connection, string expected)
    {
        var options = new BuildOptions(
            (MainStoreOption.Key, MainStoreOption.Encode(Stores)),
            (OwnStoreOption.Key, OwnStoreOption.Encode([new OwnStore("billing", ["billing-db.internal"], "billing_production", [])])));

        var found = await Verify.Run(TestCode.Compile($"class C {{ string db = \"{connection}\"; }}"), options, Verify.AllAnalyzers);

        Assert.Equal(expected, string.Join(',', found.Select(static finding => finding.Id)));
    }

    [Theory]
    [InlineData("PG1001:warning", DiagnosticSeverity.Warning)]
    [InlineData("PG1001:note", DiagnosticSeverity.Info)]
    [InlineData("PG1002:note", DiagnosticSeverity.Error)]
    public async Task ASeverityOfThePolicy_ReplacesTheStages(string severities, DiagnosticSeverity expected)
    {
        var found = await Verify.Run(TestCode.Compile("class C { string db = \"Host=patroni-main;Database=x;Username=a\"; }"), new BuildOptions((PolicyOption.SeveritiesKey, severities)), Verify.AllAnalyzers);

        Assert.Equal(expected, Assert.Single(found).Severity);
    }

    private static string Text(MainStore store) => $"{store.Name}|{string.Join('+', store.Hosts)}|{string.Join('+', store.Databases)}|{string.Join('+', store.Configuration)}";
}

using Microsoft.CodeAnalysis;
using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Analyzers.Tests.Configuration;

public sealed class OwnStoreOptionTests
{
    private static readonly OwnStore[] Awkward =
    [
        new("reviewers", ["reviewers-db", "reviewers-db.internal"], "reviewers", ["ConnectionStrings:Reviewers", "REVIEWERS_URL"]) { Kind = "postgresql" },
        new("a,b|c+d;e#f=g%h i", ["host;with#signs"], null, []),
        new("größe 🙂", [], "db\nline", ["KEY1"]),
    ];

    [Fact]
    public void Decode_OfEncoded_GivesTheSameStores()
    {
        Assert.True(OwnStoreOption.TryDecode(OwnStoreOption.Encode(Awkward), out var stores));
        AssertSame(Awkward, stores);
    }

    [Fact]
    public void Encoded_ThroughARealGlobalConfiguration_Survives()
    {
        var config = AnalyzerConfig.Parse($"is_global = true\n{OwnStoreOption.Key} = {OwnStoreOption.Encode(Awkward)}\n", "/build/.globalconfig");
        var options = AnalyzerConfigSet.Create(new[] { config }).GlobalConfigOptions.AnalyzerOptions;

        Assert.True(OwnStoreOption.TryDecode(options[OwnStoreOption.Key], out var stores));
        AssertSame(Awkward, stores);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void Decode_OfNothing_IsNoStore(string value)
    {
        Assert.True(OwnStoreOption.TryDecode(value, out var stores));
        Assert.Empty(stores);
    }

    [Theory]
    [InlineData("name")]
    [InlineData("name|host|db")]
    [InlineData("name|host|db|key|kind|more")]
    [InlineData("name|host|db|key,")]
    [InlineData("na%2me|host|db|key")]
    [InlineData("name|ho st|db|key")]
    [InlineData("name|%FF|db|key")]
    [InlineData("name|%C|db|key")]
    public void Decode_OfMalformed_IsNoStoreAtAll(string value)
    {
        Assert.False(OwnStoreOption.TryDecode(value, out var stores));
        Assert.Empty(stores);
    }

    [Fact]
    public void Decode_WithoutAKind_IsAStoreOfAnyKind()
    {
        Assert.True(OwnStoreOption.TryDecode("reviewers|reviewers-db|reviewers|REVIEWERS_URL", out var stores));
        Assert.Equal("", Assert.Single(stores).Kind);
    }

    private static void AssertSame(IReadOnlyList<OwnStore> expected, IReadOnlyList<OwnStore> actual) =>
        Assert.Equal(expected.Select(Show), actual.Select(Show));

    private static string Show(OwnStore store) =>
        $"{store.Kind} {store.Name} [{string.Join(' ', store.Hosts)}] {store.Database ?? "-"} [{string.Join(' ', store.Configuration)}]";
}

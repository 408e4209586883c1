using System;
using PlatformGuard.Generators.Tests.Harness;

namespace PlatformGuard.Generators.Tests;

/// <summary>The flag is asked through what the project has: its own API first, then the provider that it references.</summary>
public sealed class FlagApiTests
{
    private const string Client = """
        public interface IReviews { Task<string> GetAsync(int id); void Send(); }
        [GuardedClient("reviews")] public sealed partial class G : IReviews { CONTEXT }

        """;

    [Theory]
    [InlineData("namespace OpenFeature { public interface IFeatureClient { Task<bool> GetBooleanValueAsync(string flagKey, bool defaultValue, object? context = null, object? config = null, CancellationToken cancellationToken = default); } }", "GetBooleanValueAsync(\"reviews\", false)")]
    [InlineData("namespace LaunchDarkly.Sdk.Client.Interfaces { public interface ILdClient { bool BoolVariation(string key, bool defaultValue = false); } }", "BoolVariation(\"reviews\", false)")]
    [InlineData("namespace LaunchDarkly.Sdk { public struct Context; } namespace LaunchDarkly.Sdk.Server.Interfaces { public interface ILdClient { bool BoolVariation(string key, LaunchDarkly.Sdk.Context context, bool defaultValue = false); } }", "BoolVariation(\"reviews\", this.FlagContext(), false)", "private LaunchDarkly.Sdk.Context FlagContext() => default;")]
    [InlineData("namespace Unleash { public interface IUnleash { bool IsEnabled(string toggleName); bool IsEnabled(string toggleName, bool defaultSetting); } }", "IsEnabled(\"reviews\", false)")]
    [InlineData("namespace ConfigCat.Client { public interface IConfigCatClient { Task<T> GetValueAsync<T>(string key, T defaultValue, object? user = null, CancellationToken cancellationToken = default); } }", "GetValueAsync(\"reviews\", false)")]
    [InlineData("namespace Splitio.Services.Client.Interfaces { public interface ISplitClient { string GetTreatment(string key, string feature, Dictionary<string, object>? attributes = null); } }", "GetTreatment(this.FlagContext, \"reviews\") == \"on\")", "private string FlagContext => \"user\";")]
    [InlineData("namespace Flagsmith { public interface IFlags { Task<bool> IsFeatureEnabled(string featureName); } public interface IFlagsmithClient { Task<IFlags> GetEnvironmentFlags(); } }", "GetEnvironmentFlags().ConfigureAwait(false)).IsFeatureEnabled(\"reviews\")")]
    [InlineData("namespace GrowthBook { public interface IGrowthBook { bool IsOn(string key); } }", "IsOn(\"reviews\")")]
    [InlineData("namespace Statsig { public class StatsigUser; } namespace Statsig.Server { public static class StatsigServer { public static Task<bool> CheckGate(StatsigUser user, string gateName) => Task.FromResult(false); } }", "global::Statsig.Server.StatsigServer.CheckGate(this.FlagContext(), \"reviews\")", "private Statsig.StatsigUser FlagContext() => new();")]
    [InlineData("namespace Esquio.Abstractions { public interface IFeatureService { Task<bool> IsEnabledAsync(string featureName, CancellationToken cancellationToken = default); } }", "IsEnabledAsync(\"reviews\")")]
    [InlineData("public interface IFlags { [FeatureFlagGuard] ValueTask<bool> IsOnAsync(string flag, CancellationToken cancellation = default); }", "(await this.featureFlags.IsOnAsync(\"reviews\").ConfigureAwait(false))")]
    [InlineData("public static class Own { [FeatureFlagGuard] public static bool IsOn(string flag) => flag.Length > 7; }", "global::Own.IsOn(\"reviews\")")]
    [InlineData("public sealed class Own { [FeatureFlagGuard(\"reviews\")] public bool Reviews => false; [FeatureFlagGuard(\"other\")] public bool Other => false; [FeatureFlagGuard] public bool Any(string flag) => flag.Length > 99; }", "this.featureFlags.Reviews")]
    public void Provider_Referenced_IsAsked(string provider, string question, string context = "") =>
        Assert.Contains(question, Generated.From(Client.Replace("CONTEXT", context, StringComparison.Ordinal) + provider, Generated.Framework).Source, StringComparison.Ordinal);

    [Fact]
    public void OwnApi_BesideAProvider_IsPreferred() =>
        Assert.Contains("featureFlags.IsOn(\"reviews\")", Generated.From(Client.Replace("CONTEXT", "", StringComparison.Ordinal) + Flags.Own).Source, StringComparison.Ordinal);

    [Fact]
    public void ConfiguredApi_IsPreferredToEverything()
    {
        const string source = "public sealed class Toggles { public Task<bool> OnAsync(string name) => Task.FromResult(name.Length > 99); }\n";

        var generated = Generated.From(Client.Replace("CONTEXT", "", StringComparison.Ordinal) + source + Flags.Own, Generated.WithFeatureManagement, ("platformguard.feature_flag_apis", "M:Nothing.There(System.String), M:Toggles.OnAsync(System.String)"));

        Assert.Contains("featureFlags.OnAsync(\"reviews\")", generated.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void InternalApi_MakesTheConstructorInternal()
    {
        var source = Generated.From(Client.Replace("CONTEXT", "", StringComparison.Ordinal) + "internal sealed class Own { [FeatureFlagGuard] public bool IsOn(string flag) => flag.Length > 99; }", Generated.Framework).Source;

        Assert.Contains("internal G(", source, StringComparison.Ordinal);
        Assert.Contains("internal static class GRegistration", source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a \"quoted\" \\ flag", "\"a \\\"quoted\\\" \\\\ flag\"")]
    [InlineData("{flag}", "\"{flag}\"")]
    [InlineData("line\nbreak", "\"line\\nbreak\"")]
    public void FlagName_WithSpecialCharacters_IsWrittenAsItIs(string flag, string literal)
    {
        var source = "public interface IReviews { void Send(); }\n[GuardedClient(" + Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(flag, quote: true) + ")] public sealed partial class G : IReviews;";

        Assert.Contains("IsEnabledAsync(" + literal + ")", Generated.From(source).Source, StringComparison.Ordinal);
    }
}

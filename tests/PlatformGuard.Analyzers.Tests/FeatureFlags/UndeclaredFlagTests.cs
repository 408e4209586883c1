using PlatformGuard.Analyzers.FeatureFlags;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.FeatureFlags;

/// <summary>PG2004 in C#: a client's flag that the manifest does not declare, and what only looks like one.</summary>
public sealed class UndeclaredFlagTests
{
    private const string Declared = "platformguard.feature_flags";

    private static readonly BuildOptions Manifest = new(("build_property.PlatformGuardRole", "main-application"), ("build_property.PlatformGuardStage", "beta"), (Declared, "service.yaml|declared,other"));

    [Theory]
    [InlineData("[{|PG2004:ServiceClient(\"missing\")|}] public interface IMissing { void Do(); }", "")]
    [InlineData("[ServiceClient(\"declared\")] public interface IDeclared { void Do(); }", "")]
    [InlineData("[ServiceClient] public interface IAny { void Do(); }", "")]
    [InlineData("", "[{|PG2004:RequiresFeatureFlag(\"missing\")|}] void M() { }")]
    [InlineData("", "[FeatureFlagGuard(\"declared\")] bool M() => false;")]
    [InlineData("[{|PG2004:GuardedClient(Names.Missing)|}] public partial class Guarded { }", "")]
    [InlineData("", "async Task M(IFeatureManager m, IAnyClient c) { if (await m.IsEnabledAsync([|\"missing\"|])) { c.Send(); } }")]
    [InlineData("", "async Task M(IFeatureManager m, IAnyClient c) { if (await m.IsEnabledAsync([|Names.Missing|])) { c.Send(); } }")]
    [InlineData("", "async Task M(IFeatureManager m, IAnyClient c) { if (await m.IsEnabledAsync(\"declared\")) { c.Send(); } }")]
    [InlineData("", "async Task M(IFeatureManager m, IClient c) { if (await m.IsEnabledAsync(\"page\")) { Console.WriteLine(); } if (await m.IsEnabledAsync(\"declared\")) { c.Send(); } }")]
    [InlineData("", "async Task M(IFeatureManager m) { if (await m.IsEnabledAsync(\"page\")) { Console.WriteLine(); } }")]
    [InlineData("", "async Task M(IFeatureManager m, IAnyClient c, string name) { if (await m.IsEnabledAsync(name)) { c.Send(); } }")]
    [InlineData("", "async Task M(IFeatureManager m, IAnyClient c) { if (await m.IsEnabledAsync([|\"Declared\"|])) { c.Send(); } }")]
    [InlineData("", "[[|FeatureGate(\"missing\")|]] void M(IAnyClient c) => c.Send();")]
    [InlineData("", "[FeatureGate(\"declared\")] void M(IAnyClient c) => c.Send();")]
    [InlineData("", "[FeatureGate(\"page\")] void M() { }")]
    public Task Flag_OfAClient_IsReportedWhenTheManifestLacksIt(string types, string member) => Verify.Rule<UndeclaredFeatureFlag>("PG2004", Source(types, member), Manifest);

    [Fact]
    public Task Project_WithoutAManifest_IsSilent() =>
        Verify.Rule<UndeclaredFeatureFlag>("PG2004", Source("[ServiceClient(\"missing\")] public interface IMissing { void Do(); }", ""), new BuildOptions(("build_property.PlatformGuardRole", "main-application")));

    [Fact]
    public Task Manifest_WithoutFlags_LacksEveryFlag() =>
        Verify.Rule<UndeclaredFeatureFlag>("PG2004", Source("", "").Replace("[ServiceClient(\"declared\")]", "[[|ServiceClient(\"declared\")|]]", StringComparison.Ordinal), new BuildOptions((Declared, "service.yaml|")));

    [Fact]
    public async Task Message_NamesFlagAndManifest()
    {
        var found = await Verify.Run(TestCode.Compile(Source("[ServiceClient(\"missing\")] public interface IMissing { void Do(); }", "")), Manifest, new UndeclaredFeatureFlag());

        Assert.Equal("Feature flag 'missing' is not declared in service.yaml", Assert.Single(found).GetMessage(null));
    }

    private static string Source(string types, string member) => $$"""
        using System;
        using System.Threading.Tasks;
        using Microsoft.FeatureManagement;
        using Microsoft.FeatureManagement.Mvc;
        using PlatformGuard;

        public static class Names { public const string Missing = "missing"; }
        [ServiceClient("declared")] public interface IClient { void Send(); }
        [ServiceClient] public interface IAnyClient { void Send(); }
        {{types}}
        public sealed class Subject
        {
            {{member}}
        }

        namespace PlatformGuard
        {
            public sealed class ServiceClientAttribute : Attribute { public ServiceClientAttribute() { } public ServiceClientAttribute(string flag) { } }
            public sealed class RequiresFeatureFlagAttribute(string flag) : Attribute { public string Flag => flag; }
            public sealed class FeatureFlagGuardAttribute : Attribute { public FeatureFlagGuardAttribute(string flag) { } }
            public sealed class GuardedClientAttribute(string flag) : Attribute { public string Flag => flag; }
        }
        """;
}

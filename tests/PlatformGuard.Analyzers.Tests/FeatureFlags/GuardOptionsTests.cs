using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PlatformGuard.Analyzers.FeatureFlags;
using PlatformGuard.Analyzers.Tests.Harness;
using PlatformGuard.Guidelines.FeatureFlags;

namespace PlatformGuard.Analyzers.Tests.FeatureFlags;

public sealed class GuardOptionsTests
{
    private const string Code = """
        using System; using System.Threading.Tasks;
        namespace Acme.Clients
        {
            public interface IReviewers { Task<int> SuggestAsync(int id); }
            public sealed class Answer { public int Count { get; set; } public string Text() => ""; }
            public sealed class ReviewersClient { public Task<int> SuggestAsync(int id) => Task.FromResult(id); public Uri? Address { get; set; } }
        }
        namespace Acme
        {
            public static class Flags { public static bool IsOn(string name) => name.Length > 1; public static bool Beta => true; }
        }
        """;

    [Theory]
    [InlineData("T:Acme.Clients.IReviewers", 1)]
    [InlineData("T:Acme.Clients.IReviewers , T:Acme.Clients.ReviewersClient", 2)]
    [InlineData("N:Acme.Clients", 2)]
    [InlineData("N:Acme", 2)]
    [InlineData("T:Acme.Clients.Missing", 0)]
    [InlineData("T:", 0)]
    [InlineData("nonsense,,T:Acme.Clients.IReviewers((,T:Acme.Clients.IReviewers", 1)]
    [InlineData("!,T:Acme.Clients.IReviewers,M:Acme(", 1)]
    [InlineData("", 0)]
    public async Task ServiceClients_AsOption_CountAsClients(string option, int expected)
    {
        var found = await Run(Uses, new BuildOptions((GuardOptions.ServiceClientsKey, option)));

        Assert.Equal(expected, found.Length);
        Assert.All(found, static finding => Assert.Equal("PG2001", finding.Id));
    }

    [Theory]
    [InlineData("PlatformGuard.Clients.txt", "# ours\nT:Acme.Clients.IReviewers\n\n\u0000\nT:Acme.Clients.Missing\nX:y\n", 1)]
    [InlineData("PlatformGuard.Acme.txt", "N:Acme.Clients", 2)]
    [InlineData("Other.txt", "N:Acme.Clients", 0)]
    [InlineData("PlatformGuard.Acme.json", "N:Acme.Clients", 0)]
    public async Task ServiceClients_InAdditionalFile_CountAsClients(string name, string text, int expected) =>
        Assert.Equal(expected, (await Run(Uses, BuildOptions.None, new Text(name, text))).Length);

    [Fact]
    public async Task FlagApi_AsOption_Guards()
    {
        var options = new BuildOptions((GuardOptions.ServiceClientsKey, "T:Acme.Clients.IReviewers"), (GuardOptions.FlagApisKey, "M:Acme.Flags.IsOn(System.String),P:Acme.Flags.Beta"));

        var found = await Run("class C { async Task M(IReviewers r) { if (Flags.IsOn(\"x\")) await r.SuggestAsync(1); if (Flags.Beta) await r.SuggestAsync(2); await r.SuggestAsync(3); } }", options);

        Assert.Equal("r.SuggestAsync(3)", Assert.Single(found).Location.SourceTree!.ToString().Substring(found[0].Location.SourceSpan.Start, found[0].Location.SourceSpan.Length));
    }

    [Fact]
    public async Task FlagApi_WithEnumeration_NamesTheFlag()
    {
        var options = new BuildOptions(
            (CalledServiceOption.Key, CalledServiceOption.Encode([new("reviewers", "T:Acme.Clients.IReviewers", "Reviewers", [])])),
            (GuardOptions.FlagApisKey, "M:Own.IsOn(Own.Feature)"));

        var found = await Run("class C { async Task M(IReviewers r) { if (Own.IsOn(Own.Feature.Reviewers)) await r.SuggestAsync(1); if (Own.IsOn(Own.Feature.Pages)) await r.SuggestAsync(2); } } class Own { public enum Feature { Pages, Reviewers } public static bool IsOn(Feature f) => f > 0; }", options);

        Assert.Equal("PG2002", Assert.Single(found).Id);
        Assert.Equal("'IReviewers.SuggestAsync' is guarded by feature flag 'Pages', but needs 'Reviewers'", found[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("T:Acme.Clients.IReviewers", "reviewers", "PG2001 PG2002")]
    [InlineData("N:Acme.Clients", "reviewers", "PG2001 PG2001 PG2002")]
    [InlineData("T:Acme.Clients.IReviewers", null, "PG2001")]
    [InlineData(null, "reviewers", "")]
    public async Task ManifestService_CountsWithItsFlag(string? client, string? flag, string expected)
    {
        var services = CalledServiceOption.Encode([new("suggested reviewers", client, flag, ["https://reviewers.example.com/x?y=1"])]);
        var options = new BuildOptions((CalledServiceOption.Key, services));

        var found = await Run("class C { async Task M(IReviewers r, ReviewersClient c, Unleash.IUnleash u) { await r.SuggestAsync(1); if (u.IsEnabled(\"other\")) await r.SuggestAsync(2); await c.SuggestAsync(3); } }", options);

        Assert.Equal(expected, string.Join(' ', found.Select(static finding => finding.Id).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("inherit", 0)]
    [InlineData("none", 2)]
    [InlineData("nonsense", 0)]
    public async Task LambdaFacts_DecideWhetherLambdasInherit(string value, int expected)
    {
        var options = new BuildOptions((GuardOptions.ServiceClientsKey, "T:Acme.Clients.IReviewers"), (GuardOptions.LambdaFactsKey, value));

        var found = await Run("class C { void M(IReviewers r, Unleash.IUnleash u) { if (u.IsEnabled(\"x\")) { Use(() => r.SuggestAsync(1)); Use2(r.SuggestAsync); Own(); } void Own() => r.SuggestAsync(3); } void Use(Func<Task> f) { } void Use2(Func<int, Task> f) { } }", options);

        Assert.Equal(expected, found.Length);
        Assert.Equal(expected > 0, found.Any(static finding => finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture).EndsWith("a lambda may run later (platformguard.lambda_facts = none)", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("guards", 0)]
    [InlineData("reports", 1)]
    public async Task UnknownFlag_DecidesWhetherAnUnknownNameCounts(string value, int expected)
    {
        var options = new BuildOptions((GuardOptions.ServiceClientsKey, "T:Acme.Clients.IReviewers"), (GuardOptions.UnknownFlagKey, value));

        var found = await Run("class C { void M(IReviewers r, Unleash.IUnleash u, string name) { if (u.IsEnabled(name + 1)) r.SuggestAsync(1); } }", options);

        Assert.Equal(expected, found.Length);
        Assert.All(found, static finding => Assert.EndsWith("the name of its flag is not constant (platformguard.unknown_flag = reports)", finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData("service", 0)]
    [InlineData("main-application", 3)]
    public async Task DetectedClient_WithoutARole_IsNotedOnce(string? role, int expected)
    {
        var found = await Run(
            "class Greeter : Grpc.Core.ClientBase<Greeter> { public virtual int Hello(int id) => id; protected override Greeter NewInstance(ClientBaseConfiguration configuration) => this; } class C { void M(Greeter g) { g.Hello(1); g.Hello(2); } int N(Greeter g) => g.Hello(3); }",
            role is null ? BuildOptions.None : new BuildOptions(("build_property.PlatformGuardRole", role)));

        Assert.Equal(expected, found.Length);
        if (role is null)
        {
            Assert.Equal(DiagnosticSeverity.Info, found[0].Severity);
            Assert.StartsWith("'Greeter.Hello' is called where a feature flag is not known to be on; noted once for this project, because nothing says whether it is part of the main application", found[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
            Assert.EndsWith("g.Hello(1); g.Hello(2); } int N(Greeter g) => g.Hello(3); }", found[0].Location.SourceTree!.ToString()[found[0].Location.SourceSpan.Start..].TrimEnd(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task MainApplication_DetectsGrpcAndRefitClients()
    {
        const string Clients = """
            class Greeter { public class GreeterClient : Grpc.Core.ClientBase<GreeterClient> { public virtual int SayHello(int id) => id; protected override GreeterClient NewInstance(ClientBaseConfiguration configuration) => this; } }
            interface IUsers { [Refit.Get("/users/{id}")] Task<string> Get(int id); }
            interface IPlain { Task<string> Get(int id); }
            class C { async Task M(Greeter.GreeterClient g, IUsers u, IPlain p, Unleash.IUnleash f) { g.SayHello(1); g.WithHost("x"); await u.Get(1); await p.Get(1); if (f.IsEnabled("x")) { g.SayHello(2); await u.Get(2); } } }
            """;

        Assert.Equal(2, (await Run(Clients, new BuildOptions(("build_property.PlatformGuardRole", "main-application")))).Length);
        Assert.Empty(await Run(Clients, new BuildOptions(("build_property.PlatformGuardRole", "service"))));
    }

    [Fact]
    public async Task TestProject_Silent() =>
        Assert.Empty(await Run(Uses, new BuildOptions((GuardOptions.ServiceClientsKey, "N:Acme"), ("build_property.IsTestProject", "true"))));

    [Fact]
    public void CalledServices_EncodedAndDecoded_AreTheSame()
    {
        CalledServiceEntry[] services = [new("a b", "T:Acme.Clients.IReviewers", "flag,with|signs;#", ["https://x/?a=1&b=2", "y"]), new("c", null, null, [])];

        var value = CalledServiceOption.Encode(services);
        var read = CalledServiceOption.Decode(value);

        Assert.Equal(services.Select(Show), read.Select(Show));
        Assert.DoesNotContain(';', value);
        Assert.DoesNotContain('#', value);
        Assert.Equal("c", Assert.Single(CalledServiceOption.Decode("a|b,%%|||,c|||")).Name);

        static string Show(CalledServiceEntry service) => $"{service.Name} {service.Client} {service.Flag} {string.Join(' ', service.Urls)}";
    }

    private const string Uses = "class C { async Task M(IReviewers r, ReviewersClient c, Answer a) { await r.SuggestAsync(1); await c.SuggestAsync(1); c.Address = null; a.Count = 1; a.Text(); } }";

    private static async Task<ImmutableArray<Diagnostic>> Run(string code, BuildOptions options, params ImmutableArray<AdditionalText> files)
    {
        var compilation = TestCode.Compile("using Acme; using Acme.Clients;\n" + Code + code);
        Assert.Empty(TestCode.ErrorsOf(compilation));
        var run = compilation.WithAnalyzers([new UnguardedServiceClient()], new AnalyzerOptions(files, options));
        var found = await run.GetAnalyzerDiagnosticsAsync(CancellationToken.None);
        Assert.DoesNotContain(found, static finding => finding.Id == "AD0001");
        return [.. found.OrderBy(static finding => finding.Location.SourceSpan.Start)];
    }

    private sealed class Text(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}

using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Tests.Harness;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.Tests;

/// <summary>
/// What holds for every rule about a service's code, with one violation of each: the severity is that of the stage, an <c>.editorconfig</c> wins, and
/// code of the other role is left alone.
/// </summary>
public sealed class RuleTableTests
{
    private const string Path = "/src/Service/Test0.cs";

    private static readonly Dictionary<string, string> Violations = new(StringComparer.Ordinal)
    {
        ["PG1001"] = "class C { string database = \"Host=patroni-main;Database=reviews\"; }",
        ["PG1002"] = "using Microsoft.Extensions.Configuration; class C { string? M(IConfiguration c) => c.GetConnectionString(\"gitlabhq_production\"); }",
        ["PG1003"] = "class C { object M(string address) => new Npgsql.NpgsqlConnection(address); }",
        ["PG1004"] = "namespace Main { class Members : Microsoft.EntityFrameworkCore.DbContext; } class C { void M(Main.Members members) { } }",
        ["PG3004"] = "class C { string password = \"Wint3rF4ll\"; }",
        ["PG3006"] = "using Microsoft.IdentityModel.Tokens; class C { object M(SecurityKey key) => new TokenValidationParameters { IssuerSigningKey = key }; }",
        ["PG3007"] = "using Microsoft.EntityFrameworkCore; class Store : DbContext { public DbSet<Installation> Installations => Set<Installation>(); } class Installation { public string AccessToken { get; set; } = \"\"; }",
        ["PG4001"] = "class C { void M() => System.IO.File.WriteAllText(\"/app/state.txt\", \"x\"); }",
        ["PG4002"] = "class C { object M() => new Microsoft.Data.Sqlite.SqliteConnection(\"Data Source=/app/reviews.db\"); }",
        ["PG4003"] = "using Microsoft.Extensions.DependencyInjection; class C { void M(IServiceCollection services) => services.AddSession(); }",
        ["PG4005"] = "using Microsoft.Extensions.DependencyInjection; class C { void M(IServiceCollection services) => services.AddDataProtection(); }",
        ["PG6001"] = "class C { void M() => System.Console.WriteLine(\"ranked\"); }",
        ["PG6002"] = "using Microsoft.Extensions.Logging; class C { void M(ILogger logger, int count) => logger.LogInformation($\"Ranked {count}\"); }",
        ["PG6003"] = "using Microsoft.AspNetCore.Builder; class C { void M(string[] args) => WebApplication.CreateBuilder(args).Build().Run(); }",
        ["PG6004"] = "using Microsoft.AspNetCore.Builder; class C { void M(string[] args) => WebApplication.CreateBuilder(args).Build().Run(); }",
        ["PG6005"] = "class C { void M(System.Net.Http.HttpRequestMessage request) => request.Headers.Remove(\"traceparent\"); }",
        ["PG6006"] = "using Microsoft.Extensions.Logging; class C { void M(ILogger logger, int id) => logger.LogInformation(\"Ranked for {UserId}\", id); }",
        ["PG7006"] = "class C : MassTransit.IConsumer<C> { public System.Threading.Tasks.Task Consume(MassTransit.ConsumeContext<C> context) => System.Threading.Tasks.Task.CompletedTask; }",
    };

    public static TheoryData<string> Ids { get; } = [.. Violations.Keys];

    public static IEnumerable<object[]> IdsAndStages { get; } = Violations.Keys.SelectMany(static id => (string[])["experiment", "beta", "ga"], static (id, stage) => new object[] { id, stage }).ToList();

    // The rules about feature flags belong to the main application, and have tables of their own.
    [Fact]
    public void Table_HasEveryRuleAboutAServicesCode() => Assert.Equal(
        RuleCatalogue.All.Where(static rule => rule.Implemented.HasFlag(Surfaces.Code) && rule.Requirement != "G5").Select(static rule => rule.Id),
        Violations.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(IdsAndStages))]
    public async Task Severity_IsThatOfTheStage(string id, string stage)
    {
        var expected = Descriptors.ToDiagnostic(RuleCatalogue.Get(id).SeverityAt(stage switch { "ga" => Stage.GenerallyAvailable, "beta" => Stage.Beta, _ => Stage.Experiment }));

        Assert.Equal([expected], (await Find(id, editorConfig: null, ("platformguard.stage", stage))).Select(static finding => finding.Severity));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task EditorConfig_WinsOverTheStage(string id)
    {
        Assert.Empty(await Find(id, $"dotnet_diagnostic.{id}.severity = none", ("platformguard.stage", "ga")));
        Assert.Equal([DiagnosticSeverity.Info], (await Find(id, $"dotnet_diagnostic.{id}.severity = suggestion", ("platformguard.stage", "ga"))).Select(static finding => finding.Severity));
        Assert.Equal([DiagnosticSeverity.Error], (await Find(id, $"dotnet_diagnostic.{id}.severity = error", ("platformguard.stage", "experiment"))).Select(static finding => finding.Severity));
        Assert.Single(await Find(id, "dotnet_diagnostic.PG9999.severity = none"));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task MainApplication_IsJudgedByItsOwnRules(string id)
    {
        // Secrets are handled alike in every code base.
        var isAboutSecrets = id.StartsWith("PG3", StringComparison.Ordinal);
        Assert.Equal(isAboutSecrets, RuleCatalogue.Get(id).AppliesTo(Role.MainApplication));
        Assert.Equal(isAboutSecrets ? 1 : 0, (await Find(id, editorConfig: null, ("platformguard.role", "main-application"))).Length);
        Assert.Single(await Find(id, editorConfig: null, ("platformguard.role", "service")));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Policy_WinsOverTheStage(string id) => Assert.Equal(
        [DiagnosticSeverity.Error],
        (await Find(id, editorConfig: null, ("platformguard.stage", "experiment"), (PlatformGuard.Guidelines.Options.PolicyOption.SeveritiesKey, id + ":error"))).Select(static finding => finding.Severity));

    private static async Task<Diagnostic[]> Find(string id, string? editorConfig, params (string Key, string Value)[] options)
    {
        var compilation = TestCode.Compile([(Path, Violations[id])]);
        Assert.Empty(TestCode.ErrorsOf(compilation));
        if (editorConfig is not null)
        {
            compilation = compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new EditorConfig("root = true\n[*.cs]\n" + editorConfig)));
        }

        var analyzer = Verify.AllAnalyzers.Single(analyzer => analyzer.SupportedDiagnostics.Any(descriptor => descriptor.Id == id));
        var found = await Verify.Run(compilation, new BuildOptions([.. options, ("platformguard.main_data_types", "T:Main.Members")]), analyzer);
        return [.. found.Where(finding => finding.Id == id)];
    }

    // As the compiler reads the file.
    private sealed class EditorConfig(string text) : SyntaxTreeOptionsProvider
    {
        private readonly AnalyzerConfigSet set = AnalyzerConfigSet.Create(new[] { AnalyzerConfig.Parse(text, "/src/.editorconfig") });

        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
    }
}

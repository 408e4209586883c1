using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Configuration;
using PlatformGuard.Analyzers.Tests.Harness;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Analyzers.Tests.Configuration;

public sealed class SettingsTests
{
    private const string Violation = "class C { string db = \"Host=patroni-main;Database=x;Username=a;Password=Wint3rF4ll\"; }";

    [Theory]
    [InlineData("", "", Role.Service)]
    [InlineData("main-application", "", Role.MainApplication)]
    [InlineData(" Main-Application ", "", Role.MainApplication)]
    [InlineData("", "main-application", Role.MainApplication)]
    [InlineData("service", "main-application", Role.Service)]
    [InlineData("mainapplication", "", Role.Service)]
    [InlineData("mainapplication", "main-application", Role.MainApplication)]
    public void Role_FromPropertyThenConfigurationThenDefault(string property, string configured, Role expected) =>
        Assert.Equal(expected, Read(("build_property.PlatformGuardRole", property), ("platformguard.role", configured)).Role);

    [Theory]
    [InlineData("", "", Stage.Experiment)]
    [InlineData("ga", "", Stage.GenerallyAvailable)]
    [InlineData("", "beta", Stage.Beta)]
    [InlineData("experiment", "ga", Stage.Experiment)]
    [InlineData("betta", "ga", Stage.GenerallyAvailable)]
    [InlineData("betta", "", Stage.Experiment)]
    public void Stage_FromPropertyThenConfigurationThenDefault(string property, string configured, Stage expected) =>
        Assert.Equal(expected, Read(("build_property.PlatformGuardStage", property), ("platformguard.stage", configured)).Stage);

    [Fact]
    public void OwnStores_Malformed_AreNone() =>
        Assert.Empty(Read((OwnStoreOption.Key, "name|")).Datastores.OwnStores);

    [Fact]
    public async Task MainApplication_OwnsItsDatastores_ButNotItsSecrets()
    {
        var found = await Verify.Run(TestCode.Compile(Violation), new BuildOptions(("build_property.PlatformGuardRole", "main-application")), Verify.AllAnalyzers);

        Assert.Equal(["PG3004"], found.Select(static finding => finding.Id));
    }

    [Fact]
    public async Task Service_IsTheDefault()
    {
        var found = await Verify.Run(TestCode.Compile(Violation), options: null, Verify.AllAnalyzers);

        Assert.Equal(["PG1001", "PG3004"], found.Select(static finding => finding.Id));
        Assert.All(found, static finding => Assert.Equal(DiagnosticSeverity.Error, finding.Severity));
    }

    [Fact]
    public async Task Disabled_ReportsNothing() =>
        Assert.Empty(await Verify.Run(TestCode.Compile(Violation), new BuildOptions(("build_property.PlatformGuardEnabled", "False")), Verify.AllAnalyzers));

    [Fact]
    public async Task AtMost_LowersTheSeverityOfAnOrdinaryWord()
    {
        var compilation = TestCode.Compile("using Microsoft.Extensions.Configuration; class C { string? M(IConfiguration c) => c.GetConnectionString(\"Cache\"); }");

        var finding = Assert.Single(await Verify.Run(compilation, options: null, Verify.AllAnalyzers));

        Assert.Equal("PG1002", finding.Id);
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
    }

    [Theory]
    [InlineData(ReportDiagnostic.Warn, DiagnosticSeverity.Warning)]
    [InlineData(ReportDiagnostic.Info, DiagnosticSeverity.Info)]
    [InlineData(ReportDiagnostic.Error, DiagnosticSeverity.Error)]
    public async Task SeverityThatTheUserConfigured_Wins(ReportDiagnostic configured, DiagnosticSeverity expected)
    {
        var compilation = TestCode.Compile("using Microsoft.Extensions.Configuration; class C { string? M(IConfiguration c) => c.GetConnectionString(\"Cache\"); }");
        var configuredCompilation = compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new Severities("PG1002", configured)));

        var finding = Assert.Single(await Verify.Run(configuredCompilation, options: null, Verify.AllAnalyzers));

        Assert.Equal(expected, finding.Severity);
    }

    [Fact]
    public async Task SeverityNone_Silences()
    {
        var compilation = TestCode.Compile(Violation);
        var configured = compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new Severities("PG1001", ReportDiagnostic.Suppress)));

        Assert.Equal(["PG3004"], (await Verify.Run(configured, options: null, Verify.AllAnalyzers)).Select(static finding => finding.Id));
    }

    [Theory]
    [InlineData("#pragma warning disable PG1001, PG3004\n" + Violation)]
    [InlineData("[System.Diagnostics.CodeAnalysis.SuppressMessage(\"G4\", \"PG1001\")] [System.Diagnostics.CodeAnalysis.SuppressMessage(\"R300\", \"PG3004\")] " + Violation)]
    public async Task SuppressedInSource_IsSilent(string source) =>
        Assert.Empty(await Verify.Run(TestCode.Compile(source), options: null, Verify.AllAnalyzers));

    private static AnalyzerSettings Read(params (string Key, string Value)[] options) =>
        AnalyzerSettings.Read(new BuildOptions(options).GlobalOptions);

    private sealed class Severities(string id, ReportDiagnostic severity) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic value)
        {
            value = severity;
            return diagnosticId == id;
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic value)
        {
            value = severity;
            return diagnosticId == id;
        }
    }
}

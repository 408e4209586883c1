using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Logging;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.Logging;

public sealed class CommonLibraryTests
{
    private static string InMain(string statements) => $$"""
        using Microsoft.AspNetCore.Builder; using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.Hosting; using OpenTelemetry; using OpenTelemetry.Metrics; using OpenTelemetry.Trace; using Prometheus;
        class Program { static void Main(string[] args) { {{statements}} } }
        """;

    [Theory]
    [InlineData("var builder = WebApplication.CreateBuilder(args); builder.Build().Run();", "metrics and correlation")]
    [InlineData("Host.CreateDefaultBuilder(args).Build().Run();", "metrics and correlation")]
    [InlineData("var builder = WebApplication.CreateBuilder(args); builder.Services.AddOpenTelemetry();", "metrics and correlation")]
    [InlineData("var builder = WebApplication.CreateBuilder(args); builder.Services.AddOpenTelemetry().WithMetrics();", "correlation")]
    [InlineData("var builder = WebApplication.CreateBuilder(args); var app = builder.Build(); app.UseHttpMetrics(); app.MapMetrics();", "correlation")]
    [InlineData("var builder = WebApplication.CreateBuilder(args); builder.Services.AddHeaderPropagation();", "metrics")]
    [InlineData("var builder = WebApplication.CreateBuilder(args); builder.Services.AddOpenTelemetry().WithTracing();", "metrics")]
    public async Task MissingParts_AreNamed(string statements, string missing)
    {
        var finding = Assert.Single(await Verify.Run(TestCode.Compile(InMain(statements)), new BuildOptions(("platformguard.stage", "beta")), new CommonLibrary()));

        Assert.Equal(DiagnosticSeverity.Error, finding.Severity);
        Assert.EndsWith("uses neither LabKit nor an accepted equivalent for " + missing, finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("var builder = WebApplication.CreateBuilder(args); builder.Services.AddOpenTelemetry().WithMetrics().WithTracing();")]
    [InlineData("var builder = WebApplication.CreateBuilder(args); builder.Services.AddOpenTelemetry().UseOtlpExporter();")]
    [InlineData("var builder = WebApplication.CreateBuilder(args); builder.Services.AddHeaderPropagation(); builder.Build().UseHttpMetrics();")]
    [InlineData("using var m = Sdk.CreateMeterProviderBuilder().Build(); using var t = Sdk.CreateTracerProviderBuilder().Build(); WebApplication.CreateBuilder(args);")]
    [InlineData("System.Console.WriteLine(args.Length);")]
    public Task AcceptedSets_AreSilent(string statements) => Verify.Rule<CommonLibrary>("PG6004", InMain(statements));

    [Fact]
    public Task LabKit_IsSilent() => Verify.Rule<CommonLibrary>(
        "PG6004",
        "using Acme; " + InMain("var builder = WebApplication.CreateBuilder(args); builder.AddIt();"),
        null,
        TestCode.Library("PlatformGuard.LabKit", "namespace Acme { public static class Kit { public static void AddIt(this Microsoft.Extensions.Hosting.IHostApplicationBuilder builder) { } } }"));

    [Fact]
    public Task SetUpOfTheOrganisation_IsNotDecided() => Verify.Rule<CommonLibrary>(
        "PG6004",
        "using Acme; " + InMain("var builder = WebApplication.CreateBuilder(args); builder.AddAcmeObservability();"),
        null,
        TestCode.Library("Acme.Observability", "namespace Acme { public static class Kit { public static void AddAcmeObservability(this Microsoft.Extensions.Hosting.IHostApplicationBuilder builder) { } } }"));

    [Theory]
    [InlineData("Acme.Beacon")]
    [InlineData("acme.beacon, System.Runtime")]
    [InlineData("Other.One,Other.Two|Acme.Beacon")]
    public Task LibrariesThatThePolicyAccepts_AreSilent(string sets) => Verify.Rule<CommonLibrary>("PG6004", "using Acme; " + InMain("var builder = WebApplication.CreateBuilder(args); Beacon.Light();"), Accepts(sets), Beacon());

    [Theory]
    [InlineData("", "Beacon.Light();")]
    [InlineData("Acme.Lighthouse", "Beacon.Light();")]
    [InlineData("Acme.Beacon,Acme.Missing", "Beacon.Light();")]
    [InlineData("Acme.Beacon", "")]
    public async Task LibrariesThatThePolicyDoesNotAcceptOrCodeDoesNotSetUp_AreFound(string sets, string call) =>
        Assert.Single(await Verify.Run(TestCode.Compile("using Acme; " + InMain("var builder = WebApplication.CreateBuilder(args); " + call), Beacon()), Accepts(sets), new CommonLibrary()));

    [Fact]
    public Task AcceptedLibraries_WriteTheLogToo() => Verify.Rule<JsonLogging>("PG6003", "using Acme; " + InMain("var builder = WebApplication.CreateBuilder(args); Beacon.Light();"), Accepts("Acme.Beacon"), Beacon());

    private static BuildOptions Accepts(string sets) => new(("platformguard.common_libraries", sets));

    private static PortableExecutableReference Beacon() => TestCode.Library("Acme.Beacon", "namespace Acme { public static class Beacon { public static void Light() { } } }");

    [Theory]
    [InlineData("build_property.IsTestProject", "true")]
    [InlineData("platformguard.role", "main-application")]
    public Task OtherProjects_AreLeftAlone(string key, string value) => Verify.Rule<CommonLibrary>("PG6004", InMain("WebApplication.CreateBuilder(args);"), new BuildOptions((key, value)));
}

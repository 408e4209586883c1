using PlatformGuard.Analyzers.Logging;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.Logging;

public sealed class JsonLoggingTests
{
    private static string InMain(string statements) => $$"""
        using System; using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.Hosting; using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.Hosting; using Microsoft.Extensions.Logging; using Microsoft.Extensions.Logging.Console;
        using NLog.Targets; using NLog.Web; using OpenTelemetry.Logs; using OpenTelemetry.Trace; using Serilog; using Serilog.Formatting.Compact;
        class Program
        {
            static void Main(string[] args)
            {
                {{statements}}
            }
        }
        """;

    [Theory]
    [InlineData("""var builder = WebApplication.[|CreateBuilder|](args); builder.Build().Run();""")]
    [InlineData("""Host.[|CreateDefaultBuilder|](args).Build().Run();""")]
    [InlineData("""var builder = Host.[|CreateApplicationBuilder|](args);""")]
    [InlineData("""new [|HostBuilder|]().Build();""")]
    [InlineData("""var builder = WebApplication.[|CreateBuilder|](args); builder.Logging.AddConsole();""")]
    [InlineData("""var builder = WebApplication.[|CreateBuilder|](args); if (builder.Environment.IsDevelopment()) builder.Logging.AddSimpleConsole();""")]
    [InlineData("""var builder = WebApplication.[|CreateBuilder|](args); builder.Logging.AddConsole(o => o.FormatterName = ConsoleFormatterNames.Simple);""")]
    [InlineData("""var builder = WebApplication.CreateBuilder(args); builder.Logging.[|AddSimpleConsole|](o => o.SingleLine = true);""")]
    [InlineData("""var builder = WebApplication.CreateBuilder(args); builder.Logging.[|AddSystemdConsole|]();""")]
    [InlineData("""Host.CreateDefaultBuilder(args).UseSerilog((c, l) => l.WriteTo.[|Console|]()).Build();""")]
    [InlineData("""Host.CreateDefaultBuilder(args).UseSerilog((c, l) => l.WriteTo.[|Console|](outputTemplate: "{Message}")).Build();""")]
    [InlineData("""var target = new [|ConsoleTarget|]("c") { Layout = "${message}" };""")]
    public Task TextLogs_AreReported(string statements) => Verify.Rule<JsonLogging>("PG6003", InMain(statements));

    [Theory]
    [InlineData("""var builder = WebApplication.CreateBuilder(args); builder.Logging.ClearProviders(); builder.Logging.AddJsonConsole(o => o.IncludeScopes = true);""")]
    [InlineData("""var builder = WebApplication.CreateBuilder(args); builder.Logging.AddConsole(o => o.FormatterName = ConsoleFormatterNames.Json);""")]
    [InlineData("""var builder = WebApplication.CreateBuilder(args); builder.Services.Configure<ConsoleLoggerOptions>(o => o.FormatterName = "json");""")]
    [InlineData("""Host.CreateDefaultBuilder(args).ConfigureLogging(l => l.AddJsonConsole()).Build();""")]
    [InlineData("""Host.CreateDefaultBuilder(args).UseSerilog((c, l) => l.WriteTo.Console(new CompactJsonFormatter())).Build();""")]
    [InlineData("""Log.Logger = new LoggerConfiguration().WriteTo.Console().CreateBootstrapLogger(); Host.CreateDefaultBuilder(args).UseSerilog((c, l) => l.WriteTo.Console(new RenderedCompactJsonFormatter())).Build();""")]
    [InlineData("""Host.CreateDefaultBuilder(args).UseSerilog((c, l) => l.ReadFrom.Configuration(c.Configuration)).Build();""")]
    [InlineData("""var builder = WebApplication.CreateBuilder(args); builder.Host.UseNLog();""")]
    [InlineData("""var target = new ConsoleTarget("c") { Layout = new NLog.Layouts.JsonLayout() };""")]
    [InlineData("""var builder = WebApplication.CreateBuilder(args); builder.Logging.AddOpenTelemetry(o => { });""")]
    [InlineData("""var builder = WebApplication.CreateBuilder(args); builder.Services.AddOpenTelemetry().WithLogging();""")]
    [InlineData("""var builder = WebApplication.CreateBuilder(args); if (builder.Environment.IsDevelopment()) builder.Logging.AddSimpleConsole(); else builder.Logging.AddJsonConsole();""")]
    [InlineData("""var builder = Own.Web.CreateBuilder(args);""")]
    public Task JsonLogs_AreSilent(string statements) => Verify.Rule<JsonLogging>("PG6003", InMain(statements) + " namespace Own { static class Web { public static object CreateBuilder(string[] args) => args; } }");

    [Theory]
    [InlineData("appsettings.json", """{ "Logging": { "Console": { "FormatterName": "json" } } }""", "WebApplication.CreateBuilder(args);")]
    [InlineData("appsettings.json", """{ "Logging": { "Console": { "FormatterName": "ours" } } }""", "WebApplication.CreateBuilder(args);")]
    [InlineData("appsettings.json", """{ "Logging": { "Console": { "FormatterName": "simple" } } }""", "WebApplication.[|CreateBuilder|](args);")]
    [InlineData("appsettings.json", """{ "Logging": { "LogLevel": { "Default": "Debug" } } }""", "WebApplication.[|CreateBuilder|](args);")]
    [InlineData("appsettings.Development.json", """{ "Logging": { "Console": { "FormatterName": "json" } } }""", "WebApplication.[|CreateBuilder|](args);")]
    [InlineData("appsettings.json", """{ "Serilog": { "WriteTo": [ { "Name": "Console" } ] } }""", "Host.[|CreateDefaultBuilder|](args).UseSerilog((c, l) => l.ReadFrom.Configuration(c.Configuration)).Build();")]
    [InlineData("appsettings.json", """{ "Serilog": { "WriteTo": [ { "Name": "Console", "Args": { "formatter": "Serilog.Formatting.Compact.CompactJsonFormatter, Serilog.Formatting.Compact" } } ] } }""", "Host.CreateDefaultBuilder(args).UseSerilog((c, l) => l.ReadFrom.Configuration(c.Configuration)).Build();")]
    [InlineData("appsettings.json", """{ "Serilog": { "WriteTo": [ { "Name": "Seq" } ] } }""", "Host.CreateDefaultBuilder(args).UseSerilog((c, l) => l.ReadFrom.Configuration(c.Configuration)).Build();")]
    [InlineData("appsettings.Development.json", """{ "Serilog": { "WriteTo": [ { "Name": "Console" } ] } }""", "Host.CreateDefaultBuilder(args).UseSerilog((c, l) => l.ReadFrom.Configuration(c.Configuration)).Build();")]
    public Task Settings_OfTheProject_AreRead(string path, string text, string statements) =>
        Verify.Rule<JsonLogging>("PG6003", InMain(statements), new BuildOptions { Files = [BuildOptions.File("/app/" + path, text)] });

    [Fact]
    public Task SetUpInAnotherMethod_Counts() => Verify.Rule<JsonLogging>("PG6003", InMain("var builder = WebApplication.CreateBuilder(args); builder.AddServiceDefaults();")
        + " static class Defaults { public static void AddServiceDefaults(this WebApplicationBuilder builder) => builder.Logging.AddJsonConsole(); }");

    [Fact]
    public Task SetUpInAnotherAssembly_IsNotDecided() => Verify.Rule<JsonLogging>(
        "PG6003",
        "using Acme; " + InMain("var builder = WebApplication.CreateBuilder(args); builder.AddServiceDefaults();"),
        null,
        TestCode.Library("Acme.Defaults", "namespace Acme { public static class Defaults { public static void AddServiceDefaults(this Microsoft.Extensions.Hosting.IHostApplicationBuilder builder) { } } }"));

    [Fact]
    public Task SetUpInAnotherProjectOfTheEditor_IsNotDecided() => Verify.Rule<JsonLogging>(
        "PG6003",
        "using Acme; " + InMain("var builder = WebApplication.CreateBuilder(args); builder.AddServiceDefaults();"),
        null,
        Microsoft.CodeAnalysis.CSharp.CSharpCompilation.Create(
            "Acme.Defaults",
            [Microsoft.CodeAnalysis.CSharp.CSharpSyntaxTree.ParseText("namespace Acme { public static class Defaults { public static void AddServiceDefaults(this Microsoft.Extensions.Hosting.IHostApplicationBuilder builder) { } } }", TestCode.ParseOptions)],
            TestCode.References,
            new Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions(Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference());

    [Fact]
    public Task UnrelatedSetUpOfAnotherAssembly_DoesNotCount() => Verify.Rule<JsonLogging>(
        "PG6003",
        "using Acme; " + InMain("var builder = WebApplication.[|CreateBuilder|](args); builder.AddReviewers();"),
        null,
        TestCode.Library("Acme.Reviewers", "namespace Acme { public static class Reviewers { public static void AddReviewers(this Microsoft.Extensions.Hosting.IHostApplicationBuilder builder) { } } }"));

    [Theory]
    [InlineData("build_property.IsTestProject", "true")]
    [InlineData("platformguard.role", "main-application")]
    public Task OtherProjects_AreLeftAlone(string key, string value) => Verify.Rule<JsonLogging>("PG6003", InMain("WebApplication.CreateBuilder(args);"), new BuildOptions((key, value)));
}

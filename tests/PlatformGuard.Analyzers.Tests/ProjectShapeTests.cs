using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PlatformGuard.Analyzers.Logging;
using PlatformGuard.Analyzers.State;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests;

/// <summary>Programs that all reference ASP.NET Core, because they share a project with a service: those that serve, and those that are tools.</summary>
public sealed class ProjectShapeTests
{
    private const string Usings = """
        using System; using System.IO; using System.Threading; using System.Threading.Tasks; using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.DataProtection; using Microsoft.AspNetCore.Hosting;
        using Microsoft.AspNetCore.Mvc; using Microsoft.Extensions.Configuration; using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.Hosting;

        """;

    private static CSharpCompilation Program(string main, string declarations = "") => TestCode
        .Compile(
            Usings + $$"""static class Program { static async Task Main(string[] args) { Console.WriteLine("begin"); {{main}} await Task.CompletedTask; } } """ + declarations,
            TestCode.Library("Acme.Hosting", "namespace Acme { public static class ServiceHost { public static void Run(string[] args) { } public static void Run(string[] args, System.Action<Microsoft.AspNetCore.Routing.IEndpointRouteBuilder> map) { } } public class AppRunner { public int Run(string[] args) => 0; public System.Threading.Tasks.Task<int> RunAsync(string[] args) => null!; } }"))
        .WithOptions(new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    private static async Task<int> Findings(CSharpCompilation program, BuildOptions? options = null)
    {
        Assert.Empty(TestCode.ErrorsOf(program));
        return (await Verify.Run(program, options, new UnstructuredLog())).Length;
    }

    [Theory]
    [InlineData("WebApplication.CreateBuilder(args).Build().Run();", "")]
    [InlineData("await Host.CreateDefaultBuilder(args).Build().RunAsync();", "")]
    [InlineData("await Host.CreateDefaultBuilder(args).RunConsoleAsync();", "")]
    [InlineData("var host = Host.CreateApplicationBuilder(args).Build(); await host.StartAsync(); await host.WaitForShutdownAsync();", "")]
    [InlineData("var server = new Grpc.Core.Server(); server.Start();", "")]
    [InlineData("new WebHostBuilder().UseStartup<Startup>().Build();", "class Startup { public void Configure(IApplicationBuilder app) { } }")]
    [InlineData("Acme.ServiceHost.Run(args);", "public class ReviewersController : ControllerBase { [HttpGet] public string Get() => \"\"; }")]
    [InlineData("Acme.ServiceHost.Run(args);", "public class Poller : BackgroundService { protected override Task ExecuteAsync(CancellationToken stopping) => Task.CompletedTask; }")]
    [InlineData("Acme.ServiceHost.Run(args);", "static class Outer { public class Chat : Microsoft.AspNetCore.SignalR.Hub { } }")]
    [InlineData("Acme.ServiceHost.Run(args, app => app.MapGet(\"/\", () => \"\"));", "")]
    [InlineData("Acme.ServiceHost.Run(args);", "namespace Api { public class Ranker : Wire.Base { } } namespace Wire { [Grpc.Core.BindServiceMethod(typeof(Base), \"Bind\")] public abstract class Base { } }")]
    public async Task Program_ThatServes_HasALog(string main, string declarations) => Assert.Equal(1, await Findings(Program(main, declarations)));

    [Theory]
    [InlineData("", "")]
    [InlineData("if (args.Length == 0) return;", "")]
    [InlineData("new Acme.AppRunner().Run(args);", "")]
    [InlineData("await new Acme.AppRunner().RunAsync(args);", "")]
    [InlineData("await Job.RunAsync();", "static class Job { public static Task RunAsync() => Task.CompletedTask; }")]
    [InlineData("using var host = Host.CreateApplicationBuilder(args).Build(); host.Services.GetRequiredService<Acme.AppRunner>().Run(args);", "")]
    [InlineData("var services = new ServiceCollection(); services.AddDataProtection(); services.BuildServiceProvider().GetRequiredService<Acme.AppRunner>().Run(args);", "")]
    [InlineData("var configuration = new ConfigurationBuilder().AddCommandLine(args).Build(); new Thread(() => { }).Start();", "")]
    public async Task Program_ThatServesNothing_WritesItsResult(string main, string declarations) => Assert.Equal(0, await Findings(Program(main, declarations)));

    [Fact]
    public async Task Program_OfTheWebSdk_Serves() => Assert.Equal(1, await Findings(Program("Acme.ServiceHost.Run(args);"), new BuildOptions(("build_property.UsingMicrosoftNETSdkWeb", "true"))));

    [Fact]
    public async Task Library_IsPartOfAService() => Assert.Equal(1, await Findings(Program("").WithOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable))));

    [Fact]
    public async Task Tool_HasNoLogKeysOrStateOfAService()
    {
        var tool = Program(
            """
            using var host = Host.CreateApplicationBuilder(args).Build();
            new ServiceCollection().AddDataProtection();
            Cache.Add("x"); new System.Net.Http.HttpRequestMessage().Headers.Remove("traceparent");
            File.WriteAllText("result.txt", "x");
            """,
            "static class Cache { static readonly System.Collections.Generic.List<string> seen = new(); public static void Add(string s) => seen.Add(s); }");
        Assert.Empty(TestCode.ErrorsOf(tool));

        var findings = await Verify.Run(tool, new BuildOptions(("platformguard.stage", "ga")), new UnstructuredLog(), new JsonLogging(), new CommonLibrary(), new CorrelationLoss(), new LocalKeyRing(), new InProcessState(), new LocalFileWrite());

        Assert.Equal(["PG4001 Info"], findings.Select(static finding => finding.Id + " " + finding.Severity));
    }
}

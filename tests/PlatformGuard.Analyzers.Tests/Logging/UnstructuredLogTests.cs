using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PlatformGuard.Analyzers.Logging;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.Logging;

public sealed class UnstructuredLogTests
{
    private static string InMethod(string statements) => $$"""
        using System; using System.Diagnostics; using System.IO; using System.Text.Json; using System.Threading.Tasks; using Microsoft.Extensions.Hosting; using Microsoft.Extensions.Logging;
        class C
        {
            public static void Main() { }
            async Task M(string id, Exception error, TextWriter writer, TraceSource source, IHostEnvironment host, ILogger logger)
            {
                {{statements}}
                await Task.CompletedTask;
            }
        }
        """;

    [Theory]
    [InlineData("""Console.[|WriteLine|]("Ranked " + id);""")]
    [InlineData("""Console.[|Write|](id);""")]
    [InlineData("""Console.[|WriteLine|]();""")]
    [InlineData("""Console.Error.[|WriteLine|](error);""")]
    [InlineData("""await Console.Out.[|WriteLineAsync|](id);""")]
    [InlineData("""Trace.[|TraceError|](id);""")]
    [InlineData("""Trace.[|WriteLine|](id);""")]
    [InlineData("""Debug.[|WriteLine|](id);""")]
    [InlineData("""Debug.[|Print|](id);""")]
    [InlineData("""source.[|TraceEvent|](TraceEventType.Error, 1, id);""")]
    [InlineData("""try { } catch (Exception e) { Console.[|WriteLine|](e.ToString()); }""")]
    public Task Output_UsedAsLog_IsReported(string statements) => Verify.Rule<UnstructuredLog>("PG6001", InMethod(statements));

    [Theory]
    [InlineData("""logger.LogInformation("Ranked {Id}", id);""")]
    [InlineData("""var line = Console.ReadLine(); Console.OutputEncoding = System.Text.Encoding.UTF8;""")]
    [InlineData("""Debug.Assert(id.Length > 0); Debug.Fail(id); Trace.Assert(true);""")]
    [InlineData("""writer.WriteLine(id); await writer.WriteLineAsync(id);""")]
    [InlineData("""var text = new StringWriter(); text.WriteLine(id);""")]
    [InlineData("""Console.WriteLine(JsonSerializer.Serialize(new { id }));""")]
    [InlineData("""Serilog.Debugging.SelfLog.Enable(m => Console.Error.WriteLine(m));""")]
    [InlineData("""if (host.IsDevelopment()) Console.WriteLine(id);""")]
    [InlineData("""Own.Console.WriteLine(id);""")]
    public Task LookAlike_IsSilent(string statements) => Verify.Rule<UnstructuredLog>("PG6001", InMethod(statements) + " namespace Own { static class Console { public static void WriteLine(string s) { } } }");

    [Fact]
    public Task OwnSink_IsSilent() => Verify.Rule<UnstructuredLog>("PG6001", """
        using System; using System.IO; using Microsoft.Extensions.Logging; using Microsoft.Extensions.Logging.Abstractions; using Microsoft.Extensions.Logging.Console; using Serilog.Core; using Serilog.Events;
        class Formatter() : ConsoleFormatter("own") { public override void Write<TState>(in LogEntry<TState> entry, IExternalScopeProvider? scopes, TextWriter writer) => Console.WriteLine("{}"); }
        class Sink : ILogEventSink { public void Emit(LogEvent e) => Console.WriteLine("{}"); }
        """);

    [Fact]
    public async Task CommandLineTool_IsSilent()
    {
        var compilation = TestCode.Compile(InMethod("Console.WriteLine(id);"));
        var program = compilation
            .WithOptions(new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable))
            .WithReferences(compilation.References.Where(static reference => !Path.GetFileName(reference.Display ?? "").StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) && !Path.GetFileName(reference.Display ?? "").StartsWith("Microsoft.Extensions.Hosting", StringComparison.Ordinal) && !Path.GetFileName(reference.Display ?? "").StartsWith("Grpc.Core", StringComparison.Ordinal)));

        Assert.Empty(await Verify.Run(program, null, new UnstructuredLog()));
    }

    [Fact]
    public async Task InGa_ConsoleIsAnError_DebugAWarning()
    {
        var findings = await Verify.Run(TestCode.Compile(InMethod("Console.WriteLine(id); Debug.WriteLine(id);")), new BuildOptions(("platformguard.stage", "ga")), new UnstructuredLog());

        Assert.Equal([DiagnosticSeverity.Error, DiagnosticSeverity.Warning], findings.Select(static finding => finding.Severity));
    }

    [Theory]
    [InlineData("build_property.IsTestProject", "true")]
    [InlineData("platformguard.role", "main-application")]
    public Task OtherProjects_AreLeftAlone(string key, string value) => Verify.Rule<UnstructuredLog>("PG6001", InMethod("Console.WriteLine(id);"), new BuildOptions((key, value)));
}

using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.Logging;

/// <summary>PG6001: console, trace or debug output that a service uses as its log.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnstructuredLog : GuidelineAnalyzer
{
    private static readonly ApiTable<Severity> Table = new ApiTable<Severity>()
        .Add("System.Console", "Write WriteLine", Severity.Error)
        .Add("System.IO.TextWriter", "Write WriteLine WriteAsync WriteLineAsync", Severity.Error)
        .Add("System.Diagnostics.Trace", "Write WriteLine WriteIf WriteLineIf TraceInformation TraceWarning TraceError", Severity.Error)
        .Add("System.Diagnostics.TraceSource", "TraceEvent TraceInformation TraceData", Severity.Error)
        .Add("System.Diagnostics.Debug", "Write WriteLine WriteIf WriteLineIf Print", Severity.Warning); // Not in a release build.

    private static readonly string[] Sinks =
    [
        "Microsoft.Extensions.Logging.ILogger", "Microsoft.Extensions.Logging.ILoggerProvider", "Microsoft.Extensions.Logging.Console.ConsoleFormatter", "Serilog.Core.ILogEventSink",
        "Serilog.Formatting.ITextFormatter", "NLog.Targets.Target", "System.Diagnostics.TraceListener", "log4net.Appender.IAppender",
    ];

    /// <summary>Makes the analyzer.</summary>
    public UnstructuredLog()
        : base("PG6001")
    {
    }

    private protected override bool IsRelevant(PlatformContext platform) =>
        base.IsRelevant(platform) && !platform.IsTestProject && platform.Project.IsServiceCode;

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform) =>
        context.RegisterOperationAction(call => Analyze(call, platform), OperationKind.Invocation);

    private void Analyze(OperationAnalysisContext context, PlatformContext platform)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!Table.TryFind(call.TargetMethod, out var atMost)
            || (call.Instance is { } writer && !IsConsole(writer) && call.TargetMethod.ContainingType.Name != "TraceSource")
            || IsSink(context.ContainingSymbol.ContainingType)
            || IsJson(call)
            || IsDiagnosisOfTheLogger(call)
            || CodePlace.IsMigration(context.ContainingSymbol)
            || CodePlace.IsDevelopmentOnly(call, context.CancellationToken))
        {
            return;
        }

        context.ReportDiagnostic(Finding(platform, atMost, Calls.NameOf(call), properties: null, Show(call)));
    }

    private static string Show(IInvocationOperation call) =>
        call.Instance is IPropertyReferenceOperation { Property: { Name: var name, ContainingType.Name: "Console" } } ? $"Console.{name}.{call.TargetMethod.Name}" : Calls.Show(call);

    // Console.Out and Console.Error; any other writer may lead anywhere.
    private static bool IsConsole(IOperation writer) =>
        writer is IPropertyReferenceOperation { Property: { Name: "Out" or "Error", ContainingType: var owner } } && TypeNames.Is(owner, "System.Console");

    private static bool IsSink(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (Array.Exists(Sinks, sink => TypeNames.IsOrHas(current, sink)))
            {
                return true;
            }
        }

        return false;
    }

    // Finished JSON is the form that is asked for, whoever wrote it.
    private static bool IsJson(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (StringExpressions.WithoutConversions(argument.Value) is IInvocationOperation { TargetMethod.Name: "Serialize" or "SerializeObject" or "ToJsonString" })
            {
                return true;
            }
        }

        return false;
    }

    // SelfLog.Enable(m => Console.Error.WriteLine(m)): what the logger itself cannot log.
    private static bool IsDiagnosisOfTheLogger(IOperation call)
    {
        for (var parent = call.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IInvocationOperation { TargetMethod.ContainingType.Name: "SelfLog" or "InternalLogger" })
            {
                return true;
            }
        }

        return false;
    }
}

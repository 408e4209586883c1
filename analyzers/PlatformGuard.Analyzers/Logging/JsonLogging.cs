using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.Logging;

/// <summary>PG6003: a host whose console log is text.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class JsonLogging : GuidelineAnalyzer
{
    private const string Structured = "structured";
    private const string ByConfiguration = "by configuration";

    private static readonly string[] Speaking = ["Log", "Telemetry", "Otel", "Observability", "Default", "Platform", "Common", "Infrastructure", "Monitoring", "Bootstrap"];

    // Each replaces the text console, sends structured records, or is configured in a file that is not seen here.
    private static readonly string[] StructuredSetUps =
    [
        "AddJsonConsole", "AddConsoleFormatter", "UseSerilog", "AddSerilog", "UseNLog", "AddNLog", "AddNLogWeb", "WithLogging", "UseOtlpExporter", "UseAzureMonitor", "AddApplicationInsights", "AddGoogle", "AddAWSProvider", "AddSeq",
        "AddElasticsearch", "AddLog4Net", "AddProvider", "AddAzureWebAppDiagnostics", "AddZLoggerConsole", "AddFluentd", "AddGelf",
    ];

    /// <summary>Makes the analyzer.</summary>
    public JsonLogging()
        : base("PG6003")
    {
    }

    private protected override bool IsRelevant(PlatformContext platform) =>
        base.IsRelevant(platform) && !platform.IsTestProject && platform.Project.IsServiceCode;

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        var setUp = new SharedSetUp();
        var accepted = new AcceptedLibraries(context.Compilation, platform);
        var own = context.Compilation.Assembly;
        var isOfInterest = new SymbolFacts<IMethodSymbol, bool>(method => MayMatter(method, accepted, own));
        context.RegisterOperationAction(
            call =>
            {
                if (Calls.MethodOf(call.Operation) is { } method && isOfInterest.Of(method))
                {
                    Analyze(call, platform, setUp, accepted, own);
                }
            },
            OperationKind.Invocation,
            OperationKind.ObjectCreation);
        context.RegisterOperationAction(assignment => AnalyzeFormatterName((ISimpleAssignmentOperation)assignment.Operation, setUp), OperationKind.SimpleAssignment);
        context.RegisterCompilationEndAction(end => Report(end, platform, setUp));
    }

    private static bool MayMatter(IMethodSymbol method, AcceptedLibraries accepted, IAssemblySymbol own) =>
        HostCreation.Table.TryFind(method, out _)
        || (method.MethodKind == MethodKind.Constructor && IsTarget(method.ContainingType))
        || method.Name is "AddSimpleConsole" or "AddSystemdConsole" or "Console" or "Configuration" or "AddOpenTelemetry"
        || Array.IndexOf(StructuredSetUps, method.Name) >= 0
        || accepted.Declares(method)
        || SharedSetUp.MayHideSetUp(method, Speaking, own);

    private void Analyze(OperationAnalysisContext context, PlatformContext platform, SharedSetUp setUp, AcceptedLibraries accepted, IAssemblySymbol own)
    {
        var operation = context.Operation;
        if (HostCreation.Table.TryFind(operation, out _))
        {
            setUp.Add(HostCreation.Topic, operation);
        }
        else if (operation is IObjectCreationOperation creation)
        {
            AnalyzeTarget(context, platform, creation);
        }
        else if (operation is IInvocationOperation call)
        {
            AnalyzeCall(context, platform, setUp, call, accepted, own);
        }
    }

    private void AnalyzeCall(OperationAnalysisContext context, PlatformContext platform, SharedSetUp setUp, IInvocationOperation call, AcceptedLibraries accepted, IAssemblySymbol own)
    {
        var method = call.TargetMethod;
        switch (method.Name)
        {
            case "AddSimpleConsole" or "AddSystemdConsole" when TypeNames.IsWithin(method, "Microsoft.Extensions.Logging"):
                Tell(context, platform, setUp, call, ": it writes text for a person");
                return;
            case "Console" when TypeNames.Is(method.ContainingType, "Serilog.ConsoleLoggerConfigurationExtensions"):
                if (Calls.Argument(call, "formatter") is null && !EndsInBootstrapLogger(call))
                {
                    Tell(context, platform, setUp, call, ": this console sink has no JSON formatter");
                }

                return;
            case "Configuration" when TypeNames.IsOrHas(method.ContainingType, "Serilog.ConfigurationLoggerConfigurationExtensions"):
                setUp.Add(ByConfiguration, call);
                return;
            case "AddOpenTelemetry" when TypeNames.IsOrHas(Calls.ReceiverOf(call)?.Type, "Microsoft.Extensions.Logging.ILoggingBuilder"):
                setUp.Add(Structured, call);
                return;
        }

        if (Array.IndexOf(StructuredSetUps, method.Name) >= 0 || accepted.Declares(method) || SharedSetUp.MayHideSetUp(call, Speaking, own))
        {
            setUp.Add(Structured, call);
        }
    }

    private void Tell(OperationAnalysisContext context, PlatformContext platform, SharedSetUp setUp, IInvocationOperation call, string why)
    {
        if (!CodePlace.IsDevelopmentOnly(call, context.CancellationToken))
        {
            setUp.Add(Structured, call);
            context.ReportDiagnostic(Finding(platform, Severity.Error, Calls.NameOf(call), properties: null, Calls.Show(call), why));
        }
    }

    // new ConsoleTarget { Layout = "${message}" } of NLog; a JsonLayout is an object of its own.
    private void AnalyzeTarget(OperationAnalysisContext context, PlatformContext platform, IObjectCreationOperation creation)
    {
        if (!IsTarget(creation.Type))
        {
            return;
        }

        foreach (var member in creation.Initializer?.Initializers ?? [])
        {
            if (member is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Layout" }, Value: IConversionOperation { Operand.Type.SpecialType: SpecialType.System_String } }
                && !CodePlace.IsDevelopmentOnly(creation, context.CancellationToken))
            {
                context.ReportDiagnostic(Finding(platform, Severity.Error, Calls.NameOf(creation), properties: null, Calls.Show(creation), ": its layout is text"));
            }
        }
    }

    private static bool IsTarget(ITypeSymbol? type) => type?.Name is "ConsoleTarget" or "ColoredConsoleTarget" && TypeNames.IsWithin(type, "NLog");

    // AddConsole(options => options.FormatterName = "json"); a name that is not known may be it.
    private static void AnalyzeFormatterName(ISimpleAssignmentOperation assignment, SharedSetUp setUp)
    {
        if (assignment.Target is IPropertyReferenceOperation { Property: { Name: "FormatterName", ContainingType: var owner } } && TypeNames.Is(owner, "Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions")
            && StringExpressions.WithoutConversions(assignment.Value).ConstantValue is not { HasValue: true, Value: "simple" or "systemd" })
        {
            setUp.Add(Structured, assignment);
        }
    }

    // The logger of the first lines, which UseSerilog replaces as soon as the host is built.
    private static bool EndsInBootstrapLogger(IOperation call)
    {
        for (var parent = call.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IInvocationOperation { TargetMethod.Name: "CreateBootstrapLogger" })
            {
                return true;
            }
        }

        return false;
    }

    private void Report(CompilationAnalysisContext context, PlatformContext platform, SharedSetUp setUp)
    {
        var formatter = ConsoleSettings.Formatter(platform.ProjectConfiguration);
        var why = setUp.Has(ByConfiguration) && ConsoleSettings.HasSerilogTextSink(platform.ProjectConfiguration)
            ? ": Serilog's console sink in the project's appsettings has no JSON formatter"
            : setUp.Has(Structured) || formatter is { IsText: false } ? null : formatter is { Name: var name } ? $": the project's appsettings choose the formatter '{name}'" : "";
        if (why is null)
        {
            return;
        }

        foreach (var host in setUp.Of(HostCreation.Topic))
        {
            context.ReportDiagnostic(Finding(platform, Severity.Error, Calls.NameOf(host), properties: null, Calls.Show(host), why));
        }
    }
}

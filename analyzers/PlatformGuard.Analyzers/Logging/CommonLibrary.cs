using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.Logging;

/// <summary>PG6004: a host that sets up neither LabKit nor what is accepted in its place.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CommonLibrary : GuidelineAnalyzer
{
    private const string Metrics = "metrics";
    private const string Correlation = "correlation";
    private const string Both = "both";
    private const string Hidden = "hidden";

    private static readonly string[] Speaking = ["Telemetry", "Otel", "Observability", "Metric", "Tracing", "Apm", "Default", "Platform", "Common", "Infrastructure", "Monitoring", "LabKit", "Instrumentation"];

    private static readonly ApiTable<string> SetUps = new ApiTable<string>()
        .Add("OpenTelemetry.*", "WithMetrics CreateMeterProviderBuilder ConfigureOpenTelemetryMeterProvider", Metrics)
        .Add("OpenTelemetry.*", "WithTracing CreateTracerProviderBuilder ConfigureOpenTelemetryTracerProvider", Correlation)
        .Add("OpenTelemetry.*", "UseOtlpExporter UseGrafana", Both)
        .Add("Azure.Monitor.*", "UseAzureMonitor", Both)
        .Add("Microsoft.Extensions.DependencyInjection.*", "AddOpenTelemetryMetrics", Metrics)
        .Add("Microsoft.Extensions.DependencyInjection.*", "AddOpenTelemetryTracing AddHeaderPropagation AddCorrelationId AddDefaultCorrelationId", Correlation)
        .Add("Microsoft.Extensions.DependencyInjection.*", "AddApplicationInsightsTelemetry AddApplicationInsightsTelemetryWorkerService AddElasticApm AddAllElasticApm", Both)
        .Add("Prometheus.*", "UseHttpMetrics MapMetrics UseMetricServer AddMetricServer Start", Metrics)
        .Add("App.Metrics.*", "UseMetrics AddMetrics UseMetricsAllEndpoints", Metrics)
        .Add("Elastic.Apm.*", "UseElasticApm UseAllElasticApm AddElasticApm AddAllElasticApm", Both)
        .Add("CorrelationId.*", "UseCorrelationId AddCorrelationId AddDefaultCorrelationId", Correlation);

    /// <summary>Makes the analyzer.</summary>
    public CommonLibrary()
        : base("PG6004")
    {
    }

    private protected override bool IsRelevant(PlatformContext platform) =>
        base.IsRelevant(platform) && !platform.IsTestProject && platform.Project.IsServiceCode;

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        var setUp = new SharedSetUp();
        var accepted = new AcceptedLibraries(context.Compilation, platform);
        var own = context.Compilation.Assembly;
        var parts = new SymbolFacts<IMethodSymbol, string>(method => PartOf(method, accepted, own));
        context.RegisterOperationAction(call => Collect(call.Operation, setUp, parts), OperationKind.Invocation, OperationKind.ObjectCreation);
        context.RegisterCompilationEndAction(end => Report(end, platform, setUp));
    }

    private static void Collect(IOperation operation, SharedSetUp setUp, SymbolFacts<IMethodSymbol, string> parts)
    {
        if (Calls.MethodOf(operation) is not { } method || parts.Of(method) is not { Length: > 0 } part)
        {
            return;
        }

        if (part != Hidden)
        {
            setUp.Add(part, operation);
        }
        else if (operation is IInvocationOperation call && SharedSetUp.IsOnSetUp(call))
        {
            setUp.Add(Both, call);
        }
    }

    // LabKit and what the policy accepts bring all parts; so may the set-up that another assembly of the organisation keeps for all services.
    private static string PartOf(IMethodSymbol method, AcceptedLibraries accepted, IAssemblySymbol own) =>
        HostCreation.Table.TryFind(method, out var host) ? host
        : SetUps.TryFind(method, out var part) ? part
        : accepted.Declares(method) ? Both
        : SharedSetUp.MayHideSetUp(method, Speaking, own) ? Hidden
        : "";

    private void Report(CompilationAnalysisContext context, PlatformContext platform, SharedSetUp setUp)
    {
        var hasMetrics = setUp.Has(Metrics);
        var hasCorrelation = setUp.Has(Correlation);
        if (setUp.Has(Both) || (hasMetrics && hasCorrelation))
        {
            return;
        }

        var missing = hasMetrics ? "correlation" : hasCorrelation ? "metrics" : "metrics and correlation";
        foreach (var host in setUp.Of(HostCreation.Topic))
        {
            context.ReportDiagnostic(Finding(platform, Severity.Error, Calls.NameOf(host), properties: null, $"The host of '{Calls.Show(host)}'", missing));
        }
    }
}

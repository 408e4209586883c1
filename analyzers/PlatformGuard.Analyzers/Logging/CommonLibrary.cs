using System;
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
        context.RegisterOperationAction(call => Collect(call.Operation, setUp), OperationKind.Invocation, OperationKind.ObjectCreation);
        context.RegisterCompilationEndAction(end => Report(end, platform, setUp));
    }

    private static void Collect(IOperation operation, SharedSetUp setUp)
    {
        if (HostCreation.Table.TryFind(operation, out var host))
        {
            setUp.Add(host, operation);
        }
        else if (operation is IInvocationOperation call)
        {
            if (SetUps.TryFind(call, out var part))
            {
                setUp.Add(part, call);
            }
            else if (call.TargetMethod.ContainingAssembly?.Name.IndexOf("LabKit", StringComparison.Ordinal) >= 0 || SharedSetUp.MayHideSetUp(call, Speaking))
            {
                // LabKit brings all parts; so may the set-up that another assembly of the organisation keeps for all services.
                setUp.Add(Both, call);
            }
        }
    }

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

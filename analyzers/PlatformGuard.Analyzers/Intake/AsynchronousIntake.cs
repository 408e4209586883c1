using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.Intake;

/// <summary>PG7006: a service that takes its work from a message broker instead of being called.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsynchronousIntake : GuidelineAnalyzer
{
    private const string Mediator = "mediator";
    private const string Bus = "bus";

    /// <summary>Makes the analyzer.</summary>
    public AsynchronousIntake()
        : base("PG7006")
    {
    }

    private protected override bool IsRelevant(PlatformContext platform) =>
        base.IsRelevant(platform) && !platform.IsTestProject && !platform.Project.IsOrchestrator && platform.Project.ReferencesAny(Consumers.Assemblies);

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        var setUp = new SharedSetUp();
        context.RegisterOperationAction(call => AnalyzeCall(call, platform, setUp), OperationKind.Invocation, OperationKind.ObjectCreation);
        context.RegisterSymbolAction(type => AnalyzeType(type, platform, setUp), SymbolKind.NamedType);
        context.RegisterSymbolAction(method => AnalyzeMethod(method, platform), SymbolKind.Method);
        context.RegisterCompilationEndAction(end =>
        {
            if (!setUp.Has(Mediator) || setUp.Has(Bus))
            {
                setUp.ReportKept(end);
            }
        });
    }

    private void AnalyzeCall(OperationAnalysisContext context, PlatformContext platform, SharedSetUp setUp)
    {
        if (Consumers.Calls.TryFind(context.Operation, out var source))
        {
            if (!CodePlace.IsDevelopmentOnly(context.Operation, context.CancellationToken))
            {
                context.ReportDiagnostic(Finding(platform, Severity.Error, Calls.NameOf(context.Operation), properties: null, Calls.Show(context.Operation), source));
            }
        }
        else if (context.Operation is IInvocationOperation { TargetMethod: { Name: "AddMediator" or "AddMassTransit", ContainingNamespace: not null } method } && TypeNames.IsWithin(method, "MassTransit"))
        {
            setUp.Add(method.Name == "AddMediator" ? Mediator : Bus, context.Operation);
        }
    }

    private void AnalyzeType(SymbolAnalysisContext context, PlatformContext platform, SharedSetUp setUp)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.IsAbstract || type.AllInterfaces.IsEmpty || type.Locations.IsEmpty)
        {
            return;
        }

        foreach (var (contract, source) in Consumers.Contracts)
        {
            if (type.AllInterfaces.Any(implemented => TypeNames.Is(implemented, contract)))
            {
                var finding = Finding(platform, Severity.Error, type.Locations[0], properties: null, type.Name, source);

                // MassTransit's mediator calls consumers inside the process; whether that is all is known at the end.
                if (contract.StartsWith("MassTransit.", System.StringComparison.Ordinal))
                {
                    setUp.Keep(finding);
                }
                else
                {
                    context.ReportDiagnostic(finding);
                }

                return;
            }
        }
    }

    private void AnalyzeMethod(SymbolAnalysisContext context, PlatformContext platform)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (method.Locations.IsEmpty || SourceOf(method) is not { } source)
        {
            return;
        }

        // A class that is found by its contract is told once.
        if (!TypeNames.IsOrHas(method.ContainingType, "DotNetCore.CAP.ICapSubscribe"))
        {
            context.ReportDiagnostic(Finding(platform, Severity.Error, method.Locations[0], properties: null, method.Name, source));
        }
    }

    private static string? SourceOf(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (SourceOf(attribute) is { } source)
            {
                return source;
            }
        }

        foreach (var parameter in method.Parameters)
        {
            foreach (var attribute in parameter.GetAttributes())
            {
                if (SourceOf(attribute) is { } source)
                {
                    return source;
                }
            }
        }

        return null;
    }

    private static string? SourceOf(AttributeData attribute)
    {
        foreach (var (name, source) in Consumers.Attributes)
        {
            if (TypeNames.IsOrHas(attribute.AttributeClass, name))
            {
                return source;
            }
        }

        return null;
    }
}

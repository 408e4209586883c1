using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PlatformGuard.Generators.GuardedClients;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>PG2008: a class with <c>[GuardedClient]</c> whose members the generator cannot write, and the reason.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GuardedClientNotGenerated() : GuidelineAnalyzer("PG2008")
{
    /// <summary>Wherever the attribute is used a service is called, whatever the code base's role.</summary>
    private protected override bool IsRelevant(PlatformContext platform) => true;

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        var compilation = context.Compilation;
        var option = context.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(FlagApiReader.Option, out var value) ? value : "";
        var cancellation = context.CancellationToken;
        var apis = new Lazy<FlagApis>(() => new(
            new(FlagApiReader.Configured(compilation, option)),
            FlagApiReader.Sorted(FlagApiReader.Annotated(compilation, cancellation)),
            new(FlagApiReader.Providers(compilation))));
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (type.TypeKind == TypeKind.Class
                    && type.GetAttributes().FirstOrDefault(static attribute => attribute.AttributeClass is { Name: "GuardedClientAttribute" } name && Names.Full(name) == PlanReader.AttributeName) is { } attribute
                    && !IsGenerated(type))
                {
                    Report(symbol, platform, attribute, apis);
                }
            },
            SymbolKind.NamedType);
    }

    private void Report(SymbolAnalysisContext context, PlatformContext platform, AttributeData attribute, Lazy<FlagApis> apis)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        var reasons = new List<(string Reason, ISymbol Symbol)>();
        if (PlanReader.Read(type, attribute, context.Compilation, (reason, symbol) => reasons.Add((reason, symbol)), context.CancellationToken) is { } plan
            && FlagChooser.Choose(plan, apis.Value, out var missing) is null)
        {
            reasons.Add((missing, type));
        }

        foreach (var (reason, symbol) in reasons)
        {
            var related = SymbolEqualityComparer.Default.Equals(symbol, type) ? [] : symbol.Locations.RemoveAll(static location => !location.IsInSource);
            context.ReportDiagnostic(Finding(platform, "PG2008", type.Locations[0], related, properties: null, type.Name, reason));
        }
    }

    /// <summary>The generated part marks itself.</summary>
    private static bool IsGenerated(INamedTypeSymbol type) => type.GetAttributes().Any(static attribute =>
        attribute.AttributeClass is { Name: "GeneratedCodeAttribute" } && attribute.ConstructorArguments.Length == 2 && attribute.ConstructorArguments[0].Value is "PlatformGuard");
}

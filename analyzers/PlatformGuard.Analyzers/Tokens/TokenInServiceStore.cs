using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.Tokens;

/// <summary>PG3007: a long-lived token that the service keeps in its own store: a mapped property, a column that a migration adds, a write without an end.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class TokenInServiceStore : GuidelineAnalyzer
{
    private static readonly string[] Libraries = ["Microsoft.EntityFrameworkCore", "EntityFramework", "MongoDB.Driver", "FluentMigrator", "StackExchange.Redis", "ServiceStack.Redis", "Microsoft.Extensions.Caching.Abstractions"];

    /// <summary>Makes the analyzer.</summary>
    public TokenInServiceStore()
        : base("PG3007")
    {
    }

    private protected override bool IsRelevant(PlatformContext platform) => base.IsRelevant(platform) && !platform.IsTestProject;

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        if (!context.Compilation.ReferencedAssemblyNames.Any(static reference => Array.Exists(Libraries, library => reference.Name.StartsWith(library, StringComparison.Ordinal))))
        {
            return;
        }

        var model = new EntityModel();
        var columns = new MigrationColumns();
        context.RegisterSymbolAction(type => model.Read((INamedTypeSymbol)type.Symbol), SymbolKind.NamedType);
        context.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                model.Read(call);
                columns.Read(call, operation.ContainingSymbol, operation.CancellationToken);
                if (StoreWrites.TokenIn(call, operation.CancellationToken) is var (name, place))
                {
                    operation.ReportDiagnostic(Finding(platform, Severity.Error, place, properties: null, "'" + name + "' is stored without an end"));
                }
            },
            OperationKind.Invocation);
        context.RegisterCompilationEndAction(end =>
        {
            foreach (var property in model.TokenProperties)
            {
                if (property.Locations.FirstOrDefault(static location => location.IsInSource) is { } place)
                {
                    end.ReportDiagnostic(Finding(platform, Severity.Error, place, properties: null, "property '" + property.ContainingType.Name + "." + property.Name + "'"));
                }
            }

            foreach (var (column, place) in columns.Remaining)
            {
                end.ReportDiagnostic(Finding(platform, Severity.Error, place, properties: null, "column '" + column + "'"));
            }
        });
    }
}

using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Guidelines;
using PlatformGuard.Guidelines.State;

namespace PlatformGuard.Analyzers.State;

/// <summary>PG4002: a database that runs inside of the service and keeps its data in a local file.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EmbeddedDatabase : GuidelineAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public EmbeddedDatabase()
        : base("PG4002")
    {
    }

    private protected override bool IsRelevant(PlatformContext platform) =>
        base.IsRelevant(platform) && !platform.IsTestProject && platform.Project.ReferencesAny(EmbeddedStores.Assemblies);

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform) =>
        context.RegisterOperationAction(call => Analyze(call, platform), OperationKind.Invocation, OperationKind.ObjectCreation);

    private void Analyze(OperationAnalysisContext context, PlatformContext platform)
    {
        var operation = context.Operation;
        if (!EmbeddedStores.Table.TryFind(operation, out var store) || CodePlace.IsMigration(context.ContainingSymbol))
        {
            return;
        }

        var (verdict, atMost) = Judge(operation, store, platform, context.CancellationToken);
        if (verdict is null || CodePlace.IsDevelopmentOnly(operation, context.CancellationToken))
        {
            return;
        }

        atMost = atMost > Severity.Warning && ChoosesBetweenProviders(operation) ? Severity.Warning : atMost;
        context.ReportDiagnostic(Finding(platform, atMost, Calls.NameOf(operation), properties: null, Calls.Show(operation), verdict));
    }

    private static (string? Verdict, Severity AtMost) Judge(IOperation operation, EmbeddedStore store, PlatformContext platform, System.Threading.CancellationToken cancellation)
    {
        if (store.Source is null)
        {
            return (store.Kind, Severity.Error);
        }

        // Without such an argument this overload takes a connection, an engine or a stream that is made elsewhere, and judged there.
        if (Calls.Argument(operation, store.Source) is not { } source)
        {
            return (null, Severity.Off);
        }

        if (store.IsPath)
        {
            var origin = PathOrigin.Of(source, platform, cancellation);
            return origin.Certainty switch
            {
                PathCertainty.Container => ($"{store.Kind}; {origin.Why}", Severity.Error),
                PathCertainty.Unknown => ($"{store.Kind}; {origin.Why}", Severity.Warning),
                _ => (null, Severity.Off),
            };
        }

        var text = EmbeddedStores.TextOf(source, platform, cancellation);
        if (text is null)
        {
            return EmbeddedStores.SaysMode(operation)
                ? (null, Severity.Off)
                : ($"{store.Kind}; which file it opens is not known at compile time", Severity.Warning);
        }

        return EmbeddedDataSource.Judge(text.Text, platform.Settings.Volumes) == EmbeddedSource.File
            ? ($"{store.Kind} on a local file", text.HasHoles ? Severity.Warning : Severity.Error)
            : (null, Severity.Off);
    }

    // Where the same code sets up a server's database too, a setting decides between them.
    private static bool ChoosesBetweenProviders(IOperation operation)
    {
        var root = operation;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        foreach (var other in root.Descendants())
        {
            if (other is IInvocationOperation { TargetMethod.Name: var name } && Array.IndexOf(EmbeddedStores.ServerProviders, name) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}

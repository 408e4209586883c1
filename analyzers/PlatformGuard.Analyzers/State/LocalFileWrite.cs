using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.State;

/// <summary>PG4001: a file that the service writes to the disk of its container.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LocalFileWrite : GuidelineAnalyzer
{
    /// <summary>Makes the analyzer.</summary>
    public LocalFileWrite()
        : base("PG4001")
    {
    }

    private protected override bool IsRelevant(PlatformContext platform) =>
        base.IsRelevant(platform) && !platform.IsTestProject && !platform.Project.IsOrchestrator;

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform) =>
        context.RegisterOperationAction(call => Analyze(call, platform), OperationKind.Invocation, OperationKind.ObjectCreation);

    private void Analyze(OperationAnalysisContext context, PlatformContext platform)
    {
        var operation = context.Operation;
        if (!FileWrites.Table.TryFind(operation, out var write)
            || (write.Path is not null && FileWrites.PathOf(operation, write) is null)
            || !FileWrites.Writes(operation, write)
            || FileWrites.DeletesOnClose(operation))
        {
            return;
        }

        var verdict = FileWrites.PathOf(operation, write) is { } path
            ? PathOrigin.Of(path, platform, context.CancellationToken)
            : new PathVerdict(PathCertainty.Container, write.Place);
        if (LimitOf(verdict.Certainty, write, platform) is not { } atMost
            || CodePlace.IsMigration(context.ContainingSymbol)
            || CodePlace.IsDevelopmentOnly(operation, context.CancellationToken))
        {
            return;
        }

        if (verdict.Certainty == PathCertainty.Temporary)
        {
            if (DeletesFiles(context.ContainingSymbol, context.CancellationToken))
            {
                return;
            }

            verdict = verdict with { Why = "nothing here deletes the temporary file after use" };
        }

        context.ReportDiagnostic(Finding(platform, atMost, Calls.NameOf(operation), properties: null, Calls.Show(operation), verdict.Why));
    }

    // Only a place that is known can be an error. A program that is no service keeps no state of one.
    private static Severity? LimitOf(PathCertainty certainty, FileWrite write, PlatformContext platform) => certainty switch
    {
        PathCertainty.Scratch => null,
        PathCertainty.Container => platform.Project.IsTool ? Severity.Note : Severity.Error,
        _ when write.Manner == WriteManner.Beside => null,
        _ => platform.Project.IsTool ? Severity.Note : Severity.Warning,
    };

    // Anywhere in the type: a file is often deleted by the method that disposes of its owner.
    private static bool DeletesFiles(ISymbol symbol, CancellationToken cancellation)
    {
        var type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        while (type?.ContainingType is { } outer)
        {
            type = outer;
        }

        foreach (var part in type?.DeclaringSyntaxReferences ?? [])
        {
            foreach (var node in part.GetSyntax(cancellation).DescendantNodes())
            {
                if (node is SimpleNameSyntax { Identifier.ValueText: "Delete" or "DeleteOnClose" or "DeleteFile" or "TryDelete" or "DeleteAsync" or "DeleteIfExists" })
                {
                    return true;
                }
            }
        }

        return false;
    }
}

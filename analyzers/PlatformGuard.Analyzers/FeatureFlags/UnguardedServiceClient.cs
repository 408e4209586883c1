using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>
/// PG2001: a service client is called where no feature flag is known to be on. PG2002: another flag is. PG2007: the body is too large to tell.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnguardedServiceClient : GuidelineAnalyzer
{
    private const string Unguarded = "PG2001";
    private const string WrongFlag = "PG2002";
    private const string TooLarge = "PG2007";

    // The end of a message about the first of many calls.
    private const string RoleUnknown =
        "; noted once for this project, because nothing says whether it is part of the main application: set PlatformGuardRole to 'main-application' or 'service', or add a service.yaml";

    /// <summary>Makes the analyzer.</summary>
    public UnguardedServiceClient()
        : base(Unguarded, WrongFlag, TooLarge)
    {
    }

    // A service that calls services has the duty too; which types count there is the clients' business.
    private protected override bool IsRelevant(PlatformContext platform) => !platform.IsTestProject;

    private protected override void AnalyzeCompilation(CompilationStartAnalysisContext context, PlatformContext platform)
    {
        var options = GuardOptions.Read(context.Options, context.Compilation, context.CancellationToken);
        var knowledge = GuardKnowledge.Of(context.Compilation, options, platform.Settings);
        if (!knowledge.Clients.MayExist(context.CancellationToken))
        {
            return;
        }

        var verdicts = new ConcurrentDictionary<SyntaxNode, BodyVerdict>();
        var limits = new ConcurrentDictionary<SyntaxNode, bool>();
        var notes = platform.Settings.IsRoleDeclared ? null : new ConcurrentBag<Diagnostic>();
        context.RegisterOperationAction(
            use => AnalyzeUse(use, platform, knowledge, verdicts, limits, notes),
            OperationKind.Invocation,
            OperationKind.PropertyReference,
            OperationKind.MethodReference,
            OperationKind.ObjectCreation);
        if (notes is not null)
        {
            // What only looks like a client is said once, so that a main application learns to say that it is one.
            context.RegisterCompilationEndAction(end =>
            {
                if (notes.OrderBy(static note => note.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static note => note.Location.SourceSpan.Start).FirstOrDefault() is { } first)
                {
                    end.ReportDiagnostic(first);
                }
            });
        }
    }

    private void AnalyzeUse(
        OperationAnalysisContext context, PlatformContext platform, GuardKnowledge knowledge, ConcurrentDictionary<SyntaxNode, BodyVerdict> verdicts, ConcurrentDictionary<SyntaxNode, bool> limits, ConcurrentBag<Diagnostic>? notes)
    {
        var duties = knowledge.Clients.DutiesOf(context.Operation);
        if (duties.IsEmpty)
        {
            return;
        }

        var root = BodyVerdict.RootOf(context.Operation);
        if (!verdicts.TryGetValue(root, out var verdict))
        {
            verdict = verdicts.GetOrAdd(root, BodyVerdict.Of(knowledge, context.GetControlFlowGraph(), context.ContainingSymbol, context.CancellationToken));
        }

        if (notes is not null && duties.All(static duty => duty.IsDetected))
        {
            if (verdict.Of(context.Operation) is { Duty: var duty })
            {
                notes.Add(Finding(platform, Severity.Note, context.Operation.Syntax.GetLocation(), [], null, duty.Name, "a feature flag", RoleUnknown));
            }
        }
        else if (verdict.Limit is { } limit)
        {
            if (limits.TryAdd(root, true))
            {
                context.ReportDiagnostic(Finding(platform, TooLarge, context.ContainingSymbol.Locations.FirstOrDefault() ?? root.GetLocation(), [], null, context.ContainingSymbol.Name, limit));
            }
        }
        else if (verdict.Of(context.Operation) is { } violation)
        {
            context.ReportDiagnostic(Report(context, platform, violation));
        }
    }

    private Diagnostic Report(OperationAnalysisContext context, PlatformContext platform, Violation violation)
    {
        var duty = violation.Duty;
        var properties = ImmutableDictionary<string, string?>.Empty
            .Add(GuardProperties.Client, duty.Owner.GetDocumentationCommentId())
            .Add(GuardProperties.Member, duty.Member.GetDocumentationCommentId())
            .Add(GuardProperties.Enclosing, context.ContainingSymbol.GetDocumentationCommentId());
        ImmutableArray<Location> related = violation.Rejected is { } rejected ? [rejected.Location] : [];
        if (duty.Flag is { } flag)
        {
            properties = properties.Add(GuardProperties.Flag, flag);
            if (!violation.Checked.IsEmpty)
            {
                var wrong = string.Join("' and '", violation.Checked);
                return Finding(platform, WrongFlag, context.Operation.Syntax.GetLocation(), related, properties.Add(GuardProperties.CheckedFlag, violation.Checked[0]), duty.Name, wrong, flag);
            }
        }

        var missing = duty.Flag is null ? "a feature flag" : $"feature flag '{duty.Flag}'";
        return Finding(platform, Unguarded, context.Operation.Syntax.GetLocation(), related, properties, duty.Name, missing, violation.Rejected?.Text ?? "");
    }
}

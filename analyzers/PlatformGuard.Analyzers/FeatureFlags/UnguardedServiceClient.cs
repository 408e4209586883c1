using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

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
        var knowledge = new GuardKnowledge(context.Compilation, options, platform.Settings.Role);
        var verdicts = new ConcurrentDictionary<SyntaxNode, BodyVerdict>();
        var limits = new ConcurrentDictionary<SyntaxNode, bool>();
        context.RegisterOperationAction(
            use => AnalyzeUse(use, platform, knowledge, verdicts, limits),
            OperationKind.Invocation,
            OperationKind.PropertyReference,
            OperationKind.MethodReference,
            OperationKind.ObjectCreation);
    }

    private void AnalyzeUse(
        OperationAnalysisContext context, PlatformContext platform, GuardKnowledge knowledge, ConcurrentDictionary<SyntaxNode, BodyVerdict> verdicts, ConcurrentDictionary<SyntaxNode, bool> limits)
    {
        if (knowledge.Clients.DutiesOf(context.Operation).IsEmpty)
        {
            return;
        }

        var root = context.Operation;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        if (!verdicts.TryGetValue(root.Syntax, out var verdict))
        {
            verdict = verdicts.GetOrAdd(root.Syntax, BodyVerdict.Of(knowledge, context.GetControlFlowGraph(), context.ContainingSymbol, context.CancellationToken));
        }

        if (verdict.Limit is { } limit)
        {
            if (limits.TryAdd(root.Syntax, true))
            {
                context.ReportDiagnostic(Finding(platform, TooLarge, context.ContainingSymbol.Locations.FirstOrDefault() ?? root.Syntax.GetLocation(), [], null, context.ContainingSymbol.Name, limit));
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

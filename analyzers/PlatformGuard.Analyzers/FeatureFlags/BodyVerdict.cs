using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using PlatformGuard.Analyzers.Flow;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>A use of a member where its flag is not known to be on.</summary>
/// <param name="Duty">What the use needs.</param>
/// <param name="Checked">Flags that are known to be on instead; empty when no flag is.</param>
/// <param name="Rejected">The nearest check that does not cover the use, or the one of the wrong flag.</param>
internal sealed record Violation(Duty Duty, ImmutableArray<string> Checked, RejectedCheck? Rejected);

/// <summary>The verdict on the uses in one body.</summary>
internal sealed class BodyVerdict
{
    private readonly Dictionary<(SyntaxNode Syntax, OperationKind Kind), Violation> violations;

    private BodyVerdict(string? limit, Dictionary<(SyntaxNode Syntax, OperationKind Kind), Violation> violations, IReadOnlyCollection<SyntaxNode> brokenArguments)
    {
        Limit = limit;
        this.violations = violations;
        BrokenArguments = brokenArguments;
    }

    /// <summary>Arguments that can be true without the flag which their parameter promises.</summary>
    public IReadOnlyCollection<SyntaxNode> BrokenArguments { get; }

    /// <summary>The whole body that an operation is part of.</summary>
    public static SyntaxNode RootOf(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation.Syntax;
    }

    /// <summary>The limit that the analysis reached before it came to a verdict, or null.</summary>
    public string? Limit { get; }

    /// <summary>The violation of a use, or null when the use is guarded or cannot be reached.</summary>
    public Violation? Of(IOperation use) => violations.TryGetValue((use.Syntax, use.Kind), out var violation) ? violation : null;

    /// <summary>Judges a body.</summary>
    /// <param name="knowledge">The compilation's clients, queries and gates.</param>
    /// <param name="graph">The body's graph.</param>
    /// <param name="owner">The member whose body it is.</param>
    /// <param name="cancellation">Stops the analysis.</param>
    public static BodyVerdict Of(GuardKnowledge knowledge, ControlFlowGraph graph, ISymbol owner, CancellationToken cancellation)
    {
        var verdict = Judge(knowledge, graph, owner, callers: null, cancellation);

        // What the callers of a private method know matters only when the method itself does not know enough.
        return (verdict.violations.Count > 0 || verdict.BrokenArguments.Count > 0) && verdict.Limit is null && knowledge.Callers.Of(owner, SummaryScope.Root(), cancellation) is { } callers
            ? Judge(knowledge, graph, owner, callers, cancellation)
            : verdict;
    }

    private static BodyVerdict Judge(GuardKnowledge knowledge, ControlFlowGraph graph, ISymbol owner, CallersKnow? callers, CancellationToken cancellation)
    {
        var table = new FlagTable(knowledge.Options.UnknownFlagGuards);
        var model = new GuardModel(knowledge, table, SummaryScope.Root(), cancellation);
        var entry = new FlowState(model.Inside(owner));
        PrivateCallers.Enter(entry, callers, owner, table);
        var flow = BodyFlow.Analyze(graph, entry, model, cancellation);
        var found = new Dictionary<(SyntaxNode, OperationKind), Violation>();
        foreach (var use in model.Uses)
        {
            if (Judge(use, model, knowledge) is { } violation)
            {
                found[(use.Operation.Syntax, use.Operation.Kind)] = violation;
            }
        }

        return new(flow.Limit ?? (table.IsOverfull ? "more feature flags than the analysis follows" : null), found, model.BrokenArguments);
    }

    private static Violation? Judge(GuardedUse use, GuardModel model, GuardKnowledge knowledge)
    {
        foreach (var duty in use.Duties)
        {
            var needed = model.Table.Needed(duty.Flag);
            if (use.Known.Covers(needed))
            {
                continue;
            }

            ImmutableArray<string> others = duty.Flag is null ? [] : [.. model.Table.NamesOf(use.Known).OrderBy(static name => name, StringComparer.Ordinal)];
            var looked = others.IsEmpty ? needed : model.Table.Needed(others[0]);
            return new(duty, others, RejectedCheck.Find(use.Operation.Syntax, model.Checks, looked, knowledge.Options.LambdasInherit));
        }

        return null;
    }
}

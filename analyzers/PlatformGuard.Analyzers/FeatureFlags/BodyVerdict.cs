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
/// <param name="IsGuarded">Whether some flag is known to be on, by name or not.</param>
internal sealed record Violation(Duty Duty, ImmutableArray<string> Checked, bool IsGuarded);

/// <summary>The verdict on the uses in one body.</summary>
internal sealed class BodyVerdict
{
    private readonly Dictionary<(SyntaxNode Syntax, OperationKind Kind), Violation> violations;

    private BodyVerdict(string? limit, Dictionary<(SyntaxNode Syntax, OperationKind Kind), Violation> violations)
    {
        Limit = limit;
        this.violations = violations;
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
        var table = new FlagTable(knowledge.Options.UnknownFlagGuards);
        var model = new GuardModel(knowledge, table, cancellation);
        var flow = BodyFlow.Analyze(graph, new FlowState(model.Inside(owner)), model, cancellation);
        var found = new Dictionary<(SyntaxNode, OperationKind), Violation>();
        foreach (var use in model.Uses)
        {
            if (Judge(use, table) is { } violation)
            {
                found[(use.Operation.Syntax, use.Operation.Kind)] = violation;
            }
        }

        return new(flow.Limit ?? (table.IsOverfull ? "more feature flags than the analysis follows" : null), found);
    }

    private static Violation? Judge(GuardedUse use, FlagTable table)
    {
        foreach (var duty in use.Duties)
        {
            if (!use.Known.Covers(table.Needed(duty.Flag)))
            {
                return new(duty, [.. table.NamesOf(use.Known).OrderBy(static name => name, StringComparer.Ordinal)], FlagTable.IsAnyOn(use.Known));
            }
        }

        return null;
    }
}

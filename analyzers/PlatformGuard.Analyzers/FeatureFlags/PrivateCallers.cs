using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Flow;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>What every caller of a private method knows, and what every caller's arguments tell, in terms of a table of its own.</summary>
internal sealed record CallersKnow(Facts Facts, ImmutableArray<(int Ordinal, FlowValue Value)> Arguments, FlagTable Table);

/// <summary>
/// A private method is called by its own type only, so what all those calls know is known where it begins. Nobody else can call it,
/// apart from frameworks that look for an attribute.
/// </summary>
/// <param name="knowledge">The compilation's clients, queries and gates.</param>
internal sealed class PrivateCallers(GuardKnowledge knowledge)
{
    private const int Deepest = 4;

    private readonly PrivateUses uses = new(knowledge.Bodies);
    private readonly ConcurrentDictionary<ISymbol, (CallersKnow? Known, int Height)> whole = new(SymbolEqualityComparer.Default);

    /// <summary>What is known where a method begins, or null when nothing is.</summary>
    public CallersKnow? Of(ISymbol member, SummaryScope asking, CancellationToken cancellation)
    {
        if (member.OriginalDefinition is not IMethodSymbol { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary } method || asking.Depth >= Deepest || IsFoundByAttribute(method))
        {
            asking.IsCut |= asking.Depth >= Deepest;
            return null;
        }

        if (whole.TryGetValue(method, out var known) && asking.Depth + known.Height < Deepest)
        {
            asking.Used(known.Height);
            return known.Known;
        }

        var scope = asking.Into(method);
        var found = Compute(method, scope, cancellation);
        asking.Used(scope.Height);
        asking.IsCut |= scope.IsCut;
        if (!scope.IsCut)
        {
            whole.TryAdd(method, (found, scope.Height));
        }

        return found;
    }

    private CallersKnow? Compute(IMethodSymbol method, SummaryScope scope, CancellationToken cancellation)
    {
        if (uses.Of(method, cancellation) is not { } users)
        {
            return null;
        }

        var table = new FlagTable(knowledge.Options.UnknownFlagGuards);
        CallSite? met = null;
        foreach (var declaration in users)
        {
            if (knowledge.Bodies.OwnerOf(declaration, cancellation) is not { } owner || knowledge.Bodies.GraphOf(declaration, cancellation) is not { } graph)
            {
                return null;
            }

            var model = new GuardModel(knowledge, table, SummaryScope.Root(), cancellation) { Watched = method };
            if (EntryOf(owner, model, scope, cancellation) is not { } entry)
            {
                // The chain came round to a method whose own callers are being looked at: it adds nothing to them.
                continue;
            }

            if (!BodyFlow.Analyze(graph, entry, model, cancellation).IsWithinLimits)
            {
                return null;
            }

            met = model.Sites.Aggregate(met, static (one, other) => one is null ? other : Meet(one, other));
        }

        return met is null ? null : new(met.Known, [.. met.Arguments.Where(static argument => argument.Value.TellsMoreThan(Facts.None))], table);
    }

    private FlowState? EntryOf(ISymbol owner, GuardModel model, SummaryScope scope, CancellationToken cancellation)
    {
        if (scope.IsRunning(owner.OriginalDefinition) && !scope.IsInnermost(owner.OriginalDefinition))
        {
            scope.IsCut = true;
            return null;
        }

        // A method that calls itself knows there what it knew where it began, or more.
        var entry = new FlowState(model.Inside(owner));
        if (!scope.IsInnermost(owner.OriginalDefinition))
        {
            Enter(entry, Of(owner, scope, cancellation), owner, model.Table);
            return entry;
        }

        entry.Learn(Facts.All);
        return entry;
    }

    /// <summary>Adds to the entry of a method what its callers know.</summary>
    public static void Enter(FlowState entry, CallersKnow? callers, ISymbol method, FlagTable table)
    {
        if (callers is null)
        {
            return;
        }

        entry.Learn(table.Translate(callers.Facts, callers.Table, static _ => FlagKey.Unknown));
        foreach (var (ordinal, value) in callers.Arguments)
        {
            if (method is IMethodSymbol { Parameters: var parameters } && ordinal >= 0 && ordinal < parameters.Length && parameters[ordinal].RefKind == RefKind.None)
            {
                entry[parameters[ordinal]] = value.Map(facts => table.Translate(facts, callers.Table, static _ => FlagKey.Unknown));
            }
        }
    }

    private static CallSite Meet(CallSite one, CallSite other) => new(
        one.Known & other.Known,
        [.. one.Arguments.Select(argument => (argument.Ordinal, FlowValue.Meet(argument.Value, other.Arguments.FirstOrDefault(another => another.Ordinal == argument.Ordinal).Value ?? FlowValue.Unknown)))]);

    private static bool IsFoundByAttribute(IMethodSymbol method) => method.GetAttributes().Any(static attribute =>
        attribute.AttributeClass?.ContainingNamespace?.ToDisplayString() is not ("System.Runtime.CompilerServices" or "System.Diagnostics.CodeAnalysis" or "System.Diagnostics" or "PlatformGuard"));
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Flow;

/// <summary>The state at the beginning of every block of one function, as far as it is known yet. More iterations only lower it.</summary>
internal sealed class FunctionFlow
{
    private readonly FlowState?[] inputs;
    private readonly ImmutableArray<int>[] handlers;
    private readonly bool[] isPending;
    private int first = int.MaxValue;
    private readonly Dictionary<int, ImmutableArray<ISymbol>> assignedInFinally = [];
    private Dictionary<CaptureId, IOperation>? targets;

    /// <summary>Makes a function of which nothing has run yet.</summary>
    public FunctionFlow(ControlFlowGraph graph)
    {
        Graph = graph;
        inputs = new FlowState?[graph.Blocks.Length];
        handlers = new ImmutableArray<int>[graph.Blocks.Length];
        isPending = new bool[graph.Blocks.Length];
    }

    /// <summary>The function's graph.</summary>
    public ControlFlowGraph Graph { get; }

    /// <summary>What its results tell; null while it has returned none.</summary>
    public FlowValue? Returns { get; private set; }

    /// <summary>The state in which it returns; null while it does not return.</summary>
    public FlowState? Exit => inputs[inputs.Length - 1];

    /// <summary>Whether anything waits to be run.</summary>
    public bool IsPending => first < isPending.Length;

    /// <summary>Whether it can be reached.</summary>
    public bool IsEntered => inputs[0] is not null;

    /// <summary>Functions whose own result depends on this one's.</summary>
    public HashSet<FunctionFlow> Callers { get; } = [];

    /// <summary>Enters the function in a state.</summary>
    public void Enter(FlowState state) => Reach(0, state.Normalized());

    /// <summary>Runs again whatever has run.</summary>
    public void Repeat()
    {
        for (var index = inputs.Length - 1; index >= 0; index--)
        {
            if (inputs[index] is not null)
            {
                Schedule(index);
            }
        }
    }

    /// <summary>Runs until nothing changes.</summary>
    public void Run(BodyFlow body)
    {
        while (IsPending && body.IsWithinLimits)
        {
            var index = first;
            isPending[index] = false;
            do
            {
                first++;
            }
            while (first < isPending.Length && !isPending[first]);

            RunBlock(Graph.Blocks[index], inputs[index]!.Copy(), body, propagates: true);
        }
    }

    /// <summary>Runs every reachable block once more, for the observer.</summary>
    public void Observe(BodyFlow body)
    {
        for (var index = 0; index < inputs.Length && body.IsWithinLimits; index++)
        {
            if (inputs[index] is { } input)
            {
                RunBlock(Graph.Blocks[index], input.Copy(), body, propagates: false);
            }
        }
    }

    /// <summary>The variable, field or property that a captured assignment target stands for; null for a captured value.</summary>
    public IOperation? TargetOf(CaptureId id)
    {
        if (targets is null)
        {
            targets = [];
            foreach (var capture in Graph.Blocks.SelectMany(static block => block.Operations).OfType<IFlowCaptureOperation>())
            {
                if (capture.Value is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation)
                {
                    targets[capture.Id] = capture.Value;
                }
            }
        }

        return targets.TryGetValue(id, out var target) ? target : null;
    }

    private void RunBlock(BasicBlock block, FlowState state, BodyFlow body, bool propagates)
    {
        var transfer = new Transfer(body, this, state);
        var exits = propagates ? HandlersOf(block) : [];
        Throw(exits, state);
        foreach (var operation in block.Operations)
        {
            transfer.Evaluate(operation);
            Throw(exits, state);
        }

        if (block.BranchValue is null)
        {
            Leave(block.FallThroughSuccessor, state, propagates);
            return;
        }

        var value = transfer.Evaluate(block.BranchValue);
        Throw(exits, state);
        if (state.IsDead)
        {
            return;
        }

        if (block.ConditionKind != ControlFlowConditionKind.None)
        {
            var isWhenTrue = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            var taken = state.Copy();
            taken.Learn(value.When(isWhenTrue ? Constants.True : Constants.False));
            state.Learn(value.When(isWhenTrue ? Constants.False : Constants.True));
            Leave(block.ConditionalSuccessor, taken, propagates);
        }
        else if (block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return)
        {
            var result = value.With(state.Facts);
            Returns = Returns is null ? result : FlowValue.Meet(Returns, result);
        }

        Leave(block.FallThroughSuccessor, state, propagates);
    }

    private void Throw(ImmutableArray<int> exits, FlowState state)
    {
        foreach (var handler in exits)
        {
            if (!state.IsDead)
            {
                Reach(handler, state.Normalized());
            }
        }
    }

    private void Leave(ControlFlowBranch? branch, FlowState state, bool propagates)
    {
        if (!propagates || state.IsDead || branch?.Destination is not { } destination)
        {
            return;
        }

        foreach (var region in branch.FinallyRegions)
        {
            Reach(region.FirstBlockOrdinal, state.Normalized());
        }

        foreach (var region in branch.FinallyRegions)
        {
            foreach (var variable in AssignedIn(region))
            {
                state.Forget(variable);
            }
        }

        foreach (var region in branch.LeavingRegions)
        {
            foreach (var local in region.Locals)
            {
                state.Forget(local);
            }

            foreach (var capture in region.CaptureIds)
            {
                state.Forget(capture);
            }
        }

        Reach(destination.Ordinal, state.Normalized());
    }

    private void Reach(int index, FlowState state)
    {
        if (inputs[index] is not { } known)
        {
            inputs[index] = state;
            Schedule(index);
        }
        else if (known.MeetWith(state))
        {
            Schedule(index);
        }
    }

    private void Schedule(int index)
    {
        isPending[index] = true;
        first = System.Math.Min(first, index);
    }

    /// <summary>The first blocks of the catches, filters and finally blocks to which an exception in the block can lead.</summary>
    private ImmutableArray<int> HandlersOf(BasicBlock block)
    {
        if (!handlers[block.Ordinal].IsDefault)
        {
            return handlers[block.Ordinal];
        }

        var found = ImmutableArray.CreateBuilder<int>();

        // Above the root of a nested function are the regions of the function around it, which its exceptions reach at another time.
        for (var region = block.EnclosingRegion; region is { Kind: not ControlFlowRegionKind.Root, EnclosingRegion: { } around }; region = around)
        {
            if (region.Kind == ControlFlowRegionKind.Try)
            {
                found.AddRange(around.NestedRegions.Where(other => other != region).Select(static other => other.FirstBlockOrdinal));
            }
        }

        return handlers[block.Ordinal] = found.ToImmutable();
    }

    private ImmutableArray<ISymbol> AssignedIn(ControlFlowRegion region)
    {
        if (!assignedInFinally.TryGetValue(region.FirstBlockOrdinal, out var assigned))
        {
            assigned = [.. Graph.Blocks.Skip(region.FirstBlockOrdinal).Take(region.LastBlockOrdinal - region.FirstBlockOrdinal + 1)
                .SelectMany(static block => block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations)
                .SelectMany(static operation => operation.DescendantsAndSelf())
                .Select(Written).OfType<ISymbol>()];
            assignedInFinally.Add(region.FirstBlockOrdinal, assigned);
        }

        return assigned;

        ISymbol? Written(IOperation operation) => operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IFlowCaptureReferenceOperation capture => TargetOf(capture.Id) is { } target ? Written(target) : null,
            _ => null,
        };
    }
}

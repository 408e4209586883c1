using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Flow;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>A use of a member that needs a flag, with what is known where it runs.</summary>
internal sealed record GuardedUse(IOperation Operation, Facts Known, ImmutableArray<Duty> Duties, FlowValue[] Arguments);

/// <summary>A question for a flag that the body asks.</summary>
internal sealed record FlagCheck(IOperation Operation, FlagKey Key);

/// <summary>The facts of the flow analysis are flags that are on; this says where they come from and collects where they are needed.</summary>
/// <param name="knowledge">The compilation's clients, queries and gates.</param>
/// <param name="table">The flags of the body.</param>
/// <param name="cancellation">Stops look-ups.</param>
internal sealed class GuardModel(GuardKnowledge knowledge, FlagTable table, CancellationToken cancellation) : FlowModel
{
    private readonly List<GuardedUse> uses = [];
    private readonly List<FlagCheck> checks = [];

    /// <inheritdoc/>
    public override bool LambdasInherit => knowledge.Options.LambdasInherit;

    /// <summary>The uses that need a flag and can be reached.</summary>
    public IReadOnlyList<GuardedUse> Uses => uses;

    /// <summary>The questions for flags that can be reached.</summary>
    public IReadOnlyList<FlagCheck> Checks => checks;

    /// <inheritdoc/>
    public override FlowValue? Parameter(IParameterSymbol parameter) =>
        Annotations.Guard(parameter) is { Flag: { } flag } ? FlowValue.Bool(table.On(FlagKey.Of(flag)), Facts.None) : null;

    /// <inheritdoc/>
    public override FlowValue? Member(IMemberReferenceOperation reference, ISymbol member) =>
        KeyOf(member, [], []) is { } key ? FlowValue.Bool(table.On(key), Facts.None) : null;

    /// <inheritdoc/>
    public override CallEffect Call(IInvocationOperation call, FlowValue[] arguments)
    {
        if (knowledge.Queries.Of(call.TargetMethod) is { } query)
        {
            return CallEffect.Of(FlagQueries.Answer(query, call.TargetMethod, table.On(KeyAt(FlagQueries.KeyOrdinal(query, call.TargetMethod), call.Arguments, arguments))));
        }

        return KeyOf(call.TargetMethod, call.Arguments, arguments) is { } key
            ? CallEffect.Of(FlowValue.Bool(table.On(key), Facts.None))
            : CallEffect.None;
    }

    /// <inheritdoc/>
    public override Facts Entering(IOperation function) =>
        knowledge.Gates.Around(function).Aggregate(Facts.None, (facts, gate) => facts | Behind(gate.Verdict));

    /// <inheritdoc/>
    public override void Observe(IOperation operation, Facts known, FlowValue[] arguments, ControlFlowGraph graph)
    {
        if (knowledge.Clients.DutiesOf(operation) is { IsEmpty: false } duties)
        {
            uses.Add(new(operation, operation is IMethodReferenceOperation ? known | Entering(operation) : known, duties, arguments));
        }

        if (operation is IInvocationOperation call)
        {
            if (knowledge.Queries.Of(call.TargetMethod) is { } query)
            {
                checks.Add(new(call, KeyAt(FlagQueries.KeyOrdinal(query, call.TargetMethod), call.Arguments, arguments)));
            }
            else if (KeyOf(call.TargetMethod, call.Arguments, arguments) is { } key)
            {
                checks.Add(new(call, key));
            }
        }
        else if (operation is IMemberReferenceOperation reference and not IMethodReferenceOperation && KeyOf(reference.Member, [], []) is { } key)
        {
            checks.Add(new(reference, key));
        }
    }

    /// <summary>The facts where a member's body begins.</summary>
    public Facts Inside(ISymbol member)
    {
        var facts = Facts.None;
        foreach (var flag in knowledge.Clients.KnownInside(member))
        {
            facts |= flag is null ? table.Needed(null) : table.On(FlagKey.Of(flag));
        }

        return knowledge.Gates.On(member).Aggregate(facts, (known, gate) => known | Behind(gate));
    }

    private Facts Behind(GateVerdict gate)
    {
        if (gate.IsNegated || gate.Flags.IsEmpty)
        {
            return Facts.None;
        }

        var flags = gate.Flags.Select(flag => table.On(flag is null ? FlagKey.Unknown : FlagKey.Of(flag)));
        return gate.IsAll ? flags.Aggregate(static (one, other) => one | other) : flags.Aggregate(static (one, other) => one & other);
    }

    // The flag that a configured or annotated member asks for; null when it asks for none.
    private FlagKey? KeyOf(ISymbol member, ImmutableArray<IArgumentOperation> arguments, FlowValue[] values)
    {
        var isConfigured = knowledge.Queries.IsConfigured(member);
        var promise = isConfigured ? null : Annotations.Guard(member.OriginalDefinition);
        if (!isConfigured && promise is null)
        {
            return null;
        }

        if (promise is { Flag: { } flag })
        {
            return FlagKey.Of(flag);
        }

        var named = (member as IMethodSymbol)?.Parameters.FirstOrDefault(parameter =>
            parameter.Type.SpecialType == SpecialType.System_String || (isConfigured && parameter.Type.TypeKind == TypeKind.Enum));
        return named is null ? FlagKey.Unknown : KeyAt(named.Ordinal, arguments, values);
    }

    private FlagKey KeyAt(int ordinal, ImmutableArray<IArgumentOperation> arguments, FlowValue[] values)
    {
        for (var index = 0; index < arguments.Length && index < values.Length; index++)
        {
            if (arguments[index].Parameter?.Ordinal == ordinal)
            {
                return FlagKeys.Of(arguments[index].Value, values[index], cancellation);
            }
        }

        return FlagKey.Unknown;
    }
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Flow;
using PlatformGuard.Guidelines.FeatureFlags;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>A use of a member that needs a flag, with what is known where it runs.</summary>
internal sealed record GuardedUse(IOperation Operation, Facts Known, ImmutableArray<Duty> Duties, FlowValue[] Arguments);

/// <summary>A question for flags that the body asks, directly or through a helper.</summary>
/// <param name="Operation">The call or reference.</param>
/// <param name="On">The facts that the right answer tells.</param>
internal sealed record FlagCheck(IOperation Operation, Facts On);

/// <summary>A use of a member whose callers are looked for.</summary>
internal sealed record CallSite(Facts Known, ImmutableArray<(int Ordinal, FlowValue Value)> Arguments);

/// <summary>The facts of the flow analysis are flags that are on; this says where they come from and collects where they are needed.</summary>
/// <param name="knowledge">The compilation's clients, queries and gates.</param>
/// <param name="table">The flags of the body.</param>
/// <param name="scope">The chain of helpers that led here.</param>
/// <param name="cancellation">Stops look-ups.</param>
internal sealed class GuardModel(GuardKnowledge knowledge, FlagTable table, SummaryScope scope, CancellationToken cancellation) : FlowModel
{
    private readonly List<GuardedUse> uses = [];
    private readonly List<FlagCheck> checks = [];
    private readonly Dictionary<int, Facts> invoked = [];

    /// <summary>The flags of the body.</summary>
    public FlagTable Table => table;

    /// <summary>The uses of <see cref="Watched"/>, when it is a method.</summary>
    public List<CallSite> Sites { get; } = [];

    /// <summary>A field or property whose assignments are collected, or a method whose callers are.</summary>
    public ISymbol? Watched { get; init; }

    /// <summary>What the assignments to <see cref="Watched"/> tell; null when there is none.</summary>
    public FlowValue? Stored { get; private set; }

    /// <inheritdoc/>
    public override bool LambdasInherit => knowledge.Options.LambdasInherit;

    /// <summary>The uses that need a flag and can be reached.</summary>
    public IReadOnlyList<GuardedUse> Uses => uses;

    /// <summary>Arguments that can be true without the flag which their parameter promises.</summary>
    public List<SyntaxNode> BrokenArguments { get; } = [];

    /// <summary>The questions for flags that can be reached.</summary>
    public IReadOnlyList<FlagCheck> Checks => checks;

    /// <inheritdoc/>
    public override FlowValue? Parameter(IParameterSymbol parameter) =>
        knowledge.PromiseOf(parameter) is { Flag: { } flag } && !PrimaryParameters.IsAssigned(parameter, cancellation) ? FlowValue.Bool(table.On(FlagKey.Of(flag)), Facts.None) : null;

    /// <inheritdoc/>
    public override FlowValue? Member(IMemberReferenceOperation reference, ISymbol member)
    {
        // What is being found out cannot be asked; mostly this is the target of an assignment.
        if (IsWatched(member))
        {
            return null;
        }

        if (KeyOf(member, [], []) is { } key)
        {
            return FlowValue.Bool(table.On(key), Facts.None);
        }

        return knowledge.Summaries.Of(member, scope, cancellation) is { } summary
            ? summary.Returns.Map(facts => table.Translate(facts, summary.Table, static _ => FlagKey.Unknown))
            : null;
    }

    /// <inheritdoc/>
    public override CallEffect Call(IInvocationOperation call, FlowValue[] arguments)
    {
        if (QueryKey(call, arguments) is { } query)
        {
            return CallEffect.Of(FlagQueries.Answer(query.Query, call.TargetMethod, table.On(query.Key)));
        }

        // The container answers with nothing, or with the implementation that the feature's variant selects.
        if (call.TargetMethod is { Name: "GetServiceAsync", ContainingType: { Name: "IVariantServiceProvider" or "IContextualVariantServiceProvider", TypeArguments: { Length: 1 } services } }
            && services[0] is INamedTypeSymbol service)
        {
            return CallEffect.Of(FlowValue.NotNull(table.On(knowledge.Registrations.FeatureOf(service) is { } feature ? FlagKey.Of(feature) : FlagKey.Unknown)));
        }

        if (KeyOf(call.TargetMethod, call.Arguments, arguments) is { } key)
        {
            return CallEffect.Of(FlowValue.Bool(table.On(key), Facts.None));
        }

        return knowledge.Summaries.Of(call.TargetMethod, scope, cancellation) is { } summary ? Effect(summary, call, arguments) : CallEffect.None;
    }

    /// <inheritdoc/>
    public override Facts Entering(IOperation function)
    {
        var facts = knowledge.Gates.Around(function).Select(static gate => gate.Verdict).Concat(knowledge.Groups.Around(function, cancellation)).Aggregate(Facts.None, (known, gate) => known | Behind(gate));
        var passed = function.Parent;
        while (passed is IConversionOperation or IDelegateCreationOperation)
        {
            passed = passed.Parent;
        }

        // A helper that invokes what it is given only while a flag is on.
        if (passed is IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation call } && knowledge.Summaries.Of(call.TargetMethod, scope, cancellation) is { } summary)
        {
            var under = summary.Invoked.FirstOrDefault(one => one.Ordinal == parameter.Ordinal).Facts;
            facts |= table.Translate(under, summary.Table, ordinal => KeyAt(ordinal, call.Arguments, [.. call.Arguments.Select(static _ => FlowValue.Unknown)]));
        }

        return facts;
    }

    /// <inheritdoc/>
    public override void Assigned(ISymbol member, FlowValue value, Facts known)
    {
        if (IsWatched(member))
        {
            var told = value.With(known);
            Stored = Stored is null ? told : FlowValue.Meet(Stored, told);
        }
    }

    /// <summary>What holds wherever the delegate of a parameter is invoked.</summary>
    public Facts InvokedUnder(IParameterSymbol parameter) => invoked.TryGetValue(parameter.Ordinal, out var facts) ? facts : Facts.None;

    /// <inheritdoc/>
    public override void Observe(IOperation operation, Facts known, FlowValue[] arguments, ControlFlowGraph graph)
    {
        if (knowledge.Clients.DutiesOf(operation) is { IsEmpty: false } duties)
        {
            uses.Add(new(operation, operation is IMethodReferenceOperation ? known | Entering(operation) : known, duties, arguments));
        }

        Hold(operation, known, arguments);
        switch (operation)
        {
            case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke, Instance: IParameterReferenceOperation { Parameter: { } parameter } }:
                invoked[parameter.Ordinal] = invoked.TryGetValue(parameter.Ordinal, out var facts) ? facts & known : known;
                break;
            case IInvocationOperation call:
                Note(call, arguments);
                if (IsWatched(call.TargetMethod))
                {
                    Sites.Add(new(known, [.. call.Arguments.Select((argument, index) => (argument.Parameter?.Ordinal ?? -1, arguments[index].With(known)))]));
                }

                break;
            case IMethodReferenceOperation reference when IsWatched(reference.Method):
                Sites.Add(new(known | Entering(reference), []));
                break;
            case IMemberReferenceOperation reference and not IMethodReferenceOperation when reference.Parent is not ISimpleAssignmentOperation assignment || assignment.Target != reference:
                Note(reference, Member(reference, reference.Member));
                break;
        }
    }

    // Whoever passes an argument for an annotated parameter makes its promise.
    private void Hold(IOperation operation, Facts known, FlowValue[] arguments)
    {
        var passed = operation is IInvocationOperation call ? call.Arguments : (operation as IObjectCreationOperation)?.Arguments ?? [];
        for (var index = 0; index < arguments.Length && index < passed.Length; index++)
        {
            if (passed[index].Parameter is { Type.SpecialType: SpecialType.System_Boolean } parameter && knowledge.PromiseOf(parameter) is { Flag: { } flag }
                && !arguments[index].With(known).When(Constants.True).Covers(table.Needed(flag)))
            {
                BrokenArguments.Add(passed[index].Syntax);
            }
        }
    }

    private void Note(IInvocationOperation call, FlowValue[] arguments)
    {
        if (QueryKey(call, arguments) is { } query)
        {
            checks.Add(new(call, table.On(query.Key)));
        }
        else if (HelperKinds.IsQuestion(call.TargetMethod))
        {
            Note(call, Call(call, arguments).Value);
        }
    }

    private void Note(IOperation operation, FlowValue? answer)
    {
        var on = answer is null || !answer.TellsMoreThan(Facts.None) ? Facts.None : answer.When(Constants.True) == Facts.All ? answer.When(Constants.False) : answer.When(Constants.True) | answer.When(Constants.False);
        if (!on.IsNone && on != Facts.All)
        {
            checks.Add(new(operation, on));
        }
    }

    private bool IsWatched(ISymbol member) => Watched is not null && SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, Watched);

    /// <summary>The facts where a member's body begins.</summary>
    public Facts Inside(ISymbol member)
    {
        var facts = Facts.None;
        foreach (var flag in knowledge.Clients.KnownInside(member))
        {
            facts |= flag is null ? table.Needed(null) : table.On(FlagKey.Of(flag));
        }

        if (knowledge.Gates.HasRegistrations && knowledge.Registrations.RunsOnlyForFeature(member.ContainingType, out var feature))
        {
            facts |= table.On(feature is null ? FlagKey.Unknown : FlagKey.Of(feature));
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
        var (isPromised, flag) = isConfigured ? default : knowledge.PromiseOf(member);
        if (!isConfigured && (!isPromised || !IsBelieved(member, flag)))
        {
            return null;
        }

        if (flag is not null)
        {
            return FlagKey.Of(flag);
        }

        var named = (member as IMethodSymbol)?.Parameters.FirstOrDefault(parameter =>
            parameter.Type.SpecialType == SpecialType.System_String || (isConfigured && parameter.Type.TypeKind == TypeKind.Enum));
        return named is null ? FlagKey.Unknown : KeyAt(named.Ordinal, arguments, values);
    }

    private bool IsBelieved(ISymbol member, string? flag)
    {
        if (!scope.BelievesPromises)
        {
            return knowledge.Promises.BrokenBy(member, flag, cancellation) is null;
        }

        // A result that stands on belief is of no use to those who do not believe.
        scope.IsCut = true;
        return true;
    }

    private (FlagQuery Query, FlagKey Key)? QueryKey(IInvocationOperation call, FlowValue[] arguments) =>
        knowledge.Queries.Of(call.TargetMethod) is { } query
            ? (query, KeyAt(FlagQueries.KeyOrdinal(query, call.TargetMethod), call.Arguments, arguments))
            : null;

    private CallEffect Effect(MemberSummary summary, IInvocationOperation call, FlowValue[] arguments)
    {
        var returns = Told(summary.Returns);
        var outputs = summary.Outputs.Select(output => (output.Ordinal, Told(output.Value))).ToImmutableArray();
        var exit = Translated(summary.Exit);
        return summary.IsAsync
            ? new(call.TargetMethod.ReturnsVoid ? FlowValue.Unknown : returns.IsUnknown ? FlowValue.OfAwaited(exit) : returns, Facts.None, Returns: true, outputs)
            : new(returns, exit, summary.CanReturn, outputs);

        FlowValue Told(FlowValue value) => value.Map(Translated);

        Facts Translated(Facts facts) => table.Translate(facts, summary.Table, ordinal => KeyAt(ordinal, call.Arguments, arguments));
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

using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Flow;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>What a member of the compilation tells those who use it, in terms of its own flags.</summary>
/// <param name="Returns">What its result tells.</param>
/// <param name="Exit">What holds when a call returns, or for an asynchronous method when its task has been awaited.</param>
/// <param name="CanReturn">Whether it returns at all.</param>
/// <param name="IsAsync">Whether a call returns before the body has run.</param>
/// <param name="Outputs">What its <see langword="out"/> parameters tell.</param>
/// <param name="Invoked">What holds wherever it invokes the delegate of a parameter that it only invokes.</param>
/// <param name="Table">The flags that the facts stand for.</param>
internal sealed record MemberSummary(
    FlowValue Returns,
    Facts Exit,
    bool CanReturn,
    bool IsAsync,
    ImmutableArray<(int Ordinal, FlowValue Value)> Outputs,
    ImmutableArray<(int Ordinal, Facts Facts)> Invoked,
    FlagTable Table);

/// <summary>One chain of helpers that ask helpers: how deep it is, and whether it was cut.</summary>
internal sealed class SummaryScope
{
    private readonly SummaryScope? caller;
    private readonly ISymbol? member;

    private SummaryScope(SummaryScope? caller, ISymbol? member, bool isPromise)
    {
        this.caller = caller;
        this.member = member;
        BelievesPromises = isPromise;
        Depth = caller is null ? 0 : caller.Depth + 1;
        Cuts = caller?.Cuts ?? [];
    }

    /// <summary>The number of helpers above.</summary>
    public int Depth { get; }

    /// <summary>The number of helpers below.</summary>
    public int Height { get; private set; }

    /// <summary>Whether a helper was left out, because the chain was too long or went round in a circle.</summary>
    public bool IsCut { get; set; }

    /// <summary>Results of this root that were cut, and so are nobody else's.</summary>
    public Dictionary<(ISymbol Member, int Depth), MemberSummary?> Cuts { get; }

    /// <summary>Whether annotated members are taken at their word, as in the body of another one: each is checked by itself.</summary>
    public bool BelievesPromises { get; }

    /// <summary>The scope of a body that no other body asked about.</summary>
    public static SummaryScope Root() => new(null, null, isPromise: false);

    /// <summary>The scope in which a member's promise is checked.</summary>
    public static SummaryScope Promise(ISymbol member) => new(null, member, isPromise: true);

    /// <summary>The scope of a helper's body.</summary>
    public SummaryScope Into(ISymbol helper) => new(this, helper, BelievesPromises);

    /// <summary>Whether a helper is on the way up to the root.</summary>
    public bool IsRunning(ISymbol helper)
    {
        for (var scope = this; scope is not null; scope = scope.caller)
        {
            if (SymbolEqualityComparer.Default.Equals(scope.member, helper))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a helper is the one whose body is analysed.</summary>
    public bool IsInnermost(ISymbol helper) => SymbolEqualityComparer.Default.Equals(member, helper);

    /// <summary>A helper with this many helpers below it was used.</summary>
    public void Used(int height) => Height = Math.Max(Height, height + 1);
}

/// <summary>
/// Runs the flow analysis over helpers: members that answer for a flag, that return only when it is on, or that invoke a delegate only
/// while it is on. A result is shared only when nothing was left out of it, so that it does not matter who asked first.
/// </summary>
/// <param name="knowledge">The compilation's clients, queries and gates.</param>
internal sealed class MemberSummaries(GuardKnowledge knowledge)
{
    private const int Deepest = 4;

    private readonly ConcurrentDictionary<ISymbol, (MemberSummary? Summary, int Height)> whole = new(SymbolEqualityComparer.Default);

    /// <summary>What a member tells, or null when nothing is known about it.</summary>
    public MemberSummary? Of(ISymbol member, SummaryScope asking, CancellationToken cancellation)
    {
        member = member.OriginalDefinition;
        if (!SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, knowledge.Bodies.Assembly) || !knowledge.Names.Contains(member.Name))
        {
            return null;
        }

        if (whole.TryGetValue(member, out var known) && asking.Depth + known.Height < Deepest)
        {
            asking.Used(known.Height);
            return known.Summary;
        }

        if (asking.Depth >= Deepest || asking.IsRunning(member))
        {
            asking.IsCut = true;
            return null;
        }

        if (asking.Cuts.TryGetValue((member, asking.Depth), out var cut))
        {
            asking.IsCut = true;
            return cut;
        }

        var scope = asking.Into(member);
        var summary = HelperKinds.CanTell(member, knowledge, cancellation) ? Compute(member, scope, cancellation) : null;
        asking.Used(scope.Height);
        asking.IsCut |= scope.IsCut;
        if (scope.IsCut)
        {
            asking.Cuts[(member, asking.Depth)] = summary;
        }
        else
        {
            whole.TryAdd(member, (summary, scope.Height));
        }

        return summary;
    }

    private MemberSummary? Compute(ISymbol member, SummaryScope scope, CancellationToken cancellation) => member switch
    {
        IMethodSymbol method => OfBody(method, scope, cancellation),
        IPropertySymbol { GetMethod: { } getter } property when Bodies.DeclarationOf(property, cancellation) is not null => OfBody(getter, scope, cancellation),
        IPropertySymbol { SetMethod: null } or IFieldSymbol { IsReadOnly: true } => OfStored(member, scope, cancellation),
        _ => null,
    };

    /// <summary>Analyses the body of a method or getter, whether or not it can be overridden.</summary>
    public MemberSummary? OfBody(IMethodSymbol method, SummaryScope scope, CancellationToken cancellation)
    {
        if (Bodies.DeclarationOf(method, cancellation) is not { } declaration || knowledge.Bodies.GraphOf(declaration, cancellation) is not { } graph)
        {
            return null;
        }

        var model = new GuardModel(knowledge, new(knowledge.Options.UnknownFlagGuards), scope, cancellation);
        var flow = BodyFlow.Analyze(graph, new FlowState(Facts.None), model, cancellation);
        if (!flow.IsWithinLimits)
        {
            return null;
        }

        var exit = flow.Root.Exit;
        var isIterator = FlowAttributes.IsIterator(method);
        return new(
            isIterator ? FlowValue.Unknown : flow.Root.Returns ?? FlowValue.Unknown,
            isIterator ? Facts.None : exit?.Facts ?? Facts.All,
            isIterator || exit is not null,
            method.IsAsync,
            [.. method.Parameters.Where(static parameter => parameter.RefKind == RefKind.Out).Select(parameter => (parameter.Ordinal, exit?[parameter] ?? FlowValue.Unknown))],
            [.. method.Parameters.Where(parameter => parameter.Type.TypeKind == TypeKind.Delegate && flow.Variables.IsOnlyInvoked(parameter)).Select(parameter => (parameter.Ordinal, model.InvokedUnder(parameter)))],
            model.Table);
    }

    /// <summary>What a field or property that only initializers and constructors assign tells.</summary>
    public MemberSummary? OfStored(ISymbol member, SummaryScope scope, CancellationToken cancellation)
    {
        var table = new FlagTable(knowledge.Options.UnknownFlagGuards);
        var initializer = Bodies.InitializerOf(member, cancellation);
        var value = initializer is null ? Wrappers.Default((member as IFieldSymbol)?.Type ?? ((IPropertySymbol)member).Type) : null;
        var constructors = member.IsStatic ? member.ContainingType.StaticConstructors : member.ContainingType.InstanceConstructors;
        var declarations = constructors.Where(static constructor => !constructor.IsImplicitlyDeclared)
            .SelectMany(static constructor => constructor.DeclaringSyntaxReferences)
            .Select(reference => reference.GetSyntax(cancellation))
            .Where(declaration => Bodies.Mentions(declaration, member.Name))
            .ToList();
        if (initializer is not null)
        {
            declarations.Add(initializer);
        }

        foreach (var declaration in declarations)
        {
            if (declaration is Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax)
            {
                continue;
            }

            if (knowledge.Bodies.GraphOf(declaration, cancellation) is not { } graph)
            {
                return null;
            }

            var model = new GuardModel(knowledge, table, scope, cancellation) { Watched = member };
            if (!BodyFlow.Analyze(graph, new FlowState(Facts.None), model, cancellation).IsWithinLimits)
            {
                return null;
            }

            value = model.Stored is { } stored ? value is null ? stored : FlowValue.Meet(value, stored) : value;
        }

        return value is null ? null : new(value, Facts.None, CanReturn: true, IsAsync: false, [], [], table);
    }
}

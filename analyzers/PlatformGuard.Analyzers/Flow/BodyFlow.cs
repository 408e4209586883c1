using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Flow;

/// <summary>
/// A forward analysis of one body with its lambdas and local functions: which facts hold at each point on every path to it. It is built
/// on the compiler's public control flow graph and knows no rule; a <see cref="FlowModel"/> says where facts come from.
/// </summary>
internal sealed class BodyFlow
{
    // About a second of work. Both are fixed, so that every machine comes to the same verdict.
    private const int MostSteps = 200_000;
    private const int DeepestNesting = 200;

    private readonly Dictionary<IMethodSymbol, FunctionFlow> functions = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, (IFlowAnonymousFunctionOperation Lambda, FunctionFlow Function)> remembered = new(SymbolEqualityComparer.Default);
    private readonly List<FunctionFlow> order = [];
    private readonly CancellationToken cancellation;
    private readonly Facts everywhere;
    private int steps;

    private BodyFlow(ControlFlowGraph graph, FlowModel model, Facts everywhere, CancellationToken cancellation)
    {
        Model = model;
        this.everywhere = everywhere;
        this.cancellation = cancellation;
        Variables = BodyVariables.Of(graph.OriginalOperation, cancellation);
        Root = new(graph);
        order.Add(Root);
    }

    /// <summary>The body without its nested functions.</summary>
    public FunctionFlow Root { get; }

    /// <summary>What the rule knows.</summary>
    public FlowModel Model { get; }

    /// <summary>The variables of the body.</summary>
    public BodyVariables Variables { get; }

    /// <summary>Whether the result is there and is being shown to the model.</summary>
    public bool IsObserving { get; private set; }

    /// <summary>The limit that was reached, in words; null when the result is whole.</summary>
    public string? Limit { get; private set; }

    /// <summary>Whether the analysis may go on.</summary>
    public bool IsWithinLimits => Limit is null;

    /// <summary>Analyses a body.</summary>
    /// <param name="graph">Its graph.</param>
    /// <param name="entry">What holds where it begins.</param>
    /// <param name="model">What the rule knows; it is shown the result, unless a limit was reached.</param>
    /// <param name="cancellation">Stops the analysis.</param>
    public static BodyFlow Analyze(ControlFlowGraph graph, FlowState entry, FlowModel model, CancellationToken cancellation)
    {
        var body = new BodyFlow(graph, model, entry.Facts, cancellation);
        body.Root.Enter(entry);
        body.Run();
        if (body.IsWithinLimits)
        {
            body.IsObserving = true;
            for (var index = 0; index < body.order.Count; index++)
            {
                body.order[index].Observe(body);
            }
        }

        return body;
    }

    /// <summary>Counts one operation.</summary>
    /// <returns>Whether the analysis may go on.</returns>
    public bool Step(int depth)
    {
        if ((++steps & 0xFFF) == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }

        if (Limit is null && !IsObserving)
        {
            Limit = steps > MostSteps ? "more steps than the analysis takes" : depth > DeepestNesting ? "an expression with more levels than the analysis follows" : null;
        }

        return Limit is null;
    }

    /// <summary>A lambda is made here, or the delegate made of it is invoked here.</summary>
    public void EnterLambda(IFlowAnonymousFunctionOperation lambda, FunctionFlow owner, FlowState state, bool isInvoked)
    {
        if (IsExpressionTree(lambda))
        {
            return;
        }

        if (!functions.TryGetValue(lambda.Symbol, out var function))
        {
            function = Add(lambda.Symbol, owner.Graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellation));
        }

        Enter(function, state, Model.Entering(lambda), inherits: isInvoked || Model.LambdasInherit);
    }

    /// <summary>Puts off the analysis of a lambda whose delegate does nothing but get invoked, to the invocations.</summary>
    public void Remember(ISymbol variable, IFlowAnonymousFunctionOperation lambda, FunctionFlow owner) => remembered[variable] = (lambda, owner);

    /// <summary>The lambda behind a delegate variable that does nothing but get invoked, and the function that makes it.</summary>
    public (IFlowAnonymousFunctionOperation Lambda, FunctionFlow Function)? Remembered(ISymbol variable) =>
        remembered.TryGetValue(variable, out var lambda) ? lambda : null;

    /// <summary>A local function is called.</summary>
    public CallEffect CallLocal(IMethodSymbol method, FunctionFlow caller, FlowState state)
    {
        if (LocalFunction(method, caller) is not { } function)
        {
            return CallEffect.None;
        }

        function.Callers.Add(caller);
        Enter(function, state, Facts.None, inherits: true);

        if (FlowAttributes.IsIterator(method))
        {
            return CallEffect.None;
        }

        // Until it is known how it returns it does not; its result makes the caller run again.
        if (function.Exit is not { } exit)
        {
            return method.IsAsync ? CallEffect.Of(FlowValue.OfAwaited(Facts.All)) : new(FlowValue.Unknown, Facts.None, Returns: false, []);
        }

        var returns = function.Returns ?? FlowValue.Unknown;
        return method.IsAsync ? CallEffect.Of(returns.IsUnknown ? FlowValue.OfAwaited(exit.Facts) : returns) : new(returns, exit.Facts, Returns: true, []);
    }

    /// <summary>A local function is made into a delegate.</summary>
    public void ReferToLocal(IMethodReferenceOperation reference, FunctionFlow caller, FlowState state)
    {
        if (LocalFunction(reference.Method, caller) is { } function)
        {
            Enter(function, state, Model.Entering(reference), Model.LambdasInherit);
        }
    }

    private FunctionFlow? LocalFunction(IMethodSymbol method, FunctionFlow caller)
    {
        method = method.OriginalDefinition;
        return functions.TryGetValue(method, out var function) ? function
            : method.IsExtern || !IsInScope(method, caller.Graph) ? null
            : Add(method, caller.Graph.GetLocalFunctionControlFlowGraphInScope(method, cancellation));
    }

    private static bool IsInScope(IMethodSymbol method, ControlFlowGraph? graph)
    {
        for (; graph is not null; graph = graph.Parent)
        {
            if (graph.LocalFunctions.Contains(method, SymbolEqualityComparer.Default))
            {
                return true;
            }
        }

        return false;
    }

    private FunctionFlow Add(IMethodSymbol method, ControlFlowGraph graph)
    {
        var function = new FunctionFlow(graph);
        functions.Add(method, function);
        order.Add(function);
        return function;
    }

    private void Enter(FunctionFlow function, FlowState state, Facts more, bool inherits)
    {
        if (state.IsDead || IsObserving)
        {
            return;
        }

        var entry = inherits ? state.Restricted(Variables.IsStable) : new FlowState(Facts.None);
        entry.Learn(more);
        function.Enter(entry);
    }

    private void Run()
    {
        while (IsWithinLimits)
        {
            if (order.FirstOrDefault(static function => function.IsPending) is { } next)
            {
                Run(next);
            }
            else if (!EnterUncalled())
            {
                return;
            }
        }
    }

    private void Run(FunctionFlow function)
    {
        var (returns, exit) = (function.Returns, function.Exit?.Facts);
        function.Run(this);
        var isSame = exit == function.Exit?.Facts
            && (ReferenceEquals(returns, function.Returns) || (returns is not null && function.Returns is not null && returns.Tells(function.Returns)));
        if (!isSame)
        {
            foreach (var caller in function.Callers)
            {
                caller.Repeat();
            }
        }
    }

    /// <summary>Local functions that nobody calls, and delegates that are never invoked, are looked at as if anyone in the body did.</summary>
    private bool EnterUncalled()
    {
        var isAny = false;
        foreach (var function in order.ToArray())
        {
            foreach (var local in function.Graph.LocalFunctions)
            {
                if (!functions.ContainsKey(local) && !local.IsExtern)
                {
                    Add(local, function.Graph.GetLocalFunctionControlFlowGraph(local, cancellation)).Enter(new FlowState(everywhere));
                    isAny = true;
                }
            }
        }

        foreach (var (lambda, owner) in remembered.Values.Where(pair => !functions.ContainsKey(pair.Lambda.Symbol)).ToArray())
        {
            if (!IsExpressionTree(lambda))
            {
                Add(lambda.Symbol, owner.Graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellation)).Enter(new FlowState(Model.LambdasInherit ? everywhere : Facts.None));
                isAny = true;
            }
        }

        return isAny;
    }

    // Code that becomes data is not run here.
    private static bool IsExpressionTree(IFlowAnonymousFunctionOperation lambda) =>
        lambda.Parent is { Type: INamedTypeSymbol { Name: "Expression" } type } && type.ContainingNamespace?.ToDisplayString() == "System.Linq.Expressions";
}

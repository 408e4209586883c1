using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Flow;

/// <summary>What a rule adds to the flow analysis: where its facts come from, and where it wants to know them.</summary>
internal abstract class FlowModel
{
    /// <summary>Whether a lambda's body knows what was known where the lambda was made.</summary>
    public virtual bool LambdasInherit => true;

    /// <summary>What a parameter tells that the analysed code never assigns, or null.</summary>
    public virtual FlowValue? Parameter(IParameterSymbol parameter) => null;

    /// <summary>What a field or property tells, or null when the rule knows nothing about it.</summary>
    /// <param name="reference">The reference.</param>
    /// <param name="member">The field or property.</param>
    public virtual FlowValue? Member(IMemberReferenceOperation reference, ISymbol member) => null;

    /// <summary>What a call tells and does.</summary>
    /// <param name="call">The call.</param>
    /// <param name="arguments">What the arguments tell, in the order of <see cref="IInvocationOperation.Arguments"/>.</param>
    public virtual CallEffect Call(IInvocationOperation call, FlowValue[] arguments) => CallEffect.None;

    /// <summary>Facts that hold in a function which is made into a delegate here, beyond those of the place.</summary>
    public virtual Facts Entering(IOperation function) => Facts.None;

    /// <summary>Called once for each assignment to a field or property that can be reached, after the analysis has come to its result.</summary>
    /// <param name="member">The field or property.</param>
    /// <param name="value">What the assigned value tells.</param>
    /// <param name="known">The facts that hold there.</param>
    public virtual void Assigned(ISymbol member, FlowValue value, Facts known)
    {
    }

    /// <summary>Called once for each call, member reference and object creation that can be reached, after the analysis has come to its result.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="known">The facts that hold where it runs.</param>
    /// <param name="arguments">What the arguments of a call tell; empty otherwise.</param>
    /// <param name="graph">The graph that the operation is part of.</param>
    public virtual void Observe(IOperation operation, Facts known, FlowValue[] arguments, ControlFlowGraph graph)
    {
    }
}

/// <summary>What a call tells and does.</summary>
/// <param name="Value">What its result tells.</param>
/// <param name="Established">Facts that hold when it returns.</param>
/// <param name="Returns">Whether it can return.</param>
/// <param name="Outputs">What its <see langword="out"/> parameters tell, by ordinal; parameters that are not in it tell nothing.</param>
internal readonly record struct CallEffect(FlowValue Value, Facts Established, bool Returns, ImmutableArray<(int Ordinal, FlowValue Value)> Outputs)
{
    /// <summary>A call about which nothing is known.</summary>
    public static CallEffect None { get; } = Of(FlowValue.Unknown);

    /// <summary>A call whose result tells something.</summary>
    public static CallEffect Of(FlowValue value) => new(value, Facts.None, Returns: true, []);
}

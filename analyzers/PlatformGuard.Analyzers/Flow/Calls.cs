using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Flow;

/// <summary>What calls do to a state, once their receiver and arguments have been evaluated.</summary>
/// <param name="body">The analysis of the whole body.</param>
/// <param name="function">The function that the calls are part of.</param>
/// <param name="state">The state before; it becomes the state after.</param>
internal sealed class Calls(BodyFlow body, FunctionFlow function, FlowState state)
{
    private readonly StoredVariables variables = new(body, function, state);

    /// <summary>What a call tells and does.</summary>
    /// <param name="call">The call.</param>
    /// <param name="receiver">What its receiver tells, or null when it has none.</param>
    /// <param name="arguments">What its arguments tell.</param>
    public CallEffect EffectOf(IInvocationOperation call, FlowValue? receiver, FlowValue[] arguments)
    {
        if (call.TargetMethod.MethodKind == MethodKind.LocalFunction)
        {
            var effect = body.CallLocal(call.TargetMethod, function, state);
            return FlowAttributes.IsConditional(call.TargetMethod) ? CallEffect.None : effect;
        }

        if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke && call.Instance is { } target && variables.VariableOf(target) is { } variable && body.Remembered(variable) is { } made)
        {
            Lambda(made.Lambda, state, made.Function);
            return CallEffect.None;
        }

        return Wrappers.Call(call, receiver, arguments) is { } value ? CallEffect.Of(value) : body.Model.Call(call, arguments);
    }

    /// <summary>Makes the state what it is when a call comes back.</summary>
    public void Finish(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, FlowValue[] values, CallEffect effect)
    {
        for (var index = 0; index < values.Length; index++)
        {
            if (arguments[index].Parameter is not { } parameter)
            {
                continue;
            }

            if (parameter.RefKind is RefKind.Out or RefKind.Ref)
            {
                variables.Store(arguments[index].Value, effect.Outputs.FirstOrDefault(output => output.Ordinal == parameter.Ordinal).Value ?? FlowValue.Unknown);
            }
            else if (FlowAttributes.EndsUnlessNot(parameter) is { } ending)
            {
                // The call comes back only with the other value.
                state.Learn(values[index].When(ending ? Constants.False : Constants.True));
            }
        }

        if (!effect.Returns || FlowAttributes.NeverReturns(method))
        {
            state.Die();
        }
        else
        {
            state.Learn(effect.Established);
        }
    }

    /// <summary>A lambda is made here, or a delegate variable that holds it is invoked.</summary>
    public void Lambda(IFlowAnonymousFunctionOperation lambda, FlowState where, FunctionFlow? invokedAt) =>
        body.EnterLambda(lambda, invokedAt ?? function, where, isInvoked: invokedAt is not null);

    /// <summary>Shows a use of a member to the rule, once the analysis has come to its result.</summary>
    public void Observe(IOperation operation, FlowValue receiver, FlowValue[] arguments)
    {
        if (body.IsObserving)
        {
            var inherited = body.Model.LambdasInherit || operation is not IMethodReferenceOperation ? state.Facts : Facts.None;
            body.Model.Observe(operation, inherited | receiver.WhenNot(Constants.Null), arguments, function.Graph);
        }
    }

    /// <summary>What a new record tells: its parameters are properties that nobody changes afterwards.</summary>
    public static FlowValue RecordOf(IObjectCreationOperation creation, FlowValue[] arguments) =>
        creation.Type is INamedTypeSymbol { IsRecord: true } record && arguments.Any(static argument => !argument.IsUnknown) && creation.Initializer is null
            ? FlowValue.Of([.. creation.Arguments.Select((argument, index) => (argument.Parameter?.Name ?? "", arguments[index])).Where(member => IsFixed(record, member.Item1))])
            : FlowValue.Unknown;

    private static bool IsFixed(INamedTypeSymbol record, string name) =>
        record.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is { } property && property.SetMethod is null or { IsInitOnly: true }
        && property.DeclaringSyntaxReferences.Any(static syntax => syntax.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.ParameterSyntax);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Flow;

/// <summary>Reads and writes the variables of a state, as far as they can be followed.</summary>
/// <param name="body">The analysis of the whole body.</param>
/// <param name="function">The function whose operations read and write.</param>
/// <param name="state">The state.</param>
internal sealed class StoredVariables(BodyFlow body, FunctionFlow function, FlowState state)
{
    /// <summary>What a variable tells.</summary>
    public FlowValue Read(ISymbol variable)
    {
        if (!body.Variables.IsFollowed(variable))
        {
            return FlowValue.Unknown;
        }

        var value = state[variable];
        return ReferenceEquals(value, FlowValue.Unknown) && variable is IParameterSymbol parameter && body.Variables.IsNeverAssigned(variable)
            ? body.Model.Parameter(parameter) ?? value
            : value;
    }

    /// <summary>A pattern declares a variable.</summary>
    public void Declare(ISymbol variable, FlowValue value)
    {
        if (body.Variables.IsFollowed(variable))
        {
            state[variable] = value;
        }
    }

    /// <summary>A value is assigned to a variable, field or property.</summary>
    public void Store(IOperation target, FlowValue value)
    {
        target = target is IFlowCaptureReferenceOperation captured ? function.TargetOf(captured.Id) ?? target : target;
        if (body.IsObserving && target is IMemberReferenceOperation member)
        {
            body.Model.Assigned(member.Member, value, state.Facts);
        }

        if (VariableOf(target) is { } variable && body.Variables.IsFollowed(variable))
        {
            state[variable] = value;
        }
        else if (target is IMemberReferenceOperation { Instance: { } instance } && VariableOf(instance) is { } changed)
        {
            state.Forget(changed);
        }
    }

    /// <summary>The variable that an assignment target stands for, or null when it is another place.</summary>
    public ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IDeclarationExpressionOperation declaration => VariableOf(declaration.Expression),

        // When the value contains a branch, the target is captured before it.
        IFlowCaptureReferenceOperation captured => function.TargetOf(captured.Id) is { } target ? VariableOf(target) : null,
        _ => null,
    };

    /// <summary>The lambda that an assigned value is, or null.</summary>
    public static IFlowAnonymousFunctionOperation? LambdaOf(IOperation source) => source switch
    {
        IFlowAnonymousFunctionOperation lambda => lambda,
        IDelegateCreationOperation creation => LambdaOf(creation.Target),
        IConversionOperation conversion => LambdaOf(conversion.Operand),
        _ => null,
    };
}

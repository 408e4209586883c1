using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Flow;

/// <summary>Carries a state through the operations of one block, in the order in which they run.</summary>
/// <param name="body">The analysis of the whole body.</param>
/// <param name="function">The function that the block is part of.</param>
/// <param name="state">The state before; it becomes the state after.</param>
internal sealed class Transfer(BodyFlow body, FunctionFlow function, FlowState state)
{
    private int depth;

    /// <summary>Runs an operation, and says what its value tells.</summary>
    public FlowValue Evaluate(IOperation operation)
    {
        if (!body.Step(depth) || state.IsDead)
        {
            return FlowValue.Unknown;
        }

        if (operation.ConstantValue is { HasValue: true, Value: var constant })
        {
            return Constants.Canonical(constant) is { } known ? FlowValue.Constant(known) : FlowValue.Unknown;
        }

        depth++;
        var value = Compute(operation);
        depth--;
        return value;
    }

    private FlowValue Compute(IOperation operation)
    {
        switch (operation)
        {
            case IExpressionStatementOperation statement:
                return Evaluate(statement.Operation);
            case ILocalReferenceOperation local:
                return Read(local.Local);
            case IParameterReferenceOperation parameter:
                return Read(parameter.Parameter);
            case IFlowCaptureOperation capture:
                return state[capture.Id] = Evaluate(capture.Value);
            case IFlowCaptureReferenceOperation captured:
                return state[captured.Id];
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment.Target, assignment.Value);
            case ICompoundAssignmentOperation compound:
                return AssignCompound(compound);
            case IDeconstructionAssignmentOperation deconstruction:
                return Deconstruct(deconstruction);
            case IIncrementOrDecrementOperation increment:
                Evaluate(increment.Target);
                Store(increment.Target, FlowValue.Unknown);
                return FlowValue.Unknown;
            case IDeclarationExpressionOperation declaration:
                return Evaluate(declaration.Expression);
            case IConversionOperation conversion:
                return Logic.Convert(Evaluate(conversion.Operand), conversion.Operand.Type, conversion.Type, conversion.OperatorMethod is not null);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                return Logic.Not(Evaluate(not.Operand));
            case IBinaryOperation binary:
                return EvaluateBinary(binary);
            case IIsNullOperation isNull:
                return Logic.IsNull(Evaluate(isNull.Operand));
            case IIsPatternOperation isPattern:
                return new Patterns(Declare).Match(Evaluate(isPattern.Value), isPattern.Pattern);
            case IAwaitOperation await:
                return Await(Evaluate(await.Operation));
            case IDefaultValueOperation @default:
                return Wrappers.Default(@default.Type);
            case ITupleOperation tuple:
                return EvaluateTuple(tuple);
            case IAnonymousObjectCreationOperation anonymous:
                return EvaluateAnonymous(anonymous);
            case IMemberReferenceOperation member and not IMethodReferenceOperation:
                return EvaluateMember(member);
            case IInvocationOperation call:
                return Call(call);
            case IObjectCreationOperation creation:
                return Create(creation);
            case IMethodReferenceOperation reference:
                Reference(reference);
                return FlowValue.Unknown;
            case IFlowAnonymousFunctionOperation lambda:
                Lambda(lambda, state, invokedAt: null);
                return FlowValue.Unknown;
            default:
                foreach (var child in operation.ChildOperations)
                {
                    Evaluate(child);
                }

                return FlowValue.Unknown;
        }
    }

    // An asynchronous method has run to its end, and with it whatever it makes sure of.
    private FlowValue Await(FlowValue task)
    {
        state.Learn(task.Always | task.Awaited);
        return task;
    }

    private FlowValue Read(ISymbol variable)
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

    private FlowValue Assign(IOperation target, IOperation source)
    {
        EvaluateTarget(target);
        if (VariableOf(target) is { } variable && body.Variables.IsOnlyInvoked(variable) && LambdaOf(source) is { } lambda)
        {
            body.Remember(variable, lambda, function);
            return FlowValue.Unknown;
        }

        var value = Evaluate(source);
        Store(target, value);
        return value;
    }

    private FlowValue AssignCompound(ICompoundAssignmentOperation compound)
    {
        var before = Evaluate(compound.Target);
        var operand = Evaluate(compound.Value);
        var value = compound.OperatorMethod is null && compound.Type?.SpecialType == SpecialType.System_Boolean ? Combine(compound.OperatorKind, before, operand) : FlowValue.Unknown;
        Store(compound.Target, value);
        return value;
    }

    private FlowValue Deconstruct(IDeconstructionAssignmentOperation deconstruction)
    {
        var target = deconstruction.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : deconstruction.Target;
        var value = Evaluate(deconstruction.Value);
        StoreParts(target, value);
        return value;
    }

    private void StoreParts(IOperation target, FlowValue value)
    {
        target = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
        if (target is not ITupleOperation tuple)
        {
            EvaluateTarget(target);
            Store(target, value);
            return;
        }

        for (var index = 0; index < tuple.Elements.Length; index++)
        {
            StoreParts(tuple.Elements[index], value.Member(ElementName(index)));
        }
    }

    private FlowValue EvaluateBinary(IBinaryOperation binary)
    {
        // A concatenation of a thousand parts is a tree of that depth on its left side.
        if (binary.Type?.SpecialType == SpecialType.System_String)
        {
            IOperation current = binary;
            for (; current is IBinaryOperation { ConstantValue.HasValue: false } chain && body.Step(depth); current = chain.LeftOperand)
            {
                Evaluate(chain.RightOperand);
            }

            Evaluate(current);
            return FlowValue.Unknown;
        }

        var left = Evaluate(binary.LeftOperand);
        var right = Evaluate(binary.RightOperand);
        return binary.OperatorMethod is null || binary.OperatorMethod.ContainingType?.SpecialType == SpecialType.System_String
            ? Combine(binary.OperatorKind, left, right, binary.IsLifted)
            : FlowValue.Unknown;
    }

    private static FlowValue Combine(BinaryOperatorKind operation, FlowValue left, FlowValue right, bool isLifted = false) => operation switch
    {
        BinaryOperatorKind.Equals => Logic.Equal(left, right),
        BinaryOperatorKind.NotEquals => Logic.Not(Logic.Equal(left, right)),
        BinaryOperatorKind.ExclusiveOr when !isLifted => Logic.Not(Logic.Equal(left, right)),
        BinaryOperatorKind.And or BinaryOperatorKind.ConditionalAnd when !isLifted => Logic.And(left, right),
        BinaryOperatorKind.Or or BinaryOperatorKind.ConditionalOr when !isLifted => Logic.Or(left, right),
        _ => FlowValue.Unknown,
    };

    private FlowValue EvaluateTuple(ITupleOperation tuple)
    {
        var members = ImmutableArray.CreateBuilder<(string Name, FlowValue Value)>(tuple.Elements.Length);
        for (var index = 0; index < tuple.Elements.Length; index++)
        {
            members.Add((ElementName(index), Evaluate(tuple.Elements[index])));
        }

        return FlowValue.Of(members.MoveToImmutable());
    }

    private FlowValue EvaluateAnonymous(IAnonymousObjectCreationOperation anonymous)
    {
        var members = ImmutableArray.CreateBuilder<(string Name, FlowValue Value)>(anonymous.Initializers.Length);
        foreach (var initializer in anonymous.Initializers)
        {
            if (initializer is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } assignment)
            {
                members.Add((property.Property.Name, Evaluate(assignment.Value)));
            }
            else
            {
                Evaluate(initializer);
            }
        }

        return FlowValue.Of(members.ToImmutable());
    }

    private FlowValue EvaluateMember(IMemberReferenceOperation reference)
    {
        var receiver = reference.Instance is null ? FlowValue.Unknown : Evaluate(reference.Instance);
        if (reference is IPropertyReferenceOperation indexer)
        {
            foreach (var argument in indexer.Arguments)
            {
                Evaluate(argument.Value);
            }
        }

        Observe(reference, receiver, []);
        var value = Wrappers.Member(receiver, reference.Member);
        return value.IsUnknown ? body.Model.Member(reference, reference.Member) ?? value : value;
    }

    private FlowValue Call(IInvocationOperation call)
    {
        var receiver = call.Instance is null ? null : Evaluate(call.Instance);
        var arguments = EvaluateArguments(call.Arguments);
        Observe(call, receiver ?? (call.TargetMethod.IsExtensionMethod && arguments.Length > 0 ? arguments[0] : FlowValue.Unknown), arguments);
        var effect = EffectOf(call, receiver, arguments);
        Finish(call.TargetMethod, call.Arguments, arguments, effect);
        return effect.Value;
    }

    private CallEffect EffectOf(IInvocationOperation call, FlowValue? receiver, FlowValue[] arguments)
    {
        if (call.TargetMethod.MethodKind == MethodKind.LocalFunction)
        {
            return body.CallLocal(call.TargetMethod, function, state);
        }

        if (call.TargetMethod.MethodKind == MethodKind.DelegateInvoke && call.Instance is { } target && VariableOf(target) is { } variable && body.Remembered(variable) is { } made)
        {
            Lambda(made.Lambda, state, made.Function);
            return CallEffect.None;
        }

        return Wrappers.Call(call, receiver, arguments) is { } value ? CallEffect.Of(value) : body.Model.Call(call, arguments);
    }

    private FlowValue Create(IObjectCreationOperation creation)
    {
        var arguments = EvaluateArguments(creation.Arguments);
        Observe(creation, FlowValue.Unknown, arguments);
        if (creation.Constructor is { } constructor)
        {
            Finish(constructor, creation.Arguments, arguments, CallEffect.None);
        }

        if (creation.Initializer is { } initializer)
        {
            Evaluate(initializer);
        }

        return Wrappers.Create(creation, arguments) ?? RecordOf(creation, arguments);
    }

    // A record's parameters are properties that nobody changes afterwards.
    private static FlowValue RecordOf(IObjectCreationOperation creation, FlowValue[] arguments) =>
        creation.Type is INamedTypeSymbol { IsRecord: true } record && arguments.Any(static argument => !argument.IsUnknown) && creation.Initializer is null
            ? FlowValue.Of([.. creation.Arguments.Select((argument, index) => (argument.Parameter?.Name ?? "", arguments[index])).Where(member => IsFixed(record, member.Item1))])
            : FlowValue.Unknown;

    private static bool IsFixed(INamedTypeSymbol record, string name) =>
        record.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault() is { } property && property.SetMethod is null or { IsInitOnly: true }
        && property.DeclaringSyntaxReferences.Any(static syntax => syntax.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.ParameterSyntax);

    private FlowValue[] EvaluateArguments(ImmutableArray<IArgumentOperation> arguments)
    {
        if (arguments.IsEmpty)
        {
            return [];
        }

        var values = new FlowValue[arguments.Length];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = Evaluate(arguments[index].Value);
        }

        return values;
    }

    private void Finish(IMethodSymbol method, ImmutableArray<IArgumentOperation> arguments, FlowValue[] values, CallEffect effect)
    {
        for (var index = 0; index < values.Length; index++)
        {
            if (arguments[index].Parameter is not { } parameter)
            {
                continue;
            }

            if (parameter.RefKind is RefKind.Out or RefKind.Ref)
            {
                Store(arguments[index].Value, effect.Outputs.FirstOrDefault(output => output.Ordinal == parameter.Ordinal).Value ?? FlowValue.Unknown);
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

    private void Reference(IMethodReferenceOperation reference)
    {
        var receiver = reference.Instance is null ? FlowValue.Unknown : Evaluate(reference.Instance);
        if (reference.Method.MethodKind == MethodKind.LocalFunction)
        {
            body.ReferToLocal(reference, function, state);
            return;
        }

        Observe(reference, receiver, []);
    }

    private void Lambda(IFlowAnonymousFunctionOperation lambda, FlowState where, FunctionFlow? invokedAt) =>
        body.EnterLambda(lambda, invokedAt ?? function, where, isInvoked: invokedAt is not null);

    private void Observe(IOperation operation, FlowValue receiver, FlowValue[] arguments)
    {
        if (body.IsObserving)
        {
            var inherited = body.Model.LambdasInherit || operation is not IMethodReferenceOperation ? state.Facts : Facts.None;
            body.Model.Observe(operation, inherited | receiver.WhenNot(Constants.Null), arguments, function.Graph);
        }
    }

    private void Declare(ISymbol variable, FlowValue value)
    {
        if (body.Variables.IsFollowed(variable))
        {
            state[variable] = value;
        }
    }

    private void Store(IOperation target, FlowValue value)
    {
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

    // The parts of a target run before the value does; the variable itself is not read.
    private void EvaluateTarget(IOperation target)
    {
        if (target is not (ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation or IDiscardOperation or IDeclarationExpressionOperation))
        {
            Evaluate(target);
        }
    }

    private ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IDeclarationExpressionOperation declaration => VariableOf(declaration.Expression),

        // When the value contains a branch, the target is captured before it.
        IFlowCaptureReferenceOperation captured => function.TargetOf(captured.Id),
        _ => null,
    };

    private static IFlowAnonymousFunctionOperation? LambdaOf(IOperation source) => source switch
    {
        IFlowAnonymousFunctionOperation lambda => lambda,
        IDelegateCreationOperation creation => LambdaOf(creation.Target),
        IConversionOperation conversion => LambdaOf(conversion.Operand),
        _ => null,
    };

    private static string ElementName(int index) => "Item" + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
}

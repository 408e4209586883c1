using System.Collections.Immutable;
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
    private readonly StoredVariables variables = new(body, function, state);
    private readonly Calls calls = new(body, function, state);
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
                return variables.Read(local.Local);
            case IParameterReferenceOperation parameter:
                return variables.Read(parameter.Parameter);
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
                variables.Store(increment.Target, FlowValue.Unknown);
                return FlowValue.Unknown;
            case IDeclarationExpressionOperation declaration:
                return Evaluate(declaration.Expression);
            case IConversionOperation conversion:
                return Logic.Convert(Evaluate(conversion.Operand), conversion.Operand.Type, conversion.Type, conversion.OperatorMethod is not null);
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                return Logic.Not(Evaluate(not.Operand));
            case IBinaryOperation binary:
                return EvaluateBinary(binary);
            case ITupleBinaryOperation tuples:
                return EvaluateTuples(tuples);
            case IIsNullOperation isNull:
                return Logic.IsNull(Evaluate(isNull.Operand));
            case IIsPatternOperation isPattern:
                return new Patterns(variables.Declare, member => calls.Observe(member, FlowValue.Unknown, [])).Match(Evaluate(isPattern.Value), isPattern.Pattern);
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
                calls.Lambda(lambda, state, invokedAt: null);
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

    private FlowValue Assign(IOperation target, IOperation source)
    {
        EvaluateTarget(target);
        if (variables.VariableOf(target) is { } variable && body.Variables.IsOnlyInvoked(variable) && StoredVariables.LambdaOf(source) is { } lambda)
        {
            body.Remember(variable, lambda, function);
            return FlowValue.Unknown;
        }

        var value = Evaluate(source);
        variables.Store(target, value);
        return value;
    }

    private FlowValue AssignCompound(ICompoundAssignmentOperation compound)
    {
        var before = Evaluate(compound.Target);
        var operand = Evaluate(compound.Value);
        var value = compound.OperatorMethod is null && compound.Type?.SpecialType == SpecialType.System_Boolean ? Logic.Combine(compound.OperatorKind, before, operand) : FlowValue.Unknown;
        variables.Store(compound.Target, value);
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
            variables.Store(target, value);
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
        return Logic.IsBoolean(binary.Type) && (binary.OperatorMethod is null || binary.OperatorMethod.ContainingType?.SpecialType == SpecialType.System_String)
            ? Logic.Combine(binary.OperatorKind, left, right, binary.IsLifted)
            : FlowValue.Unknown;
    }

    private FlowValue EvaluateTuples(ITupleBinaryOperation tuples)
    {
        var left = Evaluate(tuples.LeftOperand);
        var right = Evaluate(tuples.RightOperand);
        if (tuples.LeftOperand.Type is not INamedTypeSymbol { IsTupleType: true } type)
        {
            return FlowValue.Unknown;
        }

        var equal = FlowValue.True;
        for (var index = 0; index < type.TupleElements.Length; index++)
        {
            equal = Logic.And(equal, Logic.Equal(left.Member(ElementName(index)), right.Member(ElementName(index))));
        }

        return tuples.OperatorKind == BinaryOperatorKind.Equals ? equal : Logic.Not(equal);
    }

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

        calls.Observe(reference, receiver, []);
        var value = Wrappers.Member(receiver, reference.Member);
        return value.IsUnknown ? body.Model.Member(reference, reference.Member) ?? value : value;
    }

    private FlowValue Call(IInvocationOperation call)
    {
        var receiver = call.Instance is null ? null : Evaluate(call.Instance);
        var arguments = EvaluateArguments(call.Arguments);
        calls.Observe(call, receiver ?? (call.TargetMethod.IsExtensionMethod && arguments.Length > 0 ? arguments[0] : FlowValue.Unknown), arguments);
        var effect = calls.EffectOf(call, receiver, arguments);
        calls.Finish(call.TargetMethod, call.Arguments, arguments, effect);
        return effect.Value;
    }

    private FlowValue Create(IObjectCreationOperation creation)
    {
        var arguments = EvaluateArguments(creation.Arguments);
        calls.Observe(creation, FlowValue.Unknown, arguments);
        if (creation.Constructor is { } constructor)
        {
            calls.Finish(constructor, creation.Arguments, arguments, CallEffect.None);
        }

        if (creation.Initializer is { } initializer)
        {
            Evaluate(initializer);
        }

        return Wrappers.Create(creation, arguments) ?? Calls.RecordOf(creation, arguments);
    }

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

    private void Reference(IMethodReferenceOperation reference)
    {
        var receiver = reference.Instance is null ? FlowValue.Unknown : Evaluate(reference.Instance);
        if (reference.Method.MethodKind == MethodKind.LocalFunction)
        {
            body.ReferToLocal(reference, function, state);
            return;
        }

        calls.Observe(reference, receiver, []);
    }

    // The parts of a target run before the value does; the variable itself is not read.
    private void EvaluateTarget(IOperation target)
    {
        if (target is not (ILocalReferenceOperation or IParameterReferenceOperation or IFlowCaptureReferenceOperation or IDiscardOperation or IDeclarationExpressionOperation))
        {
            Evaluate(target);
        }
    }

    private static string ElementName(int index) => "Item" + (index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
}

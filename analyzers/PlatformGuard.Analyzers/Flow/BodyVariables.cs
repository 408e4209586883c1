using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Flow;

/// <summary>How the variables of one body are used: which can be followed at all, and which keep their meaning in functions that run later.</summary>
internal sealed class BodyVariables
{
    private readonly Dictionary<ISymbol, Usage> usages = new(SymbolEqualityComparer.Default);

    private BodyVariables()
    {
    }

    /// <summary>Reads the uses of all variables in a body, nested functions included.</summary>
    public static BodyVariables Of(IOperation body, CancellationToken cancellation)
    {
        var variables = new BodyVariables();
        variables.Visit(body, cancellation);
        return variables;
    }

    /// <summary>Whether what is assigned to a variable is what it holds: no reference to it exists, and no function that runs at another time assigns it.</summary>
    public bool IsFollowed(ISymbol variable) =>
        variable is not ILocalSymbol { IsRef: true }
        && variable is not IParameterSymbol { RefKind: RefKind.Ref }
        && (!usages.TryGetValue(variable, out var usage) || (!usage.IsShared && !usage.IsAssignedElsewhere));

    /// <summary>
    /// Whether a variable is assigned in one place only. Whenever that place runs, the value tells the same, so it keeps its meaning in a
    /// function that was made after it.
    /// </summary>
    public bool IsStable(ISymbol variable) =>
        IsFollowed(variable) && (!usages.TryGetValue(variable, out var usage) || usage.Assignments <= (variable is IParameterSymbol ? 0 : 1));

    /// <summary>Whether no code of the body assigns a variable.</summary>
    public bool IsNeverAssigned(ISymbol variable) =>
        !usages.TryGetValue(variable, out var usage) || (usage.Assignments == 0 && !usage.IsShared && !usage.IsAssignedElsewhere);

    /// <summary>Whether a delegate variable is assigned once and then only invoked, so that its function runs at the invocations and nowhere else.</summary>
    public bool IsOnlyInvoked(ISymbol variable) =>
        IsStable(variable) && usages.TryGetValue(variable, out var usage) && usage is { IsReadOtherwise: false, Invocations: > 0 };

    private void Visit(IOperation body, CancellationToken cancellation)
    {
        // The functions around an operation follow from the order of the walk, but a stack of pairs is simpler than keeping track of it.
        var pending = new Stack<(IOperation Operation, ISymbol? Function)>();
        pending.Push((body, null));
        while (pending.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var (operation, function) = pending.Pop();
            Note(operation, function);
            var inner = operation switch
            {
                IAnonymousFunctionOperation lambda => lambda.Symbol,
                ILocalFunctionOperation local => local.Symbol,
                _ => function,
            };
            foreach (var child in operation.ChildOperations)
            {
                pending.Push((child, inner));
            }
        }
    }

    private void Note(IOperation operation, ISymbol? function)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                Assign(declarator.Symbol, function);
                if (declarator.Symbol.IsRef)
                {
                    Share(initializer.Value);
                }

                break;
            case IAssignmentOperation assignment:
                AssignTarget(assignment.Target, function);
                if (assignment is ISimpleAssignmentOperation { IsRef: true })
                {
                    Share(assignment.Value);
                }

                break;
            case IIncrementOrDecrementOperation increment:
                AssignTarget(increment.Target, function);
                break;
            case IDeclarationPatternOperation { DeclaredSymbol: { } declared }:
                Assign(declared, function);
                break;
            case IRecursivePatternOperation { DeclaredSymbol: { } declared }:
                Assign(declared, function);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Out } argument:
                AssignTarget(argument.Value, function);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref } argument:
                Share(argument.Value);
                break;
            case IAddressOfOperation address:
                Share(address.Reference);
                break;
            case ILocalReferenceOperation or IParameterReferenceOperation:
                Read(operation);
                break;
        }
    }

    private void AssignTarget(IOperation target, ISymbol? function)
    {
        switch (target)
        {
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements)
                {
                    AssignTarget(element, function);
                }

                break;
            case IDeclarationExpressionOperation declaration:
                AssignTarget(declaration.Expression, function);
                break;
            default:
                if (VariableOf(target) is { } variable)
                {
                    Assign(variable, function);
                }

                break;
        }
    }

    private void Assign(ISymbol variable, ISymbol? function)
    {
        var usage = UsageOf(variable);
        usage.Assignments++;
        var isOwn = function is null
            ? variable.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction }
            : SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, function);
        usage.IsAssignedElsewhere |= !isOwn;
    }

    private void Share(IOperation reference)
    {
        if (VariableOf(reference) is { } variable)
        {
            UsageOf(variable).IsShared = true;
        }
    }

    private void Read(IOperation reference)
    {
        if (VariableOf(reference) is not { } variable || variable.GetMemberOrReturnType()?.TypeKind != TypeKind.Delegate)
        {
            return;
        }

        switch (reference.Parent)
        {
            case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } invocation when invocation.Instance == reference:
                UsageOf(variable).Invocations++;
                break;
            case IAssignmentOperation assignment when assignment.Target == reference:
                break;
            default:
                UsageOf(variable).IsReadOtherwise = true;
                break;
        }
    }

    private Usage UsageOf(ISymbol variable)
    {
        if (!usages.TryGetValue(variable, out var usage))
        {
            usages.Add(variable, usage = new());
        }

        return usage;
    }

    private static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: { Type.IsValueType: true } instance } => VariableOf(instance),
        IPropertyReferenceOperation { Instance: { Type.IsValueType: true } instance } => VariableOf(instance),
        _ => null,
    };

    private sealed class Usage
    {
        public int Assignments;
        public int Invocations;
        public bool IsShared;
        public bool IsAssignedElsewhere;
        public bool IsReadOtherwise;
    }
}

/// <summary>The type of a variable.</summary>
internal static class VariableType
{
    /// <summary>The type of a local variable or parameter.</summary>
    public static ITypeSymbol? GetMemberOrReturnType(this ISymbol variable) => variable switch
    {
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };
}

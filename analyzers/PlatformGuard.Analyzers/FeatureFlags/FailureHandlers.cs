using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>A <c>catch</c> around a flag query after which the flag counts as on.</summary>
internal static class FailureHandlers
{
    /// <summary>Reports each handler of <paramref name="attempt"/> that enables.</summary>
    public static void Analyze(ITryOperation attempt, FlagQueries queries, Action<IOperation, string, string, string?> report)
    {
        if (attempt.Catches.IsEmpty)
        {
            return;
        }

        foreach (var (target, answer) in Answers(attempt.Body, queries))
        {
            var flag = FeatureFlagFailsOpen.FlagOf(answer.Call, answer.Query);
            foreach (var handler in attempt.Catches)
            {
                AnalyzeHandler(attempt, handler, target, answer.On, flag, report);
            }
        }
    }

    private static void AnalyzeHandler(ITryOperation attempt, ICatchClauseOperation handler, ISymbol? target, bool on, string flag, Action<IOperation, string, string, string?> report)
    {
        var isSet = false;
        foreach (var operation in Own(handler.Handler))
        {
            if (target is null && operation is IReturnOperation { ReturnedValue: { } returned } && IsConstant(returned, on) is { } value)
            {
                report(value, flag, "the catch around its query returns " + Word(on), Text(value, on));
            }
            else if (target is not null && operation is ISimpleAssignmentOperation assignment && SymbolEqualityComparer.Default.Equals(TargetOf(assignment.Target), target))
            {
                isSet = true;
                if (IsConstant(assignment.Value, on) is { } assigned)
                {
                    report(assigned, flag, $"the catch around its query sets '{target.Name}' to {Word(on)}", Text(assigned, on));
                }
            }
        }

        // What the handler leaves alone keeps the value that it had before the query.
        if (target is ILocalSymbol local && !isSet && !Leaves(handler.Handler) && InitialValue(local, attempt) is { } initial && IsConstant(initial, on) is { } before)
        {
            report(before, flag, $"'{local.Name}' begins as {Word(on)} and stays so when the query throws", Text(before, on));
        }
    }

    /// <summary>The queries of a block whose answer is returned (no target) or stored, with the value that means on.</summary>
    private static IEnumerable<(ISymbol? Target, FlagPolarity Answer)> Answers(IBlockOperation body, FlagQueries queries)
    {
        foreach (var operation in Own(body))
        {
            if (operation is IReturnOperation { ReturnedValue: { } returned } && FlagPolarity.Of(returned, queries) is { } answer)
            {
                yield return (null, answer);
            }
            else if (operation is ISimpleAssignmentOperation assignment && TargetOf(assignment.Target) is { } target && FlagPolarity.Of(assignment.Value, queries) is { } stored)
            {
                yield return (target, stored);
            }
        }
    }

    /// <summary>The operations of a block that run as part of it, and not as part of a function or of an inner attempt.</summary>
    private static IEnumerable<IOperation> Own(IOperation block)
    {
        var open = new Stack<IOperation>();
        open.Push(block);
        while (open.Count > 0)
        {
            var operation = open.Pop();
            yield return operation;
            foreach (var child in operation.ChildOperations)
            {
                if (child is not (IAnonymousFunctionOperation or ILocalFunctionOperation or ITryOperation))
                {
                    open.Push(child);
                }
            }
        }
    }

    private static ISymbol? TargetOf(IOperation target) => target switch
    {
        ILocalReferenceOperation local => local.Local,
        IFieldReferenceOperation field => field.Field,
        IPropertyReferenceOperation property => property.Property,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>The operation that is the constant, also inside <c>Task.FromResult(…)</c> and <c>new ValueTask&lt;bool&gt;(…)</c>.</summary>
    private static IOperation? IsConstant(IOperation value, bool expected)
    {
        while (value is IConversionOperation { ConstantValue.HasValue: false } conversion)
        {
            value = conversion.Operand;
        }

        if (value.ConstantValue is { HasValue: true, Value: bool constant })
        {
            return constant == expected ? value : null;
        }

        return value switch
        {
            IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType.Name: "Task" or "ValueTask" }, Arguments.Length: 1 } result => IsConstant(result.Arguments[0].Value, expected),
            IObjectCreationOperation { Type.Name: "ValueTask", Arguments.Length: 1 } result => IsConstant(result.Arguments[0].Value, expected),
            _ => null,
        };
    }

    private static bool Leaves(IBlockOperation handler) =>
        handler.Operations.Any(static operation => operation is IReturnOperation or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation } or IBranchOperation { BranchKind: BranchKind.Continue or BranchKind.Break or BranchKind.GoTo });

    private static IOperation? InitialValue(ILocalSymbol local, ITryOperation attempt)
    {
        // Declared in the block of the attempt and not written between: then the declaration's value is the one that stays.
        if (attempt.Parent is not IBlockOperation block)
        {
            return null;
        }

        IOperation? initial = null;
        foreach (var operation in block.Operations)
        {
            if (operation == attempt)
            {
                return initial;
            }

            foreach (var inner in operation.DescendantsAndSelf())
            {
                if (inner is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, local))
                {
                    initial = declarator.Initializer?.Value;
                }
                else if (inner is IAssignmentOperation assignment && SymbolEqualityComparer.Default.Equals(TargetOf(assignment.Target), local))
                {
                    initial = operation is IExpressionStatementOperation { Operation: ISimpleAssignmentOperation } ? assignment.Value : null;
                }
            }
        }

        return null;
    }

    private static string Word(bool on) => on ? "true" : "false";

    /// <summary>The opposite constant, where a literal says the other one.</summary>
    private static string? Text(IOperation value, bool on) => value.Syntax is LiteralExpressionSyntax ? Word(!on) : null;
}

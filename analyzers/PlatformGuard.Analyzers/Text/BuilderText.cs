using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Text;

/// <summary>The parts of a text that a <c>StringBuilder</c> puts together, in a chain of calls or one statement after the other.</summary>
internal static class BuilderText
{
    private const int MostParts = 64;

    /// <summary>The parts of <c>builder.ToString()</c>; null for anything else, and when the builder is used in a way that is not known.</summary>
    public static List<IOperation>? PartsOf(IOperation operation, CancellationToken cancellation)
    {
        if (operation is not IInvocationOperation { TargetMethod: { Name: "ToString", Parameters.IsEmpty: true, ContainingType.Name: "StringBuilder" or "Object" }, Instance: { Type.Name: "StringBuilder" } builder })
        {
            return null;
        }

        var parts = new List<IOperation>();
        return TryRead(builder, parts, cancellation) ? parts : null;
    }

    private static bool TryRead(IOperation builder, List<IOperation> parts, CancellationToken cancellation)
    {
        // The chain is read from its end.
        var chain = new Stack<IOperation>();
        var current = StringExpressions.WithoutConversions(builder);
        while (current is IInvocationOperation { Instance: { } inner } append && chain.Count < MostParts)
        {
            if (append.TargetMethod.Name is not "Append" || append.Arguments.Length != 1)
            {
                return false;
            }

            chain.Push(append.Arguments[0].Value);
            current = StringExpressions.WithoutConversions(inner);
        }

        var isRead = current switch
        {
            IObjectCreationOperation created => TryStart(created, parts),
            ILocalReferenceOperation local => TryReadStatements(local, parts, cancellation),
            _ => false,
        };
        parts.AddRange(chain);
        return isRead;
    }

    private static bool TryStart(IObjectCreationOperation created, List<IOperation> parts)
    {
        foreach (var argument in created.Arguments)
        {
            if (argument.Parameter?.Type.SpecialType == SpecialType.System_String)
            {
                parts.Add(argument.Value);
            }
        }

        return created.Initializer is null;
    }

    // var text = new StringBuilder(); text.Append("Host="); text.Append(host); … in the same block, without branches between.
    private static bool TryReadStatements(ILocalReferenceOperation local, List<IOperation> parts, CancellationToken cancellation)
    {
        IOperation? block = local;
        while (block is not null and not IBlockOperation)
        {
            block = block.Parent;
        }

        if (block is not IBlockOperation { Operations: var statements } || WrittenOnce.InitializerOf(local.Local, local, cancellation) is not { } initializer || !TryRead(initializer, parts, cancellation))
        {
            return false;
        }

        foreach (var statement in statements)
        {
            if (statement.Syntax.SpanStart > local.Syntax.SpanStart || parts.Count > MostParts)
            {
                break;
            }

            if (statement is IExpressionStatementOperation { Operation: IInvocationOperation { Type.Name: "StringBuilder" } append } && IsOn(append, local.Local))
            {
                var own = new Stack<IOperation>();
                for (IOperation? call = append; call is IInvocationOperation { TargetMethod.Name: "Append", Arguments.Length: 1 } next; call = next.Instance)
                {
                    own.Push(next.Arguments[0].Value);
                }

                parts.AddRange(own);
            }
        }

        return true;
    }

    private static bool IsOn(IInvocationOperation append, ILocalSymbol local)
    {
        IOperation? current = append;
        while (current is IInvocationOperation call)
        {
            current = call.Instance;
        }

        return current is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local);
    }
}

using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Text;

/// <summary>Finds the value of a local variable that gets one at its declaration and never another.</summary>
internal static class WrittenOnce
{
    // A longer body is generated; its variables count as unknown.
    private const int LongestBody = 20_000;

    /// <summary>The value of <paramref name="local"/>: its initializer, or the only assignment after a declaration without one; null when there are several.</summary>
    /// <param name="local">The variable.</param>
    /// <param name="use">A place in its scope.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static IOperation? ValueOf(ILocalSymbol local, IOperation use, CancellationToken cancellation) => Search(local, use, mayBeAssigned: true, cancellation);

    /// <summary>The initializer of <paramref name="local"/>, or null when the variable has none, or is written elsewhere too.</summary>
    /// <param name="local">The variable.</param>
    /// <param name="use">A place in its scope.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static IOperation? InitializerOf(ILocalSymbol local, IOperation use, CancellationToken cancellation) => Search(local, use, mayBeAssigned: false, cancellation);

    private static IOperation? Search(ILocalSymbol local, IOperation use, bool mayBeAssigned, CancellationToken cancellation)
    {
        if (local.IsRef)
        {
            return null;
        }

        var body = use;
        while (body.Parent is { } parent)
        {
            body = parent;
        }

        IOperation? initializer = null;
        var visited = 0;
        foreach (var operation in body.DescendantsAndSelf())
        {
            cancellation.ThrowIfCancellationRequested();
            if (++visited > LongestBody)
            {
                return null;
            }

            if (Writes(operation, local))
            {
                if (!mayBeAssigned || initializer is not null || operation is not ISimpleAssignmentOperation { Target: ILocalReferenceOperation } assignment)
                {
                    return null;
                }

                initializer = assignment.Value;
                continue;
            }

            if (operation is IVariableDeclaratorOperation { Initializer.Value: var value } declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, local))
            {
                initializer = value;
            }
        }

        return initializer;
    }

    private static bool Writes(IOperation operation, ILocalSymbol local) => operation switch
    {
        IAssignmentOperation assignment => Refers(assignment.Target, local) || assignment.Target is ITupleOperation,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => Refers(argument.Value, local),
        IAddressOfOperation address => Refers(address.Reference, local),
        IVariableDeclaratorOperation { Symbol.IsRef: true, Initializer.Value: var source } => Refers(source, local),
        _ => false,
    };

    private static bool Refers(IOperation operation, ILocalSymbol local) =>
        operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local);
}

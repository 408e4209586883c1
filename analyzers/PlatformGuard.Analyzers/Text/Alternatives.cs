using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Text;

/// <summary>The expressions whose value another expression can have.</summary>
internal static class Alternatives
{
    private const int Most = 32;
    private const int DeepestNesting = 8;

    /// <summary>
    /// The branches of <c>?:</c>, <c>??</c> and <c>switch</c>, the elements of an array, and what the variables, members and parameters among
    /// them stand for. What cannot be followed stands for itself.
    /// </summary>
    public static List<IOperation> Of(IOperation operation, CancellationToken cancellation)
    {
        var alternatives = new List<IOperation>();
        Collect(operation, alternatives, 0, cancellation);
        return alternatives;
    }

    private static void Collect(IOperation operation, List<IOperation> alternatives, int depth, CancellationToken cancellation)
    {
        operation = StringExpressions.WithoutConversions(operation);
        if (alternatives.Count >= Most)
        {
            return;
        }

        if (depth >= DeepestNesting)
        {
            alternatives.Add(operation);
            return;
        }

        foreach (var branch in BranchesOf(operation) ?? [])
        {
            Collect(branch, alternatives, depth + 1, cancellation);
        }

        if (BranchesOf(operation) is not null)
        {
            return;
        }

        var sources = ValueSources.Of(operation, cancellation);
        foreach (var source in sources)
        {
            Collect(source, alternatives, depth + 1, cancellation);
        }

        if (sources.IsEmpty)
        {
            alternatives.Add(operation);
        }
    }

    private static List<IOperation>? BranchesOf(IOperation operation) => operation switch
    {
        IConditionalOperation { WhenFalse: { } whenFalse } conditional => [conditional.WhenTrue, whenFalse],
        ICoalesceOperation coalesce => [coalesce.Value, coalesce.WhenNull],
        ISwitchExpressionOperation choice => [.. ArmsOf(choice)],
        IArrayCreationOperation { Initializer: { } initializer } => [.. initializer.ElementValues],
        ICollectionExpressionOperation collection => [.. collection.Elements],
        IParenthesizedOperation parenthesized => [parenthesized.Operand],
        _ => null,
    };

    private static IEnumerable<IOperation> ArmsOf(ISwitchExpressionOperation choice)
    {
        foreach (var arm in choice.Arms)
        {
            yield return arm.Value;
        }
    }
}

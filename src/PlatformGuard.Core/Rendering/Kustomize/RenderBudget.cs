using System;
using System.Globalization;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>Rendering has to stop: what it would produce or cost exceeds a limit.</summary>
internal sealed class RenderLimitException(string reason) : Exception(reason);

/// <summary>What rendering all sets of a code base may cost.</summary>
internal sealed class TotalBudget(CheckOptions options)
{
    /// <summary>As much as so many sets that reach every limit.</summary>
    private const int Sets = 20;
    private readonly long most = (long)options.MaxNodes * RenderBudget.StepsPerNode * Sets;
    private long steps;

    public void Step(long count)
    {
        steps += count;
        if (steps > most)
        {
            throw new RenderLimitException("rendering all kustomizations takes too many steps");
        }
    }
}

/// <summary>What rendering one set may cost. Counts values and steps, not time, so that the outcome is the same on every machine.</summary>
internal sealed class RenderBudget(CheckOptions options, TotalBudget total)
{
    public const int StepsPerNode = 50;

    /// <summary>Steps that matching one object against one selector is worth; a step is the visit of one value.</summary>
    public const int Match = 20;

    /// <summary>Steps that applying one entry of a field to one object is worth.</summary>
    public const int Change = 10;

    /// <summary>Steps that building one selector, or going through one kustomization, is worth.</summary>
    public const int Selector = 1000;
    private long nodes;
    private long steps;

    /// <summary>Longest text a single value may grow to.</summary>
    public int MaxText => options.MaxFileBytes;

    /// <summary>Deepest nesting of kustomizations and of values.</summary>
    public int MaxDepth => options.MaxDepth;

    /// <summary>Pays for work that grows with what was written.</summary>
    public void Step(long count)
    {
        steps += count;
        total.Step(count);
        if (steps > (long)options.MaxNodes * StepsPerNode)
        {
            throw new RenderLimitException(string.Create(CultureInfo.InvariantCulture, $"rendering takes more than {(long)options.MaxNodes * StepsPerNode} steps"));
        }
    }

    /// <summary>Pays for the values of <paramref name="node"/>, each counted as often as it is reached.</summary>
    public void Spend(Node node)
    {
        nodes += Measure(node);
        if (nodes > options.MaxNodes)
        {
            throw TooManyNodes();
        }
    }

    /// <summary>Number of values below and including <paramref name="node"/>; stops at the limits.</summary>
    public long Measure(Node node)
    {
        var count = 0L;
        Measure(node, 0, ref count);
        Step(count);
        return count;
    }

    private void Measure(Node node, int depth, ref long count)
    {
        if (depth > options.MaxDepth * 2)
        {
            throw new RenderLimitException(string.Create(CultureInfo.InvariantCulture, $"patches nest values deeper than {options.MaxDepth * 2} levels"));
        }

        if (++count > options.MaxNodes)
        {
            throw TooManyNodes();
        }

        foreach (var entry in node.Entries)
        {
            count++;
            Measure(entry.Value, depth + 1, ref count);
        }

        foreach (var item in node.Items)
        {
            Measure(item, depth + 1, ref count);
        }
    }

    private RenderLimitException TooManyNodes() =>
        new(string.Create(CultureInfo.InvariantCulture, $"rendering produces more than {options.MaxNodes} values"));
}

using System;
using System.Collections.Generic;
using System.Threading.Tasks;

namespace PlatformGuard.Core.Facts;

/// <summary>Work on many items on all cores whose result does not depend on the threads.</summary>
internal static class InParallel
{
    private const int Share = 256;

    /// <summary>What <paramref name="selector"/> makes of each item, in the order of the items.</summary>
    /// <param name="items">The items.</param>
    /// <param name="jobs">How many threads may work.</param>
    /// <param name="selector">Pure: it runs on several threads at once.</param>
    /// <param name="share">Items that one thread takes at a time: enough that taking them costs nothing beside the work.</param>
    public static TResult?[] Select<TItem, TResult>(IReadOnlyList<TItem> items, int jobs, Func<TItem, TResult?> selector, int share = Share)
        where TItem : class
        where TResult : class
    {
        var results = new TResult?[items.Count];
        var shares = (items.Count + share - 1) / share;
        if (shares <= 1 || jobs <= 1)
        {
            Fill(items, results, 0, items.Count, selector);
            return results;
        }

        Parallel.For(0, shares, new ParallelOptions { MaxDegreeOfParallelism = jobs }, index => Fill(items, results, index * share, Math.Min(items.Count, (index + 1) * share), selector));
        return results;
    }

    private static void Fill<TItem, TResult>(IReadOnlyList<TItem> items, TResult?[] results, int from, int to, Func<TItem, TResult?> selector)
        where TItem : class
        where TResult : class
    {
        for (var index = from; index < to; index++)
        {
            results[index] = selector(items[index]);
        }
    }
}

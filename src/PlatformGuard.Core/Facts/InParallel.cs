using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

namespace PlatformGuard.Core.Facts;

/// <summary>Work on many items on all cores whose result does not depend on the threads.</summary>
internal static class InParallel
{
    private const int Share = 256;

    /// <summary>What <paramref name="selector"/> makes of the items of which it makes anything, in the order of the items.</summary>
    /// <param name="items">The items.</param>
    /// <param name="jobs">How many threads may work.</param>
    /// <param name="selector">Pure: it runs on several threads at once. Null leaves the item out.</param>
    /// <param name="share">Items that one thread takes at a time: enough that taking them costs nothing beside the work.</param>
    public static IEnumerable<TResult> Choose<TItem, TResult>(IReadOnlyList<TItem> items, int jobs, Func<TItem, TResult?> selector, int share = Share)
        where TItem : class
        where TResult : class
    {
        var shares = (items.Count + share - 1) / share;
        var results = new List<TResult>?[shares];
        if (shares <= 1 || jobs <= 1)
        {
            for (var index = 0; index < shares; index++)
            {
                results[index] = ChooseIn(items, index * share, Math.Min(items.Count, (index + 1) * share), selector);
            }
        }
        else
        {
            Parallel.For(0, shares, new ParallelOptions { MaxDegreeOfParallelism = jobs }, index => results[index] = ChooseIn(items, index * share, Math.Min(items.Count, (index + 1) * share), selector));
        }

        return results.SelectMany(static list => list ?? []);
    }

    private static List<TResult>? ChooseIn<TItem, TResult>(IReadOnlyList<TItem> items, int from, int to, Func<TItem, TResult?> selector)
        where TItem : class
        where TResult : class
    {
        List<TResult>? results = null;
        for (var index = from; index < to; index++)
        {
            if (selector(items[index]) is { } result)
            {
                (results ??= []).Add(result);
            }
        }

        return results;
    }
}

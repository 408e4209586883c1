using System;
using System.Collections.Generic;
using System.Linq;

namespace PlatformGuard.Core.Facts;

/// <summary>Puts together the uses that lead to the same store: the same kind, and the same host or database.</summary>
internal static class StoreGrouping
{
    public static IReadOnlyList<IReadOnlyList<StoreUse>> Group(IReadOnlyList<StoreUse> uses)
    {
        var groups = new List<List<StoreUse>>();
        foreach (var use in uses)
        {
            var fitting = groups.Where(group => IsSame(group, use)).ToList();
            if (fitting.Count == 0)
            {
                groups.Add([use]);
                continue;
            }

            // A use with both host and database may show that two groups are one store.
            fitting[0].Add(use);
            foreach (var other in fitting.Skip(1).Where(other => IsNamed(use, other)).ToList())
            {
                fitting[0].AddRange(other);
                groups.Remove(other);
            }
        }

        return groups;
    }

    private static bool IsSame(List<StoreUse> group, StoreUse use) => group[0].Kind == use.Kind && (IsNamed(use, group) || IsAnonymous(use) || group.TrueForAll(IsAnonymous));

    private static bool IsNamed(StoreUse use, List<StoreUse> group) =>
        group.Exists(other => IsEqual(use.Host, other.Host) || IsEqual(use.Database, other.Database) || IsEqual(use.Host, other.Database) || IsEqual(use.Database, other.Host));

    /// <summary>A server and its database are often called alike: <c>orders-db</c> and <c>orders_db</c>.</summary>
    private static bool IsEqual(string? left, string? right) => left is not null && right is not null && Squeezed(left).Equals(Squeezed(right), StringComparison.OrdinalIgnoreCase);

    private static string Squeezed(string name) => string.Concat(name.Where(char.IsLetterOrDigit));

    /// <summary>An address on this machine, or one that is filled in later, may be that of any store of its kind.</summary>
    private static bool IsAnonymous(StoreUse use) => use.Host is null && use.Database is null;
}

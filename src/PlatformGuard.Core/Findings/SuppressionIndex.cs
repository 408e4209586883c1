using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Findings;

/// <summary>The inline suppressions that count, found by file, rule and line without looking at each of them.</summary>
internal sealed class SuppressionIndex
{
    private readonly Dictionary<(string File, string Rule), List<Reach>> reaches = [];

    /// <summary>Keeps the suppressions that have a reason, name a rule and have not run out.</summary>
    public SuppressionIndex(IReadOnlyList<SourceFile> files, DateOnly today)
    {
        foreach (var file in files)
        {
            foreach (var suppression in file.Suppressions)
            {
                if (Counts(suppression, today))
                {
                    Add((file.Path, RuleCatalogue.Get(suppression.Rule).Id), suppression);
                }
            }
        }

        foreach (var list in reaches.Values)
        {
            Accumulate(list);
        }
    }

    /// <summary>Whether a comment has a reason, names a rule that may be accepted, and has not run out.</summary>
    public static bool Counts(Suppression suppression, DateOnly today) =>
        !string.IsNullOrWhiteSpace(suppression.Reason)
        && Acceptance.IsCurrent(suppression.Until, today)
        && RuleCatalogue.TryGet(suppression.Rule, out var rule)
        && !Acceptance.NeverAccepted.Contains(rule.Id);

    public bool IsEmpty => reaches.Count == 0;

    /// <summary>A suppression that covers the line, or null.</summary>
    public Suppression? Find(string file, string rule, int line)
    {
        if (!reaches.TryGetValue((file, rule), out var list))
        {
            return null;
        }

        // The last one that begins at or before the line knows the furthest reach of all before it.
        int low = 0, high = list.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (list[middle].FirstLine <= line)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low > 0 && list[low - 1].Furthest.LastLine >= line ? list[low - 1].Furthest : null;
    }

    private void Add((string File, string Rule) key, Suppression suppression)
    {
        if (!reaches.TryGetValue(key, out var list))
        {
            reaches.Add(key, list = []);
        }

        list.Add(new Reach(suppression.FirstLine, suppression));
    }

    private static void Accumulate(List<Reach> list)
    {
        list.Sort(static (left, right) =>
            left.FirstLine != right.FirstLine ? left.FirstLine.CompareTo(right.FirstLine) : left.Furthest.Location.Start.CompareTo(right.Furthest.Location.Start));
        for (var index = 1; index < list.Count; index++)
        {
            if (list[index].Furthest.LastLine < list[index - 1].Furthest.LastLine)
            {
                list[index] = list[index] with { Furthest = list[index - 1].Furthest };
            }
        }
    }

    /// <param name="FirstLine">Where a suppression begins.</param>
    /// <param name="Furthest">Of it and all that begin before it, the one that ends last.</param>
    private readonly record struct Reach(int FirstLine, Suppression Furthest);
}

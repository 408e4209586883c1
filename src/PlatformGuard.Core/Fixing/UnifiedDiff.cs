using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace PlatformGuard.Core.Fixing;

/// <summary>Shows a change as <c>git apply</c> and <c>patch</c> take it.</summary>
public static class UnifiedDiff
{
    private const int Context = 3;

    /// <summary>Largest product of differing lines that is compared line by line; beyond it the whole part counts as replaced.</summary>
    private const long MaxCells = 25_000_000;

    /// <summary>The difference of two texts of one file; empty when they are equal.</summary>
    /// <param name="path">From the repository's root.</param>
    /// <param name="before">The old text.</param>
    /// <param name="after">The new text.</param>
    public static string Of(string path, string before, string after)
    {
        var (old, fresh) = (Lines(before), Lines(after));
        var steps = Steps(old, fresh);
        var diff = new StringBuilder();
        for (var index = NextChange(steps, 0); index < steps.Count; index = NextChange(steps, index))
        {
            var start = Math.Max(0, index - Context);
            var end = index;
            for (var last = index; last < steps.Count && last - end <= 2 * Context; last++)
            {
                end = steps[last].Sign == ' ' ? end : last;
            }

            var stop = Math.Min(steps.Count, end + Context + 1);
            AppendHunk(diff, steps, start, stop);
            index = stop;
        }

        return diff.Length == 0 ? "" : $"--- a/{path}\n+++ b/{path}\n{diff}";
    }

    private static int NextChange(List<(char Sign, string Line)> steps, int from)
    {
        while (from < steps.Count && steps[from].Sign == ' ')
        {
            from++;
        }

        return from;
    }

    private static void AppendHunk(StringBuilder diff, List<(char Sign, string Line)> steps, int start, int stop)
    {
        int oldFirst = 1, newFirst = 1;
        for (var index = 0; index < start; index++)
        {
            oldFirst += steps[index].Sign == '+' ? 0 : 1;
            newFirst += steps[index].Sign == '-' ? 0 : 1;
        }

        int oldCount = 0, newCount = 0;
        var body = new StringBuilder();
        for (var index = start; index < stop; index++)
        {
            var (sign, line) = steps[index];
            oldCount += sign == '+' ? 0 : 1;
            newCount += sign == '-' ? 0 : 1;
            body.Append(sign).Append(line);
            if (!line.EndsWith('\n'))
            {
                body.Append("\n\\ No newline at end of file\n");
            }
        }

        diff.Append(CultureInfo.InvariantCulture, $"@@ -{(oldCount == 0 ? oldFirst - 1 : oldFirst)},{oldCount} +{(newCount == 0 ? newFirst - 1 : newFirst)},{newCount} @@\n").Append(body);
    }

    /// <summary>Lines with their breaks, so that a changed break is a changed line.</summary>
    private static string[] Lines(string text)
    {
        var lines = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start) is >= 0 and var found ? found + 1 : text.Length;
            lines.Add(text[start..end]);
            start = end;
        }

        return [.. lines];
    }

    private static List<(char Sign, string Line)> Steps(string[] old, string[] fresh)
    {
        var steps = new List<(char, string)>();
        int head = 0, tail = 0;
        while (head < old.Length && head < fresh.Length && old[head] == fresh[head])
        {
            steps.Add((' ', old[head++]));
        }

        while (tail < old.Length - head && tail < fresh.Length - head && old[^(tail + 1)] == fresh[^(tail + 1)])
        {
            tail++;
        }

        AddMiddle(steps, old.AsSpan(head, old.Length - head - tail), fresh.AsSpan(head, fresh.Length - head - tail));
        foreach (var line in old.AsSpan(old.Length - tail))
        {
            steps.Add((' ', line));
        }

        return steps;
    }

    /// <summary>The longest common subsequence, by the textbook's table.</summary>
    private static void AddMiddle(List<(char Sign, string Line)> steps, ReadOnlySpan<string> old, ReadOnlySpan<string> fresh)
    {
        var isTabled = (long)old.Length * fresh.Length <= MaxCells;
        var width = fresh.Length + 1;
        var table = isTabled ? new int[(old.Length + 1) * width] : [];
        for (var i = old.Length - 1; isTabled && i >= 0; i--)
        {
            for (var j = fresh.Length - 1; j >= 0; j--)
            {
                table[(i * width) + j] = old[i] == fresh[j] ? table[((i + 1) * width) + j + 1] + 1 : Math.Max(table[((i + 1) * width) + j], table[(i * width) + j + 1]);
            }
        }

        int left = 0, right = 0;
        while (left < old.Length || right < fresh.Length)
        {
            if (isTabled && left < old.Length && right < fresh.Length && old[left] == fresh[right])
            {
                steps.Add((' ', old[left++]));
                right++;
            }
            else if (left < old.Length && (right == fresh.Length || !isTabled || table[((left + 1) * width) + right] >= table[(left * width) + right + 1]))
            {
                steps.Add(('-', old[left++]));
            }
            else
            {
                steps.Add(('+', fresh[right++]));
            }
        }
    }
}

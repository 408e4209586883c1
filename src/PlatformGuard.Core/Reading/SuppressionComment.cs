using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>A comment that accepts findings, as found in a file.</summary>
/// <param name="Content">From the mark on, without the signs of the comment.</param>
/// <param name="Location">The comment with its sign.</param>
/// <param name="IsOwnLine">Whether nothing stands before it on its line.</param>
internal sealed record SuppressionComment(string Content, Location Location, bool IsOwnLine)
{
    public const string Mark = "platformguard:allow";

    public static ReadOnlySpan<byte> Utf8Mark => "platformguard:allow"u8;

    /// <summary>What the comments accept, and on which lines.</summary>
    /// <param name="comments">All of one file, in order.</param>
    /// <param name="documents">The parsed documents, for the extent of keys; may be empty.</param>
    public static IReadOnlyList<Suppression> ToSuppressions(List<SuppressionComment> comments, IReadOnlyList<Node> documents)
    {
        var ownLines = comments.Where(static comment => comment.IsOwnLine).Select(static comment => comment.Location.Start.Line).ToHashSet();
        var ends = comments.Exists(static comment => !comment.IsOwnLine) ? EndsOfBlocks(documents) : [];
        var suppressions = new List<Suppression>();

        // From the last to the first, so that each comment of a stack already knows the line that the one below it covers.
        var covered = new Dictionary<int, int>();
        for (var index = comments.Count - 1; index >= 0; index--)
        {
            var comment = comments[index];
            var line = comment.Location.Start.Line;
            if (!comment.IsOwnLine)
            {
                comment.AddTo(suppressions, line, Math.Max(line, ends.GetValueOrDefault(line)));
                continue;
            }

            var target = ownLines.Contains(line + 1) ? covered[line + 1] : line + 1;
            covered[line] = target;
            comment.AddTo(suppressions, target, target);
        }

        suppressions.Reverse();
        return suppressions;
    }

    private void AddTo(List<Suppression> suppressions, int first, int last)
    {
        var rest = Content.AsSpan(Mark.Length).Trim();
        var space = rest.IndexOfAny(' ', '\t');
        var rules = (space < 0 ? rest : rest[..space]).ToString();
        var (reason, until) = Arguments(space < 0 ? default : rest[space..]);
        foreach (var rule in rules.Split(',', StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            suppressions.Add(new Suppression(rule, string.IsNullOrWhiteSpace(reason) ? null : reason, until, Location, first, last));
        }
    }

    /// <summary>Reads <c>reason="…"</c> and <c>until=word</c> one after the other, so that a reason may hold any text.</summary>
    private static (string? Reason, string? Until) Arguments(ReadOnlySpan<char> rest)
    {
        string? reason = null;
        string? until = null;
        while (!(rest = rest.TrimStart()).IsEmpty)
        {
            var name = rest[..(rest.IndexOfAny('=', ' ', '\t') is >= 0 and var nameEnd ? nameEnd : rest.Length)];
            rest = rest[name.Length..];
            if (!rest.StartsWith("=", StringComparison.Ordinal))
            {
                continue;
            }

            var value = Value(ref rest);
            if (name is "reason")
            {
                reason ??= value;
            }
            else if (name is "until")
            {
                until ??= value;
            }
        }

        return (reason, until);
    }

    /// <summary>The value behind an equals sign; null for a quote without end. <paramref name="rest"/> moves behind it.</summary>
    private static string? Value(ref ReadOnlySpan<char> rest)
    {
        var value = rest[1..];
        if (!value.IsEmpty && value[0] is '"' or '\'')
        {
            var close = value[1..].IndexOf(value[0]);
            rest = close < 0 ? default : value[(close + 2)..];
            return close < 0 ? null : value.Slice(1, close).ToString();
        }

        var end = value.IndexOfAny(' ', '\t') is >= 0 and var space ? space : value.Length;
        rest = value[end..];
        return value[..end].ToString();
    }

    /// <summary>For each line with a key, the last line of that key's value.</summary>
    private static Dictionary<int, int> EndsOfBlocks(IReadOnlyList<Node> documents)
    {
        var ends = new Dictionary<int, int>();
        var seen = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        var pending = new Stack<Node>(documents);
        while (pending.TryPop(out var node))
        {
            // An anchored value is reached once for each alias.
            if (!seen.Add(node))
            {
                continue;
            }

            foreach (var (key, value) in node.Entries)
            {
                var start = key.Location.Start;
                var end = value.Location.End;
                var last = end.Column == 1 && end.Line > start.Line ? end.Line - 1 : end.Line;
                if (value.Location.Start >= start && last > ends.GetValueOrDefault(start.Line))
                {
                    ends[start.Line] = last;
                }

                pending.Push(value);
            }

            foreach (var item in node.Items)
            {
                pending.Push(item);
            }
        }

        return ends;
    }
}

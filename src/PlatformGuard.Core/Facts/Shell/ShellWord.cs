using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace PlatformGuard.Core.Facts.Shell;

/// <summary>A word: text and expansions without a break.</summary>
/// <param name="Parts">Its parts in order.</param>
/// <param name="Start">Where it begins, its quotes included.</param>
/// <param name="End">Behind its last character.</param>
public sealed record ShellWord(IReadOnlyList<ShellPart> Parts, int Start, int End)
{
    private string? text;

    /// <summary>The text when there is nothing to expand in it, otherwise null.</summary>
    public string? Literal => Parts.All(static part => part.Kind == ShellPartKind.Literal) ? Text : null;

    /// <summary>The text with every expansion written as <c>${NAME}</c>, so that it reads as a template.</summary>
    public string Text => text ??= Write();

    /// <summary>All parts, those of a variable's operand included; not those inside a substitution's commands.</summary>
    public IEnumerable<ShellPart> AllParts()
    {
        foreach (var part in Parts)
        {
            yield return part;
            foreach (var inner in part.Operand?.AllParts() ?? [])
            {
                yield return inner;
            }
        }
    }

    /// <summary>Where a range of <see cref="Text"/> stands in the script.</summary>
    public (int Start, int End) Place(int start, int length)
    {
        var at = 0;
        int? first = null;
        foreach (var part in Parts)
        {
            var size = Written(part).Length;
            var isVerbatim = part.Kind == ShellPartKind.Literal && part.End - part.Start == size;
            if (first is null && start < at + size)
            {
                first = isVerbatim ? part.Start + start - at : part.Start;
            }

            if (first is { } begin && start + length <= at + size)
            {
                return (begin, isVerbatim ? part.Start + start + length - at : part.End);
            }

            at += size;
        }

        return (first ?? Start, End);
    }

    /// <summary>The word from an offset of <see cref="Text"/> on.</summary>
    public ShellWord From(int offset)
    {
        var parts = new List<ShellPart>();
        var at = 0;
        foreach (var part in Parts)
        {
            var size = Written(part).Length;
            if (at >= offset)
            {
                parts.Add(part);
            }
            else if (part.Kind == ShellPartKind.Literal && at + size > offset)
            {
                var skip = offset - at;
                var isVerbatim = part.End - part.Start == size;
                parts.Add(new ShellPart(ShellPartKind.Literal, part.Text[skip..], isVerbatim ? part.Start + skip : part.Start, part.End));
            }

            at += size;
        }

        return new ShellWord(parts, parts.Count > 0 ? parts[0].Start : End, End);
    }

    private string Write()
    {
        if (Parts.Count == 1)
        {
            return Written(Parts[0]);
        }

        var written = new StringBuilder();
        foreach (var part in Parts)
        {
            written.Append(Written(part));
        }

        return written.ToString();
    }

    private static string Written(ShellPart part) => part.Kind switch
    {
        ShellPartKind.Literal => part.Text,
        ShellPartKind.Variable => string.Concat("${", part.Text, "}"),
        ShellPartKind.Expression => "${{ }}",
        _ => "$(…)",
    };
}

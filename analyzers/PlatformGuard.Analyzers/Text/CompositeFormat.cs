using System.Collections.Generic;
using System.Text;

namespace PlatformGuard.Analyzers.Text;

/// <summary>The format strings of <c>string.Format</c>: <c>{0}</c>, <c>{0,10:F2}</c>, <c>{{</c>.</summary>
internal static class CompositeFormat
{
    /// <summary>Splits a format into literal segments and items.</summary>
    /// <returns>False when it is malformed and would throw at run time.</returns>
    public static bool TryParse(string format, out List<Segment> segments)
    {
        segments = [];
        var literal = new StringBuilder();
        for (var index = 0; index < format.Length; index++)
        {
            var c = format[index];
            if (c is not ('{' or '}'))
            {
                literal.Append(c);
            }
            else if (index + 1 < format.Length && format[index + 1] == c)
            {
                literal.Append(c);
                index++;
            }
            else if (c == '}' || !TryReadItem(format, ref index, out var item))
            {
                return false;
            }
            else
            {
                Flush(literal, segments);
                segments.Add(new(null, item));
            }
        }

        Flush(literal, segments);
        return true;
    }

    private static bool TryReadItem(string format, ref int index, out int item)
    {
        item = 0;
        var digits = 0;
        for (index++; index < format.Length && format[index] is >= '0' and <= '9' && digits < 6; index++, digits++)
        {
            item = (item * 10) + (format[index] - '0');
        }

        var end = format.IndexOf('}', index);
        if (digits == 0 || end < 0)
        {
            return false;
        }

        // Alignment or format change the item's text, so it is not known; no argument has this number.
        if (end != index)
        {
            item = int.MaxValue;
        }

        index = end;
        return true;
    }

    private static void Flush(StringBuilder literal, List<Segment> segments)
    {
        if (literal.Length > 0)
        {
            segments.Add(new(literal.ToString(), 0));
            literal.Clear();
        }
    }

    /// <summary>A literal part, or the number of an argument.</summary>
    /// <param name="Literal">The text, or null.</param>
    /// <param name="Item">The argument's number when there is no text.</param>
    public readonly record struct Segment(string? Literal, int Item);
}

using System.Text;

namespace PlatformGuard.Core.Reports;

/// <summary>Text for a terminal of 80 columns.</summary>
internal static class WrappedText
{
    private const int Columns = 80;

    /// <summary>The text broken at spaces; a word that is longer than a line stays whole.</summary>
    /// <param name="text">One line.</param>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="indent">Columns before each further line.</param>
    public static string Of(string text, string first, int indent)
    {
        var lines = new StringBuilder(first);
        var column = first.Length;
        var isStart = true;
        foreach (var word in PrintableText.OneLine(text).Split(' ', System.StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isStart && column + 1 + word.Length > Columns)
            {
                lines.Append('\n').Append(' ', indent);
                column = indent;
                isStart = true;
            }

            lines.Append(isStart ? "" : " ").Append(word);
            column += word.Length + (isStart ? 0 : 1);
            isStart = false;
        }

        return lines.ToString();
    }
}

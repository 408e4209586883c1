using System.Globalization;

namespace PlatformGuard.Core.Reports;

/// <summary>Makes text that comes from a checked repository, names of files included, safe to show on a terminal.</summary>
public static class PrintableText
{
    /// <summary>The text with a space for each character that could move the cursor, fake another line or turn the reading direction.</summary>
    public static string OneLine(string text)
    {
        foreach (var character in text)
        {
            if (!IsPrintable(character))
            {
                return string.Create(text.Length, text, static (line, original) =>
                {
                    for (var index = 0; index < line.Length; index++)
                    {
                        line[index] = IsPrintable(original[index]) ? original[index] : ' ';
                    }
                });
            }
        }

        return text;
    }

    private static bool IsPrintable(char character) => char.GetUnicodeCategory(character) switch
    {
        UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,

        // The marks, embeddings and overrides that let a reader see another order than what is written.
        UnicodeCategory.Format => character is not ('\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')),
        _ => true,
    };
}

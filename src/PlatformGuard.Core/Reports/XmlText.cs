using System.Linq;
using System.Xml;

namespace PlatformGuard.Core.Reports;

/// <summary>Text of a repository as XML 1.0 can hold it.</summary>
internal static class XmlText
{
    /// <summary>One line without control characters; halves of surrogate pairs and other characters that XML has no way to write become U+FFFD.</summary>
    public static string Clean(string text)
    {
        var line = PrintableText.OneLine(text);
        for (var index = 0; index < line.Length; index++)
        {
            if (!IsValid(line, ref index))
            {
                return Replaced(line);
            }
        }

        return line;
    }

    /// <summary>As <see cref="Clean"/>, for a text of several lines.</summary>
    public static string CleanLines(string text) => string.Join('\n', text.Split('\n').Select(Clean));

    private static string Replaced(string line)
    {
        var characters = line.ToCharArray();
        for (var index = 0; index < line.Length; index++)
        {
            if (!IsValid(line, ref index))
            {
                characters[index] = '\uFFFD';
            }
        }

        return new string(characters);
    }

    private static bool IsValid(string line, ref int index)
    {
        if (XmlConvert.IsXmlChar(line[index]))
        {
            return true;
        }

        if (index + 1 < line.Length && XmlConvert.IsXmlSurrogatePair(line[index + 1], line[index]))
        {
            index++;
            return true;
        }

        return false;
    }
}

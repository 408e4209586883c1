using System;
using System.Text;

namespace PlatformGuard.Core.Reports;

/// <summary>Text of a repository inside of Markdown: it shows as written, links nothing and calls nobody.</summary>
internal static class MarkdownText
{
    /// <summary>Keeps GitLab and GitHub from reading <c>@name</c>, <c>#1</c>, <c>!1</c>, <c>~label</c> and the like as references. It is not visible.</summary>
    private const char Joiner = '\u2060';

    /// <summary>A sentence.</summary>
    public static string Of(string text)
    {
        var line = XmlText.Clean(text);
        var escaped = new StringBuilder(line.Length + 16);
        foreach (var character in line)
        {
            switch (character)
            {
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case '&':
                    escaped.Append("&amp;").Append(Joiner);
                    break;
                case '@' or '#' or '!' or '~' or '%' or '$' or ':' or '^':
                    escaped.Append(character is ':' ? "" : "\\").Append(character).Append(character is ':' or '^' ? "" : Joiner);
                    break;
                case '\\' or '`' or '*' or '_' or '[' or ']' or '|' or '{' or '}' or '=':
                    escaped.Append('\\').Append(character);
                    break;
                default:
                    escaped.Append(character);
                    break;
            }
        }

        // An address would become a link.
        return escaped.Replace("://", ":" + Joiner + "//").Replace("www.", "www" + Joiner + ".").ToString();
    }

    /// <summary>A name or path in a code span, whatever back-ticks it holds.</summary>
    public static string Code(string text)
    {
        var line = XmlText.Clean(text);
        var fence = new string('`', LongestRun(line) + 1);
        var padding = line.StartsWith('`') || line.EndsWith('`') || line.Trim().Length == 0 ? " " : "";
        return fence + padding + line.Replace("|", "\u2758", StringComparison.Ordinal) + padding + fence;
    }

    private static int LongestRun(string text)
    {
        int longest = 0, run = 0;
        foreach (var character in text)
        {
            run = character == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}

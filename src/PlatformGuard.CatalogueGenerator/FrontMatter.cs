using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis.Text;

namespace PlatformGuard.CatalogueGenerator;

/// <summary>The front matter of one rule page: one <c>key: value</c> a line, between two lines of three dashes.</summary>
internal sealed class FrontMatter
{
    private static readonly string[] RequiredKeys =
        ["id", "name", "title", "requirement", "looksAt", "implemented", "severity", "risk", "message"];

    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);

    private FrontMatter()
    {
    }

    public string Remediation { get; private set; } = "";

    public string this[string key] => values[key];

    /// <summary>Reads a page; null and an error when it does not have the form.</summary>
    public static FrontMatter? Parse(SourceText text, out string error, out int line)
    {
        var page = new FrontMatter();
        error = "";
        line = 0;
        if (text.Lines.Count == 0 || text.Lines[0].ToString().Trim() != "---")
        {
            error = "the page does not begin with '---'";
            return null;
        }

        for (line = 1; line < text.Lines.Count; line++)
        {
            var content = text.Lines[line].ToString();
            if (content.Trim() == "---")
            {
                break;
            }

            var colon = content.IndexOf(':');
            if (colon <= 0)
            {
                error = "expected 'key: value'";
                return null;
            }

            page.values[content.Substring(0, colon).Trim()] = Unquote(content.Substring(colon + 1).Trim());
        }

        foreach (var key in RequiredKeys)
        {
            if (!page.values.ContainsKey(key))
            {
                error = "the front matter lacks '" + key + "'";
                line = 0;
                return null;
            }
        }

        page.Remediation = FirstParagraphAfter(text, "## How to fix");
        if (page.Remediation.Length == 0)
        {
            error = "the section 'How to fix' does not begin with a paragraph";
            return null;
        }

        return page;
    }

    /// <summary>The items of a flow sequence such as <c>[code, files]</c>.</summary>
    public IEnumerable<string> List(string key) => Items(values[key], '[', ']');

    /// <summary>The value of <paramref name="name"/> in a flow mapping such as <c>{experiment: error, beta: error}</c>.</summary>
    public string? Entry(string key, string name)
    {
        foreach (var item in Items(values[key], '{', '}'))
        {
            var colon = item.IndexOf(':');
            if (colon > 0 && item.Substring(0, colon).Trim() == name)
            {
                return item.Substring(colon + 1).Trim();
            }
        }

        return null;
    }

    private static IEnumerable<string> Items(string value, char open, char close)
    {
        foreach (var item in value.Trim(open, close, ' ').Split([','], StringSplitOptions.RemoveEmptyEntries))
        {
            yield return item.Trim();
        }
    }

    private static string Unquote(string value) =>
        value.Length >= 2 && value[0] == '"' && value[value.Length - 1] == '"'
            ? value.Substring(1, value.Length - 2).Replace("\\\"", "\"").Replace("\\\\", "\\")
            : value;

    private static string FirstParagraphAfter(SourceText text, string heading)
    {
        var paragraph = "";
        var inside = false;
        foreach (var textLine in text.Lines)
        {
            var content = textLine.ToString().Trim();
            if (!inside)
            {
                inside = content == heading;
            }
            else if (content.Length > 0)
            {
                if (content.StartsWith("```", StringComparison.Ordinal) || content.StartsWith("## ", StringComparison.Ordinal))
                {
                    break;
                }

                paragraph = paragraph.Length == 0 ? content : paragraph + " " + content;
            }
            else if (paragraph.Length > 0)
            {
                break;
            }
        }

        return paragraph;
    }
}

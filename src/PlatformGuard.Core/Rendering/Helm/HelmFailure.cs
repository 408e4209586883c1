using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Helm;

/// <summary>Turns helm's error output, which quotes templates and values, into one sentence that shows no value.</summary>
internal static partial class HelmFailure
{
    private const int LongestSentence = 240;
    private const int ShortestValue = 4;

    /// <summary>The sentence.</summary>
    /// <param name="errors">Standard error.</param>
    /// <param name="values">The values files of the run.</param>
    public static string Describe(string errors, IEnumerable<SourceFile> values)
    {
        if (errors.Contains("missing in charts/ directory", StringComparison.Ordinal))
        {
            return "its dependencies are not vendored in its folder charts";
        }

        var line = errors.Split('\n').Select(static text => text.Trim()).LastOrDefault(static text => text.StartsWith("Error:", StringComparison.Ordinal));
        if (line is null)
        {
            return "helm fails without a message";
        }

        // The place is a path of the repository; values are taken out of the rest only.
        var place = TemplatePlace().Match(line).Groups["place"];
        var message = WithoutValues(WithoutQuotes(TemplatePlace().Replace(line["Error:".Length..], "").Trim()), values);
        message = message.Length > LongestSentence ? message[..LongestSentence] + "…" : message;
        return place.Success ? $"helm fails at {place.Value}: {message}" : "helm fails: " + message;
    }

    /// <summary>Quoted text is template source or a value; of what helm puts in angle brackets only the path of a value is kept.</summary>
    private static string WithoutQuotes(string text)
    {
        text = Quoted().Replace(text, "…");
        return Expression().Replace(text, static match => ValuePath().IsMatch(match.Value) ? match.Value : "<…>");
    }

    private static string WithoutValues(string text, IEnumerable<SourceFile> values)
    {
        var known = values.SelectMany(static file => file.Documents).SelectMany(Texts)
            .Where(static value => value.Length >= ShortestValue)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(static value => value.Length);
        foreach (var value in known)
        {
            text = text.Replace(value, "…", StringComparison.Ordinal);
            text = text.Replace(Convert.ToBase64String(Encoding.UTF8.GetBytes(value)), "…", StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>All texts of a document, those of several lines line by line.</summary>
    private static IEnumerable<string> Texts(Node root)
    {
        var open = new Stack<Node>([root]);
        while (open.TryPop(out var node))
        {
            foreach (var line in (node.Text ?? "").Split('\n'))
            {
                yield return line.Trim();
            }

            foreach (var child in node.Entries.Select(static entry => entry.Value).Concat(node.Items))
            {
                open.Push(child);
            }
        }
    }

    [GeneratedRegex(@"(?:template: |execution error at \()?(?<place>[\w.-]+(?:/[\w.-]+)*/templates/[\w./-]+:\d+(?::\d+)?)\)?:?", RegexOptions.CultureInvariant)]
    private static partial Regex TemplatePlace();

    [GeneratedRegex("\"[^\"]*\"?|'[^']*'?|`[^`]*`?", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex("<[^>]*>?", RegexOptions.CultureInvariant)]
    private static partial Regex Expression();

    [GeneratedRegex(@"\A<\.[A-Za-z][\w.]*>\z", RegexOptions.CultureInvariant)]
    private static partial Regex ValuePath();
}

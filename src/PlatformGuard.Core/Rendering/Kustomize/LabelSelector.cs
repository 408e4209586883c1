using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>A selector in the text form of Kubernetes: <c>a=b, c!=d, e in (f,g), h notin (i), j, !k</c>.</summary>
internal sealed class LabelSelector
{
    private readonly List<Requirement> requirements = [];

    private enum Comparison
    {
        In,
        NotIn,
        Exists,
        Missing,
    }

    /// <summary>The selector; null when the text is none.</summary>
    public static LabelSelector? Parse(string text)
    {
        var selector = new LabelSelector();
        foreach (var part in Split(text))
        {
            if (ParseRequirement(part.Trim()) is not { } requirement)
            {
                return null;
            }

            selector.requirements.Add(requirement);
        }

        return selector;
    }

    /// <summary>Whether a mapping of texts fulfils all requirements.</summary>
    public bool Matches(Node? labels)
    {
        foreach (var requirement in requirements)
        {
            var value = labels?[requirement.Key]?.Text;
            var holds = requirement.Comparison switch
            {
                Comparison.In => value is not null && Array.IndexOf(requirement.Values, value) >= 0,
                Comparison.NotIn => value is null || Array.IndexOf(requirement.Values, value) < 0,
                Comparison.Exists => value is not null,
                _ => value is null,
            };
            if (!holds)
            {
                return false;
            }
        }

        return true;
    }

    private static List<string> Split(string text)
    {
        var parts = new List<string>();
        var depth = 0;
        var start = 0;
        for (var index = 0; index < text.Length; index++)
        {
            depth += text[index] == '(' ? 1 : text[index] == ')' ? -1 : 0;
            if (text[index] == ',' && depth == 0)
            {
                parts.Add(text[start..index]);
                start = index + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    private static Requirement? ParseRequirement(string text)
    {
        if (text.IndexOf("!=", StringComparison.Ordinal) is > 0 and var unequal)
        {
            return new Requirement(text[..unequal].Trim(), Comparison.NotIn, [text[(unequal + 2)..].Trim()]);
        }

        if (text.IndexOf('=', StringComparison.Ordinal) is > 0 and var equal)
        {
            return new Requirement(text[..equal].Trim(), Comparison.In, [text[equal..].TrimStart('=').Trim()]);
        }

        if (text.EndsWith(')') && text.IndexOf('(', StringComparison.Ordinal) is > 0 and var open)
        {
            var words = text[..open].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var values = text[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
            return words switch
            {
                [var key, "in"] => new Requirement(key, Comparison.In, values),
                [var key, "notin"] => new Requirement(key, Comparison.NotIn, values),
                _ => null,
            };
        }

        if (text.Length == 0 || text.AsSpan().IndexOfAny(" ()") >= 0)
        {
            return null;
        }

        return text[0] == '!' ? new Requirement(text[1..], Comparison.Missing, []) : new Requirement(text, Comparison.Exists, []);
    }

    private sealed record Requirement(string Key, Comparison Comparison, string[] Values);
}

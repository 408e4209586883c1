using System;
using System.Collections.Generic;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>What a value outside of a script refers to.</summary>
/// <param name="Name">The variable, or for an expression the context and the name, such as <c>secrets.NAME</c>.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="Length">How long it is.</param>
/// <param name="IsExpression">Whether it stands in <c>${{ … }}</c>.</param>
internal readonly record struct VariableReference(string Name, int Start, int Length, bool IsExpression);

/// <summary>Finds references to variables in the values that a CI system fills in itself.</summary>
internal static class VariableReferences
{
    /// <summary>The references of a value of GitLab CI: <c>$NAME</c>, <c>${NAME}</c>, <c>%NAME%</c>; <c>$$</c> is a dollar sign.</summary>
    public static IEnumerable<VariableReference> OfGitLab(string value)
    {
        for (var at = value.IndexOf('$', StringComparison.Ordinal); at >= 0 && at + 1 < value.Length; at = at < value.Length ? value.IndexOf('$', at) : -1)
        {
            if (value[at + 1] == '$')
            {
                at += 2;
                continue;
            }

            var isBraced = value[at + 1] == '{';
            var start = at + (isBraced ? 2 : 1);
            var end = NameEnd(value, start);
            if (end > start && (!isBraced || (end < value.Length && value[end] == '}')))
            {
                end += isBraced ? 1 : 0;
                yield return new VariableReference(value[start..(isBraced ? end - 1 : end)], at, end - at, false);
            }

            at = Math.Max(end, at + 1);
        }
    }

    /// <summary>The expressions of a GitHub workflow's value.</summary>
    public static IEnumerable<VariableReference> OfGitHub(string value)
    {
        for (var open = value.IndexOf("${{", StringComparison.Ordinal); open >= 0;)
        {
            var close = value.IndexOf("}}", open, StringComparison.Ordinal);
            var end = close < 0 ? value.Length : close + 2;
            foreach (var name in OfExpression(value[(open + 3)..(close < 0 ? value.Length : close)]))
            {
                yield return new VariableReference(name, open, end - open, true);
            }

            open = value.IndexOf("${{", end, StringComparison.Ordinal);
        }
    }

    /// <summary>The names whose value an expression gives: <c>secrets.NAME</c>, <c>github.token</c>, <c>env.NAME</c>; not those that it only compares.</summary>
    public static IEnumerable<string> OfExpression(string expression)
    {
        var at = 0;
        while (at < expression.Length)
        {
            if (expression[at] == '\'')
            {
                var quote = expression.IndexOf('\'', at + 1);
                at = quote < 0 ? expression.Length : quote + 1;
                continue;
            }

            var end = at;
            while (end < expression.Length && (char.IsAsciiLetterOrDigit(expression[end]) || expression[end] is '_' or '-' or '.'))
            {
                end++;
            }

            if (end == at)
            {
                at++;
                continue;
            }

            var name = expression[at..end];
            if (name is "secrets" or "vars" or "env" or "inputs" && end + 1 < expression.Length && expression[end] == '[' && expression[end + 1] == '\'' && expression.IndexOf('\'', end + 2) is > 0 and var last)
            {
                name += "." + expression[(end + 2)..last];
                end = Math.Min(expression.Length, last + 2);
            }

            if (!IsCompared(expression, end))
            {
                yield return name;
            }

            at = end;
        }
    }

    /// <summary>Whether a comparison follows, or <c>&amp;&amp;</c>, whose left side is a condition.</summary>
    private static bool IsCompared(string expression, int at)
    {
        var rest = expression.AsSpan(at).TrimStart();
        return rest.StartsWith("==", StringComparison.Ordinal) || rest.StartsWith("!=", StringComparison.Ordinal) || rest.StartsWith("&&", StringComparison.Ordinal);
    }

    private static int NameEnd(string value, int start)
    {
        var end = start;
        while (end < value.Length && (char.IsAsciiLetterOrDigit(value[end]) || value[end] == '_'))
        {
            end++;
        }

        return end > start && char.IsAsciiDigit(value[start]) ? start : end;
    }
}

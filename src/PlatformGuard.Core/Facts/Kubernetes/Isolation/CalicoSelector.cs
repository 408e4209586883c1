using System;
using System.Collections.Generic;

namespace PlatformGuard.Core.Facts.Kubernetes.Isolation;

/// <summary>Calico's selector expressions, such as <c>app == 'web' &amp;&amp; !has(debug)</c>.</summary>
/// <remarks>Grammar: https://docs.tigera.io/calico/latest/reference/resources/networkpolicy#selectors</remarks>
internal ref struct CalicoSelector
{
    private const int MaxDepth = 50;
    private const int MaxLength = 10_000;

    private readonly ReadOnlySpan<char> text;
    private readonly Func<string, LabelValue> labels;
    private int at;
    private bool isMalformed;

    private CalicoSelector(ReadOnlySpan<char> text, Func<string, LabelValue> labels)
    {
        this.text = text;
        this.labels = labels;
    }

    /// <summary>Whether the expression holds; null when that depends on unknown labels or the expression cannot be read.</summary>
    public static bool? Evaluate(string text, Func<string, LabelValue> labels)
    {
        if (text.Length > MaxLength)
        {
            return null;
        }

        var parser = new CalicoSelector(text, labels);
        var result = parser.Or(0);
        parser.SkipSpace();
        return parser.isMalformed || parser.at < text.Length ? null : result;
    }

    private bool? Or(int depth)
    {
        var result = And(depth);
        while (Take("||"))
        {
            var right = And(depth);
            result = result == true || right == true ? true : result is null || right is null ? null : false;
        }

        return result;
    }

    private bool? And(int depth)
    {
        var result = Unary(depth);
        while (Take("&&"))
        {
            result = LabelSelector.And(result, Unary(depth));
        }

        return result;
    }

    private bool? Unary(int depth)
    {
        if (depth > MaxDepth)
        {
            return Malformed();
        }

        if (Take("!"))
        {
            return !Unary(depth + 1);
        }

        if (Take("("))
        {
            var inner = Or(depth + 1);
            return Take(")") ? inner : Malformed();
        }

        var name = Word();
        if (name.Length == 0)
        {
            return Malformed();
        }

        if (!Take("("))
        {
            return Comparison(name);
        }

        var argument = Word();
        return !Take(")") ? Malformed() : (name, argument.Length) switch
        {
            ("all", 0) => true,
            ("global", 0) => false,
            ("has", > 0) => labels(argument) is { IsKnown: true } label ? label.Value is not null : null,
            _ => Malformed(),
        };
    }

    private bool? Comparison(string name)
    {
        var label = labels(name);
        bool holds;
        if (Take("=="))
        {
            holds = Quoted() is { } value ? label.Value == value : Malformed() == true;
        }
        else if (Take("!="))
        {
            holds = Quoted() is { } value ? label.Value != value : Malformed() == true;
        }
        else
        {
            holds = WordComparison(label.Value);
        }

        return label.IsKnown ? holds : null;
    }

    private bool WordComparison(string? value)
    {
        switch (Word())
        {
            case "in":
                return value is not null & Listed().Contains(value ?? "");
            case "not" when Word() == "in":
                return !Listed().Contains(value ?? "") | value is null;
            case "contains":
                return Quoted() is { } part && value?.Contains(part, StringComparison.Ordinal) == true;
            case "starts" when Word() == "with":
                return Quoted() is { } prefix && value?.StartsWith(prefix, StringComparison.Ordinal) == true;
            case "ends" when Word() == "with":
                return Quoted() is { } suffix && value?.EndsWith(suffix, StringComparison.Ordinal) == true;
            default:
                Malformed();
                return false;
        }
    }

    private HashSet<string> Listed()
    {
        var values = new HashSet<string>(StringComparer.Ordinal);
        if (!Take("{"))
        {
            Malformed();
            return values;
        }

        while (!Take("}"))
        {
            if (Quoted() is not { } value)
            {
                return values;
            }

            values.Add(value);
            Take(",");
        }

        return values;
    }

    private string? Quoted()
    {
        SkipSpace();
        if (at < text.Length && text[at] is '\'' or '"')
        {
            var length = text[(at + 1)..].IndexOf(text[at]);
            if (length >= 0)
            {
                var value = text.Slice(at + 1, length).ToString();
                at += length + 2;
                return value;
            }
        }

        Malformed();
        return null;
    }

    private string Word()
    {
        SkipSpace();
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '.' or '-' or '/'))
        {
            at++;
        }

        return text[start..at].ToString();
    }

    private bool Take(string token)
    {
        SkipSpace();
        if (!text[at..].StartsWith(token, StringComparison.Ordinal) || (token == "!" && text[at..].StartsWith("!=", StringComparison.Ordinal)))
        {
            return false;
        }

        at += token.Length;
        return true;
    }

    private void SkipSpace()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }
    }

    private bool? Malformed()
    {
        isMalformed = true;
        at = text.Length;
        return null;
    }
}

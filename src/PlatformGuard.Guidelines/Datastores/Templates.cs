using System;
using System.Collections.Generic;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>A variable that a template takes its value from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Default">The value used when it is not set (<c>${NAME:-default}</c>), or null.</param>
public readonly record struct TemplateReference(string Name, string? Default);

/// <summary>The places of a value that are filled in later: <c>${X}</c>, <c>$(X)</c>, <c>$X</c>, <c>{{ x }}</c>, <c>#{x}</c>, <c>{x}</c> and <c>&lt;x&gt;</c>.</summary>
public static class Templates
{
    /// <summary>Stands for one unit of a template in a masked text. No host, database or keyword can hold it.</summary>
    internal const char Mark = '\uFFFC';

    /// <summary>Longest template; keeps the search for closing braces linear.</summary>
    private const int MaxTemplateLength = 512;

    private static readonly string[] Contexts = ["secrets.", "vars.", "env.", "inputs."];
    private static readonly char[] Openers = ['$', '{', '<', '#'];

    /// <summary>Whether the whole value, apart from white space, is filled in later.</summary>
    public static bool IsTemplate(string value)
    {
        var masked = Mask(value.Trim());
        foreach (var c in masked)
        {
            if (c != Mark)
            {
                return false;
            }
        }

        return masked.Length > 0;
    }

    /// <summary>The variables that the value refers to, outermost first.</summary>
    public static IReadOnlyList<TemplateReference> References(string value)
    {
        if (value.Length > ConnectionString.MaxLength || value.IndexOf('$') < 0)
        {
            return [];
        }

        var found = new List<TemplateReference>();
        for (var index = value.IndexOf('$'); index >= 0 && index < value.Length; index = value.IndexOf('$', index + 1))
        {
            var end = EndOfTemplate(value, index);
            if (end <= index)
            {
                continue;
            }

            var inner = value[index + 1] is '{' or '(' ? value.Substring(index + 2, end - index - 3) : value.Substring(index + 1, end - index - 1);
            inner = WithoutContext(inner);
            var nameLength = 0;
            while (nameLength < inner.Length && inner[nameLength] != '-' && IsNameCharacter(inner[nameLength]))
            {
                nameLength++;
            }

            if (nameLength > 0)
            {
                found.Add(new TemplateReference(inner.Substring(0, nameLength), DefaultOf(inner, nameLength)));
            }

            index = end - 1;
        }

        return found;
    }

    /// <summary>The text with every template overwritten, unit by unit, so that positions stay.</summary>
    internal static string Mask(string value)
    {
        if (value.IndexOfAny(Openers) < 0)
        {
            return value;
        }

        var masked = value.ToCharArray();
        var index = 0;
        while (index < masked.Length)
        {
            var end = EndOfTemplate(value, index);
            if (end <= index)
            {
                index++;
                continue;
            }

            for (; index < end; index++)
            {
                masked[index] = Mark;
            }
        }

        return new string(masked);
    }

    /// <summary>A masked text in words that may be shown: each template is one ellipsis.</summary>
    internal static string Show(string masked)
    {
        if (masked.IndexOf(Mark) < 0)
        {
            return masked;
        }

        var text = new System.Text.StringBuilder(masked.Length);
        foreach (var c in masked)
        {
            if (c != Mark)
            {
                text.Append(c);
            }
            else if (text.Length == 0 || text[text.Length - 1] != '…')
            {
                text.Append('…');
            }
        }

        return text.ToString();
    }

    /// <summary><c>{ secrets.NAME }</c> of a GitHub expression.</summary>
    private static string WithoutContext(string inner)
    {
        inner = inner.Length > 0 && inner[0] == '{' ? inner.Trim('{', '}', ' ') : inner;
        foreach (var context in Contexts)
        {
            if (inner.StartsWith(context, StringComparison.Ordinal))
            {
                return inner.Substring(context.Length);
            }
        }

        return inner;
    }

    private static string? DefaultOf(string inner, int nameLength)
    {
        if (nameLength + 1 < inner.Length && inner[nameLength] == ':' && inner[nameLength + 1] is '-' or '=')
        {
            return inner.Substring(nameLength + 2);
        }

        // ${NAME-default} of a shell and ${name:default} of Spring.
        return nameLength < inner.Length && inner[nameLength] is '-' or ':' ? inner.Substring(nameLength + 1) : null;
    }

    /// <summary>Index behind the template that begins at <paramref name="start"/>; <paramref name="start"/> itself when none does.</summary>
    private static int EndOfTemplate(string value, int start)
    {
        switch (value[start])
        {
            case '$' when start + 1 < value.Length && value[start + 1] is '{' or '(':
                return EndOfBraces(value, start + 1);
            case '$':
                var end = start + 1;
                while (end < value.Length && IsNameCharacter(value[end]) && value[end] is not ('.' or '-'))
                {
                    end++;
                }

                return end > start + 1 && !IsDigit(value[start + 1]) ? end : start;
            case '#' when start + 1 < value.Length && value[start + 1] == '{':
                return EndOfBraces(value, start + 1);
            case '{':
                return EndOfPlaceholder(value, start);
            case '<':
                var close = start + 1;
                while (close < value.Length && (IsNameCharacter(value[close]) || value[close] == ' '))
                {
                    close++;
                }

                return close < value.Length && close > start + 1 && value[close] == '>' ? close + 1 : start;
            default:
                return start;
        }
    }

    /// <summary><c>{{ anything }}</c> or <c>{name}</c>; the braces of ODBC (<c>{PostgreSQL Unicode}</c>) hold a space and stay.</summary>
    private static int EndOfPlaceholder(string value, int start)
    {
        if (start + 1 < value.Length && value[start + 1] == '{')
        {
            var close = value.IndexOf("}}", start, Math.Min(value.Length - start, MaxTemplateLength), StringComparison.Ordinal);
            return close < 0 ? start : close + 2;
        }

        var end = start + 1;
        while (end < value.Length && (IsNameCharacter(value[end]) || value[end] is '[' or ']' or '\'' or '"' or '(' or ')'))
        {
            end++;
        }

        return end < value.Length && end > start + 1 && value[end] == '}' ? end + 1 : start;
    }

    private static int EndOfBraces(string value, int open)
    {
        var (opening, closing) = value[open] == '{' ? ('{', '}') : ('(', ')');
        var depth = 0;
        for (var index = open; index < Math.Min(value.Length, open + MaxTemplateLength); index++)
        {
            if (value[index] == opening)
            {
                depth++;
            }
            else if (value[index] == closing && --depth == 0)
            {
                return index + 1;
            }
        }

        return open - 1;
    }

    private static bool IsNameCharacter(char c) => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' or '.' or '-' || IsDigit(c);

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}

using System;
using PlatformGuard.Guidelines.Secrets.Names;

namespace PlatformGuard.Guidelines.Secrets.Values;

/// <summary>Recognises what stands where a secret would stand and is none: templates, masks, keyboard rows.</summary>
internal static class Placeholders
{
    private static readonly string[] TemplateMarks = ["${", "$(", "{{", "<%", "#{", "%{", "{%", "[[", "]]", "@@", "...", "\u2026", "***", "\u2022\u2022"];

    /// <summary>Whether a part of a text is a template of any kind, or holds one.</summary>
    public static bool IsTemplate(string text, int start, int length)
    {
        var end = start + length;
        foreach (var mark in TemplateMarks)
        {
            if (text.IndexOf(mark, start, length, StringComparison.Ordinal) >= 0)
            {
                return true;
            }
        }

        for (var i = start; i < end; i++)
        {
            var c = text[i];
            var isTemplate = c switch
            {
                '<' => Closes(text, i + 1, end, '>'),
                '{' => Closes(text, i + 1, end, '}'),
                '[' => i == start && text[end - 1] == ']' && Closes(text, i + 1, end, ']'),
                '$' => IsVariable(text, i + 1, start, end),
                '%' => IsFormat(text, i + 1, end) || (i == start && length > 2 && text[end - 1] == '%' && IsIdentifier(text, i + 1, end - 1)),
                '_' => i == start && length > 4 && Ascii.StartsWith(text, start, "__") && Ascii.StartsWith(text, end - 2, "__"),
                '@' => i == start && length > 2 && text[end - 1] == '@' && IsIdentifier(text, i + 1, end - 1),
                '#' => i == start && length > 2 && text[end - 1] == '#' && IsIdentifier(text, i + 1, end - 1),
                _ => false,
            };
            if (isTemplate)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a part of a text is made of the same few characters, or follows the alphabet or the digits.</summary>
    public static bool IsMonotonous(string text, int start, int length)
    {
        if (length < 3)
        {
            return true;
        }

        var steps = 0;
        var same = 0;
        ulong low = 0;
        ulong high = 0;
        for (var i = start; i < start + length; i++)
        {
            var c = text[i];
            low |= c < 64 ? 1UL << c : 0;
            high |= c >= 64 ? 1UL << (c & 63) : 0;
            if (i > start)
            {
                steps += c == text[i - 1] + 1 || c == text[i - 1] - 1 || (c == '0' && text[i - 1] == '9') ? 1 : 0;
                same += c == text[i - 1] ? 1 : 0;
            }
        }

        var distinct = Count(low) + Count(high);
        return distinct <= 2 || (length >= 16 && distinct <= 5) || steps * 4 >= length * 3 - 4 || same * 2 >= length;
    }

    /// <summary>The longest run of characters that follow one another or repeat: <c>abcdef</c>, <c>123456</c>, <c>xxxxxx</c>.</summary>
    public static int LongestRun(string text, int start, int length)
    {
        var up = 1;
        var same = 1;
        var longest = 1;
        for (var i = start + 1; i < start + length; i++)
        {
            up = text[i] == text[i - 1] + 1 ? up + 1 : 1;
            same = text[i] == text[i - 1] ? same + 1 : 1;
            longest = Math.Max(longest, Math.Max(up, same));
        }

        return longest;
    }

    private static int Count(ulong bits)
    {
        var count = 0;
        for (; bits != 0; bits &= bits - 1)
        {
            count++;
        }

        return count;
    }

    private static bool Closes(string text, int from, int end, char close)
    {
        var at = text.IndexOf(close, from, end - from);
        return at > from && IsWords(text, from, at);
    }

    /// <summary>A variable: <c>$NAME</c> anywhere, <c>$name</c> as the whole value.</summary>
    private static bool IsVariable(string text, int from, int start, int end)
    {
        var at = from;
        while (at < end && (Ascii.IsUpper(text[at]) || text[at] == '_'))
        {
            at++;
        }

        return at - from >= 2 || (from == start + 1 && IsIdentifier(text, from, end));
    }

    /// <summary>A printf directive. <c>%d3</c> is a byte of a URL instead.</summary>
    private static bool IsFormat(string text, int at, int end) =>
        at < end && (text[at] is 's' or 'v' or 'q' or 'w' or '@' or '(' || (text[at] is 'd' or '[' && (at + 1 >= end || !Ascii.IsHex(text[at + 1]))));

    private static bool IsIdentifier(string text, int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            if (!Ascii.IsLetterOrDigit(text[i]) && text[i] is not ('_' or '.' or '-' or ':'))
            {
                return false;
            }
        }

        return from < end && (Ascii.IsLetter(text[from]) || text[from] == '_');
    }

    private static bool IsWords(string text, int from, int end)
    {
        for (var i = from; i < end; i++)
        {
            if (!Ascii.IsLetterOrDigit(text[i]) && text[i] is not ('_' or '-' or ' ' or '.' or ':' or '\'' or '/') && text[i] < 128)
            {
                return false;
            }
        }

        return true;
    }
}

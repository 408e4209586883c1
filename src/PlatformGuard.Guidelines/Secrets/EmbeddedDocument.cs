using System;
using System.Collections.Generic;
using PlatformGuard.Guidelines.Secrets.Names;

namespace PlatformGuard.Guidelines.Secrets;

/// <summary>
/// Finds named values inside a value that is a document itself: a properties, YAML or JSON file in a ConfigMap, the <c>.dockerconfigjson</c> of a
/// Secret. Read by its pairs, not by its grammar: each format writes <c>name</c>, a sign, and the value.
/// </summary>
internal static class EmbeddedDocument
{
    private const int LongestValue = 2048;
    private const int LongestName = 100;

    /// <summary>Whether a value is a document rather than one value.</summary>
    public static bool Is(string value) => value.Length > 0 && (value[0] == '{' || value.TrimEnd().IndexOf('\n') >= 0);

    /// <summary>Adds a verdict for every pair whose name says that its value is a credential, and whose value looks like one.</summary>
    public static void Judge(string document, in SecretContext context, List<SecretVerdict> verdicts)
    {
        for (var at = document.IndexOfAny([':', '=']); at >= 0; at = document.IndexOfAny([':', '='], at + 1))
        {
            var name = NameBefore(document, at);
            if (name is null || CredentialName.Classify(name) == NameStrength.None)
            {
                continue;
            }

            var (start, length) = ValueAfter(document, at + 1);
            var pair = new SecretContext(context.Slot == SecretSlot.SecretStore ? SecretSlot.Setting : context.Slot, name, context.Path);
            if (length > 0 && NamedValue.Judge(document.Substring(start, length), pair) is { } verdict)
            {
                verdicts.Add(verdict with { Start = start + verdict.Start });
                at = start + length - 1;
            }
        }
    }

    private static string? NameBefore(string text, int sign)
    {
        var end = sign;
        while (end > 0 && text[end - 1] is ' ' or '"' or '\'' or '\t')
        {
            end--;
        }

        var start = end;
        while (start > 0 && end - start < LongestName && (Ascii.IsLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-' or '.'))
        {
            start--;
        }

        return start == end ? null : text.Substring(start, end - start);
    }

    private static (int Start, int Length) ValueAfter(string text, int start)
    {
        while (start < text.Length && text[start] is ' ' or '\t')
        {
            start++;
        }

        var limit = Math.Min(text.Length, start + LongestValue);
        if (start < text.Length && text[start] is '"' or '\'')
        {
            var close = text.IndexOf(text[start], start + 1, limit - start - 1);
            return close < 0 ? default : (start + 1, close - start - 1);
        }

        var end = start;
        while (end < limit && text[end] is not ('\n' or '\r' or ','))
        {
            end++;
        }

        return (start, end - start);
    }
}

using System;
using System.Collections.Generic;
using PlatformGuard.Guidelines.Secrets.Names;
using PlatformGuard.Guidelines.Secrets.Values;

namespace PlatformGuard.Guidelines.Secrets.Formats;

/// <summary>Finds tokens of known form anywhere in a text, in one pass.</summary>
internal static class TokenFinder
{
    /// <summary>What stands inside every Azure client secret.</summary>
    public const string AzureMark = "Q~";

    /// <summary>What stands inside every Terraform Cloud token.</summary>
    public const string Terraform = ".atlasv1.";

    private static readonly TokenFormat[]?[] ByFirst = Index();

    /// <summary>The first token at or after <paramref name="from"/>, or null.</summary>
    public static SecretVerdict? Find(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (At(text, i, from) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The token whose fixed part stands at <paramref name="at"/> and which does not begin before <paramref name="from"/>, or null.</summary>
    public static SecretVerdict? At(string text, int at, int from)
    {
        var c = text[at];
        if (c < 128 && ByFirst[c] is { } formats)
        {
            return IsBeginning(text, at) ? FindByPrefix(text, at, formats) : null;
        }

        return c is '~' or '.' ? FindByMiddle(text, from, at) : null;
    }

    /// <summary>Whether a word can begin here: not inside a longer word, escapes such as <c>\n</c> and <c>%3A</c> aside.</summary>
    public static bool IsBeginning(string text, int at) =>
        at == 0
        || !Ascii.IsLetterOrDigit(text[at - 1])
        || (at >= 2 && text[at - 2] == '\\' && text[at - 1] is 'n' or 'r' or 't')
        || (at >= 3 && text[at - 3] == '%' && Ascii.IsHex(text[at - 2]) && Ascii.IsHex(text[at - 1]));

    /// <summary>Whether the variable part of a token could come from an issuer, and is not <c>xxxx</c>, <c>1234567890</c> or <c>EXAMPLE</c>.</summary>
    public static bool IsPlausible(string text, int start, int length) =>
        !Placeholders.IsMonotonous(text, start, length)
        && Placeholders.LongestRun(text, start, length) < 6
        && text.IndexOf("EXAMPLE", start, length, StringComparison.OrdinalIgnoreCase) < 0
        && !Wording.Of(text, start, length).IsPlaceholder
        && !DocumentedExamples.Contains(text, start, length);

    /// <summary>The longest token that begins here: short and routable forms of one issuer share their beginning.</summary>
    private static SecretVerdict? FindByPrefix(string text, int at, TokenFormat[] formats)
    {
        SecretVerdict? longest = null;
        foreach (var format in formats)
        {
            if (!Ascii.StartsWith(text, at, format.Prefix) || IsRepeated(text, at, format.Prefix))
            {
                continue;
            }

            var length = format.Match(text, at);
            if (length > (longest?.Length ?? 0) && IsPlausible(text, at + format.Prefix.Length, length - format.Prefix.Length))
            {
                longest = new SecretVerdict(format.Kind, at, length) { HasChecksum = format.HasChecksum };
            }
        }

        return longest;
    }

    /// <summary>Whether the prefix comes again before any token could end, as only text made to be slow has it.</summary>
    private static bool IsRepeated(string text, int at, string prefix) =>
        prefix.Length >= 4 && text.IndexOf(prefix, at + 1, Math.Min(text.Length - at - 1, prefix.Length + 15), StringComparison.Ordinal) >= 0;

    /// <summary>Tokens that are known by a mark inside: Azure client secrets (<c>Q~</c>), Terraform Cloud tokens (<c>.atlasv1.</c>).</summary>
    private static SecretVerdict? FindByMiddle(string text, int from, int at)
    {
        if (text[at] == '~')
        {
            var start = at - 5;
            return start >= from && text[at - 1] == 'Q' && Ascii.IsDigit(text[at - 2]) && IsBeginning(text, start)
                ? Run(text, start, at + 1, 31, 34, "Azure client secret")
                : null;
        }

        if (!Ascii.StartsWith(text, at, Terraform))
        {
            return null;
        }

        return at - 14 >= from && IsBeginning(text, at - 14) && AreLettersOrDigits(text, at - 14, at)
            ? Run(text, at - 14, at + Terraform.Length, 60, 70, "Terraform Cloud token")
            : null;
    }

    private static SecretVerdict? Run(string text, int start, int bodyStart, int least, int most, string kind)
    {
        var end = bodyStart;
        while (end < text.Length && end - bodyStart <= most && (Ascii.IsLetterOrDigit(text[end]) || text[end] is '_' or '~' or '-' or '=' or '.'))
        {
            end++;
        }

        while (end > bodyStart && text[end - 1] == '.')
        {
            end--;
        }

        var length = end - bodyStart;
        return length >= least && length <= most && IsPlausible(text, bodyStart, length) ? new SecretVerdict(kind, start, end - start) : null;
    }

    private static bool AreLettersOrDigits(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (!Ascii.IsLetterOrDigit(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static TokenFormat[]?[] Index()
    {
        var lists = new List<TokenFormat>?[128];
        foreach (var format in TokenTable.All)
        {
            (lists[format.Prefix[0]] ??= []).Add(format);
        }

        var index = new TokenFormat[]?[128];
        for (var i = 0; i < lists.Length; i++)
        {
            index[i] = lists[i]?.ToArray();
        }

        return index;
    }
}

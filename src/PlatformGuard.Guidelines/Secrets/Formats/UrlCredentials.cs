using System;
using PlatformGuard.Guidelines.Secrets.Names;
using PlatformGuard.Guidelines.Secrets.Values;

namespace PlatformGuard.Guidelines.Secrets.Formats;

/// <summary>Finds the password in the user information or the query of a URL: <c>scheme://user:password@host</c>, <c>?password=…</c>, <c>?sig=…</c>.</summary>
internal static class UrlCredentials
{
    private const int LongestAuthority = 1024;

    /// <summary>What stands between scheme and authority.</summary>
    public const string Mark = "://";

    /// <summary>The first password at or after <paramref name="from"/>, or null.</summary>
    /// <param name="text">The text.</param>
    /// <param name="from">Where to begin.</param>
    /// <param name="isProse">Whether the URL stands in prose, where examples are common and only a random password counts.</param>
    public static SecretVerdict? Find(string text, int from, bool isProse)
    {
        for (var at = IndexOf(text, Mark, from); at >= 0; at = IndexOf(text, Mark, at + 3))
        {
            if (At(text, at, isProse) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The password of the URL whose <c>://</c> stands at <paramref name="at"/>, or null.</summary>
    public static SecretVerdict? At(string text, int at, bool isProse)
    {
        var start = at + 3;
        var end = EndOfAuthority(text, start, out var sign);
        return (sign > start ? FindUserInformation(text, start, sign, end, isProse) : null)
            ?? (end < text.Length && !isProse ? FindInQuery(text, end) : null);
    }

    private static SecretVerdict? FindUserInformation(string text, int start, int sign, int end, bool isProse)
    {
        var colon = text.IndexOf(':', start, sign - start);
        if (colon < 0 || colon + 1 >= sign)
        {
            return null;
        }

        var length = sign - colon - 1;
        var host = HostOf(text, sign + 1, end);
        var isLocal = ThrowAway.IsLocalHost(host);
        var isThrowAway = isLocal && string.CompareOrdinal(text, start, text, colon + 1, Math.Max(length, colon - start)) == 0 && length == colon - start;
        if (isThrowAway || !PasswordValue.IsRealInSlot(text, colon + 1, length))
        {
            return null;
        }

        var isCertain = !isProse || (!isLocal && length >= 8 && Wording.Of(text, colon + 1, length) is { IsName: false } && !IsSpelledInDigits(text, colon + 1, length) && !ThrowAway.IsExampleHost(host));
        return isCertain ? new SecretVerdict("password in a URL", colon + 1, length) : null;
    }

    /// <summary>Whether digits and signs only stand for letters of an ordinary word: <c>s3cr3tt0k3n</c>, <c>p@ssw0rd</c>. In prose that is an example.</summary>
    private static bool IsSpelledInDigits(string text, int start, int length)
    {
        var letters = new char[length];
        for (var index = 0; index < length; index++)
        {
            letters[index] = text[start + index] switch
            {
                '0' => 'o',
                '1' => 'i',
                '3' => 'e',
                '4' or '@' => 'a',
                '5' or '$' => 's',
                '7' => 't',
                var c => c,
            };
        }

        return Wording.Of(new string(letters), 0, length) is { IsFiller: true, HasSymbol: false };
    }

    /// <summary>Parameters that hold a credential: JDBC and libpq URLs, Azure shared access signatures.</summary>
    private static SecretVerdict? FindInQuery(string text, int from)
    {
        var limit = Math.Min(text.Length, from + LongestAuthority);
        var at = from;
        while (at < limit && !IsEndOfUrl(text[at]) && text[at] != '?' && text[at] != ';')
        {
            at++;
        }

        while (at < limit && text[at] is '?' or '&' or ';')
        {
            var nameStart = at + 1;
            var equals = nameStart;
            while (equals < limit && (Ascii.IsLetterOrDigit(text[equals]) || text[equals] is '_' or '-' or '.'))
            {
                equals++;
            }

            if (equals >= limit || text[equals] != '=')
            {
                return null;
            }

            var end = equals + 1;
            while (end < limit && !IsEndOfUrl(text[end]) && text[end] is not ('&' or ';' or '#'))
            {
                end++;
            }

            if (OfParameter(text, nameStart, equals, end) is { } found)
            {
                return found;
            }

            at = end;
        }

        return null;
    }

    private static SecretVerdict? OfParameter(string text, int nameStart, int equals, int end)
    {
        var start = equals + 1;
        var length = end - start;
        if (equals - nameStart == 3 && Ascii.StartsWith(text, nameStart, "sig") && length >= 43 && end - start <= 70 && TokenFinder.IsPlausible(text, start, length))
        {
            return new SecretVerdict("Azure shared access signature", start, length);
        }

        var isPassword = Ascii.EqualsIgnoreCase("password", text, nameStart, equals - nameStart) || Ascii.EqualsIgnoreCase("pwd", text, nameStart, equals - nameStart);
        return isPassword && length > 0 && PasswordValue.IsRealInSlot(text, start, length) && !ThrowAway.IsLocalHost(HostBefore(text, nameStart))
            ? new SecretVerdict("password in a URL", start, length)
            : null;
    }

    private static string HostBefore(string text, int at)
    {
        var scheme = text.LastIndexOf(Mark, at, StringComparison.Ordinal);
        return scheme < 0 ? "" : HostOf(text, scheme + 3, EndOfAuthority(text, scheme + 3, out _));
    }

    /// <summary>The first host of an authority without user information and port, in lower case.</summary>
    private static string HostOf(string text, int start, int end)
    {
        var stop = start;
        while (stop < end && text[stop] is not (':' or ',' or '/'))
        {
            stop++;
        }

        return text.Substring(start, stop - start).ToLowerInvariant();
    }

    private static int EndOfAuthority(string text, int start, out int lastSign)
    {
        lastSign = -1;
        var end = start;
        var limit = Math.Min(text.Length, start + LongestAuthority);
        while (end < limit && !IsEndOfUrl(text[end]) && text[end] is not ('/' or '?' or '#'))
        {
            lastSign = text[end] == '@' ? end : lastSign;
            end++;
        }

        return end;
    }

    private static bool IsEndOfUrl(char c) => c <= ' ' || c is '"' or '\'' or '`' or '>' or '|' or '\\';

    private static int IndexOf(string text, string part, int from) => text.IndexOf(part, from, StringComparison.Ordinal);
}

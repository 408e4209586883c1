using System;
using System.Globalization;
using PlatformGuard.Guidelines.Secrets.Names;
using PlatformGuard.Guidelines.Secrets.Values;

namespace PlatformGuard.Guidelines.Secrets.Formats;

/// <summary>Finds signed JSON Web Tokens that stay valid.</summary>
/// <remarks>
/// A token counts by what it says of itself, never by the clock, so that the verdict on a file does not change from day to day: silent are
/// unsigned ones (<c>alg: none</c>), ones that lived for a day at most (<c>exp</c> - <c>iat</c>), public ones (role <c>anon</c>) and the published samples.
/// </remarks>
internal static class JsonWebTokens
{
    private const int LongestPart = 16 * 1024;
    private const int LongestLife = 24 * 60 * 60;

    /// <summary>Every header begins with <c>{"</c>, which is this in base64.</summary>
    public const string Begin = "eyJ";

    /// <summary>The first token at or after <paramref name="from"/>, or null.</summary>
    public static SecretVerdict? Find(string text, int from)
    {
        for (var at = text.IndexOf(Begin, from, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Begin, at + 3, StringComparison.Ordinal))
        {
            if (At(text, at) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The token that begins at <paramref name="at"/>, or null.</summary>
    public static SecretVerdict? At(string text, int at)
    {
        // One beginning for each run of characters keeps hostile text linear.
        if (!TokenFinder.IsBeginning(text, at) || (at > 0 && text[at - 1] is '-' or '_'))
        {
            return null;
        }

        var headerEnd = EndOfPart(text, at);
        var payloadEnd = headerEnd < text.Length && text[headerEnd] == '.' ? EndOfPart(text, headerEnd + 1) : headerEnd;
        var end = payloadEnd > headerEnd && payloadEnd < text.Length && text[payloadEnd] == '.' ? EndOfPart(text, payloadEnd + 1) : payloadEnd;
        return end - payloadEnd > 20 && IsLasting(text, at, headerEnd, payloadEnd) ? new SecretVerdict("JSON Web Token", at, end - at) : null;
    }

    private static bool IsLasting(string text, int start, int headerEnd, int payloadEnd)
    {
        if (Base64.Decode(text, start, headerEnd - start) is not { } header || header.IndexOf("\"alg\"", StringComparison.Ordinal) < 0 || Has(header, "\"alg\"", "none"))
        {
            return false;
        }

        // A payload with letters outside ASCII, or an encrypted one, says nothing of its life.
        if (Base64.Decode(text, headerEnd + 1, payloadEnd - headerEnd - 1) is not { } payload)
        {
            return true;
        }

        var expires = Number(payload, "\"exp\"");
        var issued = Number(payload, "\"iat\"") ?? Number(payload, "\"nbf\"");
        var isShort = expires is { } end && issued is { } begin && end - begin <= LongestLife;
        return !isShort && !Has(payload, "\"role\"", "anon") && !Has(payload, "\"name\"", "John Doe") && !Has(payload, "\"iss\"", "supabase-demo");
    }

    private static int EndOfPart(string text, int start)
    {
        var end = start;
        while (end < text.Length && end - start < LongestPart && (Ascii.IsLetterOrDigit(text[end]) || text[end] is '-' or '_'))
        {
            end++;
        }

        return end;
    }

    private static bool Has(string json, string key, string value)
    {
        var at = json.IndexOf(key, StringComparison.Ordinal);
        var open = at < 0 ? -1 : json.IndexOf('"', at + key.Length);
        return open >= 0 && string.Compare(json, open + 1, value, 0, value.Length, StringComparison.OrdinalIgnoreCase) == 0
            && open + 1 + value.Length < json.Length && json[open + 1 + value.Length] == '"';
    }

    private static long? Number(string json, string key)
    {
        var at = json.IndexOf(key, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        at += key.Length;
        while (at < json.Length && json[at] is ' ' or ':')
        {
            at++;
        }

        var end = at;
        while (end < json.Length && Ascii.IsDigit(json[end]))
        {
            end++;
        }

        return long.TryParse(json.Substring(at, end - at), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}

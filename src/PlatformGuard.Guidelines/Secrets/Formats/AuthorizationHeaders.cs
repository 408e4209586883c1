using PlatformGuard.Guidelines.Secrets.Names;
using PlatformGuard.Guidelines.Secrets.Values;

namespace PlatformGuard.Guidelines.Secrets.Formats;

/// <summary>Finds the credential of an <c>Authorization</c> header: <c>Basic</c> with a base64 pair, <c>Bearer</c> with a random token.</summary>
internal static class AuthorizationHeaders
{
    /// <summary>The schemes that are followed by a credential, in lower case.</summary>
    public static readonly string[] Schemes = ["basic ", "bearer ", "token "];

    /// <summary>The credential in a value that is a header, a header's value, or a line of <c>curl</c>; null when there is none.</summary>
    public static SecretVerdict? Find(string text, int from)
    {
        for (var i = from; i < text.Length; i++)
        {
            if ((text[i] | 0x20) is not ('b' or 't') || !TokenFinder.IsBeginning(text, i))
            {
                continue;
            }

            foreach (var scheme in Schemes)
            {
                if (Ascii.StartsWithIgnoreCase(text, i, scheme) && IsHeader(text, i) && Judge(text, i + scheme.Length, scheme[1]) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    /// <summary>Whether the scheme begins the value or follows the header's name.</summary>
    private static bool IsHeader(string text, int at)
    {
        while (at > 0 && text[at - 1] is ' ' or '"' or '\'')
        {
            at--;
        }

        return at == 0 || (text[at - 1] is ':' or '=' && Ascii.StartsWithIgnoreCase(text, at - 14, "authorization"));
    }

    private static SecretVerdict? Judge(string text, int start, char second)
    {
        var end = start;
        while (end < text.Length && (Ascii.IsBase64(text[end]) || text[end] is '.' or '~'))
        {
            end++;
        }

        var length = end - start;
        if (second == 'a')
        {
            return length >= 8 && Base64.Decode(text, start, length) is { } pair && IsRealPair(pair) ? new SecretVerdict("HTTP basic credentials", start, length) : null;
        }

        return Randomness.IsRandom(text, start, length, 20) && TokenFinder.IsPlausible(text, start, length) ? new SecretVerdict("HTTP bearer token", start, length) : null;
    }

    /// <summary>Whether a decoded text is <c>user:password</c> with a password that is no placeholder and not the user's name again.</summary>
    public static bool IsRealPair(string pair)
    {
        var colon = pair.IndexOf(':');
        var length = pair.Length - colon - 1;
        return colon >= 0 && length > 0
            && !(length == colon && string.CompareOrdinal(pair, 0, pair, colon + 1, length) == 0)
            && PasswordValue.IsRealInSlot(pair, colon + 1, length);
    }
}

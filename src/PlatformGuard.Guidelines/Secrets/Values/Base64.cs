using System;
using System.Text;
using PlatformGuard.Guidelines.Secrets.Names;

namespace PlatformGuard.Guidelines.Secrets.Values;

/// <summary>Decodes base64 of both alphabets, with or without padding.</summary>
internal static class Base64
{
    private const int Longest = 16 * 1024;

    /// <summary>The text, or null when it is no base64 or does not hold ASCII text.</summary>
    public static string? Decode(string text, int start, int length)
    {
        while (length > 0 && text[start + length - 1] == '=')
        {
            length--;
        }

        if (length is 0 or > Longest || length % 4 == 1)
        {
            return null;
        }

        var padded = new char[(length + 3) / 4 * 4];
        for (var i = 0; i < padded.Length; i++)
        {
            var c = i < length ? text[start + i] : '=';
            if (i < length && !(Ascii.IsLetterOrDigit(c) || c is '+' or '/' or '-' or '_'))
            {
                return null;
            }

            padded[i] = c switch
            {
                '-' => '+',
                '_' => '/',
                _ => c,
            };
        }

        var bytes = Convert.FromBase64CharArray(padded, 0, padded.Length);
        foreach (var b in bytes)
        {
            if (b >= 127 || (b < 32 && b is not (9 or 10 or 13)))
            {
                return null;
            }
        }

        return Encoding.ASCII.GetString(bytes);
    }
}

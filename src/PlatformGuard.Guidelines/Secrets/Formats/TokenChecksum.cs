using System;
using PlatformGuard.Guidelines.Secrets.Names;

namespace PlatformGuard.Guidelines.Secrets.Formats;

/// <summary>Verifies what issuers built into their tokens, so that random text of the same form is not taken for one.</summary>
internal static class TokenChecksum
{
    private const string Base62Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Base32Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private static readonly uint[] Crc32Table = MakeCrc32Table();

    /// <summary>
    /// GitHub's and npm's scheme: the last six characters are the CRC-32 of the random part before them, in base62
    /// (github.blog, "Behind GitHub's new authentication token formats").
    /// </summary>
    public static bool IsBase62Crc32(string text, int start, int length)
    {
        var underscore = text.IndexOf('_', start, length);
        var checksumStart = start + length - 6;
        ulong expected = 0;
        for (var i = checksumStart; i < start + length; i++)
        {
            var digit = Base62Digits.IndexOf(text[i]);
            if (digit < 0)
            {
                return false;
            }

            expected = (expected * 62) + (uint)digit;
        }

        return expected == Crc32(text, underscore + 1, checksumStart - underscore - 1);
    }

    /// <summary>
    /// An AWS access key id is base32; since 2019 it holds the account's number in bits 7 to 46 of the part after the prefix. A number of more
    /// than 12 digits is no account. Older ids begin with <c>I</c> or <c>J</c> there and hold none.
    /// </summary>
    public static bool IsAwsKeyId(string text, int start, int length)
    {
        ulong bits = 0;
        for (var i = start + 4; i < start + length; i++)
        {
            var digit = Base32Digits.IndexOf(text[i]);
            if (digit < 0)
            {
                return false;
            }

            if (i < start + 14)
            {
                bits = (bits << 5) | (uint)digit;
            }
        }

        var firstSixBytes = bits >> 2;
        return text[start + 4] < 'Q' || ((firstSixBytes & 0x7fff_ffff_ff80) >> 7) <= 999_999_999_999;
    }

    /// <summary>Whether the body of a Vault, Terraform or similar token mixes letters and digits as random text does.</summary>
    public static bool HasLettersAndDigits(string text, int start, int length)
    {
        var digits = 0;
        var letters = 0;
        var separator = text.IndexOfAny(['.', '_', '-'], start, length);
        for (var i = Math.Max(start, separator + 1); i < start + length; i++)
        {
            digits += Ascii.IsDigit(text[i]) ? 1 : 0;
            letters += Ascii.IsLetter(text[i]) ? 1 : 0;
        }

        return digits > 0 && letters > 0;
    }

    private static uint Crc32(string text, int start, int length)
    {
        var crc = 0xffff_ffffu;
        for (var i = start; i < start + length; i++)
        {
            crc = Crc32Table[(crc ^ text[i]) & 0xff] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] MakeCrc32Table()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++)
            {
                value = (value & 1) != 0 ? (value >> 1) ^ 0xedb8_8320u : value >> 1;
            }

            table[i] = value;
        }

        return table;
    }
}

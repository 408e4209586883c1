using System;
using PlatformGuard.Guidelines.Secrets.Names;

namespace PlatformGuard.Guidelines.Secrets.Values;

/// <summary>Measures how much a value looks drawn by chance.</summary>
internal static class Randomness
{
    /// <summary>Shannon entropy of the characters, in bits per character. Characters outside ASCII count as one.</summary>
    public static double Entropy(string text, int start, int length)
    {
        var counts = new int[128];
        for (var i = start; i < start + length; i++)
        {
            counts[Math.Min(text[i], (char)127)]++;
        }

        var entropy = 0.0;
        foreach (var count in counts)
        {
            if (count > 0)
            {
                var share = (double)count / length;
                entropy -= share * Math.Log(share, 2);
            }
        }

        return entropy;
    }

    /// <summary>
    /// Whether a value is random beyond doubt: one run of at least <paramref name="minimum"/> characters of base64 or hexadecimal, with letters and digits mixed.
    /// </summary>
    public static bool IsRandom(string text, int start, int length, int minimum)
    {
        if (length < minimum)
        {
            return false;
        }

        var changes = 0;
        var digits = 0;
        var letters = 0;
        var previous = -1;
        for (var i = start; i < start + length; i++)
        {
            var c = text[i];
            if (!Ascii.IsBase64(c) && c is not ('.' or '~'))
            {
                return false;
            }

            var kind = Ascii.IsDigit(c) ? 0 : Ascii.IsLower(c) ? 1 : Ascii.IsUpper(c) ? 2 : 3;
            digits += kind == 0 ? 1 : 0;
            letters += kind is 1 or 2 ? 1 : 0;
            changes += previous >= 0 && kind != previous ? 1 : 0;
            previous = kind;
        }

        // Names change between kinds of characters at their word boundaries only; random text does at about every second place.
        return digits >= 2 && letters >= 3 && changes * 4 >= length && Entropy(text, start, length) >= (length >= 24 ? 3.0 : 2.75);
    }
}

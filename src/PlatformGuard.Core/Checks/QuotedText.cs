using System;
using System.Buffers;
using System.Text;

namespace PlatformGuard.Core.Checks;

/// <summary>Text of a checked file on its way into a message: of readable length, and without the password of an address.</summary>
internal static class QuotedText
{
    /// <summary>Nobody reads a name as long as a page.</summary>
    private const int Longest = 300;

    private const string Mask = "***";

    private static readonly SearchValues<char> Spaces = SearchValues.Create(" \t\r\n");
    private static readonly SearchValues<char> Hexadecimal = SearchValues.Create("0123456789abcdef");

    /// <summary>The text as messages show it.</summary>
    public static string Of(string text) => Shortened(WithoutPasswords(text));

    /// <summary>Replaces what stands between a colon and the last at sign of a word, as in <c>redis://user:password@host</c>. The digest of an image is none.</summary>
    private static string WithoutPasswords(string text)
    {
        if (!text.Contains('@', StringComparison.Ordinal))
        {
            return text;
        }

        var masked = new StringBuilder(text.Length);
        for (var start = 0; start < text.Length;)
        {
            var length = text.AsSpan(start).IndexOfAny(Spaces);
            var word = text.AsSpan(start, length < 0 ? text.Length - start : length + 1);
            var password = Password(word);
            masked.Append(word[..password.Start]).Append(password.Length > 0 ? Mask : "").Append(word[(password.Start + password.Length)..]);
            start += word.Length;
        }

        return masked.ToString();
    }

    private static (int Start, int Length) Password(ReadOnlySpan<char> word)
    {
        // The colon of a scheme is not the one before a password.
        var address = word.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        var colon = word[address..].IndexOf(':');
        if (colon < 0)
        {
            return default;
        }

        var start = address + colon + 1;
        var end = word.LastIndexOf('@');
        if (end >= 0 && IsDigest(word[(end + 1)..]))
        {
            end = word[..end].LastIndexOf('@');
        }

        return end > start ? (start, end - start) : default;
    }

    /// <summary>Whether the text begins with <c>algorithm:hexadecimal digits</c>, or is filled in later.</summary>
    private static bool IsDigest(ReadOnlySpan<char> text)
    {
        var digits = text[(text.IndexOf(':') + 1)..];
        var end = digits.IndexOfAnyExcept(Hexadecimal);
        return text.StartsWith("$", StringComparison.Ordinal) || text.StartsWith("{{", StringComparison.Ordinal) || (end < 0 ? digits.Length : end) >= 32;
    }

    private static string Shortened(string text)
    {
        if (text.Length <= Longest)
        {
            return text;
        }

        var length = Longest - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length), "…");
    }
}

namespace PlatformGuard.Guidelines.Secrets.Names;

/// <summary>Questions on single characters and parts of texts that need no culture.</summary>
internal static class Ascii
{
    public static bool IsLower(char c) => (uint)(c - 'a') < 26;

    public static bool IsUpper(char c) => (uint)(c - 'A') < 26;

    public static bool IsLetter(char c) => (uint)((c | 0x20) - 'a') < 26;

    public static bool IsDigit(char c) => (uint)(c - '0') < 10;

    public static bool IsLetterOrDigit(char c) => IsLetter(c) || IsDigit(c);

    public static bool IsLowerHex(char c) => IsDigit(c) || (uint)(c - 'a') < 6;

    public static bool IsHex(char c) => IsDigit(c) || (uint)((c | 0x20) - 'a') < 6;

    /// <summary>A character of base64, of its URL-safe form, or its padding.</summary>
    public static bool IsBase64(char c) => IsLetterOrDigit(c) || c is '+' or '/' or '=' or '-' or '_';

    public static char Lower(char c) => IsUpper(c) ? (char)(c | 0x20) : c;

    /// <summary>Whether <paramref name="word"/> stands at a place of a text with exactly this length, whatever the letter case.</summary>
    public static bool EqualsIgnoreCase(string word, string text, int start, int length) =>
        word.Length == length && StartsWithIgnoreCase(text, start, word);

    /// <summary>Whether a lower-case <paramref name="word"/> stands at a place of a text, whatever the text's letter case.</summary>
    public static bool StartsWithIgnoreCase(string text, int start, string word)
    {
        if (start < 0 || text.Length - start < word.Length)
        {
            return false;
        }

        for (var i = 0; i < word.Length; i++)
        {
            if (Lower(text[start + i]) != word[i])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a text starts with <paramref name="prefix"/> at a place, letter case included.</summary>
    public static bool StartsWith(string text, int start, string prefix) =>
        start >= 0 && text.Length - start >= prefix.Length && string.CompareOrdinal(text, start, prefix, 0, prefix.Length) == 0;
}

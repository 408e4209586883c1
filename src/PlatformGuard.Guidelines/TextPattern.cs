namespace PlatformGuard.Guidelines;

/// <summary>Patterns of the platform's policy: <c>*</c> stands for any text, everything else for itself in any letter case.</summary>
public static class TextPattern
{
    /// <summary>Whether the whole of <paramref name="text"/> fits. Takes time in proportion to the product of both lengths at most.</summary>
    public static bool IsMatch(string pattern, string text)
    {
        int at = 0, position = 0, star = -1, resume = 0;
        while (position < text.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                star = at++;
                resume = position;
            }
            else if (at < pattern.Length && Fold(pattern[at]) == Fold(text[position]))
            {
                at++;
                position++;
            }
            else if (star >= 0)
            {
                // The last star takes one more character.
                at = star + 1;
                position = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (at < pattern.Length && pattern[at] == '*')
        {
            at++;
        }

        return at == pattern.Length;
    }

    private static char Fold(char character) => char.ToLowerInvariant(character);
}

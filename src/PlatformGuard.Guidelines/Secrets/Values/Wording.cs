using PlatformGuard.Guidelines.Secrets.Names;

namespace PlatformGuard.Guidelines.Secrets.Values;

/// <summary>What the words of a value look like.</summary>
/// <param name="Words">Groups of letters.</param>
/// <param name="Numbers">Groups of digits.</param>
/// <param name="IsFiller">Whether all words are ordinary words of labels and examples.</param>
/// <param name="NamesCredential">Whether a word names a kind of credential.</param>
/// <param name="IsPlaceholder">Whether a word marks a placeholder.</param>
/// <param name="IsPronounceable">Whether the words could be a person's words or a name, rather than random characters.</param>
/// <param name="HasSymbol">Whether a character stands between or before words that names and labels do not have, such as <c>!</c>.</param>
internal readonly record struct Wording(int Words, int Numbers, bool IsFiller, bool NamesCredential, bool IsPlaceholder, bool IsPronounceable, bool HasSymbol)
{
    /// <summary>A name, label or sentence: words and perhaps numbers, nothing else.</summary>
    public bool IsName => IsPronounceable && !HasSymbol;

    /// <summary>A name, label or sentence without any digit.</summary>
    public bool IsPlainWords => IsName && Numbers == 0;

    /// <summary>Reads the words of a part of a text.</summary>
    public static Wording Of(string text, int start, int length)
    {
        var splitter = new WordSplitter(text, start, start + length);
        var words = 0;
        var numbers = 0;
        var letters = 0;
        var unpronounceable = 0;
        var isFiller = true;
        var namesCredential = false;
        var isPlaceholder = false;
        while (splitter.MoveNext())
        {
            if (splitter.IsNumber)
            {
                numbers++;
                continue;
            }

            words++;
            letters += splitter.Length;
            unpronounceable += IsPronounceableWord(text, splitter.Start, splitter.Length) ? 0 : 1;
            var role = Vocabulary.RoleOf(text, splitter.Start, splitter.Length);
            isFiller &= role != WordRole.Unknown;
            namesCredential |= role == WordRole.Credential;
            isPlaceholder |= role == WordRole.Placeholder;
        }

        // Random characters fall apart into many short groups; words do not.
        var pronounceable = words > 0 && unpronounceable == 0 && letters >= 3 * words - 2 && numbers <= words;
        return new Wording(words, numbers, isFiller && words > 0, namesCredential, isPlaceholder, pronounceable, HasOddSymbol(text, start, length));
    }

    private static bool IsPronounceableWord(string text, int start, int length)
    {
        if (length <= 3)
        {
            return true;
        }

        var vowels = 0;
        var run = 0;
        var longest = 0;
        for (var i = start; i < start + length; i++)
        {
            if (text[i] > 127 || Ascii.Lower(text[i]) is 'a' or 'e' or 'i' or 'o' or 'u' or 'y')
            {
                vowels++;
                run = 0;
                continue;
            }

            run++;
            longest = run > longest ? run : longest;
        }

        return longest <= 5 && vowels * 6 >= length;
    }

    private static bool HasOddSymbol(string text, int start, int length)
    {
        var end = start + length;
        while (end > start && text[end - 1] is '!' or '?' or '*' or '.' or ':' or ' ')
        {
            end--;
        }

        for (var i = start; i < end; i++)
        {
            if (text[i] is '!' or '@' or '$' or '%' or '^' or '&' or '*' or '+' or '?' or '~' or '|' or '\\' or ';' or '`')
            {
                return true;
            }
        }

        return false;
    }
}

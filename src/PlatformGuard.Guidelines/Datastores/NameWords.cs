using System;
using System.Collections.Generic;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>
/// The words of a name, in lower case. A name ends a word at every character that is neither letter nor digit and where its letter case
/// changes, so that <c>domain</c> never holds <c>main</c>.
/// </summary>
internal sealed class NameWords
{
    /// <summary>Longest name that is read, in UTF-16 units; only its end counts.</summary>
    private const int MaxLength = 400;

    private readonly List<string> words;

    private NameWords(List<string> words) => this.words = words;

    /// <summary>How many words there are.</summary>
    public int Count => words.Count;

    /// <summary>One word; empty outside the name.</summary>
    public string this[int index] => index >= 0 && index < words.Count ? words[index] : "";

    /// <summary>Splits a name.</summary>
    public static NameWords Of(string name)
    {
        var words = new List<string>(8);
        var start = Math.Max(0, name.Length - MaxLength);
        for (var index = start; index <= name.Length; index++)
        {
            var isEnd = index == name.Length || !char.IsLetterOrDigit(name[index]);
            if (isEnd || (index > start && IsBoundary(name, index)))
            {
                if (index > start)
                {
                    words.Add(name.Substring(start, index - start).ToLowerInvariant());
                }

                start = isEnd ? index + 1 : index;
            }
        }

        return new NameWords(words);
    }

    /// <summary>Whether the words from <paramref name="index"/> on, written together, are <paramref name="squeezed"/>; <paramref name="count"/> tells how many.</summary>
    public bool StartsAt(int index, string squeezed, out int count)
    {
        var length = 0;
        for (count = 0; index + count < words.Count && length < squeezed.Length; count++)
        {
            var word = words[index + count];
            if (length + word.Length > squeezed.Length || string.CompareOrdinal(word, 0, squeezed, length, word.Length) != 0)
            {
                return false;
            }

            length += word.Length;
        }

        return length == squeezed.Length;
    }

    /// <summary>All words written together.</summary>
    public string Squeezed() => string.Concat(words);

    private static bool IsBoundary(string name, int index)
    {
        if (!char.IsUpper(name[index]) || !char.IsLetterOrDigit(name[index - 1]))
        {
            return false;
        }

        // MainDatabase, DBMain: a capital after a small letter, or the last capital of a run when a small letter follows.
        return !char.IsUpper(name[index - 1])
            || (index + 1 < name.Length && char.IsLower(name[index + 1]));
    }
}

using System;

namespace PlatformGuard.Guidelines.Secrets.Names;

/// <summary>A table of lower-case words that is asked with a part of a text: no substring is made, letter case is ignored.</summary>
internal sealed class WordMap<TValue>
    where TValue : struct
{
    private readonly string?[] words;
    private readonly TValue[] values;
    private readonly int mask;

    /// <summary>Makes a table of groups of words separated by spaces. Of equal words the later counts.</summary>
    public WordMap(params (string Words, TValue Value)[] groups)
    {
        var size = 16;
        foreach (var (list, _) in groups)
        {
            size += list.Length;
        }

        // The letters of the lists bound the number of words from above, so the table stays sparse.
        var capacity = 16;
        while (capacity < size)
        {
            capacity <<= 1;
        }

        words = new string?[capacity];
        values = new TValue[capacity];
        mask = capacity - 1;
        foreach (var (list, value) in groups)
        {
            foreach (var word in list.Split([' '], StringSplitOptions.RemoveEmptyEntries))
            {
                var slot = SlotOf(word, 0, word.Length);
                words[slot] = word;
                values[slot] = value;
            }
        }
    }

    /// <summary>The value of the word that stands at a place of a text, or the default.</summary>
    public TValue this[string text, int start, int length] => values[SlotOf(text, start, length)];

    /// <summary>The value of a word, or the default.</summary>
    public TValue this[string word] => this[word, 0, word.Length];

    private int SlotOf(string text, int start, int length)
    {
        var hash = 2166136261u;
        for (var i = 0; i < length; i++)
        {
            hash = (hash ^ Ascii.Lower(text[start + i])) * 16777619u;
        }

        var slot = (int)(hash ^ (hash >> 15)) & mask;
        while (words[slot] is { } word && !Ascii.EqualsIgnoreCase(word, text, start, length))
        {
            slot = (slot + 1) & mask;
        }

        return slot;
    }
}

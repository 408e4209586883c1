using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>Reads identifiers from text, without a syntax node or a text of its own for each of them.</summary>
/// <param name="text">The text of a file.</param>
/// <param name="names">Gives names their numbers.</param>
internal sealed class IdentifierScanner(string text, NameTable names)
{
    private readonly HashSet<int> found = [];

    /// <summary>The numbers of the identifiers in a part of the text, each once. Words in comments and literals are among them.</summary>
    public int[] Read(TextSpan span)
    {
        found.Clear();
        for (var at = span.Start; at < span.End; at++)
        {
            if (!IsStart(text[at]))
            {
                continue;
            }

            var start = at;
            var hash = NameTable.Seed;
            for (; at < span.End && (IsStart(text[at]) || SyntaxFacts.IsIdentifierPartCharacter(text[at])); at++)
            {
                hash = NameTable.Next(hash, text[at]);
            }

            found.Add(names.IdOf(text, start, at - start, hash));
        }

        return [.. found];
    }

    /// <summary>Whether a word occurs in a part of the text.</summary>
    public bool Mentions(TextSpan span, string word) => text.IndexOf(word, span.Start, span.Length, StringComparison.Ordinal) >= 0;

    private static bool IsStart(char sign) => sign < 128 ? (uint)((sign | 32) - 'a') < 26 || sign == '_' : SyntaxFacts.IsIdentifierStartCharacter(sign);
}

/// <summary>Numbers for names: equal names have the same.</summary>
internal sealed class NameTable
{
    /// <summary>The hash of no characters.</summary>
    public const uint Seed = 2166136261;

    private readonly List<(string Name, uint Hash, int Next)> names = [];
    private int[] buckets = new int[1024];

    /// <summary>The hash of a name with one character more (FNV-1a).</summary>
    public static uint Next(uint hash, char sign) => (hash ^ sign) * 16777619;

    /// <summary>The number of a name.</summary>
    public int IdOf(string name) => IdOf(name, 0, name.Length, HashOf(name));

    /// <summary>The number of a name that nothing may have been asked about, or -1.</summary>
    public int Find(string name) => Find(name, 0, name.Length, HashOf(name));

    /// <summary>The number of a name in a text, whose hash is known.</summary>
    public int IdOf(string text, int start, int length, uint hash)
    {
        var id = Find(text, start, length, hash);
        if (id >= 0)
        {
            return id;
        }

        if (names.Count == buckets.Length)
        {
            Grow();
        }

        ref var bucket = ref buckets[hash & (buckets.Length - 1)];
        names.Add((text.Substring(start, length), hash, bucket - 1));
        bucket = names.Count;
        return names.Count - 1;
    }

    private int Find(string text, int start, int length, uint hash)
    {
        for (var id = buckets[hash & (buckets.Length - 1)] - 1; id >= 0; id = names[id].Next)
        {
            var (name, known, _) = names[id];
            if (known == hash && name.Length == length && string.CompareOrdinal(text, start, name, 0, length) == 0)
            {
                return id;
            }
        }

        return -1;
    }

    private static uint HashOf(string name)
    {
        var hash = Seed;
        foreach (var sign in name)
        {
            hash = Next(hash, sign);
        }

        return hash;
    }

    private void Grow()
    {
        buckets = new int[buckets.Length * 2];
        for (var id = 0; id < names.Count; id++)
        {
            var (name, hash, _) = names[id];
            ref var bucket = ref buckets[hash & (buckets.Length - 1)];
            names[id] = (name, hash, bucket - 1);
            bucket = id + 1;
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace PlatformGuard.Core.Manifests;

/// <summary>Finds what an unknown word was probably meant to be.</summary>
internal sealed class KeySuggestions(Schema root, Schema? alternative, string document)
{
    /// <summary>Longer words are no slip of the fingers, and comparing them costs.</summary>
    private const int LongestWord = 40;

    private Dictionary<string, List<string>>? places;

    /// <summary>The message about a key that the mapping at <paramref name="path"/> may not have.</summary>
    public string UnknownKey(Schema schema, string key, string path)
    {
        var where = SchemaWords.Subject(path, document);
        var shown = SchemaWords.Shown(key);
        if (schema.PatternProperties.Count > 0)
        {
            return $"'{shown}' does not fit {where}, which holds {schema.Title ?? "other names"}";
        }

        var complaint = $"'{shown}' is not a key of {where}; ";
        return Sibling(schema, key, path) is { } sibling ? complaint + $"did you mean '{sibling}'?"
            : Elsewhere(Normal(key), path) is { } place ? complaint + "it belongs under " + place
            : complaint + "known are " + string.Join(", ", schema.Properties.Keys);
    }

    /// <summary>The key of the same mapping that was probably meant; null when there is none, or when the word as it stands is a key of another one.</summary>
    public string? Sibling(Schema schema, string key, string path)
    {
        var normal = Normal(key);
        return schema.Properties.Keys.FirstOrDefault(name => Normalize(name) == normal)
            ?? (Elsewhere(normal, path) is null ? Nearest(key, schema.Properties.Keys) : null);
    }

    /// <summary>The words <c>; did you mean 'x'?</c>, or nothing.</summary>
    public static string DidYouMean(string word, IReadOnlyList<string> known) => Nearest(word, known) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    /// <summary>The known word nearest to <paramref name="word"/>: equal but for letter case, separators and plural, or with few slips. Null when none is near.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > LongestWord)
        {
            return null;
        }

        var folded = Fold(word);
        string? nearest = null;
        var fewest = int.MaxValue;
        foreach (var candidate in known)
        {
            var other = Fold(candidate);
            var slips = Singular(folded) == Singular(other) ? 0 : Distance(folded, other);
            if (slips < fewest && slips <= Math.Max(folded.Length, other.Length) / 3)
            {
                nearest = candidate;
                fewest = slips;
            }
        }

        return nearest;
    }

    /// <summary>The one place where the key is allowed, nearest to the top; null when there is none, or several.</summary>
    private string? Elsewhere(string normal, string path)
    {
        // An unknown key in the item of a list rather belongs to the item.
        if (normal.Length == 0 || path.Contains('[', StringComparison.Ordinal))
        {
            return null;
        }

        if (places is null)
        {
            places = new Dictionary<string, List<string>>(StringComparer.Ordinal);
            Collect(root, "", 0);
            if (alternative is not null)
            {
                Collect(alternative, "", 0);
            }
        }

        if (!places.TryGetValue(normal, out var found))
        {
            return null;
        }

        var depth = found.Min(Depth);
        var nearest = found.Where(place => Depth(place) == depth && place != path).Distinct(StringComparer.Ordinal).ToList();
        return nearest is [var only] ? only.Length == 0 ? "the top level" : "'" + only + "'" : null;
    }

    private static int Depth(string path) => path.Length == 0 ? 0 : path.Count(static character => character == '.') + 1;

    /// <summary>Notes for each key the mappings that may hold it. Lists and named groups are left out: there the key would need more around it.</summary>
    private void Collect(Schema schema, string path, int depth)
    {
        if (depth > 8)
        {
            return;
        }

        foreach (var (key, member) in schema.Properties)
        {
            var normal = Normalize(key);
            if (!places!.TryGetValue(normal, out var list))
            {
                places.Add(normal, list = []);
            }

            list.Add(path);
            Collect(member, SchemaWords.Join(path, key), depth + 1);
        }
    }

    private static string Normal(string key) => key.Length > LongestWord ? "" : Normalize(key);

    /// <summary>The word without letter case, separators and plural.</summary>
    private static string Normalize(string word) => Singular(Fold(word));

    /// <summary>The word without letter case and separators.</summary>
    private static string Fold(string word)
    {
        var folded = new StringBuilder(word.Length);
        foreach (var character in word)
        {
            if (character is not ('_' or '-' or ' ' or '.'))
            {
                folded.Append(char.ToLowerInvariant(character));
            }
        }

        return folded.ToString();
    }

    private static string Singular(string word) => word.Length > 3 && word[^1] == 's' && word[^2] != 's' ? word[..^1] : word;

    /// <summary>Slips between two words: a letter too many, too few, wrong, or two neighbours exchanged (optimal string alignment).</summary>
    private static int Distance(string left, string right)
    {
        var before = new int[right.Length + 1];
        var previous = new int[right.Length + 1];
        var current = new int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++)
        {
            previous[column] = column;
        }

        for (var row = 1; row <= left.Length; row++)
        {
            current[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var cost = left[row - 1] == right[column - 1] ? 0 : 1;
                current[column] = Math.Min(Math.Min(current[column - 1], previous[column]) + 1, previous[column - 1] + cost);
                if (row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1])
                {
                    current[column] = Math.Min(current[column], before[column - 2] + 1);
                }
            }

            (before, previous, current) = (previous, current, before);
        }

        return previous[right.Length];
    }
}

using System;
using System.Text.Json;
using System.Threading;

namespace PlatformGuard.Core.Reading;

/// <summary>Keys and short values, which all files of a format repeat, as one object each: most of what stays in memory of a parsed file is its words.</summary>
/// <remarks>
/// A table of fixed size in which a new text takes the place of another with the same hash: it never grows, whatever the files hold. Threads may
/// overwrite each other's entries; the worst that comes of it is a second copy.
/// </remarks>
internal static class RepeatedText
{
    private const int Longest = 32;
    private const int Slots = 4096;

    private static readonly string?[] Table = new string?[Slots];

    /// <summary>The text, or an equal one that is known already.</summary>
    public static string Of(string text)
    {
        if (text.Length is 0 or > Longest)
        {
            return text;
        }

        ref var slot = ref SlotOf(text);
        if (Volatile.Read(ref slot) is { } known && known == text)
        {
            return known;
        }

        Volatile.Write(ref slot, text);
        return text;
    }

    /// <summary>The string at which the reader stands.</summary>
    public static string Of(in Utf8JsonReader reader)
    {
        if (reader.HasValueSequence || reader.ValueSpan.Length > Longest)
        {
            return reader.GetString()!;
        }

        Span<char> buffer = stackalloc char[Longest];
        var text = buffer[..reader.CopyString(buffer)];
        ref var slot = ref SlotOf(text);
        if (Volatile.Read(ref slot) is { } known && text.SequenceEqual(known))
        {
            return known;
        }

        var made = text.ToString();
        Volatile.Write(ref slot, made);
        return made;
    }

    private static ref string? SlotOf(ReadOnlySpan<char> text) => ref Table[string.GetHashCode(text) & (Slots - 1)];
}

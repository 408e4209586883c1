using System;
using System.Text;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>Turns the bytes of a file into text: byte order marks are honoured, everything else is UTF-8.</summary>
internal static class TextDecoder
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    private static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Whether the content is no text: a zero byte among the first 8,000 and no mark of a wide encoding.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> bytes) => Wide(bytes) is null && bytes[..Math.Min(bytes.Length, 8000)].Contains((byte)0);

    /// <summary>The content behind a UTF-8 mark; null when it has to be transcoded first.</summary>
    public static ReadOnlyMemory<byte>? AsUtf8(ReadOnlyMemory<byte> bytes)
    {
        if (Wide(bytes.Span) is not null)
        {
            return null;
        }

        return bytes.Span.StartsWith(Utf8Mark) ? bytes[Utf8Mark.Length..] : bytes;
    }

    /// <summary>Decodes. Bytes that are not text become U+FFFD; <paramref name="invalidAt"/> tells the place of the first one.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes, out Position? invalidAt)
    {
        invalidAt = null;
        if (Wide(bytes) is { } wide)
        {
            return wide.GetString(bytes[wide.Preamble.Length..]);
        }

        if (bytes.StartsWith(Utf8Mark))
        {
            bytes = bytes[Utf8Mark.Length..];
        }

        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            invalidAt = FirstInvalid(bytes);
        }

        return Utf8.GetString(bytes);
    }

    /// <summary>Decodes into a buffer of at least as many characters as there are bytes. Bytes that are not text become U+FFFD.</summary>
    /// <returns>How many characters there are.</returns>
    public static int Decode(ReadOnlySpan<byte> bytes, Span<char> characters) => Wide(bytes) is { } wide
        ? wide.GetChars(bytes[wide.Preamble.Length..], characters)
        : Utf8.GetChars(bytes.StartsWith(Utf8Mark) ? bytes[Utf8Mark.Length..] : bytes, characters);

    private static Encoding? Wide(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
        [0xFF, 0xFE, ..] => Encoding.Unicode,
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
        _ => null,
    };

    private static Position FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        var low = 0;
        while (low < bytes.Length)
        {
            var status = Rune.DecodeFromUtf8(bytes[low..], out _, out var consumed);
            if (status != System.Buffers.OperationStatus.Done)
            {
                break;
            }

            low += consumed;
        }

        var before = bytes[..low];
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return new Position(before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }
}

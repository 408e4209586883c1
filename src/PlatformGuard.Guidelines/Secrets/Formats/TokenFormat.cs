using System;
using System.Collections.Generic;
using PlatformGuard.Guidelines.Secrets.Names;

namespace PlatformGuard.Guidelines.Secrets.Formats;

/// <summary>The form of one issuer's tokens: a fixed beginning and a body of known alphabet and length.</summary>
/// <remarks>
/// The body is written as a sequence of parts: a class of characters with how often it occurs (<c>h{32}</c>, <c>w{20,}</c>), or a fixed text in
/// single quotes. Classes: <c>d</c> digits, <c>h</c> lower-case hexadecimal, <c>H</c> hexadecimal, <c>l</c> lower-case letters and digits,
/// <c>u</c> upper-case letters and digits, <c>a</c> letters and digits, <c>L</c> letters, <c>w</c> letters, digits, <c>_</c> and <c>-</c>,
/// <c>b</c> base64. A part takes as many characters as it can; tokens need no going back.
/// </remarks>
internal sealed class TokenFormat
{
    private readonly List<Part> parts = [];
    private readonly Func<string, int, int, bool>? verify;

    /// <param name="kind">What it is, in words that may be shown.</param>
    /// <param name="prefix">The fixed beginning.</param>
    /// <param name="body">The rest.</param>
    /// <param name="verify">Checks a checksum or structure: text, start and length of the whole token.</param>
    public TokenFormat(string kind, string prefix, string body, Func<string, int, int, bool>? verify = null)
    {
        Kind = kind;
        Prefix = prefix;
        this.verify = verify;
        Parse(body);
    }

    /// <summary>What it is.</summary>
    public string Kind { get; }

    /// <summary>Whether a checksum is checked, which invented text does not have.</summary>
    public bool HasChecksum => verify == TokenChecksum.IsBase62Crc32;

    /// <summary>The fixed beginning.</summary>
    public string Prefix { get; }

    /// <summary>Length of the shortest token of this form.</summary>
    public int ShortestLength
    {
        get
        {
            var length = Prefix.Length;
            foreach (var part in parts)
            {
                length += part.Fixed?.Length ?? part.Least;
            }

            return length;
        }
    }

    /// <summary>The parts of the body.</summary>
    internal IReadOnlyList<Part> Parts => parts;

    /// <summary>Length of the token that stands at <paramref name="start"/>, where the prefix was already seen; 0 when there is none.</summary>
    public int Match(string text, int start)
    {
        var at = start + Prefix.Length;
        var last = default(Part);
        foreach (var part in parts)
        {
            last = part;
            if (part.Fixed is { } literal)
            {
                if (!Ascii.StartsWith(text, at, literal))
                {
                    return 0;
                }

                at += literal.Length;
                continue;
            }

            var from = at;
            while (at < text.Length && at - from < part.Most && IsIn(part.Class, text[at]))
            {
                at++;
            }

            if (at - from < part.Least)
            {
                return 0;
            }
        }

        // A longer run of the same characters is something else.
        if (at < text.Length && (last.Fixed is null ? IsIn(last.Class, text[at]) : Ascii.IsLetterOrDigit(text[at])))
        {
            return 0;
        }

        // Punctuation that ends a sentence belongs to the sentence.
        while (text[at - 1] is '-' or '_' && last.Most == int.MaxValue && at - start > Prefix.Length + last.Least)
        {
            at--;
        }

        return verify is null || verify(text, start, at - start) ? at - start : 0;
    }

    private static bool IsIn(char @class, char c) => @class switch
    {
        'd' => Ascii.IsDigit(c),
        'h' => Ascii.IsLowerHex(c),
        'H' => Ascii.IsHex(c),
        'l' => Ascii.IsDigit(c) || Ascii.IsLower(c),
        'u' => Ascii.IsDigit(c) || Ascii.IsUpper(c),
        'a' => Ascii.IsLetterOrDigit(c),
        'L' => Ascii.IsLetter(c),
        'w' => Ascii.IsLetterOrDigit(c) || c is '_' or '-',
        _ => Ascii.IsLetterOrDigit(c) || c is '+' or '/' or '=',
    };

    private void Parse(string body)
    {
        var at = 0;
        while (at < body.Length)
        {
            if (body[at] == '\'')
            {
                var close = body.IndexOf('\'', at + 1);
                parts.Add(new Part('\0', 0, 0, body.Substring(at + 1, close - at - 1)));
                at = close + 1;
                continue;
            }

            var @class = body[at];
            var end = body.IndexOf('}', at);
            var comma = body.IndexOf(',', at, end - at);
            var least = Number(body, at + 2, comma < 0 ? end : comma);
            var most = comma < 0 ? least : comma + 1 == end ? int.MaxValue : Number(body, comma + 1, end);
            parts.Add(new Part(@class, least, most, null));
            at = end + 1;
        }
    }

    private static int Number(string body, int from, int end)
    {
        var number = 0;
        for (var i = from; i < end; i++)
        {
            number = (number * 10) + (body[i] - '0');
        }

        return number;
    }

    /// <summary>One part of the body.</summary>
    internal readonly record struct Part(char Class, int Least, int Most, string? Fixed);
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace PlatformGuard.Core.Tests.Robustness;

/// <summary>Broken and hostile variants of an input. The same seed gives the same variants.</summary>
internal static class Mutation
{
    private static readonly byte[][] Fragments =
    [
        [0], [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF], [0xC2, 0x85], [0xE2, 0x80, 0xA8], [0xE2, 0x80, 0xAE],
        .. ((string[])["\r", "\r\n", "\t", "\n---\n", "\n...\n", "- ", ": ", "? ", "&a ", "*a ", "<<: *a\n", "!!binary ", "!reference [", "|\n", ">-\n", "'", "\"", "\"\"\"", "`", "{", "}", "[", "]", "{{", "}}", "${", "\\", "\\u", "\\ud800", "#", "//", "/*", "*/", "<!--", "-->", "<![CDATA[", "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "%", "<<EOF\n", "=", ";", ",", "\0", "999999999999999999999999", "1e999999", "-", "~", "null", "platformguard:allow PG3004 reason=\"x\""])
            .Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>The input cut off at <paramref name="count"/> places, evenly over its length.</summary>
    public static IEnumerable<byte[]> Truncations(byte[] input, int count)
    {
        var step = Math.Max(1, input.Length / count);
        for (var length = step; length < input.Length; length += step)
        {
            yield return input[..length];
        }
    }

    /// <summary>The input with one to four random changes: a flipped bit, a removed, repeated or moved piece, an inserted fragment, the middle of another input.</summary>
    public static byte[] Random(byte[] input, byte[] other, Random random)
    {
        var bytes = input.ToList();
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at = random.Next(bytes.Count + 1);
            var length = Math.Min(random.Next(1, 40), bytes.Count - at);
            switch (random.Next(6))
            {
                case 0 when at < bytes.Count:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.RemoveRange(at, length);
                    break;
                case 2:
                    var piece = bytes.GetRange(at, length);
                    for (var times = random.Next(1, 200); times > 0; times--)
                    {
                        bytes.InsertRange(at, piece);
                    }

                    break;
                case 3:
                    bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                    break;
                case 4 when other.Length > 0:
                    var start = random.Next(other.Length);
                    bytes.InsertRange(at, other.Skip(start).Take(random.Next(200)));
                    break;
                default:
                    bytes.InsertRange(at, Fragments[random.Next(Fragments.Length)]);
                    break;
            }
        }

        return [.. bytes];
    }
}

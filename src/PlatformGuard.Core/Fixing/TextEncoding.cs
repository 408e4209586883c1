using System.Text;

namespace PlatformGuard.Core.Fixing;

/// <summary>Writes a text in the encoding of the file it came from, its byte order mark included.</summary>
internal static class TextEncoding
{
    public static byte[] Encode(byte[] original, string text)
    {
        Encoding encoding = original switch
        {
            [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF32,
            [0xFF, 0xFE, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode,
            [0xEF, 0xBB, 0xBF, ..] => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true),
            _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
        };
        return [.. encoding.GetPreamble(), .. encoding.GetBytes(text)];
    }
}

using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace PlatformGuard.Guidelines.Options;

/// <summary>
/// Text inside the value of an analyzer option: every character apart from ASCII letters, digits, <c>.</c>, <c>_</c>, <c>-</c> and <c>:</c>
/// is percent-encoded UTF-8, which leaves the other signs to separate fields.
/// </summary>
/// <remarks>A global analyzer configuration takes <c>;</c> and <c>#</c> for the beginning of a comment even within a value, so neither may be a separator.</remarks>
internal static class OptionText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a value.</summary>
    public static void AppendEscaped(StringBuilder text, string value)
    {
        foreach (var octet in Encoding.UTF8.GetBytes(value))
        {
            if (IsPlain((char)octet))
            {
                text.Append((char)octet);
            }
            else
            {
                text.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>Reads a value.</summary>
    /// <returns>Whether it has the form that <see cref="AppendEscaped"/> writes.</returns>
    public static bool TryUnescape(string value, out string plain)
    {
        plain = "";
        var octets = new List<byte>(value.Length);
        for (var index = 0; index < value.Length; index++)
        {
            if (IsPlain(value[index]))
            {
                octets.Add((byte)value[index]);
            }
            else if (value[index] == '%' && index + 2 < value.Length
                && byte.TryParse(value.Substring(index + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            {
                octets.Add(octet);
                index += 2;
            }
            else
            {
                return false;
            }
        }

        try
        {
            plain = Utf8.GetString(octets.ToArray());
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    /// <summary>Writes values with <c>+</c> between them.</summary>
    public static void AppendList(StringBuilder text, IReadOnlyList<string> items)
    {
        for (var index = 0; index < items.Count; index++)
        {
            if (index > 0)
            {
                text.Append('+');
            }

            AppendEscaped(text, items[index]);
        }
    }

    /// <summary>Reads what <see cref="AppendList"/> writes.</summary>
    public static bool TryReadList(string value, out IReadOnlyList<string> items)
    {
        items = [];
        if (value.Length == 0)
        {
            return true;
        }

        var read = new List<string>();
        foreach (var part in value.Split('+'))
        {
            if (!TryUnescape(part, out var item))
            {
                return false;
            }

            read.Add(item);
        }

        items = read;
        return true;
    }

    private static bool IsPlain(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '-' or ':';
}

using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>
/// The value of the analyzer option <c>platformguard.own_stores</c>, which carries the manifest's <c>spec.storage</c> into the compiler.
/// </summary>
/// <remarks>
/// A store is <c>name|host+host|database|key+key</c>, stores are separated by commas, and every character apart from ASCII letters,
/// digits, <c>.</c>, <c>_</c>, <c>-</c> and <c>:</c> is percent-encoded UTF-8. A global analyzer configuration takes <c>;</c> and
/// <c>#</c> for the beginning of a comment even within a value, so neither may be a separator.
/// </remarks>
public static class OwnStoreOption
{
    /// <summary>Name of the option.</summary>
    public const string Key = "platformguard.own_stores";

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes stores as the option's value: one line, ASCII only.</summary>
    public static string Encode(IEnumerable<OwnStore> stores)
    {
        var text = new StringBuilder();
        foreach (var store in stores)
        {
            if (text.Length > 0)
            {
                text.Append(',');
            }

            AppendEscaped(text, store.Name);
            text.Append('|');
            AppendList(text, store.Hosts);
            text.Append('|');
            AppendEscaped(text, store.Database ?? "");
            text.Append('|');
            AppendList(text, store.Configuration);
        }

        return text.ToString();
    }

    /// <summary>Reads the option's value. An empty value means no store.</summary>
    /// <returns>Whether <paramref name="value"/> has the form that <see cref="Encode"/> writes; otherwise there are no stores at all.</returns>
    public static bool TryDecode(string value, out IReadOnlyList<OwnStore> stores)
    {
        stores = [];
        if (value.Trim().Length == 0)
        {
            return true;
        }

        var read = new List<OwnStore>();
        foreach (var entry in value.Split(','))
        {
            var fields = entry.Trim().Split('|');
            if (fields.Length != 4
                || !TryUnescape(fields[0], out var name)
                || !TryReadList(fields[1], out var hosts)
                || !TryUnescape(fields[2], out var database)
                || !TryReadList(fields[3], out var configuration))
            {
                return false;
            }

            read.Add(new OwnStore(name, hosts, database.Length == 0 ? null : database, configuration));
        }

        stores = read;
        return true;
    }

    private static void AppendList(StringBuilder text, IReadOnlyList<string> items)
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

    private static void AppendEscaped(StringBuilder text, string value)
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

    private static bool TryReadList(string value, out IReadOnlyList<string> items)
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

    private static bool TryUnescape(string value, out string plain)
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

    private static bool IsPlain(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '-' or ':';
}

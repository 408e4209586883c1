using System.Collections.Generic;
using System.Text;
using PlatformGuard.Guidelines.Options;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>
/// The value of the analyzer option <c>platformguard.main_stores</c>, which carries the main datastores of the platform's policy into the compiler.
/// </summary>
/// <remarks>
/// A store is <c>name|host+host|database+database|key+key</c>, stores are separated by commas, and every other sign, the <c>*</c> of patterns
/// included, is percent-encoded UTF-8.
/// </remarks>
public static class MainStoreOption
{
    /// <summary>Name of the option.</summary>
    public const string Key = "platformguard.main_stores";

    /// <summary>Writes stores as the option's value: one line, ASCII only.</summary>
    public static string Encode(IEnumerable<MainStore> stores)
    {
        var text = new StringBuilder();
        foreach (var store in stores)
        {
            if (text.Length > 0)
            {
                text.Append(',');
            }

            OptionText.AppendEscaped(text, store.Name);
            foreach (var list in (IReadOnlyList<string>[])[store.Hosts, store.Databases, store.Configuration])
            {
                text.Append('|');
                OptionText.AppendList(text, list);
            }
        }

        return text.ToString();
    }

    /// <summary>Reads the option's value. An empty value means no store.</summary>
    /// <returns>Whether <paramref name="value"/> has the form that <see cref="Encode"/> writes; otherwise there are no stores at all.</returns>
    public static bool TryDecode(string value, out IReadOnlyList<MainStore> stores)
    {
        stores = [];
        if (value.Trim().Length == 0)
        {
            return true;
        }

        var read = new List<MainStore>();
        foreach (var entry in value.Split(','))
        {
            var fields = entry.Trim().Split('|');
            if (fields.Length != 4
                || !OptionText.TryUnescape(fields[0], out var name)
                || !OptionText.TryReadList(fields[1], out var hosts)
                || !OptionText.TryReadList(fields[2], out var databases)
                || !OptionText.TryReadList(fields[3], out var configuration))
            {
                return false;
            }

            read.Add(new MainStore(name, hosts, databases, configuration));
        }

        stores = read;
        return true;
    }
}

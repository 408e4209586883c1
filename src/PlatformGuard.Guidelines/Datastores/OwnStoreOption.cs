using System.Collections.Generic;
using System.Text;
using PlatformGuard.Guidelines.Options;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>
/// The value of the analyzer option <c>platformguard.own_stores</c>, which carries the manifest's <c>spec.storage</c> into the compiler.
/// </summary>
/// <remarks>
/// A store is <c>name|host+host|database|key+key|kind</c>, stores are separated by commas, and every other sign is percent-encoded UTF-8.
/// </remarks>
public static class OwnStoreOption
{
    /// <summary>Name of the option.</summary>
    public const string Key = "platformguard.own_stores";

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

            OptionText.AppendEscaped(text, store.Name);
            text.Append('|');
            OptionText.AppendList(text, store.Hosts);
            text.Append('|');
            OptionText.AppendEscaped(text, store.Database ?? "");
            text.Append('|');
            OptionText.AppendList(text, store.Configuration);
            text.Append('|');
            OptionText.AppendEscaped(text, store.Kind);
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
            var kind = "";
            if (fields.Length is not (4 or 5)
                || !OptionText.TryUnescape(fields[0], out var name)
                || !OptionText.TryReadList(fields[1], out var hosts)
                || !OptionText.TryUnescape(fields[2], out var database)
                || !OptionText.TryReadList(fields[3], out var configuration)
                || (fields.Length == 5 && !OptionText.TryUnescape(fields[4], out kind)))
            {
                return false;
            }

            read.Add(new OwnStore(name, hosts, database.Length == 0 ? null : database, configuration) { Kind = kind });
        }

        stores = read;
        return true;
    }
}

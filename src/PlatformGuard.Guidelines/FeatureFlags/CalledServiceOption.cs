using System.Collections.Generic;
using System.Text;
using PlatformGuard.Guidelines.Options;

namespace PlatformGuard.Guidelines.FeatureFlags;

/// <summary>A service that the main application calls, as its manifest declares it.</summary>
/// <param name="Name">Name of the service.</param>
/// <param name="Client">Documentation id of its client type or namespace, or null.</param>
/// <param name="Flag">The feature flag that calls need, or null for any.</param>
/// <param name="Urls">Addresses under which it is called.</param>
public sealed record CalledServiceEntry(string Name, string? Client, string? Flag, IReadOnlyList<string> Urls);

/// <summary>The value of the analyzer option <c>platformguard.services</c>, which carries the manifest's <c>spec.services</c> into the compiler.</summary>
/// <remarks>A service is <c>name|client|flag|url+url</c>, services are separated by commas, and every other sign is percent-encoded UTF-8.</remarks>
public static class CalledServiceOption
{
    /// <summary>Name of the option.</summary>
    public const string Key = "platformguard.services";

    /// <summary>Writes services as the option's value: one line, ASCII only.</summary>
    public static string Encode(IEnumerable<CalledServiceEntry> services)
    {
        var text = new StringBuilder();
        foreach (var service in services)
        {
            text.Append(text.Length > 0 ? "," : "");
            OptionText.AppendEscaped(text, service.Name);
            text.Append('|');
            OptionText.AppendEscaped(text, service.Client ?? "");
            text.Append('|');
            OptionText.AppendEscaped(text, service.Flag ?? "");
            text.Append('|');
            for (var index = 0; index < service.Urls.Count; index++)
            {
                text.Append(index > 0 ? "+" : "");
                OptionText.AppendEscaped(text, service.Urls[index]);
            }
        }

        return text.ToString();
    }

    /// <summary>Reads the option's value. An entry that does not have the form that <see cref="Encode"/> writes is left out.</summary>
    public static IReadOnlyList<CalledServiceEntry> Decode(string value)
    {
        var services = new List<CalledServiceEntry>();
        foreach (var entry in value.Split(','))
        {
            var fields = entry.Trim().Split('|');
            if (fields.Length == 4
                && OptionText.TryUnescape(fields[0], out var name)
                && OptionText.TryUnescape(fields[1], out var client)
                && OptionText.TryUnescape(fields[2], out var flag)
                && TryReadUrls(fields[3], out var urls))
            {
                services.Add(new(name, client.Length == 0 ? null : client, flag.Length == 0 ? null : flag, urls));
            }
        }

        return services;
    }

    private static bool TryReadUrls(string value, out List<string> urls)
    {
        urls = [];
        foreach (var part in value.Length == 0 ? [] : value.Split('+'))
        {
            if (!OptionText.TryUnescape(part, out var url))
            {
                return false;
            }

            urls.Add(url);
        }

        return true;
    }
}

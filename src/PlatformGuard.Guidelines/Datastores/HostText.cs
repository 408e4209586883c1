using System.Collections.Generic;
using System.Globalization;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>Reads <c>host</c>, <c>host:port</c> and <c>[address]:port</c> out of a masked text.</summary>
internal static class HostText
{
    /// <summary>Longest name the domain name system allows, and a little for a socket's path.</summary>
    private const int MaxLength = 260;

    /// <summary>Reads one endpoint. Null when the text is none or wholly a template.</summary>
    public static Endpoint? Read(string text)
    {
        text = text.Trim();
        if (text.Length is 0 or > MaxLength)
        {
            return null;
        }

        if (text[0] == '[')
        {
            var close = text.IndexOf(']');
            return close > 1 ? new Endpoint(text.Substring(1, close - 1), Port(text, close + 1)) : null;
        }

        var colon = text.LastIndexOf(':');
        if (colon >= 0 && text.IndexOf(':') == colon)
        {
            return IsHost(text.Substring(0, colon)) ? new Endpoint(Templates.Show(text.Substring(0, colon)), Port(text, colon)) : null;
        }

        return IsHost(text) ? new Endpoint(Templates.Show(text), null) : null;
    }

    /// <summary>Reads endpoints separated by commas.</summary>
    public static IReadOnlyList<Endpoint> ReadList(string text)
    {
        var endpoints = new List<Endpoint>();
        foreach (var part in text.Split(','))
        {
            if (Read(part) is { } endpoint)
            {
                endpoints.Add(endpoint);
            }
        }

        return endpoints;
    }

    /// <summary>Whether the text can be a host: a name, an address, a socket's path; not wholly a template.</summary>
    public static bool IsHost(string text)
    {
        if (text.Length is 0 or > MaxLength)
        {
            return false;
        }

        var known = false;
        var isPath = text[0] is '/' or '@';
        var isAddress = text.IndexOf(':') >= 0;
        foreach (var c in text)
        {
            var isLetter = c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9');
            if (!isLetter && c is not ('.' or '-' or '_' or Templates.Mark) && !(isPath && c is '/' or '@') && !(isAddress && c == ':'))
            {
                return false;
            }

            known |= isLetter;
        }

        return known;
    }

    private static int? Port(string text, int colon) =>
        colon < text.Length && text[colon] == ':'
        && int.TryParse(text.Substring(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? port
            : null;
}

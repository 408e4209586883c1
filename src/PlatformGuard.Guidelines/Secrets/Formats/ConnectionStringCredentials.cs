using System;
using PlatformGuard.Guidelines.Secrets.Names;
using PlatformGuard.Guidelines.Secrets.Values;

namespace PlatformGuard.Guidelines.Secrets.Formats;

/// <summary>
/// Finds the password or key in <c>key=value</c> strings: ADO.NET and ODBC (separated by <c>;</c>), StackExchange.Redis (by <c>,</c>) and
/// libpq (by spaces).
/// </summary>
internal static class ConnectionStringCredentials
{
    /// <summary>What stands between a key and its value.</summary>
    public const string Sign = "=";

    private enum Key
    {
        Unknown,
        Password,
        AccountKey,
        Signature,
        User,
        Host,
        Other,
    }

    private static readonly WordMap<Key> Keys = new(
        ("password pwd sslpassword keystorepassword truststorepassword", Key.Password),
        ("accountkey sharedaccesskey sharedsecretvalue", Key.AccountKey),
        ("sharedaccesssignature", Key.Signature),
        ("user userid uid username usr", Key.User),
        ("host server datasource address addr networkaddress endpoint", Key.Host),
        ("database databasename initialcatalog db dbname driver port accountname sharedaccesskeyname defaultendpointsprotocol endpointsuffix accountendpoint ssl sslmode allowadmin abortconnect connecttimeout synctimeout defaultdatabase persistsecurityinfo trustservercertificate multipleactiveresultsets encrypt pooling protocol dsn provider integratedsecurity hostname virtualhost blobendpoint entitypath", Key.Other));

    /// <summary>The first password in a value that is a connection string as a whole, or null.</summary>
    public static SecretVerdict? Find(string value)
    {
        var first = value.IndexOf(Sign, StringComparison.Ordinal);
        if (first < 0)
        {
            return null;
        }

        var semicolon = value.IndexOf(';') >= 0;
        return Find(value, semicolon ? ';' : value.IndexOf(',') >= 0 ? ',' : ' ');
    }

    private static SecretVerdict? Find(string value, char separator)
    {
        var known = 0;
        var host = "";
        (int Start, int Length) user = default;
        (int Start, int Length) secret = default;
        var kind = Key.Unknown;
        var at = 0;
        while (at < value.Length)
        {
            var pair = NextPair(value, at, separator);
            at = pair.Next;
            if (pair.KeyLength == 0)
            {
                // StackExchange.Redis begins with its endpoints.
                host = separator == ',' && host.Length == 0 ? HostOnly(value, pair.ValueStart, pair.ValueLength) : host;
                known += separator == ',' && pair.ValueLength > 0 ? 1 : 0;
                continue;
            }

            var key = KeyOf(value, pair.KeyStart, pair.KeyLength);
            known += key == Key.Unknown ? 0 : 1;
            if (key == Key.Host)
            {
                host = HostOnly(value, pair.ValueStart, pair.ValueLength);
            }
            else if (key == Key.User)
            {
                user = (pair.ValueStart, pair.ValueLength);
            }
            else if (key is Key.Password or Key.AccountKey or Key.Signature && secret.Length == 0 && pair.ValueLength > 0)
            {
                secret = (pair.ValueStart, pair.ValueLength);
                kind = key;
            }
        }

        return known >= 2 && secret.Length > 0 ? Judge(value, secret, user, host, kind) : null;
    }

    private static SecretVerdict? Judge(string value, (int Start, int Length) secret, (int Start, int Length) user, string host, Key kind)
    {
        if (kind != Key.Password)
        {
            var isKey = secret.Length >= 40 && !Placeholders.IsTemplate(value, secret.Start, secret.Length) && TokenFinder.IsPlausible(value, secret.Start, secret.Length);
            return isKey ? new SecretVerdict(kind == Key.Signature ? "Azure shared access signature" : "Azure account key", secret.Start, secret.Length) : null;
        }

        var isSame = secret.Length == user.Length && string.Compare(value, secret.Start, value, user.Start, secret.Length, StringComparison.OrdinalIgnoreCase) == 0;
        return (isSame && ThrowAway.IsLocalHost(host)) || !PasswordValue.IsRealInSlot(value, secret.Start, secret.Length)
            ? null
            : new SecretVerdict("password in a connection string", secret.Start, secret.Length);
    }

    /// <summary>The key without regard to spaces and underscores inside: <c>User Id</c>, <c>user_id</c> and <c>UserID</c> are one.</summary>
    private static Key KeyOf(string value, int start, int length)
    {
        if (length > 40)
        {
            return Key.Unknown;
        }

        var direct = Keys[value, start, length];
        if (direct != Key.Unknown || value.IndexOfAny([' ', '_'], start, length) < 0)
        {
            return direct;
        }

        var compact = new char[length];
        var count = 0;
        for (var i = start; i < start + length; i++)
        {
            if (value[i] is not (' ' or '_'))
            {
                compact[count++] = value[i];
            }
        }

        return Keys[new string(compact, 0, count)];
    }

    private static string HostOnly(string value, int start, int length)
    {
        var host = value.Substring(start, length).ToLowerInvariant();
        host = host.StartsWith("tcp:", StringComparison.Ordinal) ? host.Substring(4) : host;
        var end = host.IndexOfAny([':', ',', '\\', '/']);
        return end < 0 ? host : host.Substring(0, end);
    }

    private static Pair NextPair(string value, int at, char separator)
    {
        while (at < value.Length && value[at] is ' ' or '\t' or '\r' or '\n')
        {
            at++;
        }

        var equals = at;
        while (equals < value.Length && value[equals] != '=' && value[equals] != separator)
        {
            equals++;
        }

        if (equals >= value.Length || value[equals] == separator)
        {
            return new Pair(at, 0, at, equals - at, equals + 1);
        }

        var keyEnd = equals;
        while (keyEnd > at && value[keyEnd - 1] == ' ')
        {
            keyEnd--;
        }

        var start = equals + 1;
        while (start < value.Length && value[start] == ' ' && separator != ' ')
        {
            start++;
        }

        // A quoted or braced value may hold the separator.
        var quote = start < value.Length ? value[start] switch { '\'' => '\'', '"' => '"', '{' => '}', _ => '\0' } : '\0';
        var close = quote == '\0' ? -1 : value.IndexOf(quote, start + 1);
        if (close > start)
        {
            var after = value.IndexOf(separator, close);
            return new Pair(at, keyEnd - at, start + 1, close - start - 1, after < 0 ? value.Length : after + 1);
        }

        var end = value.IndexOf(separator, start);
        end = end < 0 ? value.Length : end;
        var valueEnd = end;
        while (valueEnd > start && value[valueEnd - 1] is ' ' or '\r' or '\n')
        {
            valueEnd--;
        }

        return new Pair(at, keyEnd - at, start, valueEnd - start, end + 1);
    }

    private readonly record struct Pair(int KeyStart, int KeyLength, int ValueStart, int ValueLength, int Next);
}

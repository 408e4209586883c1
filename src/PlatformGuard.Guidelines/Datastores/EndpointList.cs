using System;
using System.Collections.Generic;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary><c>host:port,host:port,password=…,ssl=true</c> of StackExchange.Redis and <c>password@host:port</c> of ServiceStack.Redis.</summary>
internal static class EndpointList
{
    private const int MaxParts = 200;

    // StackExchange.Redis.ConfigurationOptions.OptionKeys, and the options of FreeRedis and CSRedisCore that Redis strings are seen with.
    private static readonly HashSet<string> Options = new(StringComparer.OrdinalIgnoreCase)
    {
        "abortConnect", "allowAdmin", "asyncTimeout", "channelPrefix", "checkCertificateRevocation", "configChannel", "configCheckSeconds", "connectRetry", "connectTimeout",
        "defaultDatabase", "heartbeatConsistencyChecks", "heartbeatInterval", "highIntegrity", "keepAlive", "name", "password", "preserveAsyncOrder", "protocol", "proxy",
        "resolveDns", "responseTimeout", "sentinelPassword", "sentinelUser", "serviceName", "setlib", "ssl", "sslHost", "sslProtocols", "syncTimeout", "tiebreaker", "tunnel",
        "user", "version", "writeBuffer", "poolsize", "prefix", "clientName", "min poolsize", "max poolsize", "idleTimeout", "connectTimeout", "db", "isolationLevel",
    };

    public static ConnectionString? Parse(string masked)
    {
        if (masked.IndexOf(';') >= 0 || masked.IndexOf("://", StringComparison.Ordinal) >= 0)
        {
            return null;
        }

        var connection = new ConnectionString { Notation = ConnectionNotation.EndpointList };
        var endpoints = new List<Endpoint>();
        var options = 0;
        var ports = 0;
        var parts = 0;
        for (var start = 0; start <= masked.Length;)
        {
            var comma = masked.IndexOf(',', start);
            var end = comma < 0 ? masked.Length : comma;
            if (++parts > MaxParts || !ReadPart(masked, start, end, endpoints, ref connection, ref options, ref ports))
            {
                return null;
            }

            start = end + 1;
        }

        // Words separated by commas are no addresses: each needs a port, or there is an option that only Redis has.
        if (endpoints.Count == 0 || (options == 0 && ports < endpoints.Count))
        {
            return null;
        }

        return connection with { Kind = options > 0 ? DatastoreKind.Redis : connection.Kind, Endpoints = endpoints };
    }

    private static bool ReadPart(string text, int start, int end, List<Endpoint> endpoints, ref ConnectionString connection, ref int options, ref int ports)
    {
        var equals = text.IndexOf('=', start, end - start);
        if (equals >= 0)
        {
            var name = text.Substring(start, equals - start).Trim();
            options++;
            connection = Keywords.Apply(connection, Keywords.Of(name), text.Substring(equals + 1, end - equals - 1), new TextRange(equals + 1, end - equals - 1));
            return Options.Contains(name) && endpoints.Count > 0;
        }

        var at = end > start ? text.LastIndexOf('@', end - 1, end - start) : -1;
        var host = at < 0 ? start : at + 1;
        var address = text.Substring(host, end - host);
        if (address.Trim().Length == 0)
        {
            return at < 0;
        }

        var endpoint = HostText.Read(address);
        if (endpoint is null)
        {
            return address.Trim().Trim(Templates.Mark, ':').Length == 0;
        }

        if (at >= 0 && endpoint.Value.Port is null)
        {
            return false;
        }

        if (at > start)
        {
            // password@host:port or client:password@host:port
            var colon = text.IndexOf(':', start, at - start);
            var password = colon < 0 ? start : colon + 1;
            connection = connection with { Password = at > password ? new TextRange(password, at - password) : null, User = colon > start ? Templates.Show(text.Substring(start, colon - start).Trim()) : null };
        }

        // Image tags and times (redis:7, 10:30) look like a host and a port that no server listens on.
        ports += endpoint.Value.Port is > 1023 || IsTemplatePort(address) ? 1 : 0;
        endpoints.Add(endpoint.Value);
        return true;
    }

    private static bool IsTemplatePort(string address)
    {
        var colon = address.LastIndexOf(':');
        return colon > 0 && colon + 1 < address.Length && address.Substring(colon + 1).Trim(Templates.Mark, ' ').Length == 0;
    }
}

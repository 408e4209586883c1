using System;

namespace PlatformGuard.Guidelines.Secrets.Values;

/// <summary>Hosts that only the developer's machine or the same compose network can reach, and hosts reserved for documentation.</summary>
internal static class ThrowAway
{
    /// <summary>Whether a host (lower case) is this machine, or a bare name as containers of one network have it.</summary>
    public static bool IsLocalHost(string host) =>
        host.Length == 0
        || host.IndexOf('.') < 0
        || host is "127.0.0.1" or "0.0.0.0" or "host.docker.internal"
        || host.EndsWith(".localhost", StringComparison.Ordinal) || host.EndsWith(".local", StringComparison.Ordinal) || host.EndsWith(".test", StringComparison.Ordinal);

    /// <summary>Whether a host (lower case) is one of RFC 2606: nobody's.</summary>
    public static bool IsExampleHost(string host) =>
        host.EndsWith("example.com", StringComparison.Ordinal) || host.EndsWith("example.org", StringComparison.Ordinal) || host.EndsWith("example.net", StringComparison.Ordinal)
        || host.EndsWith(".example", StringComparison.Ordinal) || host.EndsWith(".invalid", StringComparison.Ordinal);
}

using System;
using System.Collections.Concurrent;
using PlatformGuard.Guidelines.Secrets;

namespace PlatformGuard.Analyzers.Secrets;

/// <summary>What names say about their values. A name is taken apart once: the same few come back at every call.</summary>
internal sealed class NameVerdicts
{
    private readonly ConcurrentDictionary<string, (bool Tells, bool IsCredential)> known = new(StringComparer.Ordinal);

    /// <summary>Whether the name says anything about its value. What has no name is told nothing of.</summary>
    public bool Tells(string? name) => name is not null && Of(name).Tells;

    /// <summary>Whether the value behind the name is a credential.</summary>
    public bool IsCredential(string name) => Of(name).IsCredential;

    private (bool Tells, bool IsCredential) Of(string name) =>
        known.TryGetValue(name, out var verdict) ? verdict : known.GetOrAdd(name, static name => (SecretName.MayBeCredential(name), SecretName.IsCredential(name)));
}

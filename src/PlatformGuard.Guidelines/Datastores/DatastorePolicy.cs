using System.Collections.Generic;

namespace PlatformGuard.Guidelines.Datastores;

/// <summary>Which datastores belong to the main application, and which ones the service declares as its own.</summary>
public sealed class DatastorePolicy
{
    /// <summary>The built-in main datastores and no own store.</summary>
    public static readonly DatastorePolicy Default = new([]);

    /// <summary>Makes a policy with the built-in main datastores.</summary>
    public DatastorePolicy(IReadOnlyList<OwnStore> ownStores) => OwnStores = ownStores;

    /// <summary>The stores that the service's manifest declares (<c>spec.storage</c>).</summary>
    public IReadOnlyList<OwnStore> OwnStores { get; }
}

/// <summary>A store the service declares as its own.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Hosts">Host names, without port.</param>
/// <param name="Database">Name of the database, or null.</param>
/// <param name="Configuration">Configuration keys and environment variables that hold its address.</param>
public sealed record OwnStore(string Name, IReadOnlyList<string> Hosts, string? Database, IReadOnlyList<string> Configuration);

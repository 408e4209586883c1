using System;
using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.Datastores;

/// <summary>
/// The parameters and properties of datastore clients that take a connection string, a host or the name of a database.
/// A slot is given as what must stand before a value to make it a connection string: nothing for a connection string or host,
/// <c>Database=</c> for the name of a database.
/// </summary>
internal static class DatastoreSlots
{
    private const string ConnectionOrHost = "";
    private const string DatabaseName = "Database=";

    /// <summary>The slot that a parameter is, or null.</summary>
    public static string? Of(IParameterSymbol parameter)
    {
        switch (parameter.Name)
        {
            case "configuration" or "hostAndPort":
                return IsString(parameter.Type) && TypeNames.IsWithin(parameter.ContainingType, "StackExchange.Redis") ? ConnectionOrHost : null;
            case "host":
                return IsString(parameter.Type) && (parameter.ContainingType?.Name is "DnsEndPoint" or "EndPointCollection" || IsRedisClient(parameter.ContainingType))
                    ? ConnectionOrHost : null;
            case "hostName":
                return parameter.ContainingType is { Name: "UriBuilder", ContainingNamespace.Name: "System" } ? ConnectionOrHost : null;
            case "hosts" or "readWriteHosts" or "readOnlyHosts" or "sentinelHosts":
                return TypeNames.IsWithin(parameter.ContainingType, "ServiceStack.Redis") ? ConnectionOrHost : null;
            case "connectionString" when parameter.Type.Name == "ConnectionStringBuilder":
                return ConnectionOrHost;
            default:
                return IsConnectionString(parameter.Name) && IsString(parameter.Type) ? ConnectionOrHost : null;
        }
    }

    /// <summary>The slot that a property is, or null.</summary>
    public static string? Of(IPropertySymbol property, PlatformContext platform)
    {
        if (!IsString(property.Type))
        {
            return null;
        }

        var type = property.ContainingType;
        return property.Name switch
        {
            "Host" or "Server" or "DataSource" => IsConnectionStringBuilder(type, platform) || IsRedisClient(type) || type is { Name: "UriBuilder", ContainingNamespace.Name: "System" }
                ? ConnectionOrHost : null,
            "Database" or "InitialCatalog" => IsConnectionStringBuilder(type, platform) ? DatabaseName : null,
            "Configuration" => TypeNames.IsWithin(type, "Microsoft.Extensions.Caching") || TypeNames.IsWithin(type, "Microsoft.AspNetCore") ? ConnectionOrHost : null,
            "ServiceName" => IsRedisClient(type) ? ConnectionOrHost : null,
            _ => IsConnectionString(property.Name) ? ConnectionOrHost : null,
        };
    }

    /// <summary>Whether a property is a slot, or an indexer whose key says whether it is one.</summary>
    public static bool MayBe(IPropertySymbol property, PlatformContext platform) =>
        Of(property, platform) is not null || (property.IsIndexer && IsConnectionStringBuilder(property.ContainingType, platform));

    /// <summary>Whether the type derives from <c>System.Data.Common.DbConnectionStringBuilder</c>.</summary>
    public static bool IsConnectionStringBuilder(INamedTypeSymbol? type, PlatformContext platform) =>
        SymbolNames.Inherits(type, platform.DbConnectionStringBuilder);

    // Named so in every client and in every wrapper around one: connectionString, redisConnectionString, nameOrConnectionString.
    private static bool IsConnectionString(string name) =>
        name.EndsWith("onnectionString", StringComparison.Ordinal) || name.EndsWith("onnectionStringOrName", StringComparison.Ordinal);

    private static bool IsRedisClient(INamedTypeSymbol? type) =>
        TypeNames.IsWithin(type, "StackExchange.Redis") || TypeNames.IsWithin(type, "ServiceStack.Redis") || TypeNames.IsWithin(type, "Redis.OM");

    private static bool IsString(ITypeSymbol type) => type.SpecialType == SpecialType.System_String;
}

using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;
using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Analyzers.Datastores;

/// <summary>The arguments that name a connection, a configuration key or an environment variable. Bound by symbol, after a look at the name.</summary>
internal static class NameSlots
{
    /// <summary>What kind of name an argument is, or null.</summary>
    public static DatastoreNameKind? Of(IArgumentOperation argument, PlatformContext platform) =>
        argument.Parameter is { } parameter && Of(parameter, platform) is { } kind && IsRead(argument, parameter) ? kind : null;

    /// <summary>What kind of name a parameter takes, or null.</summary>
    public static DatastoreNameKind? Of(IParameterSymbol parameter, PlatformContext platform) =>
        parameter.Type.SpecialType != SpecialType.System_String ? null : parameter.Name switch
        {
            "name" => OfName(parameter),
            "key" => IsConfigurationKey(parameter, platform) ? DatastoreNameKind.ConfigurationKey : null,
            "variable" => IsEnvironmentRead(parameter) ? DatastoreNameKind.EnvironmentVariable : null,
            "configSectionPath" => IsBinding(parameter) ? DatastoreNameKind.ConfigurationKey : null,
            "connectionName" => IsAspire(parameter.ContainingType) ? DatastoreNameKind.ConnectionName : null,
            _ => IsConnectionString(parameter) ? DatastoreNameKind.ConnectionName : null,
        };

    /// <summary>Whether the parameter is a connection string of Entity Framework, which may hold a name instead.</summary>
    public static bool IsConnectionString(IParameterSymbol? parameter) =>
        parameter is { Name: "connectionString" or "nameOrConnectionString", ContainingType: { } type }
        && (TypeNames.IsWithin(type, "Microsoft.EntityFrameworkCore") || TypeNames.IsWithin(type, "System.Data.Entity"));

    private static DatastoreNameKind? OfName(IParameterSymbol parameter) => parameter.ContainingSymbol switch
    {
        IMethodSymbol { Name: "GetConnectionString", ContainingType: { Name: "ConfigurationExtensions" } type } when IsConfiguration(type) => DatastoreNameKind.ConnectionName,
        IMethodSymbol { Name: "AddConnectionString", ContainingType: { } host } when IsAspire(host) => DatastoreNameKind.ConnectionName,
        IMethodSymbol { ContainingType: { } client } method when method.Name.StartsWith("AddKeyed", StringComparison.Ordinal) && IsAspire(client) => DatastoreNameKind.ConnectionName,
        IPropertySymbol { IsIndexer: true, ContainingType.Name: "ConnectionStringSettingsCollection" } => DatastoreNameKind.ConnectionName,
        IPropertySymbol { IsIndexer: true, ContainingType.Name: "NameValueCollection" } => DatastoreNameKind.ConfigurationKey,
        _ => null,
    };

    private static bool IsConfigurationKey(IParameterSymbol parameter, PlatformContext platform) => parameter.ContainingSymbol switch
    {
        IPropertySymbol { IsIndexer: true, ContainingType: { } type } => SymbolNames.Implements(type, platform.Configuration),
        IMethodSymbol { Name: "GetSection" or "GetRequiredSection", ContainingType: { } type } =>
            IsConfiguration(type) || SymbolNames.Implements(type, platform.Configuration),
        IMethodSymbol { Name: "GetValue", ContainingType: { Name: "ConfigurationBinder" } type } => IsConfiguration(type),
        _ => false,
    };

    // GetSection("ConnectionStrings")["Main"] is judged once, at its end.
    private static bool LeadsOn(IOperation? call)
    {
        var next = call?.Parent;
        while (next is IConversionOperation)
        {
            next = next.Parent;
        }

        return next switch
        {
            IPropertyReferenceOperation { Property.IsIndexer: true } => true,
            IInvocationOperation { TargetMethod.Name: "GetSection" } => true,
            IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod.Name: "GetRequiredSection" or "GetValue" } } => true,
            _ => false,
        };
    }

    // A test or a host that writes a setting does not read the datastore.
    private static bool IsRead(IArgumentOperation argument, IParameterSymbol parameter) => parameter.ContainingSymbol switch
    {
        IPropertySymbol { ContainingType.Name: "NameValueCollection" } => IsAppSettings(argument.Parent),
        IPropertySymbol { ContainingType.Name: "ConnectionStringSettingsCollection" } => true,
        IPropertySymbol => argument.Parent?.Parent is not ISimpleAssignmentOperation assignment || assignment.Target != argument.Parent,
        IMethodSymbol { Name: "GetSection" or "GetRequiredSection" } => !LeadsOn(argument.Parent),
        _ => true,
    };

    private static bool IsEnvironmentRead(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { Name: "GetEnvironmentVariable", ContainingType: { Name: "Environment", ContainingNamespace.Name: "System" } };

    // services.AddOptions<T>().BindConfiguration("Databases:Main")
    private static bool IsBinding(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { Name: "BindConfiguration", ContainingType: { } type } && TypeNames.IsWithin(type, "Microsoft.Extensions.DependencyInjection");

    private static bool IsAppSettings(IOperation? indexer) =>
        indexer is IPropertyReferenceOperation { Instance: IPropertyReferenceOperation { Property: { Name: "AppSettings", ContainingType.Name: "ConfigurationManager" } } };

    private static bool IsAspire(INamedTypeSymbol? type) =>
        type is not null && (type.Name.StartsWith("Aspire", StringComparison.Ordinal) || TypeNames.IsWithin(type, "Aspire"));

    private static bool IsConfiguration(INamedTypeSymbol type) => TypeNames.IsWithin(type, "Microsoft.Extensions.Configuration");
}

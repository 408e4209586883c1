using System;
using Npgsql;

namespace Microsoft.Extensions.DependencyInjection
{
    public interface IServiceCollection { }

    public static class NpgsqlServiceCollectionExtensions
    {
        public static IServiceCollection AddNpgsqlDataSource(this IServiceCollection serviceCollection, string connectionString, object? serviceKey = null) => serviceCollection;
        public static IServiceCollection AddNpgsql<TContext>(this IServiceCollection serviceCollection, string? connectionString) => serviceCollection;
    }
}

namespace Microsoft.Extensions.Hosting
{
    using Microsoft.Extensions.Configuration;
    using Microsoft.Extensions.DependencyInjection;

    public interface IHostApplicationBuilder
    {
        IConfigurationManager Configuration { get; }
        IServiceCollection Services { get; }
    }

    public sealed class NpgsqlSettings { public string? ConnectionString { get; set; } }

    public static class AspireNpgsqlExtensions
    {
        public static void AddNpgsqlDataSource(this IHostApplicationBuilder builder, string connectionName, Action<NpgsqlSettings>? configureSettings = null) { }
    }

    public static class AspireRedisExtensions
    {
        public static void AddRedisClient(this IHostApplicationBuilder builder, string connectionName) { }
    }
}

namespace Aspire.Hosting
{
    public interface IDistributedApplicationBuilder { }

    public static class ParameterResourceBuilderExtensions
    {
        public static object AddConnectionString(this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null) => null!;
    }
}

namespace Microsoft.EntityFrameworkCore
{
    public class DbContextOptionsBuilder { }

    public static class NpgsqlDbContextOptionsBuilderExtensions
    {
        public static DbContextOptionsBuilder UseNpgsql(this DbContextOptionsBuilder optionsBuilder, string? connectionString) => optionsBuilder;
    }
}

namespace Microsoft.Extensions.Logging
{
    public interface ILogger { }

    public static class LoggerExtensions
    {
        public static void LogInformation(this ILogger logger, string? message, params object?[] args) { }
        public static void LogError(this ILogger logger, Exception? exception, string? message, params object?[] args) { }
    }
}

namespace Microsoft.IdentityModel.Tokens
{
    public sealed class SymmetricSecurityKey
    {
        public SymmetricSecurityKey(byte[] key) { }
    }
}

namespace Azure
{
    public sealed class AzureKeyCredential
    {
        public AzureKeyCredential(string key) { }
    }
}

namespace Azure.Identity
{
    public sealed class ClientSecretCredential
    {
        public ClientSecretCredential(string tenantId, string clientId, string clientSecret) { }
    }
}

namespace System.Configuration
{
    public sealed class ConnectionStringSettings { public string ConnectionString { get; set; } = ""; }

    public sealed class ConnectionStringSettingsCollection
    {
        public ConnectionStringSettings this[string name] => null!;
    }

    public static class ConfigurationManager
    {
        public static ConnectionStringSettingsCollection ConnectionStrings => null!;
        public static System.Collections.Specialized.NameValueCollection AppSettings => null!;
    }
}

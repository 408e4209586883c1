using System.Collections.Generic;

namespace Microsoft.Extensions.Configuration
{
    public interface IConfiguration
    {
        string? this[string key] { get; set; }
        IConfigurationSection GetSection(string key);
        IEnumerable<IConfigurationSection> GetChildren();
    }

    public interface IConfigurationSection : IConfiguration
    {
        string Key { get; }
        string Path { get; }
        string? Value { get; set; }
    }

    public interface IConfigurationBuilder { }

    public interface IConfigurationRoot : IConfiguration { }

    public interface IConfigurationManager : IConfiguration, IConfigurationBuilder { }

    public sealed class ConfigurationManager : IConfigurationManager, IConfigurationRoot
    {
        public string? this[string key] { get => null; set { } }
        public IConfigurationSection GetSection(string key) => null!;
        public IEnumerable<IConfigurationSection> GetChildren() => [];
    }

    public static class ConfigurationExtensions
    {
        public static string? GetConnectionString(this IConfiguration configuration, string name) => null;
        public static IConfigurationSection GetRequiredSection(this IConfiguration configuration, string key) => null!;
        public static bool Exists(this IConfigurationSection? section) => false;
    }

    public static class ConfigurationBinder
    {
        public static T? GetValue<T>(this IConfiguration configuration, string key) => default;
        public static T? GetValue<T>(this IConfiguration configuration, string key, T defaultValue) => default;
        public static T? Get<T>(this IConfiguration configuration) => default;
    }

    public static class MemoryConfigurationBuilderExtensions
    {
        public static IConfigurationBuilder AddInMemoryCollection(this IConfigurationBuilder configurationBuilder, IEnumerable<KeyValuePair<string, string?>>? initialData) => configurationBuilder;
    }
}

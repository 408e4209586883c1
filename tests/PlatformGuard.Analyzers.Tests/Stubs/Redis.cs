using System;
using System.Collections.ObjectModel;
using System.IO;
using System.Net;
using System.Threading.Tasks;

namespace StackExchange.Redis
{
    public sealed class EndPointCollection : Collection<EndPoint>
    {
        public void Add(string hostAndPort) { }
        public void Add(string host, int port) { }
        public void Add(IPAddress host, int port) { }
    }

    public sealed class ConfigurationOptions
    {
        public EndPointCollection EndPoints { get; init; } = new();
        public string? User { get; set; }
        public string? Password { get; set; }
        public string? ServiceName { get; set; }
        public string? ClientName { get; set; }
        public static ConfigurationOptions Parse(string configuration) => new();
        public static ConfigurationOptions Parse(string configuration, bool ignoreUnknown) => new();
    }

    public interface IConnectionMultiplexer { }

    public sealed class ConnectionMultiplexer : IConnectionMultiplexer
    {
        public static ConnectionMultiplexer Connect(string configuration, TextWriter? log = null) => null!;
        public static ConnectionMultiplexer Connect(string configuration, Action<ConfigurationOptions> configure, TextWriter? log = null) => null!;
        public static ConnectionMultiplexer Connect(ConfigurationOptions configuration, TextWriter? log = null) => null!;
        public static Task<ConnectionMultiplexer> ConnectAsync(string configuration, TextWriter? log = null) => null!;
    }
}

namespace Microsoft.Extensions.Caching.StackExchangeRedis
{
    public class RedisCacheOptions
    {
        public string? Configuration { get; set; }
        public StackExchange.Redis.ConfigurationOptions? ConfigurationOptions { get; set; }
        public string? InstanceName { get; set; }
    }
}

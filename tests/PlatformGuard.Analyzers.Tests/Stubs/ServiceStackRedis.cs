using System;
using System.Collections.Generic;

namespace ServiceStack.Redis
{
    public interface IRedisClient : IDisposable
    {
        string Host { get; }
        bool Set<T>(string key, T value);
        bool Set<T>(string key, T value, TimeSpan expiresIn);
        T Get<T>(string key);
    }

    public interface IRedisClientsManager : IDisposable
    {
        IRedisClient GetClient();
    }

    public class RedisClient : IRedisClient
    {
        public RedisClient() { }
        public RedisClient(string host) { }
        public RedisClient(string host, int port, string? password = null, long db = 0) { }
        public string Host { get; set; } = "";
        public bool Set<T>(string key, T value) => true;
        public bool Set<T>(string key, T value, TimeSpan expiresIn) => true;
        public T Get<T>(string key) => default!;
        public void Dispose() { }
    }

    public class RedisManagerPool : IRedisClientsManager
    {
        public RedisManagerPool() { }
        public RedisManagerPool(string host) { }
        public RedisManagerPool(IEnumerable<string> hosts) { }
        public IRedisClient GetClient() => null!;
        public void Dispose() { }
    }

    public class BasicRedisClientManager : IRedisClientsManager
    {
        public BasicRedisClientManager(params string[] readWriteHosts) { }
        public IRedisClient GetClient() => null!;
        public void Dispose() { }
    }

    public class PooledRedisClientManager : IRedisClientsManager
    {
        public PooledRedisClientManager(params string[] readWriteHosts) { }
        public IRedisClient GetClient() => null!;
        public void Dispose() { }
    }
}

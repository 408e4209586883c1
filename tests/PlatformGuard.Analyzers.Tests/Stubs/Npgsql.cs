using System;
using System.Data.Common;

namespace Npgsql
{
    public sealed class NpgsqlConnectionStringBuilder : DbConnectionStringBuilder
    {
        public NpgsqlConnectionStringBuilder() { }
        public NpgsqlConnectionStringBuilder(string? connectionString) { }
        public string? Host { get; set; }
        public int Port { get; set; }
        public string? Database { get; set; }
        public string? Username { get; set; }
        public string? Password { get; set; }
        public string? ApplicationName { get; set; }
    }

    public sealed class NpgsqlConnection : IDisposable
    {
        public NpgsqlConnection() { }
        public NpgsqlConnection(string? connectionString) { }
        public string ConnectionString { get; set; } = "";
        public void Dispose() { }
    }

    public sealed class NpgsqlDataSourceBuilder
    {
        public NpgsqlDataSourceBuilder(string? connectionString = null) { }
        public NpgsqlConnectionStringBuilder ConnectionStringBuilder { get; } = new();
        public NpgsqlDataSource Build() => null!;
    }

    public abstract class NpgsqlDataSource : DbDataSource
    {
        public static NpgsqlDataSource Create(string connectionString) => null!;
        public static NpgsqlDataSource Create(NpgsqlConnectionStringBuilder connectionStringBuilder) => null!;
    }
}

namespace Microsoft.Data.SqlClient
{
    public sealed class SqlConnectionStringBuilder : DbConnectionStringBuilder
    {
        public SqlConnectionStringBuilder() { }
        public SqlConnectionStringBuilder(string connectionString) { }
        public string DataSource { get; set; } = "";
        public string InitialCatalog { get; set; } = "";
        public string UserID { get; set; } = "";
        public string Password { get; set; } = "";
    }
}

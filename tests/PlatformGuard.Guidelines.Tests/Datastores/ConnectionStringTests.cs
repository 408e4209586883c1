using System;
using System.Linq;
using PlatformGuard.Guidelines.Datastores;

namespace PlatformGuard.Guidelines.Tests.Datastores;

public sealed class ConnectionStringTests
{
    [Theory]
    [InlineData("postgres://app:s3cret@db.internal:5432/reviews", "PostgreSql", "db.internal:5432", "reviews", "app", "s3cret")]
    [InlineData("postgresql://db/reviews?user=app&password=s3cret&sslmode=require", "PostgreSql", "db", "reviews", "app", "s3cret")]
    [InlineData("postgresql:///reviews?host=/var/run/postgresql", "PostgreSql", "/var/run/postgresql", "reviews", null, null)]
    [InlineData("postgresql://%2Fvar%2Frun/reviews", "PostgreSql", "/var/run", "reviews", null, null)]
    [InlineData("postgresql+psycopg://app:s3cret@db/reviews", "PostgreSql", "db", "reviews", "app", "s3cret")]
    [InlineData("postgresql+asyncpg://app@db:6432/reviews", "PostgreSql", "db:6432", "reviews", "app", null)]
    [InlineData("jdbc:postgresql://one:5432,two:5433/reviews?user=app&password=s3cret", "PostgreSql", "one:5432 two:5433", "reviews", "app", "s3cret")]
    [InlineData("jdbc:postgresql:reviews", "PostgreSql", "", "reviews", null, null)]
    [InlineData("r2dbc:pool:postgresql://db/reviews", "PostgreSql", "db", "reviews", null, null)]
    [InlineData("jdbc:sqlserver://db:1433;databaseName=reviews;user=app;password=s3cret", "SqlServer", "db:1433", "reviews", "app", "s3cret")]
    [InlineData("ecto://app:s3cret@db/reviews", "Unknown", "db", "reviews", "app", "s3cret")]
    [InlineData("postgres://app:p@ss/w0rd@db/reviews", "PostgreSql", "db", "reviews", "app", "p@ss/w0rd")]
    [InlineData("postgres://app:a%40b@db/reviews", "PostgreSql", "db", "reviews", "app", "a%40b")]
    [InlineData("postgres://[::1]:5432/reviews", "PostgreSql", "::1:5432", "reviews", null, null)]
    [InlineData("redis://:s3cret@cache:6379/3", "Redis", "cache:6379", "3", null, "s3cret")]
    [InlineData("rediss://app:s3cret@cache:6380?ssl=true&db=1", "Redis", "cache:6380", "1", "app", "s3cret")]
    [InlineData("redis+sentinel://one:26379,two:26379/mymaster/0", "Redis", "one:26379 two:26379", "0", null, null)]
    [InlineData("valkey://cache", "Redis", "cache", null, null, null)]
    [InlineData("redis://cache:6379/0?password=a@b", "Redis", "cache:6379", "0", null, "a@b")]
    [InlineData("mysql://app:s3cret@db/reviews", "MySql", "db", "reviews", "app", "s3cret")]
    public void Url_AnyDialect_IsRead(string text, string kind, string endpoints, string? database, string? user, string? password) =>
        AssertRead(text, ConnectionNotation.Url, kind, endpoints, database, user, password);

    [Theory]
    [InlineData("Host=db;Port=5432;Database=reviews;Username=app;Password=s3cret", "Unknown", "db", "reviews", "app", "s3cret")]
    [InlineData("server = db:5432,db2 ; DB = reviews ; User Id = app ; PWD = s3cret ;", "Unknown", "db:5432 db2", "reviews", "app", "s3cret")]
    [InlineData("HOST=db;Database=reviews;UID=app;PSW='a;b''c'", "Unknown", "db", "reviews", "app", "a;b''c")]
    [InlineData("Host=db;Database=reviews;Password=\"x\"\"y\"", "Unknown", "db", "reviews", null, "x\"\"y")]
    [InlineData("Data Source=tcp:db.example.com,1433;Initial Catalog=reviews;User ID=app;Password=s3cret", "SqlServer", "db.example.com", "reviews", "app", "s3cret")]
    [InlineData("Server=db\\SQLEXPRESS;Database=reviews;Trusted_Connection=True", "SqlServer", "db", "reviews", null, null)]
    [InlineData("Server=(localdb)\\mssqllocaldb;Database=reviews", "Unknown", "localhost", "reviews", null, null)]
    [InlineData("Driver={PostgreSQL Unicode};Server=db;Uid=app;Pwd={s3;cret};Database=reviews", "PostgreSql", "db", "reviews", "app", "s3;cret")]
    [InlineData("pgsql:host=db;port=5432;dbname=reviews", "PostgreSql", "db", "reviews", null, null)]
    [InlineData("Database=reviews", "Unknown", "", "reviews", null, null)]
    [InlineData("Host=${DB_HOST};Database=reviews;Password=${DB_PASSWORD}", "Unknown", "", "reviews", null, "${DB_PASSWORD}")]
    public void KeyValue_AnySynonymAndQuoting_IsRead(string text, string kind, string endpoints, string? database, string? user, string? password) =>
        AssertRead(text, ConnectionNotation.KeyValue, kind, endpoints, database, user, password);

    [Theory]
    [InlineData("host=db dbname=reviews user=app password=s3cret", "db", "reviews", "app", "s3cret")]
    [InlineData("host = db  port=5432 dbname='my reviews' password='it\\'s' ", "db", "my reviews", null, "it\\'s")]
    [InlineData("host=one,two dbname=reviews sslmode=disable TimeZone=UTC", "one two", "reviews", null, null)]
    public void Libpq_PairsApartByBlanks_AreRead(string text, string endpoints, string? database, string? user, string? password) =>
        AssertRead(text, ConnectionNotation.Libpq, "PostgreSql", endpoints, database, user, password);

    [Theory]
    [InlineData("cache:6379", "Unknown", "cache:6379", null, null, null)]
    [InlineData("one:6379,two:6379,password=s3cret,ssl=True,abortConnect=False", "Redis", "one:6379 two:6379", null, null, "s3cret")]
    [InlineData("cache,defaultDatabase=3,password=a=b", "Redis", "cache", "3", null, "a=b")]
    [InlineData("one:26379,serviceName=mymaster", "Redis", "one:26379", null, null, null)]
    [InlineData("s3cret@cache:6379", "Unknown", "cache:6379", null, null, "s3cret")]
    [InlineData("app:s3cret@cache:6379", "Unknown", "cache:6379", null, "app", "s3cret")]
    public void EndpointList_OfRedisClients_IsRead(string text, string kind, string endpoints, string? database, string? user, string? password) =>
        AssertRead(text, ConnectionNotation.EndpointList, kind, endpoints, database, user, password);

    [Theory]
    [InlineData("https://internal-api.example.com/gitlabhq_production")]
    [InlineData("main,ci,sec")]
    [InlineData("redis:7")]
    [InlineData("postgres:16-alpine")]
    [InlineData("someone@example.com")]
    [InlineData("cache")]
    [InlineData("a = b")]
    [InlineData("--main-db=yes")]
    [InlineData("The server is patroni-main, ask for it")]
    [InlineData("")]
    public void Text_ThatIsNoConnection_IsNotRead(string text) => Assert.Null(ConnectionString.Parse(text));

    [Fact]
    public void Host_PartlyTemplate_IsShownWithAnEllipsis()
    {
        var connection = ConnectionString.Parse("postgres://${USER}:${PASS:-x/y}@patroni-${ENV}.internal:${PORT}/gitlabhq_{{ env }}");

        Assert.Equal(new Endpoint("patroni-….internal", null), Assert.Single(connection!.Endpoints));
        Assert.Equal("gitlabhq_…", connection.Database);
    }

    [Fact]
    public void Parse_HostileText_EndsSoon()
    {
        foreach (var piece in new[] { "${", "{{", "host=a;", "a,", "'", "host='", "redis://", "@", "<a", "%", "a:6379," })
        {
            var text = string.Concat(Enumerable.Repeat(piece, ConnectionString.MaxLength / piece.Length));
            var started = Environment.TickCount64;
            _ = ConnectionString.Parse(text);
            Assert.True(Environment.TickCount64 - started < 2000, piece);
        }
    }

    private static void AssertRead(string text, ConnectionNotation notation, string kind, string endpoints, string? database, string? user, string? password)
    {
        var connection = ConnectionString.Parse(text);

        Assert.NotNull(connection);
        Assert.Equal(notation, connection.Notation);
        Assert.Equal(kind, connection.Kind.ToString());
        Assert.Equal(endpoints, string.Join(' ', connection.Endpoints.Select(endpoint => endpoint.Host + (endpoint.Port is { } port ? ":" + port : ""))));
        Assert.Equal(database, connection.Database);
        Assert.Equal(user, connection.User);
        Assert.Equal(password, connection.Password is { } range ? text.Substring(range.Start, range.Length) : null);
        if (password is not null)
        {
            Assert.DoesNotContain(password, connection.ToString(), StringComparison.Ordinal);
        }
    }
}

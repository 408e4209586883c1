using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.Datastores;

/// <summary>A value is reported where it is written, whatever way it takes to the client.</summary>
public sealed class FollowedValueTests
{
    private const string Usings = """
        using System; using System.Text; using Microsoft.EntityFrameworkCore; using Microsoft.Extensions.Configuration; using Microsoft.Extensions.DependencyInjection; using Npgsql; using StackExchange.Redis;

        """;

    [Theory]
    [InlineData("""class C { private readonly string host = [|"patroni-main"|]; object M() => new NpgsqlConnectionStringBuilder { Host = host }; }""")]
    [InlineData("""class C { private string host; C() { host = [|"patroni-main"|]; } object M() => new NpgsqlConnectionStringBuilder { Host = this.host }; }""")]
    [InlineData("""class C { string Host { get; } = [|"patroni-main"|]; object M() => new NpgsqlConnectionStringBuilder { Host = Host }; }""")]
    [InlineData("""class C { string Host => [|"patroni-main"|]; object M() => new NpgsqlConnectionStringBuilder { Host = Host }; }""")]
    [InlineData("""class C { string Host { get { return [|"patroni-main"|]; } } object M() => new NpgsqlConnectionStringBuilder { Host = Host }; }""")]
    [InlineData("""class C { static string Host() => [|"patroni-main"|]; object M() => new NpgsqlConnectionStringBuilder { Host = Host() }; }""")]
    [InlineData("""class C { object M() { return new NpgsqlConnectionStringBuilder { Host = Host() }; string Host() { return [|"patroni-main"|]; } } }""")]
    [InlineData("""class Options { public string Host { get; set; } = [|"patroni-main"|]; } class C { object M(Options o) => new NpgsqlConnectionStringBuilder { Host = o.Host }; }""")]
    [InlineData("""record Options(string Host = [|"patroni-main"|]); class C { object M(Options o) => new NpgsqlConnectionStringBuilder { Host = o.Host }; }""")]
    [InlineData("""class C { void M() => Open([|"patroni-main"|], 5432); private object Open(string host, int port) => new NpgsqlConnectionStringBuilder { Host = host, Port = port }; }""")]
    [InlineData("""class C { void M() { Open([|"patroni-main"|]); Open("reviewers-db"); } private object Open(string host) => new NpgsqlConnectionStringBuilder { Host = host }; }""")]
    [InlineData("""class C { void M() { Open([|"patroni-main"|]); static object Open(string host) => new NpgsqlConnectionStringBuilder { Host = host }; } }""")]
    [InlineData("""class C { void M() => Open([|"patroni-main"|]); private object Open(string host) => new NpgsqlConnection($"Host={host};Username=reviewers"); }""")]
    [InlineData("""class C { void M() => A([|"gitlab-redis"|]); private void A(string h) => B(h + ":6379"); private object B(string address) => ConnectionMultiplexer.Connect(address); }""")]
    [InlineData("""class C { public object Open(string host = [|"patroni-main"|]) => new NpgsqlConnectionStringBuilder { Host = host }; }""")]
    [InlineData("""class C { object M() { string host; host = [|"patroni-main"|]; return new NpgsqlConnectionStringBuilder { Host = host }; } }""")]
    [InlineData("""class C { object M(bool b) { var host = b ? [|"patroni-main"|] : "reviewers-db"; return new NpgsqlConnectionStringBuilder { Host = host }; } }""")]
    [InlineData("""class C { object M() => new NpgsqlConnection(new StringBuilder().Append("Host=").Append([|"patroni-main"|]).Append(";Username=x").ToString()); }""")]
    [InlineData("""class C { object M() { var b = new StringBuilder("Host="); b.Append([|"patroni-main"|]); b.Append(";Username=x"); return new NpgsqlConnection(b.ToString()); } }""")]
    [InlineData("""class C { const string A = "patroni"; object M() => new NpgsqlConnectionStringBuilder { Host = [|A + "-main"|] }; }""")]
    [InlineData("""class C { static readonly string[] Hosts = ["reviewers", [|"gitlab-redis:6379"|]]; object M() => new ServiceStack.Redis.RedisManagerPool(Hosts); }""")]
    [InlineData("""class C { object M() { var host = [|"patroni-main"|]; _ = new NpgsqlConnectionStringBuilder { Host = host }; return new NpgsqlConnectionStringBuilder { Host = host }; } }""")]
    public Task Value_ThatReachesAClient_IsReportedOnceWhereWritten(string declarations) => Verify.Connection(Usings + declarations);

    [Theory]
    [InlineData("""class C { private string host = "patroni-main"; void Set(string h) => host = h; object M() => new NpgsqlConnectionStringBuilder { Host = host }; }""")]
    [InlineData("""class C { private string host = "patroni-main"; void Set() => Change(ref host); void Change(ref string h) { } object M() => new NpgsqlConnectionStringBuilder { Host = host }; }""")]
    [InlineData("""class C { void M() => Open("patroni-main"); private void Open(string label) => Console.WriteLine(label); }""")]
    [InlineData("""class C { void M() => Open("patroni-main"); private object Open(string host) { host = "reviewers-db"; return new NpgsqlConnectionStringBuilder { Host = host }; } }""")]
    [InlineData("""class C { void M() { Open("reviewers-db"); Func<string, object> f = Open; } private object Open(string host) => new NpgsqlConnectionStringBuilder { Host = host }; }""")]
    [InlineData("""class C { public virtual string Host => "patroni-main"; object M() => new NpgsqlConnectionStringBuilder { Host = Host }; }""")]
    [InlineData("""class C { string Host() { if (DateTime.Now.Year > 1) return "reviewers-db"; return "patroni-main"; } object M() => new NpgsqlConnectionStringBuilder { Host = Host() }; }""")]
    [InlineData("""class C { string Label => "patroni-main"; object M() => new NpgsqlConnectionStringBuilder { Host = "reviewers-db", ApplicationName = Label }; }""")]
    [InlineData("""class C { string Host => Host; object M() => new NpgsqlConnectionStringBuilder { Host = Host }; }""")]
    [InlineData("""class C { private object A(string h) => B(h); private object B(string h) => h.Length > 1 ? A(h) : new NpgsqlConnectionStringBuilder { Host = h }; }""")]
    [InlineData("""class C { object M(string url) { var uri = new Uri(url); return new NpgsqlConnectionStringBuilder { Host = uri.Host, Database = uri.AbsolutePath }; } }""")]
    [InlineData("""class C { object M() { var b = new StringBuilder("Host="); if (DateTime.Now.Year > 1) { b.Append("patroni-main"); } return new NpgsqlConnection(b.ToString()); } }""")]
    public Task Value_ThatMayBeAnother_OrReachesNothing_IsSilent(string declarations) => Verify.Connection(Usings + declarations);

    [Theory]
    [InlineData("""class C { void M(IConfiguration c) => Read(c, [|"Main"|]); private string? Read(IConfiguration c, string name) => c.GetConnectionString(name); }""")]
    [InlineData("""class C { private readonly string name = [|"Main"|]; string? M(IConfiguration c) => c.GetConnectionString(name); }""")]
    [InlineData("""class C(IConfiguration c) { private readonly IConfiguration section = c.GetSection("ConnectionStrings"); string? M() => section[[|"Main"|]]; }""")]
    [InlineData("""class C { string? M() { var uri = new Uri(Environment.GetEnvironmentVariable([|"MAIN_DATABASE_URL"|])!); return new NpgsqlConnectionStringBuilder { Host = uri.Host }.ToString(); } }""")]
    [InlineData("""class C { void M(IServiceCollection s) => s.AddOptions<object>().BindConfiguration([|"Databases:Main:Host"|]); }""")]
    [InlineData("""class C { void M(Microsoft.Extensions.Hosting.IHostApplicationBuilder b) => Microsoft.Extensions.Hosting.AspireRedisExtensions.AddKeyedRedisClient(b, [|"sharedstate"|]); }""")]
    public Task Name_ThatReachesALookUp_IsReportedWhereWritten(string declarations) => Verify.Name(Usings + declarations);

    [Theory]
    [InlineData("""class C { public string? Read(IConfiguration c, string name) => c.GetConnectionString(name); }""")]
    [InlineData("""class C { void M(IConfiguration c) => Read(c, "Reviewers"); private string? Read(IConfiguration c, string name) => c.GetConnectionString(name); string N => "Main"; }""")]
    [InlineData("""class C { void M(IServiceCollection s) => s.AddOptions<object>().BindConfiguration("Reviewers:Main"); }""")]
    public Task Name_ThatReachesNoLookUp_IsSilent(string declarations) => Verify.Name(Usings + declarations);
}

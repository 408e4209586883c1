using PlatformGuard.Analyzers.State;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.State;

public sealed class InProcessStateTests
{
    private const string Usings = """
        using System; using System.Collections.Concurrent; using System.Collections.Generic; using System.Threading; using System.Threading.Channels; using System.Threading.Tasks;
        using Hangfire; using MassTransit; using Microsoft.AspNetCore.Builder; using Microsoft.EntityFrameworkCore; using Microsoft.Extensions.Caching.Distributed; using Microsoft.Extensions.Caching.Memory;
        using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.Hosting;
        sealed class Job { public int Id { get; set; } }

        """;

    private const string OwnCache = """
        class OwnCache : IDistributedCache
        {
            public byte[]? Get(string key) => null;
            public Task<byte[]?> GetAsync(string key, CancellationToken token) => Task.FromResult<byte[]?>(null);
            public void Refresh(string key) { }
            public Task RefreshAsync(string key, CancellationToken token) => Task.CompletedTask;
            public void Remove(string key) { }
            public Task RemoveAsync(string key, CancellationToken token) => Task.CompletedTask;
            public void Set(string key, byte[] value, DistributedCacheEntryOptions options) { }
            public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token) => Task.CompletedTask;
        }
        """;

    private static string InClass(string members) => Usings + $$"""
        class Reviews
        {
            {{members}}
        }
        """;

    private static string InSetUp(string statements) => Usings + $$"""
        static class Own { public static void Run(WebApplicationBuilder builder, IServiceCollection services, DbContextOptionsBuilder options, IGlobalConfiguration hangfire, IBusRegistrationConfigurator bus) { {{statements}} } }
        """;

    [Theory]
    [InlineData("""private static readonly Dictionary<string, int> Done = new(); public void Complete(string review) => [|Done[review] = 100|];""")]
    [InlineData("""private static readonly List<Job> Jobs = []; public void Add(Job job) => [|Jobs.Add(job)|];""")]
    [InlineData("""private static readonly ConcurrentDictionary<string, Job> Jobs = new(); public void Add(Job job) => [|Jobs.TryAdd("x", job)|];""")]
    [InlineData("""private static ConcurrentQueue<Job> Jobs { get; } = new(); public void Add(Job job) => [|Jobs.Enqueue(job)|];""")]
    [InlineData("""private static readonly Channel<Job> Jobs = Channel.CreateUnbounded<Job>(); public ValueTask Add(Job job) => [|Jobs.Writer.WriteAsync(job)|];""")]
    [InlineData("""private static readonly Dictionary<string, int> Visits = new(); public void Visit(string user) { if (!Visits.ContainsKey(user)) Visits[user] = 0; [|Visits[user]++|]; }""")]
    [InlineData("""private static readonly Dictionary<string, int> Codes = new(); public static readonly int Five = 5; internal static int AddCode(string s) { [|Codes[s] = 1|]; return 1; }""")]
    [InlineData("""private static readonly HashSet<Guid> Seen = []; public bool See(Guid id) => [|Seen.Add(id)|];""")]
    [InlineData("""private static int count; public void Count() => [|count++|];""")]
    [InlineData("""private static int count; public void Count() => [|Interlocked.Increment(ref count)|];""")]
    [InlineData("""private static long total; public void Count(int n) { [|total += n|]; }""")]
    [InlineData("""public static DateTime LastRun { get; private set; } public void Run() { [|LastRun = DateTime.UtcNow|]; }""")]
    [InlineData("""private static string current = ""; public void Use(string user) { [|current = user|]; }""")]
    public Task StaticState_ThatRequestsChange_IsReported(string members) => Verify.Rule<InProcessState>("PG4003", InClass(members));

    [Theory]
    [InlineData("""private static readonly Dictionary<string, int> Codes = new() { ["a"] = 1 }; public int Get(string s) => Codes[s];""")]
    [InlineData("""private static readonly Dictionary<string, int> Codes = new(); static Reviews() { Codes["a"] = 1; Codes.Add("b", 2); }""")]
    [InlineData("""private static readonly ConcurrentDictionary<Type, string> Names = new(); public string Get(Type t) => Names[t] = t.Name;""")]
    [InlineData("""private static readonly ConcurrentDictionary<string, Job> Cache = new(); public Job Get(string s) => Cache.GetOrAdd(s, static _ => new Job());""")]
    [InlineData("""private static readonly Dictionary<string, Job> Cache = new(); public Job Get(string s) { if (!Cache.TryGetValue(s, out var job)) { job = new Job(); Cache[s] = job; } return job; }""")]
    [InlineData("""private static readonly ConcurrentDictionary<string, SemaphoreSlim> Locks = new(); public void Lock(string s) => Locks.TryAdd(s, new SemaphoreSlim(1));""")]
    [InlineData("""private static readonly Dictionary<string, Func<int>> Makers = new(); public void Add(string s, Func<int> f) => Makers[s] = f;""")]
    [InlineData("""private static readonly Dictionary<string, int> Codes = new(); public static void RegisterCode(string s, int i) => Codes[s] = i;""")]
    [InlineData("""private static readonly Dictionary<string, int> Codes = new(); public static readonly int Five = AddCode("five"); internal static int AddCode(string s) { Codes[s] = 5; return 5; }""")]
    [InlineData("""private static readonly ConcurrentDictionary<string, Job> Cache = new(); public Job Get(string s) => Cache.GetOrAdd(s, Load); public void Save(Job job) => Cache["x"] = job; static Job Load(string s) => new();""")]
    [InlineData("""private readonly Dictionary<string, int> done = new(); public void Complete(string s) => done[s] = 1;""")]
    [InlineData("""private static Job? instance; public Job Instance => instance ??= new Job();""")]
    [InlineData("""private static string? name; public string Name() { if (name == null) { name = Environment.MachineName; } return name; }""")]
    [InlineData("""private static readonly Lazy<Job> Lazy = new(() => new Job()); public Job Get() => Lazy.Value;""")]
    [InlineData("""[ThreadStatic] private static int depth; public void M() { depth++; }""")]
    [InlineData("""private static readonly AsyncLocal<string> User = new(); public void M(string s) { User.Value = s; }""")]
    [InlineData("""public static string Endpoint { get; set; } = ""; public static void SetEndpoint(string s) { Endpoint = s; }""")]
    [InlineData("""private static bool started; public void M() { started = true; }""")]
    [InlineData("""private static int max = 3; public void Reset() { max = 3; }""")]
    [InlineData("""public void M() { var local = new Dictionary<string, int>(); local["a"] = 1; local.Add("b", 2); }""")]
    [InlineData("""public const int Max = 1; public int M() { var i = Max; i++; return i; }""")]
    public Task StaticMember_ThatHoldsNoDataOfRequests_IsSilent(string members) => Verify.Rule<InProcessState>("PG4003", InClass(members));

    [Theory]
    [InlineData("""services.[|AddSession|]();""")]
    [InlineData("""services.AddDistributedMemoryCache(); services.[|AddSession|]();""")]
    [InlineData("""services.AddRazorPages().[|AddSessionStateTempDataProvider|]();""")]
    [InlineData("""services.[|AddSignalR|]();""")]
    [InlineData("""options.[|UseInMemoryDatabase|]("reviews");""")]
    [InlineData("""hangfire.[|UseInMemoryStorage|]();""")]
    [InlineData("""bus.[|UsingInMemory|]();""")]
    public Task SetUp_OfAMemoryStore_IsReported(string statements) => Verify.Rule<InProcessState>("PG4003", InSetUp(statements));

    [Theory]
    [InlineData("""services.AddDistributedMemoryCache();""")]
    [InlineData("""services.AddStackExchangeRedisCache(o => { }); services.AddSession();""")]
    [InlineData("""services.AddDistributedMemoryCache(); services.AddSingleton<IDistributedCache, OwnCache>(); services.AddSession();""")]
    [InlineData("""services.AddSignalR().AddStackExchangeRedis("own-redis");""")]
    [InlineData("""if (builder.Environment.IsDevelopment()) { services.AddDistributedMemoryCache(); services.AddSession(); options.UseInMemoryDatabase("x"); }""")]
    [InlineData("""services.AddMemoryCache(); services.AddOutputCache(); services.AddRateLimiter(o => { });""")]
    [InlineData("""bus.UsingRabbitMq();""")]
    [InlineData("""services.AddSingleton(new Dictionary<string, int>());""")]
    public Task SetUp_WithASharedStore_IsSilent(string statements) =>
        Verify.Rule<InProcessState>("PG4003", InSetUp(statements) + OwnCache);

    [Theory]
    [InlineData("""public void M(IMemoryCache cache, Job job) => cache.[|Set|]("job", job);""")]
    [InlineData("""public void M(IMemoryCache cache, Job job) => cache.[|Set|]("job", job, new MemoryCacheEntryOptions());""")]
    public Task MemoryCache_AsTheOnlyStore_IsReported(string members) => Verify.Rule<InProcessState>("PG4003", InClass(members));

    [Theory]
    [InlineData("""public void M(IMemoryCache cache, Job job) => cache.Set("job", job, TimeSpan.FromMinutes(1));""")]
    [InlineData("""public void M(IMemoryCache cache, Job job) => cache.Set("job", job, new MemoryCacheEntryOptions { SlidingExpiration = TimeSpan.FromMinutes(1) });""")]
    [InlineData("""public void M(IMemoryCache cache, Job job, MemoryCacheEntryOptions o) => cache.Set("job", job, o);""")]
    [InlineData("""public Job M(IMemoryCache cache) { if (!cache.TryGetValue("job", out Job? job)) { job = new Job(); cache.Set("job", job); } return job!; }""")]
    [InlineData("""public Job? M(IMemoryCache cache) => cache.GetOrCreate("job", e => new Job());""")]
    public Task MemoryCache_InFrontOfASource_IsSilent(string members) => Verify.Rule<InProcessState>("PG4003", InClass(members));

    [Fact]
    public Task BackgroundService_WithAQueueOfTheProcess_IsReported() => Verify.Rule<InProcessState>("PG4003", Usings + """
        class Worker(Channel<Job> jobs, BlockingCollection<Job> others) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await foreach (var job in jobs.Reader.[|ReadAllAsync|](stoppingToken)) { others.[|Take|](stoppingToken); }
            }
        }
        """);

    [Fact]
    public Task Channel_InsideOneMethod_IsSilent() => Verify.Rule<InProcessState>("PG4003", Usings + """
        class Worker : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                var jobs = Channel.CreateUnbounded<Job>();
                await foreach (var job in jobs.Reader.ReadAllAsync(stoppingToken)) { }
            }
        }
        class Request(Channel<Job> jobs) { public ValueTask<Job> M() => jobs.Reader.ReadAsync(); }
        """);

    [Fact]
    public async Task Values_AreAWarningAtMost_CollectionsAnErrorInGa()
    {
        var code = InClass("private static int count; private static readonly Dictionary<string, int> Done = new(); public void M(string s) { count++; Done[s] = 1; }");
        var findings = await Verify.Run(TestCode.Compile(code), new BuildOptions(("platformguard.stage", "ga")), new InProcessState());

        Assert.Equal([Microsoft.CodeAnalysis.DiagnosticSeverity.Warning, Microsoft.CodeAnalysis.DiagnosticSeverity.Error], findings.Select(static finding => finding.Severity));
    }

    [Theory]
    [InlineData("build_property.IsTestProject", "true")]
    [InlineData("platformguard.role", "main-application")]
    public Task OtherProjects_AreLeftAlone(string key, string value) =>
        Verify.Rule<InProcessState>("PG4003", InSetUp("services.AddSession();"), new BuildOptions((key, value)));
}

using PlatformGuard.Analyzers.FeatureFlags;
using PlatformGuard.Core.Tests;
using PlatformGuard.Generators.Tests.Harness;

namespace PlatformGuard.Generators.Tests;

/// <summary>Every kind of member is guarded: the text is accepted, compiles without a warning and does what it says.</summary>
public sealed class MemberTests
{
    private const string EveryMember = """
        using System.Diagnostics.CodeAnalysis;
        using System.Runtime.CompilerServices;

        namespace Acme.Reviews
        {
            public enum Order { Newest, Oldest = 4 }

            [ServiceClient("suggested_reviewers")]
            public interface IReviewers : INamed, IDisposable, IAsyncDisposable
            {
                event EventHandler<string>? Suggested;
                string? Region { get; set; }
                IReadOnlyList<string> Known { get; }
                int this[string name, int @class = 3] { get; set; }
                void Forget(int id);
                string Describe(int id, string prefix = "a\"b", Order order = Order.Oldest, double weight = 1.5, decimal? price = 2.5m, CancellationToken cancellation = default);
                bool TryGet(int id, [NotNullWhen(true)] out string? name);
                void Swap(ref int left, in DateTime when, params string[] names);
                int Measure(ReadOnlySpan<char> text);
                ReadOnlySpan<char> Slice(string text);
                Task StoreAsync(string name);
                ValueTask FlushAsync();
                Task<string[]> SuggestAsync(int mergeRequest, CancellationToken cancellation);
                ValueTask<IReadOnlyDictionary<string, int>> CountAsync(string? @default);
                Task<T?> FindAsync<T>(string name) where T : class, new();
                Task<List<TItem>> AllAsync<TKey, TItem>(TKey key) where TKey : notnull, IComparable<TKey> where TItem : struct;
                IAsyncEnumerable<string> StreamAsync(int count, CancellationToken cancellation = default);
                IAsyncEnumerable<int> NumbersAsync(int count);
                IEnumerable<string> Names(int count) => ["default"];
                [Obsolete("Use SuggestAsync")] string[] Suggest(int mergeRequest);
                string Caller([CallerMemberName] string caller = "");
            }

            public interface INamed
            {
                string Name { get; }
            }

            [GuardedClient("suggested_reviewers")]
            public partial class GuardedReviewers : IReviewers;
        }
        """;

    private const string Usage = """

        public sealed class Service : Acme.Reviews.IReviewers
        {
            public List<string> Calls { get; } = [];
            public event EventHandler<string>? Suggested;
            public string? Region { get; set; } = "eu";
            public string Name => "service";
            public IReadOnlyList<string> Known => ["ada"];
            public int this[string name, int @class] { get => name.Length + @class; set => Calls.Add($"set {name} {value}"); }
            public void Forget(int id) => Calls.Add("forget " + id);
            public string Describe(int id, string prefix, Acme.Reviews.Order order, double weight, decimal? price, CancellationToken cancellation) => $"{prefix}{id} {order} {weight} {price}";
            public bool TryGet(int id, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? name) { name = "ada"; return true; }
            public void Swap(ref int left, in DateTime when, params string[] names) => left = names.Length;
            public int Measure(ReadOnlySpan<char> text) => text.Length;
            public ReadOnlySpan<char> Slice(string text) => text.AsSpan(1);
            public async Task StoreAsync(string name) { await Task.Yield(); Calls.Add("store " + name); }
            public async ValueTask FlushAsync() { await Task.Yield(); Calls.Add("flush"); }
            public async Task<string[]> SuggestAsync(int mergeRequest, CancellationToken cancellation) { await Task.Yield(); return ["ada", "bob"]; }
            public async ValueTask<IReadOnlyDictionary<string, int>> CountAsync(string? @default) { await Task.Yield(); return new Dictionary<string, int> { ["ada"] = 1 }; }
            public async Task<T?> FindAsync<T>(string name) where T : class, new() { await Task.Yield(); return new T(); }
            public async Task<List<TItem>> AllAsync<TKey, TItem>(TKey key) where TKey : notnull, IComparable<TKey> where TItem : struct { await Task.Yield(); return [default]; }
            public async IAsyncEnumerable<string> StreamAsync(int count, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
            {
                for (var index = 0; index < count; index++) { await Task.Yield(); cancellation.ThrowIfCancellationRequested(); yield return "item" + index; }
            }
            public async IAsyncEnumerable<int> NumbersAsync(int count) { for (var index = 0; index < count; index++) { await Task.Yield(); yield return index; } }
            public IEnumerable<string> Names(int count) => ["own"];
            [Obsolete("Use SuggestAsync")] public string[] Suggest(int mergeRequest) => ["ada"];
            public string Caller(string caller) => caller;
            public void Raise() => Suggested?.Invoke(this, "raised");
            public void Dispose() => Calls.Add("dispose");
            public ValueTask DisposeAsync() { Calls.Add("disposeAsync"); return default; }
        }

        public static class Program
        {
            public static async Task<string> Run(bool isOn)
            {
                var service = new Service();
                var guarded = Guarded(service, isOn);
                var lines = new List<string>();
                void Add(string name, object? value) => lines.Add(name + "=" + (value switch { null => "null", string text => text, System.Collections.IEnumerable items => "[" + string.Join(",", items.Cast<object>()) + "]", _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) }));
                EventHandler<string> handler = (_, text) => lines.Add("event=" + text);
                guarded.Suggested += handler;
                service.Raise();
                guarded.Suggested -= handler;
                service.Raise();
                Add("Region", guarded.Region);
                guarded.Region = "us";
                Add("Region of the service", service.Region);
                Add("Name", guarded.Name);
                Add("Known", guarded.Known);
                Add("indexer", guarded["ada"]);
                guarded["bob"] = 7;
                guarded.Forget(5);
                Add("Describe", guarded.Describe(1));
                Add("TryGet", guarded.TryGet(1, out var name) ? name : "none");
                var left = 9;
                guarded.Swap(ref left, DateTime.UnixEpoch, "x", "y");
                Add("Swap", left);
                Add("Measure", guarded.Measure("abc"));
                Add("Slice", guarded.Slice("xyz").ToString());
                await guarded.StoreAsync("ada");
                await guarded.FlushAsync();
                Add("SuggestAsync", await guarded.SuggestAsync(3, default));
                Add("CountAsync", (await guarded.CountAsync(null)).Count);
                Add("FindAsync", (await guarded.FindAsync<object>("x")) is null ? "null" : "object");
                Add("AllAsync", await guarded.AllAsync<string, int>("key"));
                var items = new List<string>();
                await foreach (var item in guarded.StreamAsync(2)) { items.Add(item); }
                Add("StreamAsync", items);
                var numbers = new List<int>();
                await foreach (var number in guarded.NumbersAsync(3)) { numbers.Add(number); }
                Add("NumbersAsync", numbers);
                Add("Names", guarded.Names(1));
                Add("Caller", guarded.Caller());
                guarded.Dispose();
                await guarded.DisposeAsync();
                Add("calls", service.Calls);
                return string.Join("\n", lines);
            }
        """;

    private const string WithManager = Usage + """

            private static Acme.Reviews.GuardedReviewers Guarded(Service service, bool isOn) => new(service, new Manager(isOn));
        }
        """ + Flags.Managed;

    private const string WithSwitches = Usage + """

            private static Acme.Reviews.GuardedReviewers Guarded(Service service, bool isOn) => new(service, new Switches(isOn));
        }
        """ + Flags.Own;

    private const string On = """
        event=raised
        Region=eu
        Region of the service=us
        Name=service
        Known=[ada]
        indexer=6
        Describe=a"b1 Oldest 1.5 2.5
        TryGet=ada
        Swap=2
        Measure=3
        Slice=yz
        SuggestAsync=[ada,bob]
        CountAsync=1
        FindAsync=object
        AllAsync=[0]
        StreamAsync=[item0,item1]
        NumbersAsync=[0,1,2]
        Names=[own]
        Caller=Run
        calls=[set bob 7,forget 5,store ada,flush,dispose,disposeAsync]
        """;

    private const string Off = """
        Region=null
        Region of the service=eu
        Name=
        Known=[]
        indexer=0
        Describe=
        TryGet=none
        Swap=9
        Measure=0
        Slice=
        SuggestAsync=[]
        CountAsync=0
        FindAsync=null
        AllAsync=[]
        StreamAsync=[]
        NumbersAsync=[]
        Names=[]
        Caller=
        calls=[dispose,disposeAsync]
        """;

    [Theory]
    [InlineData(true, On)]
    [InlineData(false, Off)]
    public async Task EveryMember_FlagAwaited_CallsTheServiceOnlyWhileOn(bool isOn, string expected) =>
        Assert.Equal(expected, await Generated.From("using System.Linq;\n" + EveryMember + WithManager).Execute(isOn));

    [Theory]
    [InlineData(true, On)]
    [InlineData(false, Off)]
    public async Task EveryMember_FlagSynchronous_CallsTheServiceOnlyWhileOn(bool isOn, string expected) =>
        Assert.Equal(expected, await Generated.From("using System.Linq;\n" + EveryMember + WithSwitches, Generated.Framework).Execute(isOn));

    [Fact]
    public void EveryMember_FlagAwaited_IsTheAcceptedText() => Snapshot.Match(Generated.From(EveryMember).Source, "awaited");

    [Fact]
    public void EveryMember_FlagSynchronous_IsTheAcceptedText() => Snapshot.Match(Generated.From(EveryMember + Flags.Own, Generated.Framework).Source, "synchronous");

    [Theory]
    [InlineData("")]
    [InlineData("namespace Unleash { public interface IUnleash { bool IsEnabled(string toggleName); bool IsEnabled(string toggleName, bool defaultSetting); } }")]
    public async Task EveryMember_Generated_IsGuardedForTheFlowAnalysis(string provider)
    {
        const string calls = """

            public static class Calls
            {
                public static Task<string[]> Guarded(Acme.Reviews.GuardedReviewers client) => client.SuggestAsync(1, default);
                public static Task<string[]> Unguarded(Acme.Reviews.IReviewers client) => client.SuggestAsync(1, default);
            }

            """;
        var generated = Generated.From(EveryMember + calls + provider, provider.Length == 0 ? Generated.WithFeatureManagement : Generated.Framework);

        var findings = await generated.Analyze([new UnguardedServiceClient()], ("build_property.PlatformGuardRole", "main-application"));

        Assert.Equal("Code.cs", Assert.Single(findings).Location.SourceTree!.FilePath);
    }

    [Fact]
    public async Task Stream_CancelledByItsConsumer_StopsTheService()
    {
        var generated = Generated.From("""
            public interface ITicks { IAsyncEnumerable<int> TicksAsync(); }

            [GuardedClient("ticks")]
            public sealed partial class GuardedTicks : ITicks;

            public sealed class Service : ITicks
            {
                public async IAsyncEnumerable<int> TicksAsync() { await foreach (var tick in Endless()) { yield return tick; } }
                private static async IAsyncEnumerable<int> Endless([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
                {
                    for (var tick = 0; tick < 100; tick++) { await Task.Yield(); cancellation.ThrowIfCancellationRequested(); yield return tick; }
                }
            }

            public sealed class Forwarding : ITicks
            {
                public IAsyncEnumerable<int> TicksAsync() => Ticks();
                private static async IAsyncEnumerable<int> Ticks([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
                {
                    for (var tick = 0; tick < 100; tick++) { await Task.Yield(); cancellation.ThrowIfCancellationRequested(); yield return tick; }
                }
            }

            public static class Program
            {
                public static async Task<string> Run(bool isOn)
                {
                    using var source = new CancellationTokenSource();
                    var seen = 0;
                    try
                    {
                        await foreach (var tick in new GuardedTicks(new Forwarding(), new Manager(isOn)).TicksAsync().WithCancellation(source.Token))
                        {
                            seen++;
                            source.Cancel();
                        }
                    }
                    catch (OperationCanceledException)
                    {
                        return "cancelled after " + seen;
                    }

                    return "finished after " + seen;
                }
            }
            """ + Flags.Managed);

        Assert.Equal("cancelled after 1", await generated.Execute(isOn: true));
        Assert.Equal("finished after 0", await generated.Execute(isOn: false));
    }
}

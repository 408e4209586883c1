using System;
using PlatformGuard.Core.Tests;
using PlatformGuard.Generators.Tests.Harness;

namespace PlatformGuard.Generators.Tests;

/// <summary>The class itself: nesting, generics, hand-written parts, answers, constructors and registration.</summary>
public sealed class ClassTests
{
    [Fact]
    public void NestedGenericClass_IsTheAcceptedText() => Snapshot.Match(
        Generated.From("""
            namespace Acme
            {
                public partial class Outer<TOuter> where TOuter : class
                {
                    internal partial record struct Middle
                    {
                        public interface IStore<T> { Task<T?> GetAsync(TOuter key); object? Any(); }
                        public interface IStrings : IStore<string> { new string Any(); IAsyncEnumerable<TOuter> EachAsync(); }

                        [GuardedClient("stores")]
                        internal sealed partial class Guarded : IStrings;
                    }
                }
            }
            """).Source,
        "nested");

    [Theory]
    [InlineData(true, "real")]
    [InlineData(false, "nobody")]
    public async Task Answer_WrittenInTheClass_IsUsedWhileOff(bool isOn, string expected) => Assert.Equal(expected, await Generated.From("""
        public sealed record Review(string Author);
        public interface IReviews { Task<Review> GetAsync(int id); Review this[int id] { get; } Review Last { get; } }

        [GuardedClient("reviews")]
        public sealed partial class GuardedReviews : IReviews
        {
            private Task<Review> GetAsyncWhenOff() => Task.FromResult(new Review("nobody"));
            private Review ItemWhenOff(int id) => new("nobody");
            private Review LastWhenOff => new("nobody");
        }

        public sealed class Service : IReviews
        {
            public Task<Review> GetAsync(int id) => Task.FromResult(new Review("real"));
            public Review this[int id] => new("real");
            public Review Last => new("real");
        }

        public static class Program
        {
            public static async Task<string> Run(bool isOn)
            {
                var guarded = new GuardedReviews(new Service(), new Manager(isOn));
                var author = (await guarded.GetAsync(1)).Author;
                return author == guarded[1].Author && author == guarded.Last.Author ? author : "different";
            }
        }
        """ + Flags.Managed).Execute(isOn));

    [Fact]
    public async Task Answer_OverriddenInADerivedClass_IsUsedWhileOff() => Assert.Equal("fallback", await Generated.From("""
        public interface IReviews { Task<string> GetAsync(int id); }

        [GuardedClient("reviews")]
        public partial class GuardedReviews : IReviews;

        public sealed class WithFallback(IReviews client, Microsoft.FeatureManagement.IFeatureManager flags) : GuardedReviews(client, flags)
        {
            protected override Task<string> GetAsyncWhenOff(int id) => Task.FromResult("fallback");
        }

        public sealed class Service : IReviews { public Task<string> GetAsync(int id) => throw new InvalidOperationException(); }

        public static class Program
        {
            public static Task<string> Run(bool isOn) => new WithFallback(new Service(), new Manager(isOn)).GetAsync(1);
        }
        """ + Flags.Managed).Execute(isOn: false));

    [Theory]
    [InlineData("public sealed partial class G(IReviews client, Microsoft.FeatureManagement.IFeatureManagerSnapshot flags) : IReviews;")]
    [InlineData("public sealed partial class G : IReviews { private readonly IReviews inner; private Microsoft.FeatureManagement.IVariantFeatureManager Manager { get; } public G(IReviews inner, Microsoft.FeatureManagement.IVariantFeatureManager manager) { this.inner = inner; Manager = manager; } }")]
    [InlineData("public sealed partial class G(Service client, Microsoft.FeatureManagement.FeatureManager flags) : IReviews;")]
    [InlineData("public sealed partial class G : IReviews { private readonly int guardedClient = 1, featureFlags = 2; public int Sum => guardedClient + featureFlags; }")]
    [InlineData("public sealed partial class G(IReviews client) : IReviews { private IReviews Client => client; [FeatureFlagGuard(\"reviews\")] private ValueTask<bool> IsOnAsync() => new(true); }")]
    [InlineData("public sealed partial class G : IReviews { [FeatureFlagGuard(\"reviews\")] private static bool IsOn => Environment.TickCount64 > 0; }")]
    [InlineData("public abstract partial class G : IReviews;")]
    [InlineData("public sealed partial record G : IReviews;")]
    public void Class_KeepsWhatIsNeeded_Compiles(string source) => Assert.Single(Generated.From($$"""
        public interface IReviews { Task<string> GetAsync(int client, int flags); string Get(int client); }
        public sealed class Service : IReviews { public Task<string> GetAsync(int client, int flags) => throw new InvalidOperationException(); public string Get(int client) => ""; }
        [GuardedClient("reviews")] {{source}}
        """).Sources);

    [Fact]
    public void Member_WrittenByHand_IsLeftAlone()
    {
        var source = Generated.From("""
            public interface IReviews { ref int At(int index); Task<string> GetAsync(int id); }

            [GuardedClient("reviews")]
            public sealed partial class GuardedReviews : IReviews
            {
                private int none;
                public ref int At(int index) => ref none;
            }
            """).Source;

        Assert.DoesNotContain("At(", source, StringComparison.Ordinal);
        Assert.Contains("GetAsync(", source, StringComparison.Ordinal);
    }

    [Fact]
    public void Interface_WithoutNullability_Compiles() => Assert.Single(Generated.From("""
        #nullable disable
        public interface IOld { string Get(string name); List<string[]> All(); bool TryGet(string name, out string value); T Find<T>(); }
        #nullable restore
        [GuardedClient("old")] public sealed partial class G : IOld;
        """).Sources);

    [Fact]
    public void TwoClassesOfOneName_AreTwoFiles() => Assert.Equal(
        ["A.G.Guarded.g.cs", "B.G.Guarded.g.cs"],
        Generated.From("""
            public interface IReviews { void Do(); }
            namespace A { [GuardedClient("a")] public partial class G : IReviews; }
            namespace B { [GuardedClient("b")] public partial class G : IReviews; }
            """).Sources.Select(static source => source.Name).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Registration_OneLine_PutsTheGuardInFront(bool isOn) => Assert.Equal(isOn ? "real/real asked 2 disposed 1" : "nobody/nobody asked 2 disposed 1", await Generated.From("""
        using Microsoft.Extensions.DependencyInjection;

        public interface IReviews { Task<string> GetAsync(); }

        [GuardedClient("reviews")]
        public sealed partial class GuardedReviews : IReviews
        {
            private Task<string> GetAsyncWhenOff() => Task.FromResult("nobody");
        }

        public sealed class Service : IReviews, IDisposable
        {
            public static int Disposed;
            public Task<string> GetAsync() => Task.FromResult("real");
            public void Dispose() => Disposed++;
        }

        public static class Program
        {
            public static async Task<string> Run(bool isOn)
            {
                var manager = new Manager(isOn);
                var services = new ServiceCollection();
                services.AddSingleton<Microsoft.FeatureManagement.IFeatureManager>(manager);
                services.AddScoped<IReviews, Service>();

                services.AddGuardedReviews();
                services.AddGuardedReviews();

                var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
                string text;
                using (var scope = provider.CreateScope())
                {
                    text = await scope.ServiceProvider.GetRequiredService<IReviews>().GetAsync() + "/" + await scope.ServiceProvider.GetRequiredService<GuardedReviews>().GetAsync();
                }

                return $"{text} asked {manager.Asked.Count} disposed {Service.Disposed}";
            }
        }
        """ + Flags.Managed).Execute(isOn));

    [Theory]
    [InlineData("services.AddSingleton<IReviews>(new Service());")]
    [InlineData("services.AddTransient<IReviews>(_ => new Service());")]
    [InlineData("services.AddSingleton<IReviews, Service>();")]
    public async Task Registration_OfInstanceFactoryOrType_Works(string registration) => Assert.Equal("real", await Generated.From($$"""
        using Microsoft.Extensions.DependencyInjection;

        public interface IReviews { Task<string> GetAsync(); }
        [GuardedClient("reviews")] public sealed partial class GuardedReviews(IReviews client, Microsoft.FeatureManagement.IFeatureManager flags) : IReviews;
        public sealed class Service : IReviews { public Task<string> GetAsync() => Task.FromResult("real"); }

        public static class Program
        {
            public static Task<string> Run(bool isOn)
            {
                var services = new ServiceCollection();
                services.AddSingleton<Microsoft.FeatureManagement.IFeatureManager>(new Manager(isOn));
                {{registration}}
                services.AddGuardedReviews();
                return services.BuildServiceProvider().GetRequiredService<IReviews>().GetAsync();
            }
        }
        """ + Flags.Managed).Execute(isOn: true));

    [Fact]
    public async Task Registration_BeforeTheClient_SaysSo() => Assert.Equal("Register IReviews before its guarded client.", await Generated.From("""
        using Microsoft.Extensions.DependencyInjection;

        public interface IReviews { void Do(); }
        [GuardedClient("reviews")] public sealed partial class GuardedReviews : IReviews;

        public static class Program
        {
            public static string Run(bool isOn)
            {
                try { new ServiceCollection().AddGuardedReviews(); return "no exception"; }
                catch (InvalidOperationException error) { return error.Message; }
            }
        }
        """).Execute(isOn: true));
}

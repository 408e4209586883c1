using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests;

public sealed class RobustnessTests
{
    private const string Everything = """"
        using System; using System.Collections.Generic; using System.Net; using System.Text; using Microsoft.EntityFrameworkCore; using Microsoft.Extensions.Configuration; using Npgsql; using StackExchange.Redis;
        [assembly: System.Reflection.AssemblyMetadata("Db", "Host=patroni-main;Database=x")]
        static class Names { public const string Main = "patroni-main"; public static readonly string Ci = "patroni" + "-ci"; }
        class C(IConfiguration configuration, string password = "Wint3rF4ll")
        {
            const string ApiKey = "kittens-42-go";
            public string Password { get; init; } = "Wint3rF4ll";
            string this[string key] => key switch { "main" => $"Host={Names.Main};Password={password}", _ => string.Format("Host={0};Port={1,5}{{}}", Names.Ci, 1) };
            void M(DbContextOptionsBuilder options, string? name)
            {
                var host = "patroni-main";
                options.UseNpgsql("Name=ConnectionStrings:Main").UseNpgsql($"Host={host};Database={name ?? "gitlabhq_production"}");
                _ = new NpgsqlConnectionStringBuilder { Host = name is "x" ? host : "reviewers", ["Database"] = "gitlabhq_production", Password = "Wint3rF4ll" };
                _ = new ConfigurationOptions { EndPoints = { "gitlab-redis:6379", { "gitlab-redis", 6379 } }, Password = string.Join("", "Wint3r", "F4ll") };
                _ = configuration.GetSection("ConnectionStrings").GetSection("Main")["x"] + configuration["ConnectionStrings:Main"] + Environment.GetEnvironmentVariable("ConnectionStrings__Main");
                _ = new NetworkCredential("bob", "Wint3rF4ll"); var key = Encoding.UTF8.GetBytes("glpat-" + "Ab3dEf6hIj9kLm2nOp5q");
                var map = new Dictionary<string, string> { ["password"] = "Wint3rF4ll", { "Smtp:Password", @"Wint3r""F4ll" } };
                Func<string> f = () => { string Local() => """Wint3rF4ll"""; return Local() + ApiKey + "u8"; };
            }
        }
        """";

    [Fact]
    public async Task TruncatedSource_NeverThrows()
    {
        for (var length = 0; length < Everything.Length; length += 29)
        {
            await Verify.Run(TestCode.Compile(Everything[..length]), options: null, Verify.AllAnalyzers);
        }
    }

    [Fact]
    public async Task SourceWithDeletedOrDoubledParts_NeverThrows()
    {
        var random = new Random(20261101);
        for (var round = 0; round < 60; round++)
        {
            var start = random.Next(Everything.Length - 40);
            var length = random.Next(1, 40);
            var broken = round % 2 == 0
                ? Everything.Remove(start, length)
                : Everything.Insert(start, Everything.Substring(random.Next(Everything.Length - 40), length));
            await Verify.Run(TestCode.Compile(broken), options: null, Verify.AllAnalyzers);
        }
    }

    [Theory]
    [InlineData("\\uD800\\uDC")]
    [InlineData("\\0\\0\\0=\\0;")]
    [InlineData("=;=;=;=")]
    [InlineData("://@:")]
    [InlineData("%%%|||+++")]
    public async Task OddText_NeverThrows(string text)
    {
        foreach (var name in (string[])["password", "connectionString", "host"])
        {
            await Verify.Run(TestCode.Compile($"class C {{ string {name} = \"{text}\"; void M(string {name} = \"Host={text}\") {{ var b = new Npgsql.NpgsqlConnectionStringBuilder {{ Host = \"{text}\" }}; }} }}"), options: null, Verify.AllAnalyzers);
        }
    }

    [Fact]
    public async Task WithoutReferences_NeverThrows()
    {
        var compilation = CSharpCompilation.Create("Bare", [CSharpSyntaxTree.ParseText(Everything, TestCode.ParseOptions)]);

        var found = await Verify.Run(compilation, options: null, Verify.AllAnalyzers);

        Assert.DoesNotContain(found, static finding => finding.Id == "AD0001");
    }

    [Fact]
    public async Task HugeConcatenation_IsLinear()
    {
        var operands = string.Join(" + ", Enumerable.Range(0, 3000).Select(static index => $"\"part{index};\""));
        var compilation = TestCode.Compile($"class C {{ string password = {operands}; string s(string u) => u + {operands}; }}");
        var clock = System.Diagnostics.Stopwatch.StartNew();

        await Verify.Run(compilation, options: null, Verify.AllAnalyzers);

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task ShuffledFilesAndConcurrentRuns_GiveTheSameFindings()
    {
        var files = Enumerable.Range(0, 24).Select(static index => ($"File{index:D2}.cs", Everything
            .Replace("[assembly", "// [assembly", StringComparison.Ordinal)
            .Replace("class C(", $"class C{index}(", StringComparison.Ordinal)
            .Replace("static class Names", $"static class Names{index}", StringComparison.Ordinal)
            .Replace("Names.", $"Names{index}.", StringComparison.Ordinal))).ToArray();
        var expected = await Findings(files);
        Assert.True(expected.Length > 24 * 10);
        var random = new Random(7);

        for (var round = 0; round < 5; round++)
        {
            random.Shuffle(files);
            Assert.Equal(expected, await Findings(files));
        }

        static async Task<string[]> Findings(IEnumerable<(string Path, string Source)> files) =>
            [.. (await Verify.Run(TestCode.Compile(files), options: null, Verify.AllAnalyzers)).Select(static finding => finding.ToString()).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Findings_NeverShowASecret()
    {
        var findings = await Verify.Run(TestCode.Compile(Everything), options: null, Verify.AllAnalyzers);

        Assert.Contains(findings, static finding => finding.Id == "PG3004");
        Assert.All(findings, static finding =>
        {
            var shown = finding + string.Join(' ', finding.Properties.Select(static pair => pair.Value));
            Assert.DoesNotContain("Wint3r", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("Ab3dEf6", shown, StringComparison.Ordinal);
            Assert.DoesNotContain("kittens", shown, StringComparison.Ordinal);
        });
    }
}

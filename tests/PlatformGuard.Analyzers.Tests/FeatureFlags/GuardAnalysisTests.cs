using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.FeatureFlags;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.FeatureFlags;

/// <summary>What the tables cannot show: messages, order of files, limits.</summary>
public sealed class GuardAnalysisTests
{
    [Theory]
    [InlineData("if (O()) { client.Send(); }", "")]
    [InlineData("if (!toggles.IsEnabled(\"k\")) { }\nclient.Send();", "; the check on line 7 does not cover this call: the code behind it also runs when the flag is off")]
    [InlineData("if (toggles.IsEnabled(\"k\")) { } else {\nclient.Send(); }", "; the check on line 7 does not cover this call: this branch also runs when the flag is off")]
    [InlineData("if (toggles.IsEnabled(\"k\") || O())\nclient.Send();", "; the check on line 7 does not cover this call: the condition can be met without it")]
    [InlineData("try { if (!toggles.IsEnabled(\"k\")) throw new Exception(); }\ncatch { }\nclient.Send();", "; the check on line 7 does not cover this call: it is reached through the catch on line 8")]
    [InlineData("try { if (!toggles.IsEnabled(\"k\")) return; }\nfinally {\nclient.Send(); }", "; the check on line 7 does not cover this call: the finally on line 8 also runs without it")]
    [InlineData("System.Diagnostics.Debug.Assert(toggles.IsEnabled(\"k\"));\nclient.Send();", "; the check on line 7 does not cover this call: an assertion does not stop a release build")]
    [InlineData("toggles.IsEnabled(\"k\");\nclient.Send();", "; the check on line 7 does not cover this call: its answer is not used")]
    [InlineData("client.Send();\nif (toggles.IsEnabled(\"k\")) { }", "; the check on line 8 does not cover this call: it is made after this call")]
    [InlineData("do { client.Send(); }\nwhile (toggles.IsEnabled(\"k\"));", "; the check on line 8 does not cover this call: the body of the loop runs before it is made")]
    [InlineData("if (features.IsEnabledAsync(\"k\") is { })\nclient.Send();", "; the check on line 7 does not cover this call: its answer is not awaited")]
    [InlineData("void Send() =>\nclient.Send();\nif (toggles.IsEnabled(\"k\")) Send();\nSend();", "; the check on line 9 does not cover this call: the local function 'Send' is also used without it")]
    public async Task Message_NamesTheNearestCheckAndTheReason(string statements, string reason)
    {
        var found = Assert.Single(await Run(statements));

        Assert.Equal("'IClient.Send' is called where feature flag 'k' is not known to be on" + reason, found.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(reason.Length > 0 ? 1 : 0, found.AdditionalLocations.Count);
        Assert.All(found.AdditionalLocations, location => Assert.Contains($"on line {location.GetLineSpan().StartLinePosition.Line + 1} ", reason, StringComparison.Ordinal));
        Assert.Equal("k", found.Properties[GuardProperties.Flag]);
        Assert.Equal("T:IClient", found.Properties[GuardProperties.Client]);
        Assert.Equal("M:IClient.Send", found.Properties[GuardProperties.Member]);
        Assert.Equal("M:C.M(System.String[])", found.Properties[GuardProperties.Enclosing]);
    }

    [Fact]
    public async Task WrongFlag_PointsAtTheCheckOfTheOtherFlag()
    {
        var found = Assert.Single(await Run("if (toggles.IsEnabled(\"other\"))\nclient.Send();"));

        Assert.Equal("PG2002", found.Id);
        Assert.Equal("'IClient.Send' is guarded by feature flag 'other', but needs 'k'", found.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(6, Assert.Single(found.AdditionalLocations).GetLineSpan().StartLinePosition.Line);
        Assert.Equal("other", found.Properties[GuardProperties.CheckedFlag]);
    }

    [Fact]
    public async Task ShuffledFilesAndConcurrentRuns_GiveTheSameFindings()
    {
        var files = ShapeTests.Files().ToArray();
        var expected = await Findings(files);
        Assert.True(expected.Length > 100);
        var random = new Random(20261125);
        var orders = Enumerable.Range(0, 20).Select(_ => { var copy = files.ToArray(); random.Shuffle(copy); return copy; }).ToArray();

        var results = await Task.WhenAll(orders.Select(static order => Task.Run(() => Findings(order))));

        Assert.All(results, result => Assert.Equal(expected, result));

        static async Task<string[]> Findings((string Path, string Source)[] files) =>
            [.. (await Verify.Run(TestCode.Compile(files), options: null, new UnguardedServiceClient(), new UnsoundGuardAnnotation()))
                .Select(static finding => finding + " " + string.Join(' ', finding.AdditionalLocations)).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task MethodBeyondTheStepLimit_IsReportedOnceAndItsCallsAreNot()
    {
        // Nested loops make the analysis go round each inner one again.
        var statements = new StringBuilder();
        for (var index = 0; index < 14000; index++)
        {
            statements.Append(CultureInfo.InvariantCulture, $"if (toggles.IsEnabled(\"k\") && O() && {index} > args.Length) {{ Use(args.Length + {index}); client.Send(); }} else {{ Use(Use({index})); }}\n");
        }

        var found = Assert.Single(await Run(statements.ToString()));

        Assert.Equal("PG2007", found.Id);
        Assert.Equal("'M' is too large to decide whether its service client calls are guarded (more steps than the analysis takes)", found.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal("M", found.Location.SourceTree!.ToString()[found.Location.SourceSpan.Start..found.Location.SourceSpan.End]);
    }

    [Fact]
    public async Task ExpressionBeyondTheNestingLimit_IsReported()
    {
        var nested = string.Concat(Enumerable.Repeat("Use(", 350)) + "1" + new string(')', 350);

        Assert.Equal("PG2007", Assert.Single(await Run($"Use({nested}); client.Send();")).Id);
    }

    [Fact]
    public async Task LongConcatenation_IsDecided()
    {
        var text = string.Join(" + ", Enumerable.Range(0, 3000).Select(static index => $"args[{index}]"));

        Assert.Equal("PG2001", Assert.Single(await Run($"var x = {text}; client.Send();")).Id);
    }

    [Fact]
    public async Task MoreFlagsThanTheAnalysisFollows_OnlyMattersWhenAClientNeedsOneOfThem()
    {
        var checks = string.Concat(Enumerable.Range(0, 80).Select(static index => $"if (toggles.IsEnabled(\"f{index}\")) Use(1);\n"));

        Assert.Equal("PG2007", Assert.Single(await Run(checks + "if (toggles.IsEnabled(\"k\")) client.Send();")).Id);
        Assert.Empty(await Run("if (toggles.IsEnabled(\"k\")) client.Send();\n" + checks));
    }

    [Fact]
    public async Task LargeMethodWithoutAClient_IsNotAnalysed() =>
        Assert.Empty(await Run(string.Concat(Enumerable.Repeat("if (toggles.IsEnabled(\"k\")) Use(1);\n", 5000))));

    private static async Task<ImmutableArray<Diagnostic>> Run(string statements)
    {
        var compilation = TestCode.Compile($$"""
            using System; using PlatformGuard;
            [ServiceClient("k")] interface IClient { void Send(); }
            class C(IClient client, Unleash.IUnleash toggles, Microsoft.FeatureManagement.IFeatureManager features) {
            public bool O() => features.ToString() == ""; static int Use(int x) => x;
            public void M(params string[] args)
            {
            {{statements}}
            } }
            """);
        Assert.Empty(TestCode.ErrorsOf(compilation));
        return await Verify.Run(compilation, options: null, new UnguardedServiceClient());
    }
}

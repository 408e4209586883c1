using PlatformGuard.Analyzers.CodeFixes;
using PlatformGuard.Analyzers.FeatureFlags;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.CodeFixes;

/// <summary>PG2001 and PG2002: every offered fix compiles (the harness compiles each), mends the finding, and asks the flag as the project does.</summary>
public sealed class GuardedCallFixTests
{
    [Theory]
    [InlineData(
        "public async Task<string[]> M(IFeatureManager m, IClient c)\n    {\n        return await c.GetAsync(1);\n    }",
        "public async Task<string[]> M(IFeatureManager m, IClient c)\n    {\n        if (!await m.IsEnabledAsync(\"f\"))\n        {\n            return [];\n        }\n\n        return await c.GetAsync(1);\n    }")]
    [InlineData(
        "public async Task M(IFeatureManager m, IClient c)\n    {\n        // Tells the service.\n        c.Send();\n        Console.WriteLine();\n    }",
        "public async Task M(IFeatureManager m, IClient c)\n    {\n        // Tells the service.\n        if (await m.IsEnabledAsync(\"f\"))\n        {\n            c.Send();\n        }\n        Console.WriteLine();\n    }")]
    [InlineData(
        "public Task<string[]> M(IFeatureManager m, IClient c)\n    {\n        return c.GetAsync(1);\n    }",
        "public async Task<string[]> M(IFeatureManager m, IClient c)\n    {\n        if (!await m.IsEnabledAsync(\"f\"))\n        {\n            return Array.Empty<string>();\n        }\n\n        return await c.GetAsync(1);\n    }")]
    [InlineData(
        "public Task<string[]> M(IFeatureManager m, IClient c) => c.GetAsync(1);",
        "public async Task<string[]> M(IFeatureManager m, IClient c)\n    {\n        if (!await m.IsEnabledAsync(\"f\"))\n        {\n            return Array.Empty<string>();\n        }\n\n        return await c.GetAsync(1);\n    }")]
    [InlineData(
        "public void M(Unleash.IUnleash u, IClient c)\n    {\n        var count = c.Count();\n        Console.WriteLine(count);\n    }",
        "public void M(Unleash.IUnleash u, IClient c)\n    {\n        if (!u.IsEnabled(\"f\", false))\n        {\n            return;\n        }\n\n        var count = c.Count();\n        Console.WriteLine(count);\n    }")]
    [InlineData(
        "private const string Flag = \"f\";\n    public string? M(Toggles toggles, IClient c)\n    {\n        return c.Name();\n    }",
        "private const string Flag = \"f\";\n    public string? M(Toggles toggles, IClient c)\n    {\n        if (!toggles.IsOn(Flag))\n        {\n            return null;\n        }\n\n        return c.Name();\n    }")]
    [InlineData(
        "public void M(Unleash.IUnleash u, IClient c, int[] items)\n    {\n        foreach (var item in items)\n        {\n            c.Send();\n        }\n    }",
        "public void M(Unleash.IUnleash u, IClient c, int[] items)\n    {\n        foreach (var item in items)\n        {\n            if (u.IsEnabled(\"f\", false))\n            {\n                c.Send();\n            }\n        }\n    }")]
    [InlineData(
        "public void M(Unleash.IUnleash u, IClient c)\n    {\n        if (u.IsEnabled(\"g\"))\n            c.Send();\n        Console.WriteLine();\n    }",
        "public void M(Unleash.IUnleash u, IClient c)\n    {\n        if (u.IsEnabled(\"f\", false))\n        {\n            if (u.IsEnabled(\"g\"))\n                c.Send();\n        }\n        Console.WriteLine();\n    }")]
    public Task Check_InsertedWithTheProjectsApi_MendsTheCall(string before, string after) =>
        VerifyFix.Rule<UnguardedServiceClient, GuardedCallFix>(Source(before), Source(after), GuardedCallFix.CheckKey, Options);

    [Theory]
    [InlineData("public int M(IClient c) => c.Count();", "[RequiresFeatureFlag(\"f\")]\n    public int M(IClient c) => c.Count();")]
    [InlineData("/// <summary>Text.</summary>\n    public int M(IClient c)\n    {\n        Func<int> later = () => c.Count();\n        return later();\n    }", "/// <summary>Text.</summary>\n    [RequiresFeatureFlag(\"f\")]\n    public int M(IClient c)\n    {\n        Func<int> later = () => c.Count();\n        return later();\n    }")]
    public Task Annotation_Added_MovesTheDutyToTheCallers(string before, string after) =>
        VerifyFix.Rule<UnguardedServiceClient, GuardedCallFix>(Source(before), Source(after), GuardedCallFix.RequireKey, Options);

    [Theory]
    [InlineData("public int M(IFeatureManager m, IClient c) => c.Count();")]
    [InlineData("public void M(IFeatureManager m, IClient c)\n    {\n        c.Send();\n    }")]
    [InlineData("public Uri M(Unleash.IUnleash u, IClient c)\n    {\n        return c.Address();\n    }")]
    [InlineData("public int M(IClient c)\n    {\n        return c.Count();\n    }")]
    [InlineData("public int M(Unleash.IUnleash u, IClient c)\n    {\n        switch (DateTime.Now.Hour)\n        {\n            case 1:\n                return c.Count();\n            default:\n                return 0;\n        }\n    }")]
    [InlineData("public ValueTask<string[]> M(IFeatureManager m, IClient c) => new(c.GetAsync(1));")]
    public async Task Check_ThatWouldNotCompileOrFit_IsNotOffered(string member) =>
        Assert.Equal([GuardedCallFix.RequireKey], await VerifyFix.Offered<UnguardedServiceClient, GuardedCallFix>(Source(member), Options));

    [Theory]
    [InlineData("public void M(Unleash.IUnleash u, IClient c) => c.Send();")]
    [InlineData("public int M(Unleash.IUnleash u, IClient c) => c.Count();")]
    [InlineData("public string? M(Unleash.IUnleash u, IClient c) => c.Name();")]
    [InlineData("public Task M(IFeatureManager m, IClient c) => c.GetAsync(1);")]
    [InlineData("public Task<string[]> M(IFeatureManager m, IClient c) => c.GetAsync(1);")]
    [InlineData("public async ValueTask M(IFeatureManager m, IClient c) { await c.GetAsync(1); }")]
    [InlineData("public async Task<int> M(IFeatureManager m, IClient c) { var all = await c.GetAsync(1).ConfigureAwait(false); return all.Length; }")]
    [InlineData("public async IAsyncEnumerable<int> M(IFeatureManager m, IClient c) { yield return c.Count(); await Task.Yield(); }")]
    [InlineData("public IEnumerable<int> M(Unleash.IUnleash u, IClient c) { yield return c.Count(); }")]
    [InlineData("public async Task M(IFeatureManager m, IClient c) { await Task.Run(() => c.Send()); }")]
    [InlineData("public async Task M(IFeatureManager m, IClient c) { await Task.Run(async () => { await Task.Yield(); c.Send(); }); }")]
    [InlineData("public void M(Unleash.IUnleash u, IClient c) { Action send = delegate { c.Send(); }; send(); }")]
    [InlineData("public void M(Unleash.IUnleash u, IClient c) { Send(); void Send() { c.Send(); } }")]
    [InlineData("public async Task M(IFeatureManager m, IClient c) { foreach (var i in new[] { 1 }) { c.Send(); } }")]
    [InlineData("public void M(Unleash.IUnleash u, IClient c) { if (DateTime.Now.Hour > 1) c.Send(); else Console.WriteLine(); }")]
    [InlineData("public void M(Unleash.IUnleash u, IClient? c) { c?.Send(); }")]
    [InlineData("public void M(Unleash.IUnleash u, IClient c) { if (u.IsEnabled(\"other\")) { c.Send(); } }")]
    [InlineData("public int M(Unleash.IUnleash u, IClient c) { try { return c.Count(); } catch (InvalidOperationException) { return 2; } finally { Console.WriteLine(); } }")]
    public async Task Check_OfEveryForm_IsOfferedAndCompiles(string member) =>
        Assert.Contains(GuardedCallFix.CheckKey, await VerifyFix.Offered<UnguardedServiceClient, GuardedCallFix>(Source(member), Options));

    [Fact]
    public Task Trivia_AroundTheCall_Stays() => VerifyFix.Rule<UnguardedServiceClient, GuardedCallFix>(
        Source("public void M(Unleash.IUnleash u, IClient c)\n    {\n#pragma warning disable CS0618\n        c.Send(); // why\n#pragma warning restore CS0618\n        Console.WriteLine();\n    }"),
        Source("public void M(Unleash.IUnleash u, IClient c)\n    {\n#pragma warning disable CS0618\n        if (u.IsEnabled(\"f\", false))\n        {\n            c.Send();\n        } // why\n#pragma warning restore CS0618\n        Console.WriteLine();\n    }"),
        GuardedCallFix.CheckKey,
        Options);

    [Fact]
    public async Task Fixes_OfUnusualCode_AllCompile()
    {
        var keys = await VerifyFix.Offered<UnguardedServiceClient, GuardedCallFix>(
            Source("""
                public async IAsyncEnumerable<int> Stream(IFeatureManager m, IClient c) { yield return c.Count(); await Task.Yield(); }
                    public int Property { get { return client.Count(); } }
                    public async Task<int> Nested(IFeatureManager m, IClient c) { int Local() { return c.Count(); } await Task.Yield(); return Local(); }
                    public void Using(Unleash.IUnleash u, IClient c) { using (var d = new System.IO.MemoryStream()) { c.Send(); } }
                    public Task Assigned(IFeatureManager m, IClient c) { string name; name = c.Name() ?? ""; return Task.FromResult(name); }
                    public Task<int> Ternary(IFeatureManager m, IClient c, bool b) { return b ? Task.FromResult(1) : Task.FromResult(c.Count()); }
                    public void Lambda(Unleash.IUnleash u, IClient c) { Action send = () => c.Send(); send(); }
                    public ValueTask Plain(IFeatureManager m, IClient c) { if (DateTime.Now.Hour > 1) { return default; } c.Send(); return default; }
                    public Subject(IClient c, Unleash.IUnleash u) { client = c; c.Send(); }
                    private readonly IClient client;
                """),
            Options);

        Assert.True(keys.Count(static key => key == GuardedCallFix.CheckKey) >= 6, string.Join(' ', keys));
    }

    [Fact]
    public Task FixAll_OfOneMethod_ChecksOnce() => VerifyFix.All<UnguardedServiceClient, GuardedCallFix>(
        Source("public async Task<int> M(IFeatureManager m, IClient c)\n    {\n        var count = c.Count();\n        c.Send();\n        return count;\n    }\n    public void N(Unleash.IUnleash u, IClient c)\n    {\n        c.Send();\n    }"),
        Source("public async Task<int> M(IFeatureManager m, IClient c)\n    {\n        if (!await m.IsEnabledAsync(\"f\"))\n        {\n            return default;\n        }\n\n        var count = c.Count();\n        c.Send();\n        return count;\n    }\n    public void N(Unleash.IUnleash u, IClient c)\n    {\n        if (!u.IsEnabled(\"f\", false))\n        {\n            return;\n        }\n\n        c.Send();\n    }"),
        GuardedCallFix.CheckKey,
        Options);

    [Theory]
    [InlineData("Task<bool> M(OpenFeature.IFeatureClient c) => c.GetBooleanValueAsync(\"f\", true);", "Task<bool> M(OpenFeature.IFeatureClient c) => c.GetBooleanValueAsync(\"f\", false);")]
    [InlineData("bool M(Unleash.IUnleash u) { try { return u.IsEnabled(\"f\"); } catch (Exception) { return true; } }", "bool M(Unleash.IUnleash u) { try { return u.IsEnabled(\"f\"); } catch (Exception) { return false; } }")]
    [InlineData("bool M(Splitio.Services.Client.Interfaces.ISplitClient s) => s.GetTreatment(\"user\", \"f\") != \"off\";", "bool M(Splitio.Services.Client.Interfaces.ISplitClient s) => s.GetTreatment(\"user\", \"f\") == \"on\";")]
    public Task FailsOpen_Fixed_FailsClosed(string before, string after) =>
        VerifyFix.Rule<FeatureFlagFailsOpen, FailClosedFix>(Source(before), Source(after), FailClosedFix.Key, Options);

    [Fact]
    public Task FailsOpen_FixAll_MendsAll() => VerifyFix.All<FeatureFlagFailsOpen, FailClosedFix>(
        Source("bool M(Unleash.IUnleash u) => u.IsEnabled(\"a\", true) || u.IsEnabled(\"b\", true);"),
        Source("bool M(Unleash.IUnleash u) => u.IsEnabled(\"a\", false) || u.IsEnabled(\"b\", false);"),
        FailClosedFix.Key,
        Options);

    private static readonly BuildOptions Options = new(("build_property.PlatformGuardRole", "main-application"), ("platformguard.feature_flag_apis", "M:Toggles.IsOn(System.String)"));

    private static string Source(string member) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using Microsoft.FeatureManagement;
        using PlatformGuard;

        [ServiceClient("f")]
        public interface IClient
        {
            Task<string[]> GetAsync(int id);
            int Count();
            string? Name();
            Uri Address();
            void Send();
        }

        public sealed class Toggles
        {
            public bool IsOn(string name) => name.Length > 99;
        }

        public sealed class Subject
        {
            {{member}}
        }

        namespace PlatformGuard
        {
            public sealed class ServiceClientAttribute : Attribute { public ServiceClientAttribute(string flag) { } }
            public sealed class RequiresFeatureFlagAttribute : Attribute { public RequiresFeatureFlagAttribute(string flag) { } }
        }
        """;
}

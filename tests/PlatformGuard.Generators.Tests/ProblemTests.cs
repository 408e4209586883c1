using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using PlatformGuard.Analyzers.FeatureFlags;
using PlatformGuard.Generators.Tests.Harness;

namespace PlatformGuard.Generators.Tests;

/// <summary>PG2008: what cannot be generated is said on the class, once for each reason, and nothing is generated then.</summary>
public sealed class ProblemTests
{
    private const string Client = "public interface IReviewers { Task<string[]> SuggestAsync(int id); }\n";

    [Theory]
    [InlineData("[GuardedClient(\"f\")] public class G : IReviewers { }", "it is not partial")]
    [InlineData("public class Outer { [GuardedClient(\"f\")] public partial class G : IReviewers; }", "'Outer', which holds it, is not partial")]
    [InlineData("[GuardedClient(\"f\")] file partial class G : IReviewers;", "'G' can be seen in its own file only, and the generated part is another one")]
    [InlineData("[GuardedClient(\" \")] public partial class G : IReviewers;", "the flag has no name")]
    [InlineData("[GuardedClient(\"f\")] public partial class G;", "it lists no client interface; a class without an interface cannot be decorated")]
    [InlineData("[GuardedClient(\"f\")] public partial class G : IDisposable { public void Dispose() { } }", "it lists no client interface; a class without an interface cannot be decorated")]
    [InlineData("public interface IOther { void Do(); }\n[GuardedClient(\"f\")] public partial class G : IReviewers, IOther;", "it lists several interfaces (IReviewers, IOther); mark the client with [ServiceClient]")]
    [InlineData("[GuardedClient(\"f\")] public partial class G : IMissing;", "the interface 'IMissing' cannot be found; one that another source generator writes cannot be seen here")]
    [InlineData("internal interface IInner { void Do(); }\n[GuardedClient(\"f\")] public partial class G : IInner;", "the interface 'IInner' is less accessible than the class; make the class as inaccessible")]
    [InlineData("public interface IStatic { static abstract void Do(); }\n[GuardedClient(\"f\")] public partial class G : IStatic;", "'Do' is static abstract: there is no client to ask")]
    [InlineData("public interface IRef { ref int At(int index); }\n[GuardedClient(\"f\")] public partial class G : IRef;", "'At' returns a reference, and there is nothing to refer to while the flag is off")]
    [InlineData("public interface IRef { ref readonly int First { get; } }\n[GuardedClient(\"f\")] public partial class G : IRef;", "'First' returns a reference, and there is nothing to refer to while the flag is off")]
    [InlineData("public interface IPointer { unsafe void At(int* place); }\n[GuardedClient(\"f\")] public partial class G : IPointer;", "'At' has a pointer or a variable argument list in its signature")]
    [InlineData("public interface IInit { string Name { get; init; } }\n[GuardedClient(\"f\")] public partial class G : IInit;", "'Name' can be set by an initializer only, which has no client to pass the value to")]
    [InlineData("public interface IProtected { protected void Do(); }\n[GuardedClient(\"f\")] public partial class G : IProtected;", "'Do' is not accessible from the class")]
    [InlineData("public sealed record Review(string Text);\npublic interface IOne { Task<Review> GetAsync(int id); }\n[GuardedClient(\"f\")] public partial class G : IOne;", "'GetAsync' returns 'Task<Review>', which has no empty value; add the answer for while the flag is off to the class: 'private Task<Review> GetAsyncWhenOff(int id)'")]
    [InlineData("public interface ITwo { Uri Address { get; } T Get<T>(); }\n[GuardedClient(\"f\")] public partial class G : ITwo;", "'Address' returns 'Uri', which has no empty value; add the answer for while the flag is off to the class: 'private Uri AddressWhenOff => …'", "'Get' returns 'T', which has no empty value; add the answer for while the flag is off to the class: 'private T GetWhenOff<T>()'")]
    [InlineData("[GuardedClient(\"f\")] public partial class G : IReviewers { private string[] SuggestAsyncWhenOff(int id) => [\"x\"]; }", "'SuggestAsyncWhenOff' answers for 'SuggestAsync' while the flag is off and must be of type 'Task<string[]>'")]
    [InlineData("[GuardedClient(\"f\")] public partial class G : IReviewers { private Task<string[]> SuggestAsync(int id) => null!; }", "the class already declares 'SuggestAsync', which would be generated")]
    [InlineData("public class Raw : IReviewers { public Task<string[]> SuggestAsync(int id) => null!; }\n[GuardedClient(\"f\")] public partial class G : Raw, IReviewers;", "its base class 'Raw' already implements 'SuggestAsync' without a check")]
    [InlineData("public class Base(int number) { public int Number => number; }\n[GuardedClient(\"f\")] public partial class G : Base, IReviewers;", "its base class 'Base' needs arguments; write a constructor")]
    [InlineData("[GuardedClient(\"f\")] public partial class G : IReviewers { public G(IReviewers client) { } }", "it has a constructor of its own, so it must also keep the client: a field, property or primary constructor parameter of type 'IReviewers'")]
    [InlineData("[GuardedClient(\"f\")] public partial class G(IReviewers client) : IReviewers;", "it has a constructor of its own, so it must also keep the flag API: a field, property or primary constructor parameter of type 'Microsoft.FeatureManagement.IFeatureManager'")]
    public async Task Class_CannotBeGenerated_SaysWhy(string source, params string[] reasons)
    {
        var generated = Generated.Run(Generated.Compile(Client + source, Generated.WithFeatureManagement));

        Assert.Empty(generated.Sources);
        Assert.Equal(reasons.Select(static reason => $"No guarded client is generated for 'G': {reason}"), await Findings(generated));
    }

    [Fact]
    public async Task Project_WithoutAFlagApi_SaysWhatToDo()
    {
        var generated = Generated.Run(Generated.Compile(Client + "[GuardedClient(\"f\")] public partial class G : IReviewers;", Generated.Framework));

        Assert.Empty(generated.Sources);
        Assert.Equal(["No guarded client is generated for 'G': the project references no known feature flag API; name its own in platformguard.feature_flag_apis or mark it with [FeatureFlagGuard]"], await Findings(generated));
    }

    [Fact]
    public async Task Project_WithTwoFlagApis_AsksForTheRightOne()
    {
        const string source = Client + "[GuardedClient(\"f\")] public partial class G : IReviewers;\nnamespace Unleash { public interface IUnleash { bool IsEnabled(string toggleName); bool IsEnabled(string toggleName, bool defaultSetting); } }";
        var generated = Generated.Run(Generated.Compile(source, Generated.WithFeatureManagement));

        Assert.Empty(generated.Sources);
        Assert.Equal(["No guarded client is generated for 'G': the project has several feature flag APIs (Microsoft.FeatureManagement, Unleash); keep the right one in a field of the class"], await Findings(generated));
    }

    [Fact]
    public async Task Language_TooOld_SaysSo()
    {
        var compilation = Generated.Compile("", Generated.WithFeatureManagement).RemoveAllSyntaxTrees().AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            "using PlatformGuard; public interface IOld { void Do(); } [GuardedClient(\"f\")] public partial class G : IOld { }", new CSharpParseOptions(LanguageVersion.CSharp7_3)));
        var run = compilation.WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable));

        Assert.Equal(["No guarded client is generated for 'G': generated code needs C# 8 or newer; set LangVersion"], await Findings(new Generated(run, run, [])));
    }

    [Fact]
    public async Task Reason_InTheInterface_IsPointedAt()
    {
        var generated = Generated.Run(Generated.Compile("public interface IRef { ref int At(int index); }\n[GuardedClient(\"f\")] public partial class G : IRef;", Generated.WithFeatureManagement));

        var finding = Assert.Single(await generated.Analyze([new GuardedClientNotGenerated()]));

        Assert.Equal((1, DiagnosticSeverity.Warning), (finding.Location.GetLineSpan().StartLinePosition.Line, finding.DefaultSeverity));
        Assert.Equal(0, Assert.Single(finding.AdditionalLocations).GetLineSpan().StartLinePosition.Line);
    }

    [Theory]
    [InlineData("public partial class Plain : IReviewers { public Task<string[]> SuggestAsync(int id) => null!; }")]
    [InlineData("[GuardedClient(\"f\")] public partial class G : IReviewers;")]
    [InlineData("[GuardedClient(\"f\")] public partial class G : IReviewers, IEquatable<G> { public bool Equals(G? other) => ReferenceEquals(this, other); public override bool Equals(object? other) => Equals(other as G); public override int GetHashCode() => 0; }")]
    [InlineData("public interface IOther { void Do(); }\n[ServiceClient] public interface IMarked { void Call(); }\n[GuardedClient(\"f\")] public partial class G : IOther, IMarked { public void Do() { } }")]
    [InlineData("[GuardedClient(\"f\")] public partial class G : IReviewers { private Task<string[]> SuggestAsyncWhenOff(int id) => Task.FromResult<string[]>([\"nobody\"]); }")]
    public async Task Class_ThatIsGeneratedOrNotAskedFor_IsSilent(string source)
    {
        var generated = Generated.From(Client + source);

        Assert.Equal(source.Contains("GuardedClient", StringComparison.Ordinal) ? 1 : 0, generated.Sources.Length);
        Assert.Empty(await Findings(generated));
    }

    private static async Task<string[]> Findings(Generated generated) =>
        [.. (await generated.Analyze([new GuardedClientNotGenerated()])).Select(static finding => finding.GetMessage(null))];
}

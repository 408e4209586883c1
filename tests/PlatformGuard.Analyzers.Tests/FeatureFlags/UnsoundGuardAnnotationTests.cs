using PlatformGuard.Analyzers.FeatureFlags;
using PlatformGuard.Analyzers.Tests.Harness;

namespace PlatformGuard.Analyzers.Tests.FeatureFlags;

public sealed class UnsoundGuardAnnotationTests
{
    [Theory]
    [InlineData("[FeatureFlagGuard(\"k\")] bool [|On|] => true;", "its body does not ask for the flag")]
    [InlineData("[FeatureFlagGuard(\"k\")] bool [|On|](bool b) => b || toggles.IsEnabled(\"k\");", "it can also be true without it")]
    [InlineData("[FeatureFlagGuard(\"k\")] bool [|On|] => toggles.IsEnabled(\"other\");", "its body asks for feature flag 'other'")]
    [InlineData("[FeatureFlagGuard(\"k\")] bool [|On|] => !toggles.IsEnabled(\"k\");", "it can also be true without it")]
    [InlineData("[FeatureFlagGuard(\"k\")] bool [|On|] { get; set; }", "it can be set")]
    [InlineData("[FeatureFlagGuard(\"k\")] bool [|on|];", "it can be set")]
    [InlineData("[FeatureFlagGuard(\"k\")] readonly bool [|on|] = true;", "it is assigned without asking for the flag")]
    [InlineData("[FeatureFlagGuard(\"k\")] readonly bool [|on|]; public C(bool b) { on = b ? true : b; }", "it is assigned without asking for the flag")]
    [InlineData("[FeatureFlagGuard(\"k\")] readonly bool [|on|]; public C(bool b) { on = b || toggles.IsEnabled(\"k\"); }", "it can also be true without it")]
    [InlineData("[FeatureFlagGuard(\"k\")] bool [|On|] { get; } = toggles.IsEnabled(\"other\");", "its body asks for feature flag 'other'")]
    [InlineData("[FeatureFlagGuard(\"k\")] bool [|On|]() { try { return toggles.IsEnabled(\"k\"); } catch (InvalidOperationException) { return true; } }", "the catch on line 7 makes it true")]
    [InlineData("[FeatureFlagGuard] bool [|On|](string flag) => toggles.IsEnabled(\"k\");", "its body asks for feature flag 'k'")]
    [InlineData("[FeatureFlagGuard] bool [|On|](string flag, string other) => toggles.IsEnabled(other);", "it can also be true without it")]
    [InlineData("[FeatureFlagGuard(\"k\")] async Task<bool> [|On|]() { await Task.Yield(); return true; }", "its body does not ask for the flag")]
    [InlineData("interface IGuard { [FeatureFlagGuard(\"k\")] bool On { get; } } class Guard : IGuard { public bool [|On|] => true; }", "its body does not ask for the flag")]
    [InlineData("abstract class Guard { [FeatureFlagGuard(\"k\")] public abstract bool On(); } class Own : Guard { public override bool [|On|]() => true; }", "its body does not ask for the flag")]
    [InlineData("void Send([FeatureFlagGuard(\"k\")] bool on) { } void M(bool b) => Send([|b|]);", "this argument can also be true without it")]
    [InlineData("void Send([FeatureFlagGuard(\"k\")] bool on) { } void M(bool b) => Send([|on: b \u007C\u007C toggles.IsEnabled(\"k\")|]);", "this argument can also be true without it")]
    [InlineData("void Send([FeatureFlagGuard(\"k\")] bool on) { } void M() => Send([|toggles.IsEnabled(\"other\")|]);", "this argument can also be true without it")]
    [InlineData("void Send([FeatureFlagGuard(\"k\")] bool on = false) { } void M() { Send(); Send([|true|]); }", "this argument can also be true without it")]
    [InlineData("public C([FeatureFlagGuard(\"k\")] bool on) { } static C Make(bool b) => new C([|b|]);", "this argument can also be true without it")]
    [InlineData("class Inner([FeatureFlagGuard(\"k\")] bool [|on|]) { public bool On() => on; public void Set() => on = true; }", "it can be set")]
    [InlineData("interface IJob { void Run(bool on); } class Job : IJob { public void Run([FeatureFlagGuard(\"k\")] bool [|on|]) { } }", "callers of the member that it overrides or implements need not know so")]
    public async Task BrokenPromise_Reported(string members, string reason)
    {
        var marked = Markup.Parse(Wrap(members));

        var found = Assert.Single(await Verify.Run(TestCode.Compile(marked.Source), options: null, new UnsoundGuardAnnotation()));

        Assert.Equal(marked.Spans[0].Span, found.Location.SourceSpan);
        Assert.EndsWith("but " + reason, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[FeatureFlagGuard(\"k\")] bool On => toggles.IsEnabled(\"k\");")]
    [InlineData("[FeatureFlagGuard(\"k\")] bool On(bool b) => b && toggles.IsEnabled(\"k\");")]
    [InlineData("[FeatureFlagGuard(\"k\")] bool On => false;")]
    [InlineData("[FeatureFlagGuard(\"k\")] bool On => throw new NotImplementedException();")]
    [InlineData("[FeatureFlagGuard] bool On(string flag) => toggles.IsEnabled(flag);")]
    [InlineData("[FeatureFlagGuard] bool On(int user, string flag) { if (user == 0) return false; return toggles.IsEnabled(flag); }")]
    [InlineData("[FeatureFlagGuard(\"k\")] async Task<bool> On() { await Task.Yield(); return toggles.IsEnabled(\"k\"); }")]
    [InlineData("[FeatureFlagGuard(\"k\")] bool On() { try { return toggles.IsEnabled(\"k\"); } catch (InvalidOperationException) { return false; } }")]
    [InlineData("[FeatureFlagGuard(\"k\")] bool First => Second; [FeatureFlagGuard(\"k\")] bool Second => toggles.IsEnabled(\"k\");")]
    [InlineData("[FeatureFlagGuard(\"k\")] bool On => Helper(); bool Helper() => toggles.IsEnabled(\"k\");")]
    [InlineData("[FeatureFlagGuard(\"k\")] readonly bool on; public C() { on = toggles.IsEnabled(\"k\"); }")]
    [InlineData("interface IGuard { [FeatureFlagGuard(\"k\")] bool On { get; } }")]
    [InlineData("void M([FeatureFlagGuard(\"k\")] bool on) { }")]
    [InlineData("bool On => true;")]
    [InlineData("[FeatureFlagGuard(\"k\")] bool On(string name) => toggles.IsEnabled(name);")]
    [InlineData("void Send([FeatureFlagGuard(\"k\")] bool on) { } void M(bool b) { Send(toggles.IsEnabled(\"k\")); Send(b && toggles.IsEnabled(\"k\")); Send(false); if (toggles.IsEnabled(\"k\")) Send(true); }")]
    [InlineData("void Send([FeatureFlagGuard(\"k\")] bool on) { if (on) Again(on); Again(on); } void Again([FeatureFlagGuard(\"k\")] bool on) { }")]
    [InlineData("void Send([FeatureFlagGuard(\"k\")] bool on) { } public void M() => N(toggles.IsEnabled(\"k\")); private void N(bool on) => Send(on);")]
    [InlineData("class Inner([FeatureFlagGuard(\"k\")] bool on) { public bool On() => on; }")]
    [InlineData("interface IJob { void Run([FeatureFlagGuard(\"k\")] bool on); } class Job : IJob { public void Run([FeatureFlagGuard(\"k\")] bool on) { } }")]
    public async Task KeptPromise_Silent(string members) =>
        Assert.Empty(await Verify.Run(TestCode.Compile(Wrap(members)), options: null, new UnsoundGuardAnnotation()));

    private static string Wrap(string members) => $$"""
        using System; using System.Threading.Tasks; using PlatformGuard;
        class C
        {
            static readonly Unleash.IUnleash toggles = null!;

            // The member:
            {{members}}
        }
        """;
}

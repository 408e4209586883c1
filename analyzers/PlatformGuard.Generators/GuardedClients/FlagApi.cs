using PlatformGuard.Guidelines.FeatureFlags;

namespace PlatformGuard.Generators.GuardedClients;

/// <summary>One way to ask a flag that the project has.</summary>
/// <param name="Name">For messages: the provider, or the member.</param>
/// <param name="Type">The type to inject, or the static class.</param>
/// <param name="Steps">Calls, each on the result of the one before.</param>
/// <param name="Context">The type of the user or context it asks for, or null.</param>
/// <param name="IsStatic">Whether the calls start at the type itself.</param>
/// <param name="Suffix">What makes a condition of the last result.</param>
/// <param name="Flag">The only flag it answers for, or null for every flag.</param>
/// <param name="Visibility">How far its type can be seen.</param>
internal sealed record FlagApi(
    string Name, string Type, EquatableArray<FlagStep> Steps, string? Context, bool IsStatic, string Suffix, string? Flag, Visibility Visibility);

/// <summary>All flag APIs of a project.</summary>
/// <param name="Configured">Those of <c>platformguard.feature_flag_apis</c>.</param>
/// <param name="Annotated">Members with <c>[FeatureFlagGuard]</c>.</param>
/// <param name="Providers">Known providers that are referenced.</param>
internal sealed record FlagApis(EquatableArray<FlagApi> Configured, EquatableArray<FlagApi> Annotated, EquatableArray<FlagApi> Providers);

/// <summary>The flag API that a guarded client asks.</summary>
/// <param name="Api">The API; null when the class answers itself.</param>
/// <param name="Kept">Where the class keeps it; null when it is injected, static, or the class answers itself.</param>
/// <param name="Guard">The class's own answer, or null.</param>
internal sealed record FlagChoice(FlagApi? Api, Kept? Kept, OwnGuard? Guard)
{
    /// <summary>Whether a task has to be awaited for the answer.</summary>
    public bool IsAwaited => Guard is not null
        ? Guard.Result != FlagStepResult.Value
        : System.Linq.Enumerable.Any(Api!.Steps, static step => step.Result != FlagStepResult.Value);
}

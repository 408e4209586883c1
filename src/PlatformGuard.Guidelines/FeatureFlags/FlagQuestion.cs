using System.Collections.Generic;

namespace PlatformGuard.Guidelines.FeatureFlags;

/// <summary>How generated code asks a flag: the service to inject, and what to call on it, step by step.</summary>
/// <param name="Provider">Name of the flag provider.</param>
/// <param name="Service">Metadata name of the type that is injected, or of the static class that is called.</param>
/// <param name="Steps">Calls, each on the result of the one before. <c>{flag}</c> stands for the flag's name, <c>{context}</c> for the user or context.</param>
/// <param name="Context">Metadata name of the type of <c>{context}</c>, or null when the provider needs none.</param>
/// <param name="IsStatic">Whether the calls start at the type itself.</param>
/// <param name="Suffix">What makes a condition of the last result, such as <c> == "on"</c>.</param>
public sealed record FlagQuestion(
    string Provider, string Service, IReadOnlyList<FlagStep> Steps, string? Context = null, bool IsStatic = false, string Suffix = "");

/// <summary>One call of a question.</summary>
/// <param name="Call">The call, from its dot on.</param>
/// <param name="Result">What it returns.</param>
public sealed record FlagStep(string Call, FlagStepResult Result);

/// <summary>What a step of a question returns.</summary>
public enum FlagStepResult
{
    /// <summary>The value itself.</summary>
    Value,

    /// <summary>A <c>Task</c> of it.</summary>
    Task,

    /// <summary>A <c>ValueTask</c> of it, which can only be awaited once.</summary>
    ValueTask,
}

/// <summary>The question of every provider; all of them read a failure as off.</summary>
public static class FlagQuestions
{
    /// <summary>In order of preference; of one provider the first whose service is referenced counts.</summary>
    public static IReadOnlyList<FlagQuestion> All { get; } =
    [
        new("Microsoft.FeatureManagement", "Microsoft.FeatureManagement.IFeatureManager", [new(".IsEnabledAsync({flag})", FlagStepResult.Task)]),
        new("Microsoft.FeatureManagement", "Microsoft.FeatureManagement.IVariantFeatureManager", [new(".IsEnabledAsync({flag}, default)", FlagStepResult.ValueTask)]),
        new("OpenFeature", "OpenFeature.IFeatureClient", [new(".GetBooleanValueAsync({flag}, false)", FlagStepResult.Task)]),
        new("OpenFeature", "OpenFeature.FeatureClient", [new(".GetBooleanValueAsync({flag}, false)", FlagStepResult.Task)]),
        new("LaunchDarkly", "LaunchDarkly.Sdk.Server.Interfaces.ILdClient", [new(".BoolVariation({flag}, {context}, false)", FlagStepResult.Value)], "LaunchDarkly.Sdk.Context"),
        new("LaunchDarkly", "LaunchDarkly.Sdk.Client.Interfaces.ILdClient", [new(".BoolVariation({flag}, false)", FlagStepResult.Value)]),
        new("Unleash", "Unleash.IUnleash", [new(".IsEnabled({flag}, false)", FlagStepResult.Value)]),
        new("ConfigCat", "ConfigCat.Client.IConfigCatClient", [new(".GetValueAsync({flag}, false)", FlagStepResult.Task)]),
        new("Split", "Splitio.Services.Client.Interfaces.ISplitClient", [new(".GetTreatment({context}, {flag})", FlagStepResult.Value)], "System.String", Suffix: " == \"on\""),
        new("Flagsmith", "Flagsmith.IFlagsmithClient", [new(".GetEnvironmentFlags()", FlagStepResult.Task), new(".IsFeatureEnabled({flag})", FlagStepResult.Task)]),
        new("GrowthBook", "GrowthBook.IGrowthBook", [new(".IsOn({flag})", FlagStepResult.Value)]),
        new("Statsig", "Statsig.Server.StatsigServer", [new(".CheckGate({context}, {flag})", FlagStepResult.Task)], "Statsig.StatsigUser", IsStatic: true),
        new("Statsig", "Statsig.Client.StatsigClient", [new(".CheckGate({flag})", FlagStepResult.Value)], IsStatic: true),
        new("Esquio", "Esquio.Abstractions.IFeatureService", [new(".IsEnabledAsync({flag})", FlagStepResult.Task)]),
    ];
}

using System.Collections.Generic;

namespace PlatformGuard.Guidelines.FeatureFlags;

/// <summary>The flag providers that are known without configuration: how each is asked, and what a failure reads as.</summary>
/// <remarks>Read in the providers' public sources and documentation, 2026.</remarks>
public static class FlagApis
{
    /// <summary>The only text of a treatment that means on. A failure reads as <c>control</c>, which is neither on nor off.</summary>
    public const string TreatmentOn = "on";

    private const string FeatureManagement = "Microsoft.FeatureManagement";
    private const string OpenFeature = "OpenFeature";
    private const string LaunchDarkly = "LaunchDarkly";
    private const string Unleash = "Unleash";
    private const string ConfigCat = "ConfigCat";
    private const string Split = "Split";
    private const string Flagsmith = "Flagsmith";
    private const string GrowthBook = "GrowthBook";
    private const string Statsig = "Statsig";
    private const string Esquio = "Esquio";

    private const string SplitClient = "Splitio.Services.Client.Interfaces.ISplitClient";
    private const string StatsigServer = "Statsig.Server.StatsigServer";
    private const string StatsigClient = "Statsig.Client.StatsigClient";

    /// <summary>Every query of one flag.</summary>
    public static IReadOnlyList<FlagQuery> Queries { get; } =
    [
        new(FeatureManagement, "Microsoft.FeatureManagement.IFeatureManager", "IsEnabledAsync", 0, FlagAnswer.On, IsAwaited: true),
        new(FeatureManagement, "Microsoft.FeatureManagement.IVariantFeatureManager", "IsEnabledAsync", 0, FlagAnswer.On, IsAwaited: true),

        new(OpenFeature, "OpenFeature.IFeatureClient", "GetBooleanValueAsync", 0, FlagAnswer.On, "defaultValue", 1, IsAwaited: true),
        new(OpenFeature, "OpenFeature.IFeatureClient", "GetBooleanDetailsAsync", 0, FlagAnswer.OnMember, "defaultValue", 1, "Value", IsAwaited: true),

        // Before version 2 the concrete client was the only type.
        new(OpenFeature, "OpenFeature.FeatureClient", "GetBooleanValueAsync", 0, FlagAnswer.On, "defaultValue", 1, IsAwaited: true),
        new(OpenFeature, "OpenFeature.FeatureClient", "GetBooleanDetailsAsync", 0, FlagAnswer.OnMember, "defaultValue", 1, "Value", IsAwaited: true),

        new(LaunchDarkly, "LaunchDarkly.Sdk.Server.Interfaces.ILdClient", "BoolVariation", 0, FlagAnswer.On, "defaultValue", 2),
        new(LaunchDarkly, "LaunchDarkly.Sdk.Server.Interfaces.ILdClient", "BoolVariationDetail", 0, FlagAnswer.OnMember, "defaultValue", 2, "Value"),
        new(LaunchDarkly, "LaunchDarkly.Sdk.Client.Interfaces.ILdClient", "BoolVariation", 0, FlagAnswer.On, "defaultValue", 1),
        new(LaunchDarkly, "LaunchDarkly.Sdk.Client.Interfaces.ILdClient", "BoolVariationDetail", 0, FlagAnswer.OnMember, "defaultValue", 1, "Value"),

        new(Unleash, "Unleash.IUnleash", "IsEnabled", 0, FlagAnswer.On, "defaultSetting", 1),
        new(Unleash, "Unleash.IUnleash", "GetVariant", 0, FlagAnswer.OnMember, Member: "IsEnabled"),

        new(ConfigCat, "ConfigCat.Client.IConfigCatClient", "GetValue", 0, FlagAnswer.TypeArgument, "defaultValue", 1),
        new(ConfigCat, "ConfigCat.Client.IConfigCatClient", "GetValueAsync", 0, FlagAnswer.TypeArgument, "defaultValue", 1, IsAwaited: true),
        new(ConfigCat, "ConfigCat.Client.IConfigCatClient", "GetValueDetails", 0, FlagAnswer.OnMember, "defaultValue", 1, "Value"),
        new(ConfigCat, "ConfigCat.Client.IConfigCatClient", "GetValueDetailsAsync", 0, FlagAnswer.OnMember, "defaultValue", 1, "Value", IsAwaited: true),
        new(ConfigCat, "ConfigCat.Client.ConfigCatClientSnapshot", "GetValue", 0, FlagAnswer.TypeArgument, "defaultValue", 1),
        new(ConfigCat, "ConfigCat.Client.IConfigCatClientSnapshot", "GetValue", 0, FlagAnswer.TypeArgument, "defaultValue", 1),

        new(Split, SplitClient, "GetTreatment", 1, FlagAnswer.Treatment),
        new(Split, SplitClient, "GetTreatmentAsync", 1, FlagAnswer.Treatment, IsAwaited: true),
        new(Split, SplitClient, "GetTreatmentWithConfig", 1, FlagAnswer.TreatmentMember, Member: "Treatment"),
        new(Split, SplitClient, "GetTreatmentWithConfigAsync", 1, FlagAnswer.TreatmentMember, Member: "Treatment", IsAwaited: true),

        new(Flagsmith, "Flagsmith.IFlags", "IsFeatureEnabled", 0, FlagAnswer.On, IsAwaited: true),
        new(Flagsmith, "Flagsmith.IFlags", "GetFlag", 0, FlagAnswer.OnMember, Member: "Enabled", IsAwaited: true),

        new(GrowthBook, "GrowthBook.IGrowthBook", "IsOn", 0, FlagAnswer.On),
        new(GrowthBook, "GrowthBook.IGrowthBook", "IsOff", 0, FlagAnswer.Off),
        new(GrowthBook, "GrowthBook.IGrowthBook", "IsOnAsync", 0, FlagAnswer.On, IsAwaited: true),
        new(GrowthBook, "GrowthBook.IGrowthBook", "IsOffAsync", 0, FlagAnswer.Off, IsAwaited: true),
        new(GrowthBook, "GrowthBook.IGrowthBook", "GetFeatureValue", 0, FlagAnswer.TypeArgument, "fallback", 1),
        new(GrowthBook, "GrowthBook.IGrowthBook", "GetFeatureValueAsync", 0, FlagAnswer.TypeArgument, "fallback", 1, IsAwaited: true),

        new(Statsig, StatsigServer, "CheckGate", 1, FlagAnswer.On, IsAwaited: true),
        new(Statsig, StatsigServer, "CheckGateSync", 1, FlagAnswer.On),
        new(Statsig, StatsigServer, "CheckGateWithExposureLoggingDisabled", 1, FlagAnswer.On, IsAwaited: true),
        new(Statsig, StatsigServer, "CheckGateWithExposureLoggingDisabledSync", 1, FlagAnswer.On),
        new(Statsig, StatsigServer, "GetFeatureGate", 1, FlagAnswer.OnMember, Member: "Value"),
        new(Statsig, StatsigClient, "CheckGate", 0, FlagAnswer.On),

        new(Esquio, "Esquio.Abstractions.IFeatureService", "IsEnabledAsync", 0, FlagAnswer.On, IsAwaited: true),
    ];

    /// <summary>Declarations and registrations under which code runs only while a flag is on.</summary>
    public static IReadOnlyList<FlagGate> Gates { get; } =
    [
        new(FeatureManagement, "Microsoft.FeatureManagement.Mvc.FeatureGateAttribute", null, 0, HasNegation: true),
        new(FeatureManagement, "Microsoft.FeatureManagement.AspNetCore.FeatureGateEndpointFilterExtensions", "WithFeatureGate", 0, HasNegation: true),
        new(FeatureManagement, "Microsoft.FeatureManagement.UseForFeatureExtensions", "UseForFeature", 0, HasNegation: false),
        new(FeatureManagement, "Microsoft.FeatureManagement.UseForFeatureExtensions", "UseMiddlewareForFeature", 0, HasNegation: false),
        new(FeatureManagement, "Microsoft.FeatureManagement.FilterCollectionExtensions", "AddForFeature", 0, HasNegation: false),
        new(Esquio, "Esquio.AspNetCore.Endpoints.Metadata.FeatureFilter", null, 0, HasNegation: false),
        new(Esquio, "Microsoft.AspNetCore.Builder.EndpointConventionBuilderExtensions", "RequireFeature", 0, HasNegation: false),
    ];

    /// <summary>Values of settings that make a failure or a missing flag read as on.</summary>
    public static IReadOnlyList<FlagFailureSetting> FailureSettings { get; } =
    [
        new(Esquio, "Esquio", "OnErrorBehavior", "SetEnabled", "SetDisabled"),
        new(Esquio, "Esquio", "NotFoundBehavior", "SetEnabled", "SetDisabled"),
    ];
}

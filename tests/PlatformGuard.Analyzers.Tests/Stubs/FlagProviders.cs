// Public surface of the flag providers, as far as the rules bind to it. Signatures as in the providers' public sources.
#pragma warning disable
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace OpenFeature.Model
{
    public sealed class EvaluationContext { }
    public sealed class FlagEvaluationOptions { }
    public sealed class FlagEvaluationDetails<T> { public T Value { get; } public string FlagKey { get; } public string Reason { get; } }
}

namespace OpenFeature
{
    using OpenFeature.Model;

    public interface IFeatureClient
    {
        Task<bool> GetBooleanValueAsync(string flagKey, bool defaultValue, EvaluationContext? context = null, FlagEvaluationOptions? config = null, CancellationToken cancellationToken = default);
        Task<FlagEvaluationDetails<bool>> GetBooleanDetailsAsync(string flagKey, bool defaultValue, EvaluationContext? context = null, FlagEvaluationOptions? config = null, CancellationToken cancellationToken = default);
        Task<string> GetStringValueAsync(string flagKey, string defaultValue, EvaluationContext? context = null, FlagEvaluationOptions? config = null, CancellationToken cancellationToken = default);
    }

    public sealed class FeatureClient : IFeatureClient
    {
        public Task<bool> GetBooleanValueAsync(string flagKey, bool defaultValue, EvaluationContext? context = null, FlagEvaluationOptions? config = null, CancellationToken cancellationToken = default) => null!;
        public Task<FlagEvaluationDetails<bool>> GetBooleanDetailsAsync(string flagKey, bool defaultValue, EvaluationContext? context = null, FlagEvaluationOptions? config = null, CancellationToken cancellationToken = default) => null!;
        public Task<string> GetStringValueAsync(string flagKey, string defaultValue, EvaluationContext? context = null, FlagEvaluationOptions? config = null, CancellationToken cancellationToken = default) => null!;
    }

    public sealed class Api
    {
        public static Api Instance { get; } = new();
        public FeatureClient GetClient(string? name = null) => null!;
    }
}

namespace LaunchDarkly.Sdk
{
    public readonly struct Context { public static Context New(string key) => default; }
    public readonly struct EvaluationDetail<T> { public T Value => default!; public int? VariationIndex => null; }
}

namespace LaunchDarkly.Sdk.Server.Interfaces
{
    public interface ILdClient
    {
        bool Initialized { get; }
        bool BoolVariation(string key, Context context, bool defaultValue = false);
        EvaluationDetail<bool> BoolVariationDetail(string key, Context context, bool defaultValue);
        string StringVariation(string key, Context context, string defaultValue);
    }
}

namespace LaunchDarkly.Sdk.Server
{
    public sealed class LdClient : Interfaces.ILdClient
    {
        public LdClient(string sdkKey) { }
        public bool Initialized => false;
        public bool BoolVariation(string key, Context context, bool defaultValue = false) => false;
        public EvaluationDetail<bool> BoolVariationDetail(string key, Context context, bool defaultValue) => default;
        public string StringVariation(string key, Context context, string defaultValue) => defaultValue;
    }
}

namespace LaunchDarkly.Sdk.Client.Interfaces
{
    public interface ILdClient
    {
        bool BoolVariation(string key, bool defaultValue = false);
        EvaluationDetail<bool> BoolVariationDetail(string key, bool defaultValue = false);
    }
}

namespace Unleash
{
    public class UnleashContext { }
    public class Variant { public string Name { get; } public bool IsEnabled { get; } public bool FeatureEnabled { get; } }
    public interface IUnleash : IDisposable
    {
        bool IsEnabled(string toggleName);
        bool IsEnabled(string toggleName, bool defaultSetting);
        bool IsEnabled(string toggleName, UnleashContext context);
        bool IsEnabled(string toggleName, UnleashContext context, bool defaultSetting);
        Variant GetVariant(string toggleName);
        Variant GetVariant(string toggleName, UnleashContext context);
    }
    public class DefaultUnleash : IUnleash
    {
        public bool IsEnabled(string toggleName) => false;
        public bool IsEnabled(string toggleName, bool defaultSetting) => false;
        public bool IsEnabled(string toggleName, UnleashContext context) => false;
        public bool IsEnabled(string toggleName, UnleashContext context, bool defaultSetting) => false;
        public Variant GetVariant(string toggleName) => null!;
        public Variant GetVariant(string toggleName, UnleashContext context) => null!;
        public void Dispose() { }
    }
}

namespace ConfigCat.Client
{
    public class User { public User(string identifier) { } }
    public class EvaluationDetails<T> { public T Value { get; } public string Key { get; } }
    public interface IConfigCatClientSnapshot
    {
        T GetValue<T>(string key, T defaultValue, User? user = null);
        EvaluationDetails<T> GetValueDetails<T>(string key, T defaultValue, User? user = null);
    }
    public readonly struct ConfigCatClientSnapshot : IConfigCatClientSnapshot
    {
        public T GetValue<T>(string key, T defaultValue, User? user = null) => defaultValue;
        public EvaluationDetails<T> GetValueDetails<T>(string key, T defaultValue, User? user = null) => null!;
    }
    public interface IConfigCatClient : IDisposable
    {
        T GetValue<T>(string key, T defaultValue, User? user = null);
        Task<T> GetValueAsync<T>(string key, T defaultValue, User? user = null, CancellationToken cancellationToken = default);
        EvaluationDetails<T> GetValueDetails<T>(string key, T defaultValue, User? user = null);
        Task<EvaluationDetails<T>> GetValueDetailsAsync<T>(string key, T defaultValue, User? user = null, CancellationToken cancellationToken = default);
        ConfigCatClientSnapshot Snapshot();
    }
}

namespace Splitio.Services.Client.Interfaces
{
    public class SplitResult { public string Treatment { get; } public string Config { get; } }
    public interface ISplitClient
    {
        string GetTreatment(string key, string feature, Dictionary<string, object>? attributes = null);
        Task<string> GetTreatmentAsync(string key, string feature, Dictionary<string, object>? attributes = null);
        SplitResult GetTreatmentWithConfig(string key, string feature, Dictionary<string, object>? attributes = null);
    }
}

namespace Flagsmith
{
    public interface IFlag { bool Enabled { get; } string Value { get; } }
    public interface IFlags
    {
        Task<bool> IsFeatureEnabled(string featureName);
        Task<string> GetFeatureValue(string featureName);
        Task<IFlag> GetFlag(string featureName);
    }
    public interface IFlagsmithClient { Task<IFlags> GetEnvironmentFlags(); Task<IFlags> GetIdentityFlags(string identifier); }
}

namespace GrowthBook
{
    public interface IGrowthBook : IDisposable
    {
        bool IsOn(string key);
        bool IsOff(string key);
        Task<bool> IsOnAsync(string key, CancellationToken? cancellationToken = null);
        Task<bool> IsOffAsync(string key, CancellationToken? cancellationToken = null);
        T GetFeatureValue<T>(string key, T fallback, bool alwaysLoadFeatures = false);
        Task<T> GetFeatureValueAsync<T>(string key, T fallback, CancellationToken? cancellationToken = null);
    }
}

namespace Statsig
{
    public class StatsigUser { }
    public class FeatureGate { public bool Value { get; } public string Name { get; } }
}

namespace Statsig.Server
{
    public static class StatsigServer
    {
        public static Task<bool> CheckGate(StatsigUser user, string gateName) => null!;
        public static bool CheckGateSync(StatsigUser user, string gateName) => false;
        public static FeatureGate GetFeatureGate(StatsigUser user, string gateName) => null!;
    }
}

namespace Statsig.Client
{
    public static class StatsigClient
    {
        public static bool CheckGate(string gateName) => false;
    }
}

namespace Esquio.Abstractions
{
    public interface IFeatureService { Task<bool> IsEnabledAsync(string featureName, CancellationToken cancellationToken = default); }
}

namespace Esquio.AspNetCore.Endpoints.Metadata
{
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
    public class FeatureFilter : Attribute { public string Name { get; set; } }
}

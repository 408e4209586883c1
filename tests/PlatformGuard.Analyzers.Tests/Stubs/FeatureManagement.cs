// Public surface of Microsoft.FeatureManagement 4, as far as the rules bind to it.
#pragma warning disable
using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;

namespace Microsoft.FeatureManagement
{
    public interface IFeatureManager
    {
        IAsyncEnumerable<string> GetFeatureNamesAsync();
        Task<bool> IsEnabledAsync(string feature);
        Task<bool> IsEnabledAsync<TContext>(string feature, TContext context);
    }

    public interface IFeatureManagerSnapshot : IFeatureManager { }

    public interface IVariantFeatureManager
    {
        IAsyncEnumerable<string> GetFeatureNamesAsync(CancellationToken cancellationToken = default);
        ValueTask<bool> IsEnabledAsync(string feature, CancellationToken cancellationToken = default);
        ValueTask<bool> IsEnabledAsync<TContext>(string feature, TContext context, CancellationToken cancellationToken = default);
        ValueTask<Variant> GetVariantAsync(string feature, CancellationToken cancellationToken = default);
    }

    public interface IVariantFeatureManagerSnapshot : IVariantFeatureManager { }

    public class Variant { public string Name { get; set; } }

    public sealed class FeatureManager : IFeatureManager, IVariantFeatureManager
    {
        public IAsyncEnumerable<string> GetFeatureNamesAsync() => null!;
        public IAsyncEnumerable<string> GetFeatureNamesAsync(CancellationToken cancellationToken) => null!;
        public Task<bool> IsEnabledAsync(string feature) => null!;
        public Task<bool> IsEnabledAsync<TContext>(string feature, TContext context) => null!;
        public ValueTask<bool> IsEnabledAsync(string feature, CancellationToken cancellationToken = default) => default;
        public ValueTask<bool> IsEnabledAsync<TContext>(string feature, TContext context, CancellationToken cancellationToken = default) => default;
        public ValueTask<Variant> GetVariantAsync(string feature, CancellationToken cancellationToken = default) => default;
    }

    public interface IVariantServiceProvider<TService> where TService : class
    {
        ValueTask<TService> GetServiceAsync(CancellationToken cancellationToken);
    }

    public enum RequirementType { Any, All }

    public static class UseForFeatureExtensions
    {
        public static Microsoft.AspNetCore.Builder.IApplicationBuilder UseMiddlewareForFeature<T>(this Microsoft.AspNetCore.Builder.IApplicationBuilder app, string featureName) => app;
        public static Microsoft.AspNetCore.Builder.IApplicationBuilder UseForFeature(this Microsoft.AspNetCore.Builder.IApplicationBuilder app, string featureName, Action<Microsoft.AspNetCore.Builder.IApplicationBuilder> configure) => app;
    }
}

namespace Microsoft.FeatureManagement.Mvc
{
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
    public class FeatureGateAttribute : Attribute
    {
        public FeatureGateAttribute(params string[] features) { }
        public FeatureGateAttribute(bool negate, params string[] features) { }
        public FeatureGateAttribute(RequirementType requirementType, params string[] features) { }
        public FeatureGateAttribute(RequirementType requirementType, bool negate, params string[] features) { }
        public FeatureGateAttribute(params object[] features) { }
        public FeatureGateAttribute(bool negate, params object[] features) { }
        public FeatureGateAttribute(RequirementType requirementType, params object[] features) { }
        public FeatureGateAttribute(RequirementType requirementType, bool negate, params object[] features) { }
    }
}

namespace Microsoft.FeatureManagement.AspNetCore
{
    public static class FeatureGateEndpointFilterExtensions
    {
        public static TBuilder WithFeatureGate<TBuilder>(this TBuilder builder, params string[] features) where TBuilder : Microsoft.AspNetCore.Builder.IEndpointConventionBuilder => builder;
        public static TBuilder WithFeatureGate<TBuilder>(this TBuilder builder, bool negate, params string[] features) where TBuilder : Microsoft.AspNetCore.Builder.IEndpointConventionBuilder => builder;
        public static TBuilder WithFeatureGate<TBuilder>(this TBuilder builder, RequirementType requirementType, params string[] features) where TBuilder : Microsoft.AspNetCore.Builder.IEndpointConventionBuilder => builder;
        public static TBuilder WithFeatureGate<TBuilder>(this TBuilder builder, RequirementType requirementType, bool negate, params string[] features) where TBuilder : Microsoft.AspNetCore.Builder.IEndpointConventionBuilder => builder;
    }
}

namespace Microsoft.AspNetCore.Builder
{
    public interface IApplicationBuilder { IApplicationBuilder Use(Func<Func<Task>, Task> middleware); }
    public interface IEndpointConventionBuilder { }
    public static class EndpointRouteBuilderExtensions
    {
        public static RouteHandlerBuilder MapGet(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints, string pattern, Delegate handler) => null!;
        public static RouteGroupBuilder MapGroup(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints, string prefix) => null!;
    }
    public sealed class RouteHandlerBuilder : IEndpointConventionBuilder { public RouteHandlerBuilder WithName(string name) => this; }
}

namespace Microsoft.AspNetCore.Routing
{
    public interface IEndpointRouteBuilder { }
    public sealed class RouteGroupBuilder : IEndpointRouteBuilder, Microsoft.AspNetCore.Builder.IEndpointConventionBuilder { }
}

namespace Microsoft.AspNetCore.Mvc
{
    public abstract class ControllerBase { }
    public abstract class Controller : ControllerBase { }
    [AttributeUsage(AttributeTargets.Class)] public class ApiControllerAttribute : Attribute { }
}

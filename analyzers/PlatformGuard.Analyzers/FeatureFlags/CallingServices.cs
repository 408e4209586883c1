using System;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>Whether a compilation calls services, so that the rules about their flags apply to it.</summary>
internal static class CallingServices
{
    /// <summary>The main application does; a service does when it says so by an annotation of its own code or a configured client.</summary>
    public static Lazy<bool> In(Compilation compilation, Role role, GuardOptions options) =>
        new(() => role == Role.MainApplication || options.ServiceClients.Count > 0 || options.Services.Count > 0 || HasAnnotatedType(compilation));

    private static bool HasAnnotatedType(Compilation compilation) =>
        new AnnotatedAssemblies(compilation).MayUse(CancellationToken.None, "ServiceClient", "GuardedClient", "RequiresFeatureFlag")
        && DeclaredMembers.Of(compilation.Assembly.GlobalNamespace).Any(static member => member is INamedTypeSymbol
            && (Annotations.Find(member, "ServiceClientAttribute") ?? Annotations.Find(member, "GuardedClientAttribute") ?? Annotations.Find(member, "RequiresFeatureFlagAttribute")) is not null);
}

using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>Whether a compilation calls services, so that the rules about their flags apply to it.</summary>
internal static class CallingServices
{
    /// <summary>The main application does; a service does when it says so by an annotation of its own code or a configured client.</summary>
    public static Lazy<bool> In(Compilation compilation, Role role, GuardOptions options) =>
        new(() => role == Role.MainApplication || options.ServiceClients.Count > 0 || options.Services.Count > 0 || HasAnnotatedType(compilation));

    private static bool HasAnnotatedType(Compilation compilation)
    {
        var open = new Stack<INamespaceOrTypeSymbol>();
        open.Push(compilation.Assembly.GlobalNamespace);
        while (open.Count > 0)
        {
            foreach (var member in open.Pop().GetMembers())
            {
                if (member is not INamespaceOrTypeSymbol inner)
                {
                    continue;
                }

                if (inner is INamedTypeSymbol type
                    && (Annotations.Find(type, "ServiceClientAttribute") ?? Annotations.Find(type, "GuardedClientAttribute") ?? Annotations.Find(type, "RequiresFeatureFlagAttribute")) is not null)
                {
                    return true;
                }

                open.Push(inner);
            }
        }

        return false;
    }
}

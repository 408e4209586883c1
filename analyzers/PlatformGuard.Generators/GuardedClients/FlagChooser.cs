using System;
using System.Collections.Generic;
using System.Linq;

namespace PlatformGuard.Generators.GuardedClients;

/// <summary>Decides which flag API a guarded client asks: what the class has, then the project's own, then the provider that it references.</summary>
internal static class FlagChooser
{
    /// <summary>The choice, or null when there is none.</summary>
    public static FlagChoice? Choose(ClientPlan plan, FlagApis apis) => Choose(plan, apis, out _);

    /// <summary>The choice, or null and the reason why there is none.</summary>
    public static FlagChoice? Choose(ClientPlan plan, FlagApis apis, out string reason)
    {
        reason = "";
        if (plan.Guard is not null)
        {
            return new(Api: null, Kept: null, plan.Guard);
        }

        var own = apis.Configured.Concat(apis.Annotated).Where(api => api.Flag is null || api.Flag == plan.Flag).ToList();
        foreach (var api in own.Concat(apis.Providers))
        {
            if (plan.Kept.FirstOrDefault(kept => kept.Type == api.Type) is { } kept)
            {
                return WithContext(plan, new(api, kept, Guard: null), out reason);
            }
        }

        var choice = OnlyOne(apis.Configured.Where(api => api.Flag is null || api.Flag == plan.Flag), out reason)
            ?? (reason.Length > 0 ? null : OnlyOne(own.Where(static api => api.Flag is not null), out reason))
            ?? (reason.Length > 0 ? null : OnlyOne(own, out reason))
            ?? (reason.Length > 0 ? null : OnlyOne(apis.Providers, out reason));
        if (choice is null)
        {
            reason = reason.Length > 0 ? reason : "the project references no known feature flag API; name its own in platformguard.feature_flag_apis or mark it with [FeatureFlagGuard]";
            return null;
        }

        if (plan.HasConstructor && !choice.IsStatic)
        {
            reason = $"it has a constructor of its own, so it must also keep the flag API: a field, property or primary constructor parameter of type '{choice.Type.Replace("global::", "")}'";
            return null;
        }

        return WithContext(plan, new(choice, Kept: null, Guard: null), out reason);
    }

    private static FlagApi? OnlyOne(IEnumerable<FlagApi> apis, out string reason)
    {
        reason = "";
        var different = apis.GroupBy(static api => api.Name, StringComparer.Ordinal).Select(static same => same.First()).ToList();
        if (different.Count > 1)
        {
            reason = $"the project has several feature flag APIs ({string.Join(", ", different.Select(static api => api.Name))}); keep the right one in a field of the class";
            return null;
        }

        return different.FirstOrDefault();
    }

    private static FlagChoice? WithContext(ClientPlan plan, FlagChoice choice, out string reason)
    {
        reason = choice.Api!.Context is { } context && plan.Context is null
            ? $"{choice.Api.Name} asks for whom the flag is on; give the class a method '{PlanReader.ContextMember}' that returns '{(context == "System.String" ? "string" : context)}'"
            : "";
        return reason.Length == 0 ? choice : null;
    }
}

using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Policies;

/// <summary>Decides which settings of a policy count, and remembers those that do not.</summary>
/// <remarks>
/// A policy in the repository lies in the hands of whoever is checked, so it can only be stricter. A given one states facts of the platform;
/// it lowers what is built in only when it says so with <c>allowWeaker</c>.
/// </remarks>
internal sealed class PolicyAuthority
{
    private readonly bool isGiven;
    private readonly bool allowsWeaker;
    private readonly List<IgnoredSetting> ignored = [];

    public PolicyAuthority(bool isGiven, bool allowsWeaker, Node? allowWeaker)
    {
        this.isGiven = isGiven;
        this.allowsWeaker = isGiven && allowsWeaker;
        if (allowsWeaker && !isGiven)
        {
            ignored.Add(new IgnoredSetting("allowWeaker", allowWeaker!.Location, "it counts only in a policy given by --policy, PlatformGuardPolicy or PLATFORMGUARD_POLICY"));
        }
    }

    /// <summary>What did not count, in order of position.</summary>
    public ImmutableArray<IgnoredSetting> Ignored => [.. ignored.OrderBy(static setting => setting.Location.Start)];

    /// <summary>The setting when it counts, otherwise null: it says something about the platform that makes checks silent.</summary>
    public Node? Fact(Node? setting, string path)
    {
        if (setting is null || isGiven)
        {
            return setting;
        }

        ignored.Add(new IgnoredSetting(path, setting.Location, "it counts only in a policy given by --policy, PlatformGuardPolicy or PLATFORMGUARD_POLICY; one found in the repository can only be stricter"));
        return null;
    }

    /// <summary>Whether a setting that asks for less than the built-in default counts.</summary>
    public bool MayWeaken(in Location location, string path)
    {
        if (!allowsWeaker)
        {
            ignored.Add(new IgnoredSetting(path, location, isGiven
                ? "it asks for less than the built-in default, which needs 'allowWeaker: true'"
                : "it asks for less than the built-in default; a policy found in the repository can only be stricter"));
        }

        return allowsWeaker;
    }
}

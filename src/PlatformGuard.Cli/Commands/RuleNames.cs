using System.Linq;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Cli.Commands;

/// <summary>How users name rules: by id or name.</summary>
internal static class RuleNames
{
    /// <summary>The rule that is meant.</summary>
    /// <param name="asked">Id in any letter case, or name.</param>
    /// <param name="context">What the message begins with.</param>
    /// <exception cref="UsageException">There is none.</exception>
    public static Rule Find(string asked, string context)
    {
        if (RuleCatalogue.TryGet(asked, out var rule))
        {
            return rule;
        }

        var suggestion = Words.DidYouMean(asked, [.. RuleCatalogue.All.SelectMany(static known => (string[])[known.Id, known.Name])]);
        throw new UsageException($"{context}there is no rule '{asked}'{(suggestion.Length > 0 ? suggestion : "; 'platformguard rules' lists them")}");
    }
}

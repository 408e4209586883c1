using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Checks;

/// <summary>One rule on files. It looks at facts and reports; it reads no file and parses no text.</summary>
/// <remarks>
/// A sealed class that derives from this one is found at compile time (see <see cref="CheckList"/>); nothing else has to be registered.
/// Checks run in parallel: they hold no state.
/// </remarks>
public abstract class Check(string ruleId)
{
    /// <summary>The rule this check answers.</summary>
    public Rule Rule { get; } = RuleCatalogue.Get(ruleId);

    /// <summary>Examines the code base and reports what violates the rule.</summary>
    public abstract void Run(CheckContext context);
}

namespace PlatformGuard.Core.Facts;

/// <summary>A family of facts that is derived from the parsed files, once per run and on first use.</summary>
/// <typeparam name="TSelf">The family itself.</typeparam>
public interface IFacts<TSelf>
    where TSelf : class, IFacts<TSelf>
{
    /// <summary>Derives the facts. Must not fail on any content: what cannot be decided is recorded as a fact of its own.</summary>
    static abstract TSelf Gather(CodeBase codeBase);
}

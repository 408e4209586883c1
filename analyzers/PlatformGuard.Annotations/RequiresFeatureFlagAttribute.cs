using System;

namespace PlatformGuard;

/// <summary>
/// Moves the duty to check a feature flag from a method, or from all members of a type, to its callers: the body counts as guarded by
/// the flag, and a call from where the flag is not known to be on is a violation (PG2001, PG2002).
/// </summary>
/// <remarks>Only the compiler reads it; it has no effect at run time.</remarks>
/// <example>
/// <code>
/// [RequiresFeatureFlag("suggested_reviewers")]
/// private Task&lt;string[]&gt; AskService(int mergeRequest) => client.SuggestAsync(mergeRequest, default);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property, AllowMultiple = true, Inherited = true)]
public sealed class RequiresFeatureFlagAttribute : Attribute
{
    /// <summary>Callers must know that this feature flag is on.</summary>
    /// <param name="flag">Name of the flag, as the flag provider knows it.</param>
    public RequiresFeatureFlagAttribute(string flag) => Flag = flag;

    /// <summary>Name of the flag that must be on.</summary>
    public string Flag { get; }
}

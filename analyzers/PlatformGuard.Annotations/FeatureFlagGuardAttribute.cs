using System;

namespace PlatformGuard;

/// <summary>
/// Says that <see langword="true"/> from a member of type <see cref="bool"/>, <c>Task&lt;bool&gt;</c> or <c>ValueTask&lt;bool&gt;</c>
/// means that a feature flag is on, so that a condition on it guards calls of a service client.
/// </summary>
/// <remarks>
/// Only the compiler reads it; it has no effect at run time. A member whose body does not establish the flag is itself a violation
/// (PG2006).
/// </remarks>
/// <example>
/// <code>
/// [FeatureFlagGuard("suggested_reviewers")]
/// private bool ReviewersEnabled => flags.IsOn("suggested_reviewers");
///
/// [FeatureFlagGuard]   // the first string argument is the flag
/// public bool IsOn(string flag) => store.TryGetValue(flag, out var on) &amp;&amp; on;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter, AllowMultiple = false, Inherited = true)]
public sealed class FeatureFlagGuardAttribute : Attribute
{
    /// <summary>The flag is the first argument of type <see cref="string"/> of the method. Valid on methods only.</summary>
    public FeatureFlagGuardAttribute()
    {
    }

    /// <summary>True means that this feature flag is on.</summary>
    /// <param name="flag">Name of the flag, as the flag provider knows it.</param>
    public FeatureFlagGuardAttribute(string flag) => Flag = flag;

    /// <summary>Name of the flag, or null when the method's first string argument names it.</summary>
    public string? Flag { get; }
}

using System;

namespace PlatformGuard;

/// <summary>
/// On a partial class that implements the interface of a service client: its members are generated, each of which asks the feature
/// flag first and calls the service only when the flag is on (PG2008 says what cannot be generated, and why).
/// </summary>
/// <remarks>Only the compiler reads it; it has no effect at run time.</remarks>
/// <example>
/// <code>
/// [GuardedClient("suggested_reviewers")]
/// public sealed partial class GuardedReviewerClient : IReviewerClient;
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false, Inherited = false)]
public sealed class GuardedClientAttribute : Attribute
{
    /// <summary>The generated members ask this feature flag.</summary>
    /// <param name="flag">Name of the flag, as the flag provider knows it.</param>
    public GuardedClientAttribute(string flag) => Flag = flag;

    /// <summary>Name of the flag that guards every call.</summary>
    public string Flag { get; }
}

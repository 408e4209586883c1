using System;

namespace PlatformGuard;

/// <summary>
/// Marks a type whose members call a separately deployed service, so that every call needs a feature flag that is known to be on
/// (PG2001, PG2002).
/// </summary>
/// <remarks>
/// On an interface it covers the calls through every implementing type. Only the compiler reads it; it has no effect at run time.
/// </remarks>
/// <example>
/// <code>
/// [ServiceClient("suggested_reviewers")]
/// public interface IReviewerClient
/// {
///     Task&lt;string[]&gt; SuggestAsync(int mergeRequest, CancellationToken cancellationToken);
/// }
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, AllowMultiple = false, Inherited = true)]
public sealed class ServiceClientAttribute : Attribute
{
    /// <summary>Calls need some feature flag to be on, whichever it is.</summary>
    public ServiceClientAttribute()
    {
    }

    /// <summary>Calls need this feature flag to be on.</summary>
    /// <param name="flag">Name of the flag, as the flag provider knows it.</param>
    public ServiceClientAttribute(string flag) => Flag = flag;

    /// <summary>Name of the flag that calls need, or null when any flag will do.</summary>
    public string? Flag { get; }
}

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>The properties of PG2001 and PG2002 findings, for code fixes.</summary>
/// <remarks>
/// The location of a finding is the whole call (<c>client.SendAsync(1)</c>, after <c>?.</c> the part behind the question mark), the member
/// reference for a property or a method group, or the <c>new</c> expression. Additional locations, when there are any, are those of the
/// check that does not cover the call.
/// </remarks>
internal static class GuardProperties
{
    /// <summary>The feature flag that is needed. Absent when any flag will do.</summary>
    public const string Flag = "PlatformGuard.Flag";

    /// <summary>Documentation id of the client type, or of the type with the <c>[RequiresFeatureFlag]</c> member.</summary>
    public const string Client = "PlatformGuard.Client";

    /// <summary>Documentation id of the member that is called.</summary>
    public const string Member = "PlatformGuard.Member";

    /// <summary>Documentation id of the method, property or field whose body holds the call. A call in a lambda belongs to the method around it.</summary>
    public const string Enclosing = "PlatformGuard.Enclosing";

    /// <summary>The feature flag that was checked instead (PG2002).</summary>
    public const string CheckedFlag = "PlatformGuard.CheckedFlag";
}

namespace PlatformGuard.Guidelines.FeatureFlags;

/// <summary>What the result of a flag query says, after it has been awaited.</summary>
public enum FlagAnswer
{
    /// <summary>A <c>bool</c> that is true when the flag is on.</summary>
    On,

    /// <summary>A <c>bool</c> that is true when the flag is off.</summary>
    Off,

    /// <summary>A value of the query's own type argument; it is an answer only when that type is <c>bool</c>, and then true when the flag is on.</summary>
    TypeArgument,

    /// <summary>An object with a <c>bool</c> member (<see cref="FlagQuery.Member"/>) that is true when the flag is on.</summary>
    OnMember,

    /// <summary>Text that equals <see cref="FlagApis.TreatmentOn"/> when the flag is on.</summary>
    Treatment,

    /// <summary>An object with a text member (<see cref="FlagQuery.Member"/>) that equals <see cref="FlagApis.TreatmentOn"/> when the flag is on.</summary>
    TreatmentMember,
}

/// <summary>One method, with all its overloads, that asks a feature flag.</summary>
/// <param name="Provider">Name of the flag provider, for messages.</param>
/// <param name="Type">Metadata name of the type that declares it. A method of a type that derives from or implements it asks the flag as well.</param>
/// <param name="Method">Name of the method.</param>
/// <param name="Key">Index of the parameter that names the flag, not counting the receiver of an extension method.</param>
/// <param name="Answer">What the result says.</param>
/// <param name="Default">
/// Name of the parameter whose value is the answer when the provider has none, or null when the query has no such parameter.
/// A name, because its index differs between overloads.
/// </param>
/// <param name="DefaultIndex">Index of <paramref name="Default"/> in the overload where it stands first, or -1.</param>
/// <param name="Member">The member of the result that holds the answer, or null.</param>
/// <param name="IsAwaited">Whether the result is a task.</param>
public sealed record FlagQuery(
    string Provider,
    string Type,
    string Method,
    int Key,
    FlagAnswer Answer,
    string? Default = null,
    int DefaultIndex = -1,
    string? Member = null,
    bool IsAwaited = false);

/// <summary>A declaration or registration under which code runs only while a flag is on.</summary>
/// <param name="Provider">Name of the flag provider.</param>
/// <param name="Type">Metadata name of the attribute, or of the static class of the extension method.</param>
/// <param name="Method">Name of the method; null for an attribute.</param>
/// <param name="Key">Index of the (first) parameter that names the flag, not counting the receiver of an extension method.</param>
/// <param name="HasNegation">Whether it has an argument <c>negate</c> that turns it round, and a requirement type <c>Any</c> that weakens several flags.</param>
public sealed record FlagGate(string Provider, string Type, string? Method, int Key, bool HasNegation);

/// <summary>A value of a provider's setting that makes a failure or a missing flag read as on.</summary>
/// <param name="Provider">Name of the flag provider.</param>
/// <param name="RootNamespace">First part of the namespace of the enumeration; the rest changed between versions.</param>
/// <param name="Enumeration">Name of the enumeration.</param>
/// <param name="OnValue">The value that means on.</param>
/// <param name="OffValue">The value that means off.</param>
public sealed record FlagFailureSetting(string Provider, string RootNamespace, string Enumeration, string OnValue, string OffValue);

namespace PlatformGuard.Guidelines.FeatureFlags;

/// <summary>How long a feature flag may stand in the code, by its type.</summary>
public static class FlagLifespan
{
    /// <summary>The limit in days, or null for an unknown type.</summary>
    /// <param name="type"><c>derisk</c>, <c>wip</c>, <c>beta</c>, <c>experiment</c>, or <c>ops</c>, which is reviewed as often.</param>
    public static int? DaysOf(string? type) => type switch
    {
        "derisk" => 60,
        "wip" => 120,
        "beta" or "experiment" => 180,
        "ops" => 365,
        _ => null,
    };
}

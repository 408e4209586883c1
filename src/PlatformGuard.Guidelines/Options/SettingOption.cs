namespace PlatformGuard.Guidelines.Options;

/// <summary>Names of the analyzer options whose value is plain text: a word, or documentation ids separated by commas.</summary>
public static class SettingOption
{
    /// <summary>The declared role: <c>service</c> or <c>main-application</c>.</summary>
    public const string RoleKey = "platformguard.role";

    /// <summary>The declared stage: <c>experiment</c>, <c>beta</c> or <c>ga</c>.</summary>
    public const string StageKey = "platformguard.stage";

    /// <summary>Members that ask for a feature flag.</summary>
    public const string FlagApisKey = "platformguard.feature_flag_apis";

    /// <summary>Types and namespaces that call services.</summary>
    public const string ServiceClientsKey = "platformguard.service_clients";

    /// <summary>The main application's data types in the platform's policy, beside those of the user's configuration.</summary>
    public const string PolicyMainDataTypesKey = "platformguard.policy_main_data_types";
}

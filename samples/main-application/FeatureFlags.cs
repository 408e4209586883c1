namespace MainApplication;

/// <summary>The application's own flags: off unless the configuration switches one on.</summary>
public sealed class FeatureFlags(IConfiguration configuration)
{
    /// <summary>Whether the flag is on.</summary>
    public bool IsEnabled(string name) => configuration.GetValue("FeatureFlags:" + name, defaultValue: false);
}

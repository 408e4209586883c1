namespace PlatformGuard.Generators.Tests;

/// <summary>Flag APIs that test sources use.</summary>
internal static class Flags
{
    /// <summary>Microsoft.FeatureManagement with one answer for every flag.</summary>
    public const string Managed = """

        public sealed class Manager(bool isOn) : Microsoft.FeatureManagement.IFeatureManager
        {
            public List<string> Asked { get; } = [];

            public IAsyncEnumerable<string> GetFeatureNamesAsync() => throw new NotSupportedException();

            public Task<bool> IsEnabledAsync(string feature)
            {
                Asked.Add(feature);
                return Task.FromResult(isOn);
            }

            public Task<bool> IsEnabledAsync<TContext>(string feature, TContext context) => IsEnabledAsync(feature);
        }
        """;

    /// <summary>A project's own flag API, synchronous.</summary>
    public const string Own = """

        public sealed class Switches(bool isOn)
        {
            [FeatureFlagGuard]
            public bool IsOn(string flag) => isOn && flag.Length > 0;
        }
        """;
}

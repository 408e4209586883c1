using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts;

/// <summary>The environment and build arguments of compose services; an <c>env_file</c> is a file of its own.</summary>
internal static class ComposeSettings
{
    public static void Gather(Node root, SettingCollector collected)
    {
        foreach (var service in root["services"]?.Entries ?? [])
        {
            var path = "services/" + service.Key.Value + "/";
            Add(service.Value["environment"], path + "environment/", collected);
            Add(service.Value.At("build", "args"), path + "build/args/", collected);
            EnvironmentEntries.AddArguments(service.Value["command"], SettingOrigin.Compose, path + "command/", collected);
            EnvironmentEntries.AddArguments(service.Value["entrypoint"], SettingOrigin.Compose, path + "entrypoint/", collected);
        }
    }

    private static void Add(Node? variables, string path, SettingCollector collected)
    {
        EnvironmentEntries.AddMapping(variables, SettingOrigin.Compose, path, collected);
        EnvironmentEntries.AddPairs(variables, SettingOrigin.Compose, path, collected);
    }
}

using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts;

/// <summary>The literals of kustomize's generators; their files are read as what they are.</summary>
internal static class KustomizationSettings
{
    public static void Gather(Node root, SettingCollector collected)
    {
        Add(root["configMapGenerator"], "configMapGenerator/", SettingOrigin.KubernetesConfigMap, collected);
        Add(root["secretGenerator"], "secretGenerator/", SettingOrigin.KubernetesSecret, collected);
    }

    private static void Add(Node? generators, string path, SettingOrigin origin, SettingCollector collected)
    {
        foreach (var generator in generators?.Items ?? [])
        {
            EnvironmentEntries.AddPairs(generator["literals"], origin, path + generator["name"]?.Text + "/", collected);
        }
    }
}

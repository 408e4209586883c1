using System;
using System.Globalization;
using System.Text;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts;

/// <summary>
/// The settings of Kubernetes objects: container environments of every kind that has them (custom ones included), mounted Secrets and ConfigMaps,
/// the data of both, and the target of an external name.
/// </summary>
internal static class KubernetesSettings
{
    /// <summary>Longest text behind base64 that is decoded.</summary>
    private const int MaxEncoded = 1 << 17;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static void Gather(Node root, SettingCollector collected)
    {
        var kind = root["kind"]?.Text;
        if (kind is null)
        {
            return;
        }

        if (kind.EndsWith("List", StringComparison.Ordinal) && root["items"] is SequenceNode list)
        {
            foreach (var item in list.Values)
            {
                Gather(item, collected);
            }

            return;
        }

        var path = kind + "/" + (root.At("metadata", "namespace")?.Text is { Length: > 0 } space ? space + "/" : "") + (root.At("metadata", "name")?.Text ?? root.At("metadata", "generateName")?.Text ?? "") + "/";
        switch (kind)
        {
            case "SealedSecret" or "ExternalSecret" or "ClusterExternalSecret" or "CustomResourceDefinition":
                return;
            case "ConfigMap":
                EnvironmentEntries.AddMapping(root["data"], SettingOrigin.KubernetesConfigMap, path + "data/", collected);
                AddFiles(root["data"], SettingOrigin.KubernetesConfigMap, path + "data/", collected);
                return;
            case "Secret":
                EnvironmentEntries.AddMapping(root["stringData"], SettingOrigin.KubernetesSecret, path + "stringData/", collected);
                AddFiles(root["stringData"], SettingOrigin.KubernetesSecret, path + "stringData/", collected);
                AddEncoded(root["data"], path + "data/", collected);
                return;
            case "Service" when root.At("spec", "externalName") is ScalarNode external:
                collected.Add(SettingOrigin.Configuration, "externalName", path + "spec/externalName", external, external);
                return;
            default:
                Walk(root, path, collected);
                return;
        }
    }

    /// <summary>Whole configuration files that are mounted from a key.</summary>
    private static void AddFiles(Node? data, SettingOrigin origin, string path, SettingCollector collected)
    {
        foreach (var entry in data?.Entries ?? [])
        {
            if (entry.Value is ScalarNode file)
            {
                EmbeddedFile.Gather(entry.Key, file, file.Value, origin, path, collected);
            }
        }
    }

    private static void AddEncoded(Node? data, string path, SettingCollector collected)
    {
        foreach (var entry in data?.Entries ?? [])
        {
            if (entry.Value is ScalarNode encoded && !EnvironmentEntries.IsEncrypted(encoded) && Decode(encoded.Value) is { } text)
            {
                collected.Add(new Setting(SettingOrigin.KubernetesSecret, entry.Key.Value, path + entry.Key.Value, text, encoded.Location, entry.Key.Location));
                EmbeddedFile.Gather(entry.Key, encoded, text, SettingOrigin.KubernetesSecret, path, collected);
            }
        }
    }

    /// <summary>The text behind base64; null when it is none, too long, or binary.</summary>
    private static string? Decode(string encoded)
    {
        if (encoded.Length > MaxEncoded)
        {
            return null;
        }

        var bytes = new byte[(encoded.Length / 4 * 3) + 3];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length) || !System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length)))
        {
            return null;
        }

        var text = Utf8.GetString(bytes, 0, length);
        foreach (var c in text)
        {
            if (char.IsControl(c) && c is not ('\n' or '\r' or '\t'))
            {
                return null;
            }
        }

        return text.TrimEnd('\n', '\r');
    }

    /// <summary>Finds containers by what they hold, so that pod templates of any kind and depth are seen.</summary>
    private static void Walk(Node node, string path, SettingCollector collected)
    {
        if (node is SequenceNode sequence)
        {
            for (var index = 0; index < sequence.Values.Count; index++)
            {
                var item = sequence.Values[index];
                if (item is not ScalarNode)
                {
                    Walk(item, path + (item["name"]?.Text ?? index.ToString(CultureInfo.InvariantCulture)) + "/", collected);
                }
            }

            return;
        }

        var entries = node.Entries;
        for (var index = 0; index < entries.Count; index++)
        {
            var entry = entries[index];
            switch (entry.Key.Value)
            {
                case "env" when entry.Value is SequenceNode:
                    EnvironmentEntries.AddNamed(entry.Value, SettingOrigin.KubernetesEnvironment, path + "env/", collected);
                    break;
                case "envFrom" when entry.Value is SequenceNode:
                    EnvironmentEntries.AddSources(entry.Value, SettingOrigin.KubernetesEnvironment, path + "envFrom/", collected);
                    break;
                case "args" or "command" when entry.Value is SequenceNode:
                    EnvironmentEntries.AddArguments(entry.Value, SettingOrigin.KubernetesEnvironment, path + entry.Key.Value + "/", collected);
                    break;
                case "volumes" when entry.Value is SequenceNode:
                    AddVolumes(entry.Value, path + "volumes/", collected);
                    break;
                default:
                    if (entry.Value is not ScalarNode)
                    {
                        Walk(entry.Value, path + entry.Key.Value + "/", collected);
                    }

                    break;
            }
        }
    }

    private static void AddVolumes(Node volumes, string path, SettingCollector collected)
    {
        foreach (var volume in volumes.Items)
        {
            EnvironmentEntries.AddStore(volume.At("secret", "secretName"), SettingOrigin.KubernetesEnvironment, path, isSecret: true, collected);
            EnvironmentEntries.AddStore(volume.At("configMap", "name"), SettingOrigin.KubernetesEnvironment, path, isSecret: false, collected);
            foreach (var source in volume.At("projected", "sources")?.Items ?? [])
            {
                EnvironmentEntries.AddStore(source.At("secret", "name"), SettingOrigin.KubernetesEnvironment, path, isSecret: true, collected);
                EnvironmentEntries.AddStore(source.At("configMap", "name"), SettingOrigin.KubernetesEnvironment, path, isSecret: false, collected);
            }
        }
    }
}

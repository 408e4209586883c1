using System.Globalization;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts;

/// <summary>The scalars of a configuration tree, each with its whole path. Lists keep the index in it.</summary>
internal static class LeafSettings
{
    /// <summary>Most leaves of one document; one with more holds data, and its beginning has shown what it configures.</summary>
    private const int MaxLeaves = 20_000;

    /// <summary>Longest list of scalars that is still configuration.</summary>
    private const int MaxItems = 500;

    private const int MaxPath = 1_000;

    /// <summary>Most keys of a list item that is one variable: name, value and a comment on it.</summary>
    private const int MaxKeysOfVariable = 3;

    public static void Gather(Node root, SettingOrigin origin, char separator, SettingCollector collected)
    {
        var budget = MaxLeaves;
        Walk(root, origin, separator, "", collected, ref budget);
    }

    private static void Walk(Node node, SettingOrigin origin, char separator, string path, SettingCollector collected, ref int budget)
    {
        if (path.Length > MaxPath)
        {
            return;
        }

        var entries = node.Entries;
        for (var index = 0; index < entries.Count; index++)
        {
            var entry = entries[index];
            if (entry.Value is not ScalarNode leaf)
            {
                Walk(entry.Value, origin, separator, path + entry.Key.Value + separator, collected, ref budget);
            }
            else if (Matters(leaf, origin) && --budget >= 0)
            {
                collected.Add(origin, LastPart(entry.Key.Value, separator), path + entry.Key.Value, leaf, entry.Key);
            }
        }

        var items = node.Items;
        for (var index = 0; index < items.Count && budget > 0; index++)
        {
            var place = index.ToString(CultureInfo.InvariantCulture);
            if (items[index] is ScalarNode item)
            {
                if (index < MaxItems && Matters(item, origin) && --budget >= 0)
                {
                    collected.Add(origin, place, path + place, item, item);
                }
            }
            else if (items[index].Entries.Count > MaxKeysOfVariable || !EnvironmentEntries.AddNamedEntry(items[index], origin, path, collected))
            {
                Walk(items[index], origin, separator, path + place + separator, collected, ref budget);
            }
        }
    }

    /// <summary>In files that are configuration by definition an empty value still tells that the name is used; elsewhere only text and numbers count.</summary>
    private static bool Matters(ScalarNode leaf, SettingOrigin origin) =>
        !EnvironmentEntries.IsEncrypted(leaf) && (origin != SettingOrigin.Configuration || (leaf.Value.Length > 0 && !leaf.IsNull && leaf.AsBoolean() is null));

    private static string LastPart(string key, char separator) => key[(key.LastIndexOf(separator) + 1)..];
}

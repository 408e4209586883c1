using System;
using System.Collections.Generic;
using System.Text;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Facts;

/// <summary>A configuration file that stands as text under a key of a ConfigMap or Secret.</summary>
internal static class EmbeddedFile
{
    private static readonly CheckOptions Limits = new() { MaxNodes = 20_000 };

    /// <summary>Adds the file's settings when the key's name tells its format.</summary>
    public static void Gather(ScalarNode key, ScalarNode node, string text, SettingOrigin origin, string path, SettingCollector collected)
    {
        var name = key.Value;
        if (!text.AsSpan().Trim().Contains('\n') && !name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        var place = new Placement(key, node, text);
        foreach (var setting in Read(name, text))
        {
            collected.Add(setting with { Origin = origin, Path = path + name + "/" + setting.Path, Location = place.Of(setting.Location), NameLocation = place.Of(setting.NameLocation) });
        }
    }

    private static IReadOnlyList<Setting> Read(string name, string text)
    {
        switch (FileClassifier.Classify(name))
        {
            case FileKind.DotEnv:
                return DotEnvReader.Read(name, text).Settings;
            case FileKind.KeyValue:
                return KeyValueReader.Read(name, text).Settings;
            case FileKind.DotNetXmlConfiguration:
                return XmlConfigurationReader.Read(name, text).Settings;
            case FileKind.AppSettings or FileKind.Json:
                return Leaves(JsonReader.Read(name, Encoding.UTF8.GetBytes(text), Limits), ':');
            case FileKind.Yaml or FileKind.HelmValues:
                return Leaves(YamlReader.Read(name, text, Limits), '/');
            default:
                return [];
        }
    }

    private static IReadOnlyList<Setting> Leaves(ParsedDocuments parsed, char separator)
    {
        var leaves = new SettingCollector();
        foreach (var document in parsed.Documents)
        {
            LeafSettings.Gather(document, SettingOrigin.Configuration, separator, leaves);
        }

        return leaves.InOrder();
    }

    /// <summary>Turns places in the text into places in the file. The text of a literal block keeps its lines, and stands two columns behind its key.</summary>
    private sealed class Placement
    {
        private const int Indentation = 2;

        private readonly Location whole;
        private readonly bool keepsLines;
        private readonly int column;

        public Placement(ScalarNode key, ScalarNode node, string text)
        {
            whole = node.Location;
            column = key.Location.Start.Column - 1 + Indentation;
            var lines = text.AsSpan().TrimEnd('\n').Count('\n') + 1;
            keepsLines = node.Style == ScalarStyle.Block && node.Location.End.Line - node.Location.Start.Line >= lines && node.Location.End.Line - node.Location.Start.Line <= lines + 1;
        }

        public Location Of(Location inner) => keepsLines ? new Location(whole.File, Of(inner.Start), Of(inner.End)) : whole;

        private Position Of(Position inner) => new(whole.Start.Line + inner.Line, inner.Column + column);
    }
}

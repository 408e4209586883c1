using System;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts;

/// <summary>The shapes in which environment variables are written: a mapping, a list of <c>NAME=value</c>, a list of <c>{name, value}</c>.</summary>
internal static class EnvironmentEntries
{
    /// <summary><c>NAME: value</c>.</summary>
    public static void AddMapping(Node? mapping, SettingOrigin origin, string path, SettingCollector collected)
    {
        foreach (var entry in mapping?.Entries ?? [])
        {
            if (entry.Value is ScalarNode value && !IsEncrypted(value))
            {
                collected.Add(origin, entry.Key.Value, path + entry.Key.Value, value, entry.Key);
            }
        }
    }

    /// <summary><c>- NAME=value</c>; a name alone takes its value from outside.</summary>
    public static void AddPairs(Node? list, SettingOrigin origin, string path, SettingCollector collected)
    {
        foreach (var item in list?.Items ?? [])
        {
            if (item is not ScalarNode { Value: { Length: > 0 } text } pair)
            {
                continue;
            }

            var sign = text.IndexOf('=', StringComparison.Ordinal);
            var name = sign < 0 ? text : text[..sign];
            if (name.Length == 0 || name.AsSpan().ContainsAny(" \t\n"))
            {
                continue;
            }

            var nameLocation = Part(pair, 0, name.Length);
            var setting = sign < 0
                ? new Setting(origin, name, path + name, null, nameLocation, nameLocation)
                : new Setting(origin, name, path + name, text[(sign + 1)..], Part(pair, sign + 1, text.Length), nameLocation);
            collected.Add(setting);
        }
    }

    /// <summary>Kubernetes' <c>env</c>: <c>- {name, value}</c> or <c>- {name, valueFrom}</c>.</summary>
    public static void AddNamed(Node? list, SettingOrigin origin, string path, SettingCollector collected)
    {
        foreach (var item in list?.Items ?? [])
        {
            AddNamedEntry(item, origin, path, collected);
        }
    }

    /// <summary>Adds one <c>{name, value}</c> or <c>{name, valueFrom}</c>; false when the item is neither.</summary>
    public static bool AddNamedEntry(Node item, SettingOrigin origin, string path, SettingCollector collected)
    {
        if (item["name"] is not ScalarNode { Value.Length: > 0 } name)
        {
            return false;
        }

        if (item["value"] is ScalarNode value)
        {
            if (!IsEncrypted(value))
            {
                collected.Add(origin, name.Value, path + name.Value, value, name);
            }

            return true;
        }

        var source = item["valueFrom"];
        if ((source?["secretKeyRef"] ?? source?["configMapKeyRef"]) is MappingNode reference && reference.Find("name") is ScalarNode store)
        {
            collected.Add(new Setting(origin, name.Value, path + name.Value, null, store.Location, name.Location, new SettingReference(store.Value, reference.Find("key")?.Text, source?["secretKeyRef"] is not null, store.Location)));
            return true;
        }

        return source is not null;
    }

    /// <summary>Options of a command line: <c>--name=value</c>, or <c>--name</c> with the value as the next item.</summary>
    public static void AddArguments(Node? list, SettingOrigin origin, string path, SettingCollector collected)
    {
        ScalarNode? option = null;
        foreach (var item in list?.Items ?? [])
        {
            if (item is not ScalarNode { Value.Length: > 0, Style: not ScalarStyle.Block } argument)
            {
                option = null;
                continue;
            }

            var text = argument.Value;
            var sign = text.IndexOf('=', StringComparison.Ordinal);
            if (text[0] == '-' && sign > 1 && text.TrimStart('-').Length > 0 && !text.AsSpan(0, sign).ContainsAny(" \t\n"))
            {
                var name = text[..sign].TrimStart('-');
                collected.Add(new Setting(origin, name, path + name, text[(sign + 1)..], Part(argument, sign + 1, text.Length), Part(argument, sign - name.Length, sign)));
            }
            else if (text[0] != '-' && option is not null)
            {
                var name = option.Value.TrimStart('-');
                collected.Add(new Setting(origin, name, path + name, text, argument.Location, option.Location));
            }

            option = text.Length > 2 && text[0] == '-' && sign < 0 ? argument : null;
        }
    }

    /// <summary>Kubernetes' <c>envFrom</c>: all keys of a Secret or ConfigMap.</summary>
    public static void AddSources(Node? list, SettingOrigin origin, string path, SettingCollector collected)
    {
        foreach (var item in list?.Items ?? [])
        {
            AddStore(item["secretRef"]?["name"], origin, path, isSecret: true, collected);
            AddStore(item["configMapRef"]?["name"], origin, path, isSecret: false, collected);
        }
    }

    /// <summary>A Secret or ConfigMap of which everything is taken.</summary>
    public static void AddStore(Node? name, SettingOrigin origin, string path, bool isSecret, SettingCollector collected)
    {
        if (name is ScalarNode { Value.Length: > 0 } store)
        {
            collected.Add(new Setting(origin, store.Value, path + store.Value, null, store.Location, store.Location, new SettingReference(store.Value, null, isSecret, store.Location)));
        }
    }

    /// <summary>Values that only a key turns into text.</summary>
    public static bool IsEncrypted(ScalarNode value) => value.Tag == "!vault" || value.Value.StartsWith("ENC[", StringComparison.Ordinal);

    /// <summary>A part of a scalar's text; the whole scalar where escapes or lines move the text.</summary>
    private static Location Part(ScalarNode node, int start, int end)
    {
        var (first, last) = (node.Location.Start, node.Location.End);
        var quote = node.Style == ScalarStyle.Quoted ? 1 : 0;
        if (first.Line != last.Line || node.Style == ScalarStyle.Block || last.Column - first.Column != node.Value.Length + (2 * quote))
        {
            return node.Location;
        }

        var column = first.Column + quote;
        return new Location(node.Location.File, new Position(first.Line, column + start), new Position(first.Line, column + end));
    }
}

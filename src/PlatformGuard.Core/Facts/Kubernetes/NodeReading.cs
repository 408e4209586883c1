using System;
using System.Collections.Generic;
using System.Globalization;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Kubernetes;

/// <summary>Reads nodes the way the Kubernetes API server does.</summary>
internal static class NodeReading
{
    /// <summary>Whether a field is written with a value: null means not set.</summary>
    public static bool IsSet(this Node? node) => node is not null and not ScalarNode { IsNull: true };

    /// <summary>The field when it is set, otherwise null.</summary>
    public static Node? Field(this Node? node, params ReadOnlySpan<string> keys) => node?.At(keys) is { } value && value.IsSet() ? value : null;

    /// <summary>The text of a field that is set to something.</summary>
    public static string? TextOf(this Node? node, params ReadOnlySpan<string> keys) => node.Field(keys)?.Text is { Length: > 0 } text ? text : null;

    /// <summary>The items of a list; null items, which the API server drops, are left out.</summary>
    public static IEnumerable<Node> List(this Node? node, params ReadOnlySpan<string> keys) => Set(node.Field(keys)?.Items ?? []);

    /// <summary>
    /// A boolean. kubectl reads YAML 1.1, where <c>yes</c> and <c>on</c> are booleans; a quoted one it would reject, and the intent is clear.
    /// </summary>
    public static bool? Boolean(this Node? node) => (node as ScalarNode)?.Value switch
    {
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "y" or "Y" => true,
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" or "n" or "N" => false,
        _ => null,
    };

    /// <summary>A whole number.</summary>
    public static long? Integer(this Node? node) =>
        long.TryParse(node?.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Whether the text holds a variable of a template engine or of envsubst: its value is not known here.</summary>
    public static bool IsTemplate(string? text) =>
        text is not null
        && (text.Contains("${", StringComparison.Ordinal) || text.Contains("$(", StringComparison.Ordinal) || text.Contains("{{", StringComparison.Ordinal)
            || text.Contains("{%", StringComparison.Ordinal) || text.Contains("<%", StringComparison.Ordinal) || (text.Length > 1 && text[0] == '$' && char.IsAsciiLetter(text[1])));

    /// <summary>Where a missing field of this mapping belongs: the key above it when known, otherwise its first key.</summary>
    public static Location FirstKey(this Node node) => node.Entries.Count > 0 ? node.Entries[0].Key.Location : node.Location;

    private static IEnumerable<Node> Set(IReadOnlyList<Node> items)
    {
        foreach (var item in items)
        {
            if (item.IsSet())
            {
                yield return item;
            }
        }
    }
}

using System;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Kubernetes;

/// <summary>What is known about one label: its value (null when the label is not there), or nothing at all.</summary>
internal readonly record struct LabelValue(bool IsKnown, string? Value)
{
    /// <summary>The label may or may not be there.</summary>
    public static readonly LabelValue Unknown;

    /// <summary>The label is there with this value, or with null not there.</summary>
    public static LabelValue Of(string? value) => new(true, value);
}

/// <summary>Kubernetes label selectors.</summary>
internal static class LabelSelector
{
    /// <summary>
    /// Whether <paramref name="selector"/> (<c>matchLabels</c> and <c>matchExpressions</c>) selects these labels. An empty selector selects all.
    /// </summary>
    public static bool Selects(Node? selector, ImmutableDictionary<string, string> labels) =>
        IsEmpty(selector) || Selects(selector, key => LabelValue.Of(labels.GetValueOrDefault(key))) == true;

    /// <summary>The same where not every label is known; null when that decides.</summary>
    public static bool? Selects(Node? selector, Func<string, LabelValue> labels)
    {
        bool? result = true;
        foreach (var entry in selector?["matchLabels"]?.Entries ?? [])
        {
            var label = labels(entry.Key.Value);
            result = And(result, label.IsKnown ? label.Value == (entry.Value.Text ?? "") : null);
        }

        foreach (var expression in selector.List("matchExpressions"))
        {
            var label = labels(expression["key"]?.Text ?? "");
            result = And(result, label.IsKnown ? Holds(expression, label.Value) : null);
        }

        return result;
    }

    /// <summary>Whether every key of a plain map, such as a Service's selector, has this value.</summary>
    public static bool EqualsAll(Node? map, ImmutableDictionary<string, string> labels) =>
        map is null || map.Entries.All(entry => labels.TryGetValue(entry.Key.Value, out var value) && value == (entry.Value.Text ?? ""));

    /// <summary>Whether the selector is written without any condition.</summary>
    public static bool IsEmpty(Node? selector) => selector?["matchLabels"]?.Entries.Count is null or 0 && selector?["matchExpressions"]?.Items.Count is null or 0;

    /// <summary>Both hold, where null means not known.</summary>
    public static bool? And(bool? left, bool? right) => left == false || right == false ? false : left is null || right is null ? null : true;

    private static bool Holds(Node expression, string? value)
    {
        var isListed = value is not null && expression.List("values").Any(item => item.Text == value);
        return expression["operator"]?.Text switch
        {
            "In" => isListed,
            "NotIn" => !isListed,
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            _ => false,
        };
    }
}

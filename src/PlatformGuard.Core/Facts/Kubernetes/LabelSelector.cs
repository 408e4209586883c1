using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Kubernetes;

/// <summary>Kubernetes label selectors.</summary>
internal static class LabelSelector
{
    /// <summary>
    /// Whether <paramref name="selector"/> (<c>matchLabels</c> and <c>matchExpressions</c>) selects these labels. An empty selector selects all.
    /// </summary>
    public static bool Selects(Node? selector, ImmutableDictionary<string, string> labels) =>
        EqualsAll(selector?["matchLabels"], labels) && selector.List("matchExpressions").All(expression => Holds(expression, labels));

    /// <summary>Whether every key of a plain map, such as a Service's selector, has this value.</summary>
    public static bool EqualsAll(Node? map, ImmutableDictionary<string, string> labels) =>
        map is null || map.Entries.All(entry => labels.TryGetValue(entry.Key.Value, out var value) && value == (entry.Value.Text ?? ""));

    /// <summary>Whether the selector is written without any condition.</summary>
    public static bool IsEmpty(Node? selector) => selector.Field("matchLabels")?.Entries.Count is null or 0 && !selector.List("matchExpressions").Any();

    private static bool Holds(Node expression, ImmutableDictionary<string, string> labels)
    {
        var hasKey = labels.TryGetValue(expression["key"]?.Text ?? "", out var value);
        var isListed = hasKey && expression.List("values").Any(item => item.Text == value);
        return expression["operator"]?.Text switch
        {
            "In" => isListed,
            "NotIn" => !isListed,
            "Exists" => hasKey,
            "DoesNotExist" => !hasKey,
            _ => false,
        };
    }
}

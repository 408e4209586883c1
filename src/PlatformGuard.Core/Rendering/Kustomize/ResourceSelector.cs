using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>The <c>target</c> of a patch or the <c>select</c> of a replacement: every part that is written must match as a whole.</summary>
internal sealed class ResourceSelector
{
    private const int LongestPattern = 256;
    private readonly Dictionary<string, Regex> patterns = new(StringComparer.Ordinal);
    private LabelSelector? labels;
    private LabelSelector? annotations;

    /// <summary>Reads a selector.</summary>
    /// <param name="node">The mapping; null selects everything.</param>
    /// <param name="isExact">Whether parts are plain texts, as in the source of a replacement, and not regular expressions. (Targets of replacements were plain, too, before kustomize took patterns there.)</param>
    /// <exception cref="PatchException">A part cannot be read.</exception>
    public static ResourceSelector Read(Node? node, bool isExact = false)
    {
        var selector = new ResourceSelector();
        foreach (var entry in node?.Entries ?? [])
        {
            var text = entry.Value.Text;
            switch (entry.Key.Value)
            {
                case "group" or "version" or "kind" or "name" or "namespace" when !string.IsNullOrEmpty(text):
                    selector.patterns.Add(entry.Key.Value, Pattern(isExact ? Regex.Escape(text) : text, entry.Value.Location));
                    break;
                case "labelSelector":
                    selector.labels = LabelSelector.Parse(text ?? "") ?? throw Unreadable(entry);
                    break;
                case "annotationSelector":
                    selector.annotations = LabelSelector.Parse(text ?? "") ?? throw Unreadable(entry);
                    break;
                default:
                    break;
            }
        }

        return selector;
    }

    /// <summary>Whether the object is selected. Name and namespace count each as they are and as they were first written.</summary>
    public bool Matches(Resource resource)
    {
        if (!Matches("kind", resource.Kind) || !Matches("group", resource.Group) || !Matches("version", resource.Version))
        {
            return false;
        }

        if (labels?.Matches(resource.Root.At("metadata", "labels")) == false || annotations?.Matches(resource.Root.At("metadata", "annotations")) == false)
        {
            return false;
        }

        var present = resource.Name;
        var first = resource.Past.IsEmpty ? present : resource.Past[0];
        return (Matches("name", present.Name) || Matches("name", first.Name)) && (MatchesNamespace(present) || MatchesNamespace(first));
    }

    private bool MatchesNamespace(ResourceName name) => Matches("namespace", name.Namespace.Length == 0 ? "default" : name.Namespace);

    private bool Matches(string part, string value) => !patterns.TryGetValue(part, out var pattern) || pattern.IsMatch(value);

    private static Regex Pattern(string text, Location location)
    {
        // Linear in the text that is matched; what could be expensive to build is refused.
        if (text.Length > LongestPattern || text.AsSpan().Count('{') > 1)
        {
            throw new PatchException("a pattern of the selector is too large", location);
        }

        try
        {
            return new Regex($@"\A(?:{text})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new PatchException("a pattern of the selector is not a valid regular expression", location);
        }
    }

    private static PatchException Unreadable(MappingEntry entry) => new($"the {entry.Key.Value} cannot be read", entry.Value.Location);
}

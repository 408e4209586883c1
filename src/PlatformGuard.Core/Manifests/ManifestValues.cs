using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Manifests;

/// <summary>Reads values of a manifest; those that do not fit the schema, and null, count as absent.</summary>
internal sealed class ManifestValues(IReadOnlySet<Node> unfit)
{
    public ScalarNode? Scalar(Node? node) => node is ScalarNode { IsNull: false } scalar && !unfit.Contains(node) ? scalar : null;

    /// <summary>A text that is not empty.</summary>
    public string? Text(Node? node) => Scalar(node) is { } scalar && !string.IsNullOrWhiteSpace(scalar.Value) ? scalar.Value : null;

    public bool? Boolean(Node? node) => Scalar(node)?.AsBoolean();

    public DateOnly? Date(Node? node) =>
        DateOnly.TryParseExact(Text(node), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    public ImmutableArray<string> Texts(Node? list) => [.. (list?.Items ?? []).Select(Text).OfType<string>()];

    /// <summary>
    /// The items in which nothing at all is wrong. For exceptions: a waiver whose <c>path</c> is misspelt would otherwise waive everywhere.
    /// </summary>
    public IEnumerable<Node> WhollyFitting(Node? list) => list is null || unfit.Contains(list) ? [] : list.Items.Where(Fits);

    private bool Fits(Node node) =>
        !unfit.Contains(node) && node.Items.All(Fits) && node.Entries.All(entry => Fits(entry.Value));
}

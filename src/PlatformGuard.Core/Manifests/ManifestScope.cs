using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Manifests;

/// <summary>What the manifest says for one environment: its own value where it sets one, otherwise that of the spec.</summary>
/// <param name="Environment">The environment's name; null for the spec itself.</param>
/// <param name="Spec">The whole spec.</param>
/// <param name="Overrides">What the environment sets; null for the spec itself.</param>
internal sealed record ManifestScope(string? Environment, Node Spec, Node? Overrides)
{
    /// <summary>The spec itself and each environment, in order of writing.</summary>
    public static IEnumerable<ManifestScope> All(MappingNode root)
    {
        if (root["spec"] is not MappingNode spec)
        {
            yield break;
        }

        yield return new(null, spec, null);
        foreach (var (name, environment) in spec["environments"]?.Entries ?? [])
        {
            yield return new(name.Value, spec, environment);
        }
    }

    /// <summary>The value at these keys, null and nothing counted as not set.</summary>
    public Node? At(params ReadOnlySpan<string> keys) => Set(Overrides?.At(keys)) ?? Set(Spec.At(keys));

    /// <summary>The value that the environment itself sets; of the spec, the spec's.</summary>
    public Node? Own(params ReadOnlySpan<string> keys) => Environment is null ? Set(Spec.At(keys)) : Set(Overrides?.At(keys));

    private static Node? Set(Node? node) => node is ScalarNode { IsNull: true } ? null : node;
}

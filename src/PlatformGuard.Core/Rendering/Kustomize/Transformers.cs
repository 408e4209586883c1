using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>The fields of a kustomization that set one kind of value in many objects. Each returns the changed object or the same.</summary>
internal static class Transformers
{
    /// <summary>Kinds whose name means something by itself, so that no affix may change it.</summary>
    private static bool KeepsName(Resource resource) => resource.Kind is "Namespace" or "CustomResourceDefinition" or "APIService";

    /// <summary><c>namePrefix</c> or <c>nameSuffix</c>.</summary>
    public static Resource Affix(Resource resource, string affix, bool isPrefix)
    {
        if (KeepsName(resource) || resource.Root.At("metadata", "name") is not ScalarNode name)
        {
            return resource;
        }

        var changed = Set(resource.Root, ["metadata", "name"], name.WithText(isPrefix ? affix + name.Value : name.Value + affix));
        return resource.Renamed(changed) with { Affixes = resource.Affixes + (isPrefix ? "<" : ">") + affix };
    }

    /// <summary><c>namespace</c>.</summary>
    public static Resource Namespace(Resource resource, ScalarNode value)
    {
        var root = resource.Root;
        if (!KnownFields.IsClusterScoped(resource))
        {
            root = Set(root, ["metadata", "namespace"], value);
        }

        foreach (var spec in KnownFields.Namespaces)
        {
            if (spec.AppliesTo(resource))
            {
                root = (MappingNode)root.Update(spec.Path.AsSpan(), spec.Create ? value : null, present => present is null && !spec.Create ? null : value);
            }
        }

        if (resource.Kind is "RoleBinding" or "ClusterRoleBinding")
        {
            root = (MappingNode)root.Update(["subjects"], null, subjects => subjects is SequenceNode list ? DefaultSubjects(list, value) : null);
        }

        return resource.Renamed(root);
    }

    /// <summary>Entries of <c>labels</c>, <c>commonLabels</c> or <c>commonAnnotations</c>.</summary>
    public static Resource Entries(Resource resource, MappingNode pairs, ImmutableArray<FieldSpec> specs)
    {
        Node root = resource.Root;
        foreach (var spec in specs)
        {
            if (spec.AppliesTo(resource))
            {
                root = root.Update(spec.Path.AsSpan(), spec.Create ? pairs : null, present => Merged(present, pairs, spec.Create));
            }
        }

        return resource with { Root = (MappingNode)root };
    }

    /// <summary>One entry of <c>replicas</c>.</summary>
    public static Resource Replicas(Resource resource, Node count) =>
        resource with { Root = Set(resource.Root, KnownFields.Replicas.Path.AsSpan(), count) };

    /// <summary>Sets a value, making the way to it.</summary>
    public static MappingNode Set(MappingNode root, ReadOnlySpan<string> path, Node value) => (MappingNode)root.Update(path, value, _ => value);

    private static SequenceNode DefaultSubjects(SequenceNode subjects, ScalarNode value) =>
        new(subjects.Location, [.. subjects.Values.Select(subject => IsDefaultAccount(subject) ? Set((MappingNode)subject, ["namespace"], value) : subject)], subjects.Tag);

    private static bool IsDefaultAccount(Node subject) => subject is MappingNode && subject["kind"]?.Text == "ServiceAccount" && subject["name"]?.Text == "default";

    private static MappingNode? Merged(Node? present, MappingNode pairs, bool create)
    {
        if (present is not MappingNode mapping)
        {
            return present is null && create ? pairs : null;
        }

        var added = pairs.Values.ToDictionary(static entry => entry.Key.Value, StringComparer.Ordinal);
        var entries = new List<MappingEntry>(mapping.Values.Count + added.Count);
        foreach (var entry in mapping.Values)
        {
            entries.Add(added.Remove(entry.Key.Value, out var replacement) ? replacement : entry);
        }

        entries.AddRange(pairs.Values.Where(entry => added.ContainsKey(entry.Key.Value)));
        return new MappingNode(mapping.Location, entries, mapping.Duplicates);
    }
}

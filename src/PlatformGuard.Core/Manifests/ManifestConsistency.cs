using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Manifests;

/// <summary>What a schema cannot say: names that occur twice in one list, and limits that exclude each other.</summary>
internal static class ManifestConsistency
{
    private static readonly string[] NamedLists = ["storage", "secrets", "featureFlags", "dependencies", "volumes", "services"];

    /// <summary>Adds the contradictions in <paramref name="root"/>'s spec and in each of its environments.</summary>
    public static void Check(Node root, ICollection<ManifestProblem> problems)
    {
        if (root["spec"] is not { } spec)
        {
            return;
        }

        CheckSpec(spec, "spec", problems);
        foreach (var (name, environment) in spec["environments"]?.Entries ?? [])
        {
            CheckSpec(environment, SchemaWords.Join("spec.environments", name.Value), problems);
        }
    }

    private static void CheckSpec(Node spec, string path, ICollection<ManifestProblem> problems)
    {
        foreach (var list in NamedLists)
        {
            CheckNames(spec[list], path + "." + list, problems);
        }

        CheckNames(spec.At("observability", "slis"), path + ".observability.slis", problems);
        if (spec.At("scaling", "min") is ScalarNode min && spec.At("scaling", "max") is ScalarNode max && min.AsInteger() > max.AsInteger())
        {
            problems.Add(new ManifestProblem(min.Location, path + ".scaling.min", $"'{path}.scaling.min' is greater than 'max'") { Value = min.Value });
        }
    }

    private static void CheckNames(Node? list, string path, ICollection<ManifestProblem> problems)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, item) in (list?.Items ?? []).Index())
        {
            if (problems.Count >= SchemaValidator.MaxProblems)
            {
                return;
            }

            if (item["name"] is ScalarNode { IsNull: false } name && !names.Add(name.Value))
            {
                var itemPath = string.Create(CultureInfo.InvariantCulture, $"{path}[{index}].name");
                problems.Add(new ManifestProblem(name.Location, itemPath, $"'{itemPath}' is the name of another entry of the list already") { Value = name.Value });
            }
        }
    }
}

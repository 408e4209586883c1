using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>What one kustomization does to the objects gathered before, in the order kustomize does it.</summary>
internal sealed class TransformerSteps(KustomizeTree tree, KustomizationFile kustomization, MappingNode root, RenderBudget budget, CheckOptions options, KustomizationReport report)
{
    /// <summary>
    /// Fields that are rendered, and those that change nothing a rule looks at: the order of objects, annotations on their origin, checks of kustomize's own.
    /// </summary>
    private static readonly FrozenSet<string> Known = FrozenSet.Create(
        StringComparer.Ordinal,
        "apiVersion", "kind", "metadata", "resources", "bases", "components", "namespace", "namePrefix", "nameSuffix", "labels", "commonLabels", "commonAnnotations",
        "images", "replicas", "patches", "patchesStrategicMerge", "patchesJson6902", "configMapGenerator", "secretGenerator", "generatorOptions", "replacements",
        "sortOptions", "buildMetadata", "validators");

    /// <summary>The objects after all steps.</summary>
    public List<Resource> Apply(List<Resource> resources)
    {
        ReportUnknownFields();
        var patches = new PatchTransformer(tree, kustomization, budget, options, report);
        resources = patches.ApplyStrategicMerges(resources);
        resources = patches.ApplyEntries(resources, "patches", isJson: false);
        resources = ApplyNames(resources);
        resources = ApplyLabels(resources);
        resources = patches.ApplyEntries(resources, "patchesJson6902", isJson: true);
        resources = ApplyReplicas(resources);
        resources = ApplyImages(resources);
        return new Replacements(tree, kustomization, budget, report).Apply(resources);
    }

    private void ReportUnknownFields()
    {
        foreach (var entry in root.Values)
        {
            var isEmpty = entry.Value is ScalarNode { IsNull: true } or SequenceNode { Values.Count: 0 } or MappingNode { Values.Count: 0 };
            if (!Known.Contains(entry.Key.Value) && !isEmpty)
            {
                report.Add(entry.Key.Value, "this field is not rendered", entry.Key.Location);
            }
        }
    }

    private List<Resource> ApplyNames(List<Resource> resources)
    {
        if (Written("namespace") is { } space)
        {
            resources = ForEach(resources, resource => Transformers.Namespace(resource, space));
        }

        if (Written("namePrefix") is { } prefix)
        {
            resources = ForEach(resources, resource => Transformers.Affix(resource, prefix.Value, isPrefix: true));
        }

        return Written("nameSuffix") is { } suffix ? ForEach(resources, resource => Transformers.Affix(resource, suffix.Value, isPrefix: false)) : resources;
    }

    private List<Resource> ApplyLabels(List<Resource> resources)
    {
        foreach (var (index, entry) in (root["labels"]?.Items ?? []).Index())
        {
            if (entry["pairs"] is MappingNode pairs)
            {
                var specs = LabelPlaces(entry, $"labels[{index}]");
                resources = ForEach(resources, resource => Transformers.Entries(resource, pairs, specs));
            }
        }

        if (root["commonLabels"] is MappingNode common)
        {
            ImmutableArray<FieldSpec> specs = [.. KnownFields.OwnLabels, .. KnownFields.TemplateLabels, .. KnownFields.Selectors];
            resources = ForEach(resources, resource => Transformers.Entries(resource, common, specs));
        }

        if (ManagedBy() is { } managed)
        {
            resources = ForEach(resources, resource => Transformers.Entries(resource, managed, KnownFields.OwnLabels));
        }

        return root["commonAnnotations"] is MappingNode annotations
            ? ForEach(resources, resource => Transformers.Entries(resource, annotations, KnownFields.Annotations))
            : resources;
    }

    private ImmutableArray<FieldSpec> LabelPlaces(Node entry, string what)
    {
        var places = new List<FieldSpec>(KnownFields.OwnLabels);
        var inSelectors = (entry["includeSelectors"] as ScalarNode)?.AsBoolean() == true;
        if (inSelectors || (entry["includeTemplates"] as ScalarNode)?.AsBoolean() == true)
        {
            places.AddRange(KnownFields.TemplateLabels);
        }

        places.AddRange(inSelectors ? KnownFields.Selectors : []);
        foreach (var field in entry["fields"]?.Items ?? [])
        {
            if (field["path"]?.Text is { Length: > 0 } path)
            {
                var kind = field["kind"]?.Text;
                places.Add(new FieldSpec(
                    string.IsNullOrEmpty(kind) ? [] : [kind],
                    field["group"]?.Text,
                    [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Take(budget.MaxDepth)],
                    (field["create"] as ScalarNode)?.AsBoolean() == true) { Version = field["version"]?.Text });
            }
            else
            {
                report.Add(what, "a field without a path", field.Location);
            }
        }

        return [.. places];
    }

    /// <summary>The label that <c>buildMetadata: [managedByLabel]</c> asks for; its version part is that of the program that builds.</summary>
    private MappingNode? ManagedBy()
    {
        var request = (root["buildMetadata"]?.Items ?? []).FirstOrDefault(static item => item.Text == "managedByLabel");
        return request is null
            ? null
            : new MappingNode(request.Location, [new MappingEntry(NodeEditing.Key("app.kubernetes.io/managed-by", request), new ScalarNode(request.Location, "kustomize", ScalarStyle.Quoted))]);
    }

    private List<Resource> ApplyReplicas(List<Resource> resources)
    {
        foreach (var (index, entry) in (root["replicas"]?.Items ?? []).Index())
        {
            if (entry["name"] is not ScalarNode name || entry["count"] is not ScalarNode count)
            {
                report.Add($"replicas[{index}]", "it needs a name and a count", entry.Location);
                continue;
            }

            var found = false;
            resources = ForEach(resources, resource =>
            {
                if (!KnownFields.Replicas.AppliesTo(resource) || !resource.AllNames.Any(other => other.Name == name.Value))
                {
                    return resource;
                }

                found = true;
                return Transformers.Replicas(resource, count);
            });

            if (!found)
            {
                report.AddUnmatched($"replicas[{index}]", "no workload has this name", name.Location);
            }
        }

        return resources;
    }

    private List<Resource> ApplyImages(List<Resource> resources)
    {
        foreach (var (index, entry) in (root["images"]?.Items ?? []).Index())
        {
            if (ImageTransformer.Read(entry) is { } image)
            {
                resources = ForEach(resources, resource => image.Apply(resource, budget));
            }
            else
            {
                report.Add($"images[{index}]", "it names no image", entry.Location);
            }
        }

        return resources;
    }

    private List<Resource> ForEach(List<Resource> resources, Func<Resource, Resource> change) =>
        resources.ConvertAll(resource =>
        {
            budget.Step(RenderBudget.Change);
            return change(resource);
        });

    private ScalarNode? Written(string field)
    {
        if (root[field] is ScalarNode { IsNull: false, Value.Length: > 0 } text)
        {
            return text.Value.Length <= 1000 ? text : throw new RenderLimitException($"the {field} is longer than 1000 characters");
        }

        return null;
    }
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>Updates names that refer to objects whose name or namespace was changed. The reference keeps its place.</summary>
internal sealed class NameReferences
{
    private static readonly ImmutableArray<Reference> InPods = [.. PodReferences()];

    private static readonly ImmutableArray<Reference> InKinds =
    [
        new("Secret", "Ingress", "spec/tls/secretName"),
        new("Service", "Ingress", "spec/rules/http/paths/backend/service/name"),
        new("Service", "Ingress", "spec/rules/http/paths/backend/serviceName"),
        new("Service", "Ingress", "spec/defaultBackend/service/name"),
        new("Service", "Ingress", "spec/backend/serviceName"),
        new("IngressClass", "Ingress", "spec/ingressClassName"),
        new("Service", "StatefulSet", "spec/serviceName"),
        new("Service", "APIService", "spec/service/name"),
        new("Secret", "ServiceAccount", "imagePullSecrets/name"),
        new("PersistentVolume", "PersistentVolumeClaim", "spec/volumeName"),
        new("StorageClass", "PersistentVolumeClaim", "spec/storageClassName"),
        new("StorageClass", "PersistentVolume", "spec/storageClassName"),
        new("StorageClass", "StatefulSet", "spec/volumeClaimTemplates/spec/storageClassName"),
        new("Secret", "PersistentVolume", "spec/azureFile/secretName"),
        new("ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "spec/policyName"),
    ];

    /// <summary>Mappings with a kind (or a fixed one) and a name, and possibly a namespace, beside each other.</summary>
    private static readonly ImmutableArray<Reference> Objects =
    [
        new("", "HorizontalPodAutoscaler", "spec/scaleTargetRef"),
        new("", "RoleBinding", "roleRef"),
        new("", "ClusterRoleBinding", "roleRef"),
        new("ServiceAccount", "RoleBinding", "subjects"),
        new("ServiceAccount", "ClusterRoleBinding", "subjects"),
        new("Service", "ValidatingWebhookConfiguration", "webhooks/clientConfig/service"),
        new("Service", "MutatingWebhookConfiguration", "webhooks/clientConfig/service"),
    ];

    private readonly Dictionary<(string Kind, string Name), List<Resource>> renamed = [];
    private readonly RenderBudget budget;

    private NameReferences(IReadOnlyList<Resource> resources, RenderBudget budget)
    {
        this.budget = budget;
        foreach (var resource in resources)
        {
            foreach (var name in resource.AllNames.Select(static name => name.Name).Distinct(StringComparer.Ordinal))
            {
                if (!renamed.TryGetValue((resource.Kind, name), out var named))
                {
                    renamed.Add((resource.Kind, name), named = []);
                }

                named.Add(resource);
            }
        }
    }

    /// <summary>The objects with all references among them updated.</summary>
    public static List<Resource> Update(List<Resource> resources, RenderBudget budget)
    {
        if (resources.TrueForAll(static resource => resource.Past.IsEmpty))
        {
            return resources;
        }

        var references = new NameReferences(resources, budget);
        return resources.ConvertAll(references.Update);
    }

    private Resource Update(Resource resource)
    {
        Node root = resource.Root;
        if (KnownFields.PodSpec(resource.Kind) is { } pod)
        {
            foreach (var reference in InPods)
            {
                root = UpdateText(root, [.. pod, .. reference.Path], reference.Kind, resource);
            }
        }

        foreach (var reference in InKinds)
        {
            if (reference.Referrer == resource.Kind)
            {
                root = UpdateText(root, reference.Path, reference.Kind, resource);
            }
        }

        foreach (var reference in Objects)
        {
            if (reference.Referrer == resource.Kind)
            {
                root = root.Update(reference.Path.AsSpan(), null, value => UpdateObjects(value, reference.Kind, resource));
            }
        }

        return ReferenceEquals(root, resource.Root) ? resource : resource with { Root = (MappingNode)root };
    }

    private Node UpdateText(Node root, ImmutableArray<string> path, string kind, Resource referrer) =>
        root.Update(path.AsSpan(), null, value => value is ScalarNode text && Find(kind, text.Value, referrer, null) is { } target && target.Name.Name != text.Value
            ? text.WithText(target.Name.Name)
            : null);

    private Node? UpdateObjects(Node? value, string kind, Resource referrer) => value switch
    {
        SequenceNode list => new SequenceNode(list.Location, [.. list.Values.Select(item => UpdateObjects(item, kind, referrer) ?? item)], list.Tag),
        MappingNode mapping => UpdateObject(mapping, kind, referrer),
        _ => null,
    };

    private MappingNode? UpdateObject(MappingNode mapping, string kind, Resource referrer)
    {
        var written = mapping["kind"]?.Text;
        if ((kind == "ServiceAccount" && written != kind) || mapping["name"] is not ScalarNode name)
        {
            return null;
        }

        var space = mapping["namespace"] as ScalarNode;
        var hasNamespace = kind.Length > 0;
        if (Find(kind.Length > 0 ? kind : written ?? "", name.Value, referrer, hasNamespace ? space?.Value : null) is not { } target)
        {
            return null;
        }

        var changed = mapping.With(mapping.FindKey("name")!, name.WithText(target.Name.Name));
        return hasNamespace && target.Root.At("metadata", "namespace") is ScalarNode actual && actual.Value != space?.Value
            ? changed.With(mapping.FindKey("namespace") ?? NodeEditing.Key("namespace", actual), actual)
            : changed;
    }

    /// <summary>The one object meant by a name; null when there is none or it cannot be told.</summary>
    private Resource? Find(string kind, string name, Resource referrer, string? space)
    {
        if (!renamed.TryGetValue((kind, name), out var named))
        {
            return null;
        }

        budget.Step(named.Count);
        var candidates = named.FindAll(candidate => IsReachable(candidate, name, referrer, space));
        if (candidates.Count > 1)
        {
            Narrow(candidates, candidate => ResourceName.IsSameNamespace(candidate.Name.Namespace, referrer.Name.Namespace));
            Narrow(candidates, candidate => candidate.Affixes == referrer.Affixes);
            Narrow(candidates, candidate => candidate.Name.Name == name);
        }

        return candidates.Count > 0 && candidates.TrueForAll(candidate => candidate.Name == candidates[0].Name) ? candidates[0] : null;
    }

    private static bool IsReachable(Resource candidate, string name, Resource referrer, string? space)
    {
        if (KnownFields.IsClusterScoped(candidate))
        {
            return true;
        }

        if (space is not null)
        {
            return candidate.AllNames.Any(other => other.Name == name && ResourceName.IsSameNamespace(other.Namespace, space));
        }

        return KnownFields.IsClusterScoped(referrer)
            || ResourceName.IsSameNamespace(candidate.Name.Namespace, referrer.Name.Namespace)
            || ResourceName.IsSameNamespace(candidate.OriginalNamespace, referrer.OriginalNamespace);
    }

    private static void Narrow(List<Resource> candidates, Predicate<Resource> isBetter)
    {
        if (candidates.Exists(isBetter))
        {
            candidates.RemoveAll(candidate => !isBetter(candidate));
        }
    }

    private static IEnumerable<Reference> PodReferences()
    {
        foreach (var (kind, source, key) in ((string, string, string)[])[("ConfigMap", "configMap", "name"), ("Secret", "secret", "secretName")])
        {
            yield return new Reference(kind, "", $"volumes/{source}/{key}");
            yield return new Reference(kind, "", $"volumes/projected/sources/{source}/name");
            foreach (var containers in (string[])["containers", "initContainers"])
            {
                yield return new Reference(kind, "", $"{containers}/env/valueFrom/{source}KeyRef/name");
                yield return new Reference(kind, "", $"{containers}/envFrom/{source}Ref/name");
            }
        }

        yield return new Reference("Secret", "", "imagePullSecrets/name");
        yield return new Reference("ServiceAccount", "", "serviceAccountName");
        yield return new Reference("PersistentVolumeClaim", "", "volumes/persistentVolumeClaim/claimName");
        yield return new Reference("PriorityClass", "", "priorityClassName");
    }

    /// <summary>A place that names an object of a kind; in pods the referrer is any kind with a pod.</summary>
    private sealed record Reference(string Kind, string Referrer, ImmutableArray<string> Path)
    {
        public Reference(string kind, string referrer, string path)
            : this(kind, referrer, [.. path.Split('/')])
        {
        }
    }
}

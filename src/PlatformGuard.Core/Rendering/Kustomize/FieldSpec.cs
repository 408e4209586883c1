using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>A place in objects of some kinds. Sequences on the way are entered at every item.</summary>
/// <param name="Kinds">Kinds it applies to; empty for all.</param>
/// <param name="Group">API group, or null for any.</param>
/// <param name="Path">Keys from the root; one that ends in <c>[]</c> is a list, which is never made.</param>
/// <param name="Create">Whether missing mappings on the way are made.</param>
internal sealed record FieldSpec(ImmutableArray<string> Kinds, string? Group, ImmutableArray<string> Path, bool Create)
{
    /// <summary>Version the field applies to, or null for any.</summary>
    public string? Version { get; init; }

    public bool AppliesTo(Resource resource) =>
        (Kinds.IsEmpty || Kinds.Contains(resource.Kind, StringComparer.Ordinal))
        && (Group is null || Group == resource.Group)
        && (Version is null || Version == resource.Version);
}

/// <summary>The places kustomize knows by itself, from its public documentation of default transformer configurations.</summary>
internal static class KnownFields
{
    /// <summary>Where labels of an object itself are.</summary>
    public static readonly ImmutableArray<FieldSpec> OwnLabels = [Spec("", null, "metadata/labels", true)];

    /// <summary>Where labels of what an object makes are.</summary>
    public static readonly ImmutableArray<FieldSpec> TemplateLabels =
    [
        Spec("ReplicationController", "", "spec/template/metadata/labels", true),
        Spec("Deployment ReplicaSet DaemonSet", null, "spec/template/metadata/labels", true),
        Spec("StatefulSet", "apps", "spec/template/metadata/labels", true),
        Spec("StatefulSet", "apps", "spec/volumeClaimTemplates[]/metadata/labels", true),
        Spec("Job", "batch", "spec/template/metadata/labels", true),
        Spec("CronJob", "batch", "spec/jobTemplate/metadata/labels", true),
        Spec("CronJob", "batch", "spec/jobTemplate/spec/template/metadata/labels", true),
    ];

    /// <summary>Where labels are selected.</summary>
    public static readonly ImmutableArray<FieldSpec> Selectors = [.. SelectorSpecs()];

    /// <summary>Where annotations are.</summary>
    public static readonly ImmutableArray<FieldSpec> Annotations =
    [
        Spec("", null, "metadata/annotations", true),
        Spec("ReplicationController", "", "spec/template/metadata/annotations", true),
        Spec("Deployment ReplicaSet DaemonSet StatefulSet", null, "spec/template/metadata/annotations", true),
        Spec("Job", "batch", "spec/template/metadata/annotations", true),
        Spec("CronJob", "batch", "spec/jobTemplate/metadata/annotations", true),
        Spec("CronJob", "batch", "spec/jobTemplate/spec/template/metadata/annotations", true),
    ];

    /// <summary>Where the number of replicas is.</summary>
    public static readonly FieldSpec Replicas = Spec("Deployment ReplicationController ReplicaSet StatefulSet", null, "spec/replicas", true);

    /// <summary>Where namespaces are written besides an object's own.</summary>
    public static readonly ImmutableArray<FieldSpec> Namespaces =
    [
        Spec("Namespace", "", "metadata/name", true),
        Spec("APIService", "apiregistration.k8s.io", "spec/service/namespace", true),
        Spec("CustomResourceDefinition", "apiextensions.k8s.io", "spec/conversion/webhook/clientConfig/service/namespace", false),
    ];

    /// <summary>The pod inside objects of a kind, as keys from the root; null for kinds without one.</summary>
    public static ImmutableArray<string>? PodSpec(string kind) => kind switch
    {
        "Pod" => ["spec"],
        "PodTemplate" => ["template", "spec"],
        "Deployment" or "ReplicaSet" or "ReplicationController" or "DaemonSet" or "StatefulSet" or "Job" => ["spec", "template", "spec"],
        "CronJob" => ["spec", "jobTemplate", "spec", "template", "spec"],
        _ => null,
    };

    /// <summary>Whether objects of this kind live outside namespaces. Custom resources are taken for namespaced, as kustomize does.</summary>
    public static bool IsClusterScoped(Resource resource) => resource.Group is "" or "apps" or "batch" or "policy" or "autoscaling" || resource.Group.EndsWith(".k8s.io", StringComparison.Ordinal)
        ? resource.Kind is "Namespace" or "Node" or "PersistentVolume" or "ClusterRole" or "ClusterRoleBinding" or "CustomResourceDefinition" or "StorageClass"
            or "PriorityClass" or "IngressClass" or "RuntimeClass" or "MutatingWebhookConfiguration" or "ValidatingWebhookConfiguration"
            or "ValidatingAdmissionPolicy" or "ValidatingAdmissionPolicyBinding" or "MutatingAdmissionPolicy" or "MutatingAdmissionPolicyBinding"
            or "APIService" or "CSIDriver" or "CSINode" or "VolumeAttachment" or "CertificateSigningRequest" or "FlowSchema" or "PriorityLevelConfiguration"
            or "ComponentStatus" or "TokenReview" or "SubjectAccessReview" or "SelfSubjectAccessReview" or "SelfSubjectRulesReview"
            or "PodSecurityPolicy" or "ClusterTrustBundle" or "DeviceClass" or "ResourceSlice" or "ServiceCIDR" or "IPAddress" or "StorageVersion"
        : false;

    private static IEnumerable<FieldSpec> SelectorSpecs()
    {
        yield return Spec("Service", "", "spec/selector", true) with { Version = "v1" };
        yield return Spec("ReplicationController", "", "spec/selector", true);
        yield return Spec("Deployment ReplicaSet DaemonSet", null, "spec/selector/matchLabels", true);
        yield return Spec("StatefulSet", "apps", "spec/selector/matchLabels", true);
        yield return Spec("Job", "batch", "spec/selector/matchLabels", false);
        yield return Spec("CronJob", "batch", "spec/jobTemplate/spec/selector/matchLabels", false);
        yield return Spec("PodDisruptionBudget", "policy", "spec/selector/matchLabels", false);
        yield return Spec("NetworkPolicy", "networking.k8s.io", "spec/podSelector/matchLabels", false);
        yield return Spec("NetworkPolicy", "networking.k8s.io", "spec/ingress/from/podSelector/matchLabels", false);
        yield return Spec("NetworkPolicy", "networking.k8s.io", "spec/egress/to/podSelector/matchLabels", false);
        yield return Spec("Deployment StatefulSet", "apps", "spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels", false);
        foreach (var affinity in (string[])["podAffinity", "podAntiAffinity"])
        {
            foreach (var term in (string[])["preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm", "requiredDuringSchedulingIgnoredDuringExecution"])
            {
                yield return Spec("Deployment StatefulSet", "apps", $"spec/template/spec/affinity/{affinity}/{term}/labelSelector/matchLabels", false);
            }
        }
    }

    private static FieldSpec Spec(string kinds, string? group, string path, bool create) =>
        new([.. kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries)], group, [.. path.Split('/')], create);
}

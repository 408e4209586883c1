using System;
using System.Collections.Frozen;
using System.Collections.Generic;

namespace PlatformGuard.Core.Rendering.Kustomize;

/// <summary>
/// Which lists of an object are merged by key, from the public API reference of Kubernetes (patch strategy and merge key).
/// A list that is not described is replaced as a whole; kinds of other groups (custom resources) have no description.
/// </summary>
internal sealed class MergeSchema
{
    private static readonly MergeSchema Nothing = new() { Fields = FrozenDictionary<string, MergeSchema>.Empty };

    private static readonly MergeSchema Metadata = Of(("finalizers", new MergeSchema { IsSet = true }), ("ownerReferences", List(Nothing, "uid")));

    private static readonly MergeSchema Container = Of(
        ("env", List(Nothing, "name")),
        ("ports", List(Nothing, "containerPort", "protocol")),
        ("volumeMounts", List(Nothing, "mountPath")),
        ("volumeDevices", List(Nothing, "devicePath")));

    private static readonly MergeSchema PodSpec = Of(
        ("containers", List(Container, "name")),
        ("initContainers", List(Container, "name")),
        ("ephemeralContainers", List(Container, "name")),
        ("volumes", List(Nothing, "name")),
        ("imagePullSecrets", List(Nothing, "name")),
        ("hostAliases", List(Nothing, "ip")),
        ("topologySpreadConstraints", List(Nothing, "topologyKey", "whenUnsatisfiable")));

    private static readonly MergeSchema Pod = Of(("metadata", Metadata), ("spec", PodSpec));

    private static readonly MergeSchema Workload = Of(("metadata", Metadata), ("spec", Of(("template", Pod))));

    private static readonly MergeSchema Plain = Of(("metadata", Metadata));

    private static readonly FrozenDictionary<string, MergeSchema> ByKind = new Dictionary<string, MergeSchema>(StringComparer.Ordinal)
    {
        ["v1/Pod"] = Pod,
        ["v1/PodTemplate"] = Of(("metadata", Metadata), ("template", Pod)),
        ["v1/ReplicationController"] = Workload,
        ["apps/v1/Deployment"] = Workload,
        ["apps/v1/ReplicaSet"] = Workload,
        ["apps/v1/DaemonSet"] = Workload,
        ["apps/v1/StatefulSet"] = Workload,
        ["batch/v1/Job"] = Workload,
        ["batch/v1/CronJob"] = Of(("metadata", Metadata), ("spec", Of(("jobTemplate", Workload)))),
        ["batch/v1beta1/CronJob"] = Of(("metadata", Metadata), ("spec", Of(("jobTemplate", Workload)))),
        ["v1/Service"] = Of(("metadata", Metadata), ("spec", Of(("ports", List(Nothing, "port", "protocol"))))),
        ["v1/ServiceAccount"] = Of(("metadata", Metadata), ("secrets", List(Nothing, "name"))),
        ["admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration"] = Of(("metadata", Metadata), ("webhooks", List(Nothing, "name"))),
        ["admissionregistration.k8s.io/v1/MutatingWebhookConfiguration"] = Of(("metadata", Metadata), ("webhooks", List(Nothing, "name"))),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The fields of a mapping that hold described lists, directly or below.</summary>
    public FrozenDictionary<string, MergeSchema> Fields { get; private init; } = FrozenDictionary<string, MergeSchema>.Empty;

    /// <summary>For a list of mappings: the keys that tell its items apart; empty for a list that is replaced.</summary>
    public IReadOnlyList<string> Keys { get; private init; } = [];

    /// <summary>For a list of mappings: the description of an item.</summary>
    public MergeSchema? Item { get; private init; }

    /// <summary>For a list of texts: whether the patch's are added.</summary>
    public bool IsSet { get; private init; }

    /// <summary>The description of an object.</summary>
    public static MergeSchema Find(string apiVersion, string kind)
    {
        if (ByKind.TryGetValue(apiVersion + "/" + kind, out var schema))
        {
            return schema;
        }

        var isBuiltIn = !apiVersion.Contains('.', StringComparison.Ordinal) || apiVersion.Contains(".k8s.io/", StringComparison.Ordinal);
        return isBuiltIn ? Plain : Nothing;
    }

    /// <summary>The description of a field's value.</summary>
    public MergeSchema Field(string name) => Fields.GetValueOrDefault(name, Nothing);

    private static MergeSchema Of(params (string Name, MergeSchema Value)[] fields)
    {
        var byName = new Dictionary<string, MergeSchema>(StringComparer.Ordinal);
        foreach (var (name, value) in fields)
        {
            byName.Add(name, value);
        }

        return new MergeSchema { Fields = byName.ToFrozenDictionary(StringComparer.Ordinal) };
    }

    private static MergeSchema List(MergeSchema item, params string[] keys) => new() { Item = item, Keys = keys };
}

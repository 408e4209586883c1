using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Kubernetes;

/// <summary>Where the kinds of workload keep their pod templates.</summary>
internal static class PodTemplates
{
    // By group and kind. "*" stands for every value of a mapping or item of a list.
    private static readonly FrozenDictionary<string, string[]> Known = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["/Pod"] = [""],
        ["/PodTemplate"] = ["template"],
        ["batch/CronJob"] = ["spec.jobTemplate.spec.template"],
        ["keda.sh/ScaledJob"] = ["spec.jobTargetRef.template"],
        ["batch.volcano.sh/Job"] = ["spec.tasks.*.template"],
        ["jobset.x-k8s.io/JobSet"] = ["spec.replicatedJobs.*.template.spec.template"],
        ["leaderworkerset.x-k8s.io/LeaderWorkerSet"] = ["spec.leaderWorkerTemplate.leaderTemplate", "spec.leaderWorkerTemplate.workerTemplate"],
        ["kubeflow.org/PyTorchJob"] = ["spec.pytorchReplicaSpecs.*.template"],
        ["kubeflow.org/TFJob"] = ["spec.tfReplicaSpecs.*.template"],
        ["kubeflow.org/MPIJob"] = ["spec.mpiReplicaSpecs.*.template"],
        ["ray.io/RayCluster"] = ["spec.headGroupSpec.template", "spec.workerGroupSpecs.*.template"],
        ["ray.io/RayService"] = ["spec.rayClusterConfig.headGroupSpec.template", "spec.rayClusterConfig.workerGroupSpecs.*.template"],
        ["ray.io/RayJob"] = ["spec.rayClusterSpec.headGroupSpec.template", "spec.rayClusterSpec.workerGroupSpecs.*.template", "spec.submitterPodTemplate"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Any other kind counts as a workload when a pod template stands in one of the usual places, so that a custom controller is covered too.
    private static readonly string[] Usual = ["spec.template", "spec.podTemplate", "spec.jobTemplate.spec.template"];

    private static readonly FrozenSet<string> Standard = FrozenSet.Create(
        StringComparer.Ordinal,
        "apps/Deployment", "apps/StatefulSet", "apps/DaemonSet", "apps/ReplicaSet", "/ReplicationController", "batch/Job", "batch/CronJob", "/Pod",
        "serving.knative.dev/Service", "serving.knative.dev/Configuration");

    // Kinds that run pods which are not written as pod templates.
    private static readonly FrozenSet<string> NotRead = FrozenSet.Create(
        StringComparer.Ordinal,
        "argoproj.io/Workflow", "argoproj.io/CronWorkflow", "argoproj.io/WorkflowTemplate", "argoproj.io/ClusterWorkflowTemplate",
        "tekton.dev/Task", "tekton.dev/ClusterTask", "tekton.dev/TaskRun", "tekton.dev/Pipeline", "tekton.dev/PipelineRun",
        "serving.kserve.io/InferenceService", "sparkoperator.k8s.io/SparkApplication", "sparkoperator.k8s.io/ScheduledSparkApplication");

    private static readonly FrozenSet<string> CompletingKinds = FrozenSet.Create(
        StringComparer.Ordinal, "Job", "CronJob", "ScaledJob", "AdvancedCronJob", "BroadcastJob", "JobSet", "PyTorchJob", "TFJob", "MPIJob", "RayJob");

    /// <summary>The workloads of one object; <paramref name="isUnread"/> when it runs pods that could not be read.</summary>
    public static ImmutableArray<Workload> Of(KubernetesObject item, out bool isUnread)
    {
        var key = item.Group + "/" + item.Kind;
        var workloads = ImmutableArray.CreateBuilder<Workload>();
        isUnread = NotRead.Contains(key);
        foreach (var path in Known.GetValueOrDefault(key, Usual))
        {
            foreach (var template in Follow(item.Root, path))
            {
                if (template["spec"] is MappingNode spec && IsListOfMappings(spec["containers"]))
                {
                    var part = workloads.Count == 0 ? "" : $"template{workloads.Count + 1}";
                    workloads.Add(new Workload(item, template, part, RunsToCompletion(item, spec)));
                }
                else if (Standard.Contains(key))
                {
                    // A template variable, for example, stands where the pod should.
                    isUnread |= template.At("spec", "containers").IsSet() || template is ScalarNode { IsNull: false } || template["spec"] is ScalarNode { IsNull: false };
                }
            }
        }

        return workloads.ToImmutable();
    }

    private static bool IsListOfMappings(Node? containers) =>
        containers is SequenceNode list && list.Values.All(static container => container is MappingNode || !container.IsSet());

    private static bool RunsToCompletion(KubernetesObject item, MappingNode spec) =>
        CompletingKinds.Contains(item.Kind)
        || (item.Is("", "Pod") && (spec.TextOf("restartPolicy") is "Never" or "OnFailure" || item.Annotations.ContainsKey("helm.sh/hook")));

    private static IEnumerable<Node> Follow(Node root, string path)
    {
        IEnumerable<Node> nodes = [root];
        foreach (var part in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            nodes = part == "*"
                ? nodes.SelectMany(static node => node is SequenceNode list ? list.Values : node.Entries.Select(static entry => entry.Value))
                : nodes.Select(node => node[part]).OfType<Node>();
        }

        return nodes;
    }
}

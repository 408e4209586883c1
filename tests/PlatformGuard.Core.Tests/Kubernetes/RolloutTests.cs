using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Tests.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Kubernetes;

/// <summary>PG7009 and PG7011: how new versions come, and whether the end of one pod is the end of the service.</summary>
public sealed class RolloutTests
{
    private const string Template = "selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: a:1}]}}";

    [Theory]
    [InlineData("Deployment", "strategy: {type: Recreate}", "deploy/app.yaml:4:25: note: Deployment 'web' replaces all pods at once: with Recreate the old pods stop before new ones start")]
    [InlineData("Deployment", "replicas: 4, strategy: {rollingUpdate: {maxUnavailable: 100%}}", "deploy/app.yaml:4:64: note: Deployment 'web' replaces all pods at once: maxUnavailable 100% covers all of its 4 pods")]
    [InlineData("Deployment", "replicas: 2, strategy: {rollingUpdate: {maxUnavailable: 2}}", "deploy/app.yaml:4:64: note: Deployment 'web' replaces all pods at once: maxUnavailable 2 covers all of its 2 pods")]
    [InlineData("Deployment", "strategy: {rollingUpdate: {maxUnavailable: 1}}", "deploy/app.yaml:4:51: note: Deployment 'web' replaces all pods at once: maxUnavailable 1 covers its only pod")]
    [InlineData("StatefulSet", "updateStrategy: {type: OnDelete}", "deploy/app.yaml:4:31: note: StatefulSet 'web' replaces all pods at once: with OnDelete, pods change only when somebody deletes them")]
    [InlineData("DaemonSet", "updateStrategy: {type: OnDelete}", "deploy/app.yaml:4:31: note: DaemonSet 'web' replaces all pods at once: with OnDelete, pods change only when somebody deletes them")]
    [InlineData("Deployment", "replicas: 4", "")]
    [InlineData("Deployment", "replicas: 4, strategy: {type: RollingUpdate, rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}", "")]
    [InlineData("Deployment", "replicas: 4, strategy: {rollingUpdate: {maxUnavailable: 25%}}", "")]
    [InlineData("Deployment", "replicas: 1, strategy: {rollingUpdate: {maxUnavailable: 50%}}", "")]
    [InlineData("Deployment", "replicas: 0, strategy: {rollingUpdate: {maxUnavailable: 100%}}", "")]
    [InlineData("Deployment", "replicas: '${N}', strategy: {rollingUpdate: {maxUnavailable: 1}}", "")]
    [InlineData("StatefulSet", "updateStrategy: {type: RollingUpdate}", "")]
    public void NoGradualRollout_Verdict(string kind, string spec, string expected) =>
        Assert.Equal(expected, KubernetesTest.Findings<NoGradualRollout>($"apiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: web}}\nspec: {{{spec}, {Template}}}\n").Lines());

    [Theory]
    [InlineData("apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: web}\nspec: {strategy: {canary: {}}}\n")]
    [InlineData("apiVersion: batch/v1\nkind: Job\nmetadata: {name: web}\nspec: {strategy: {type: Recreate}}\n")]
    public void NoGradualRollout_OtherKinds_AreSilent(string yaml) => Assert.Empty(KubernetesTest.Findings<NoGradualRollout>(yaml));

    [Theory]
    [InlineData("rollout: {strategy: all-at-once}", "service.yaml:7:23: note: Manifest 'suggested-reviewers' replaces all pods at once: rollout.strategy is all-at-once")]
    [InlineData("rollout: {strategy: gradual, steps: [100]}", "service.yaml:7:40: note: Manifest 'suggested-reviewers' replaces all pods at once: the first of rollout.steps is all traffic")]
    [InlineData("environments: {staging: {rollout: {strategy: all-at-once}}}", "service.yaml:7:48: note: Manifest 'suggested-reviewers' replaces all pods at once: rollout.strategy is all-at-once")]
    [InlineData("rollout: {strategy: gradual, steps: [5, 100]}", "")]
    [InlineData("rollout: {strategy: blue-green}", "")]
    [InlineData("port: 80", "")]
    public void NoGradualRollout_Manifest_Verdict(string spec, string expected) =>
        Assert.Equal(expected, TestCodeBase.With(ManifestTexts.Read(ManifestTexts.WithSpec(spec))).Run<NoGradualRollout>().Lines());

    private const string Budget = "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: web}\nspec: {maxUnavailable: 1, selector: {matchLabels: {app: web}}}\n";

    [Theory]
    [InlineData("replicas: 1", "", "deploy/app.yaml:4:18: warning: Deployment 'web' runs one pod")]
    [InlineData("paused: false", "", "deploy/app.yaml:2:7: warning: Deployment 'web' runs one pod, because it sets no replicas")]
    [InlineData("replicas: 2", "", "deploy/app.yaml:2:7: warning: Deployment 'web' has no PodDisruptionBudget: all of its pods may be evicted at once")]
    [InlineData("replicas: 2", "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: x}\nspec: {selector: {matchLabels: {app: other}}}\n", "deploy/app.yaml:2:7: warning: Deployment 'web' has no PodDisruptionBudget: all of its pods may be evicted at once")]
    [InlineData("replicas: 2", "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: x, namespace: other}\nspec: {selector: {matchLabels: {app: web}}}\n", "deploy/app.yaml:2:7: warning: Deployment 'web' has no PodDisruptionBudget: all of its pods may be evicted at once")]
    [InlineData("paused: false", "---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec: {minReplicas: 1, scaleTargetRef: {kind: Deployment, name: web}}\n", "deploy/app.yaml:9:21: warning: Deployment 'web' may be scaled down to one pod by HorizontalPodAutoscaler 'h'")]
    [InlineData("replicas: 3", "---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec: {scaleTargetRef: {kind: Deployment, name: web}}\n", "deploy/app.yaml:7:7: warning: Deployment 'web' may be scaled down to one pod by HorizontalPodAutoscaler 'h'")]
    [InlineData("replicas: 3", "---\napiVersion: keda.sh/v1alpha1\nkind: ScaledObject\nmetadata: {name: k}\nspec: {scaleTargetRef: {name: web}}\n", "deploy/app.yaml:7:7: warning: Deployment 'web' may be scaled down to no pod by ScaledObject 'k'")]
    [InlineData("replicas: 2", Budget, "")]
    [InlineData("replicas: 0", "", "")]
    [InlineData("paused: false", "---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\nspec: {minReplicas: 2, scaleTargetRef: {kind: Deployment, name: web}}\n" + Budget, "")]
    public void SingleReplica_InGa_Verdict(string spec, string more, string expected) =>
        Assert.Equal(expected, KubernetesTest.Findings<SingleReplica>($"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec: {{{spec}, {Template}}}\n{more}", Stage.GenerallyAvailable).Lines());

    [Theory]
    [InlineData("apps/v1", "DaemonSet")]
    [InlineData("batch/v1", "Job")]
    [InlineData("serving.knative.dev/v1", "Service")]
    public void SingleReplica_OtherKinds_AreSilent(string apiVersion, string kind) =>
        Assert.Empty(KubernetesTest.Findings<SingleReplica>($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: web}}\nspec: {{{Template}}}\n", Stage.GenerallyAvailable));

    [Fact]
    public void SingleReplica_VariableNumber_IsNotEvaluated()
    {
        Assert.Empty(KubernetesTest.At(Stage.GenerallyAvailable, ("a.yaml", $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web}}\nspec: {{replicas: '${{N}}', {Template}}}\n")).Run<SingleReplica>(out var gaps));
        Assert.Equal("number of pods of Deployment 'web'", Assert.Single(gaps).What);
    }

    [Theory]
    [InlineData("scaling: {min: 1, max: 4}", 1)]
    [InlineData("scaling: {min: 0, max: 4}", 1)]
    [InlineData("scaling: {min: 1}\nenvironments: {staging: {}, production: {scaling: {min: 2}}}", 0)]
    [InlineData("scaling: {min: 2}\nenvironments: {staging: {scaling: {min: 1}}, production: {}}", 0)]
    [InlineData("port: 80", 0)]
    public void SingleReplica_Manifest_LargestEnvironmentCounts(string spec, int expected) =>
        Assert.Equal(expected, TestCodeBase.With(ManifestTexts.Read(ManifestTexts.WithSpec(spec)) with { Stage = Stage.GenerallyAvailable }).Run<SingleReplica>().Count);
}

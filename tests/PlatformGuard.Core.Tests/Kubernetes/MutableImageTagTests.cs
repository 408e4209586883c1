using System.Linq;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Kubernetes;

public sealed class MutableImageTagTests
{
    private const string Digest = "@sha256:3f5a8d0c9b7e61a2440d7c15e9f8b2a6d3c4e5f60718293a4b5c6d7e8f901234";

    [Theory]
    [InlineData("app", ImageTagKind.None)]
    [InlineData("registry.example.com:5000/team/app", ImageTagKind.None)]
    [InlineData("${REGISTRY}/app", ImageTagKind.None)]
    [InlineData("app:latest", ImageTagKind.Moving)]
    [InlineData("app:LATEST", ImageTagKind.Moving)]
    [InlineData("registry.example.com:5000/app:main", ImageTagKind.Moving)]
    [InlineData("app:stable", ImageTagKind.Moving)]
    [InlineData("app:edge", ImageTagKind.Moving)]
    [InlineData("app:nightly", ImageTagKind.Moving)]
    [InlineData("nginx:alpine", ImageTagKind.Moving)]
    [InlineData("nginx:mainline-alpine3.20", ImageTagKind.Moving)]
    [InlineData("python:slim-bookworm", ImageTagKind.Moving)]
    [InlineData("node:lts-22", ImageTagKind.Moving)]
    [InlineData("tensorflow/tensorflow:latest-py3", ImageTagKind.Moving)]
    [InlineData("app:release", ImageTagKind.Moving)]
    [InlineData("app:feature-x", ImageTagKind.Moving)]
    [InlineData("app:1.4.2", ImageTagKind.Version)]
    [InlineData("app:v1", ImageTagKind.Version)]
    [InlineData("python:3.12-slim", ImageTagKind.Version)]
    [InlineData("app:2.0.0-beta", ImageTagKind.Version)]
    [InlineData("app:main-1234", ImageTagKind.Version)]
    [InlineData("debian:stable-20260105", ImageTagKind.Version)]
    [InlineData("registry.example.com:5000/app:1.4.2", ImageTagKind.Version)]
    [InlineData("${REGISTRY}/app:1.4.2", ImageTagKind.Version)]
    [InlineData("app:4f2a9c1", ImageTagKind.Fixed)]
    [InlineData("app:main-4f2a9c1d", ImageTagKind.Fixed)]
    [InlineData("app:v1.2-14-g2414721", ImageTagKind.Fixed)]
    [InlineData("app:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", ImageTagKind.Fixed)]
    [InlineData("app" + Digest, ImageTagKind.Fixed)]
    [InlineData("app:latest" + Digest, ImageTagKind.Fixed)]
    [InlineData("app@${DIGEST}", ImageTagKind.Fixed)]
    [InlineData("ko://example.com/cmd/app", ImageTagKind.Fixed)]
    [InlineData("app:${TAG}", ImageTagKind.Unknown)]
    [InlineData("app:${TAG:-latest}", ImageTagKind.Unknown)]
    [InlineData("app:v1-$(SHA)", ImageTagKind.Unknown)]
    [InlineData("app:{{ .Values.tag }}", ImageTagKind.Unknown)]
    [InlineData("app:$CI_COMMIT_SHA", ImageTagKind.Unknown)]
    [InlineData("app:__TAG__", ImageTagKind.Unknown)]
    [InlineData("app:IMAGE_TAG", ImageTagKind.Unknown)]
    [InlineData("app:<tag>", ImageTagKind.Unknown)]
    [InlineData("${IMAGE}", ImageTagKind.Unknown)]
    public void Parse_Reference_Kind(string text, ImageTagKind kind) => Assert.Equal(kind, ImageReference.Parse(text)!.Tag);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void Parse_Nothing_Null(string text) => Assert.Null(ImageReference.Parse(text));

    [Theory]
    [InlineData("app", Stage.Experiment, "deploy/app.yaml:12:18: warning: Image 'app' has no tag, which means 'latest': name a version")]
    [InlineData("app:main", Stage.Beta, "deploy/app.yaml:12:18: error: Image 'app:main' has the tag 'main', which moves to other content: name a version")]
    [InlineData("app:1.4.2", Stage.Experiment, "")]
    [InlineData("app:1.4.2", Stage.Beta, "")]
    [InlineData("app:1.4.2", Stage.GenerallyAvailable, "deploy/app.yaml:12:18: error: Image 'app:1.4.2' has the tag '1.4.2' and no digest: from ga on, add the digest")]
    [InlineData("app:1.4.2" + Digest, Stage.GenerallyAvailable, "")]
    [InlineData("app:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b", Stage.GenerallyAvailable, "")]
    public void Run_ImageAtStage_Verdict(string image, Stage stage, string expected)
    {
        var yaml = KubernetesTest.Deployment($"""
            containers:
              - name: app
                image: {image}
            """);

        Assert.Equal(expected, KubernetesTest.Findings<MutableImageTag>(yaml, stage).Lines());
    }

    [Fact]
    public void Run_EveryKindOfContainerAndImageVolume_EachReported()
    {
        var yaml = KubernetesTest.Deployment("""
            initContainers:
              - {name: migrate, image: a}
              - {name: proxy, image: b, restartPolicy: Always}
            containers: [{name: app, image: c}]
            ephemeralContainers: [{name: debug, image: d}]
            volumes: [{name: model, image: {reference: e}}]
            """);

        Assert.Equal(["a", "b", "c", "d", "e"], KubernetesTest.Findings<MutableImageTag>(yaml).Select(finding => finding.Message.Split('\'')[1]));
    }

    [Fact]
    public void Run_VariableTag_NotEvaluatedAndNoFinding()
    {
        var findings = KubernetesTest.At(Stage.Experiment, ("app.yaml", KubernetesTest.Deployment("""
            containers: [{name: app, image: "example.com/app:${TAG}"}]
            """))).Run<MutableImageTag>(out var gaps);

        Assert.Empty(findings);
        var gap = Assert.Single(gaps);
        Assert.Equal("image 'example.com/app:${TAG}'", gap.What);
        Assert.Equal("app.yaml:10:39", gap.Location.ToString());
    }

    [Theory]
    [InlineData("registry.example.com/app:edge", "service.yaml:7:10: warning: Image 'registry.example.com/app:edge' has the tag 'edge', which moves to other content: name a version")]
    [InlineData("registry.example.com/app:1.4.2", "")]
    public void Run_ManifestImage_Verdict(string image, string expected)
    {
        var place = new Location("service.yaml", new Position(7, 10), new Position(7, 40));
        var manifest = new ServiceManifest { Image = new ScalarNode(place, image, ScalarStyle.Plain) };

        Assert.Equal(expected, TestCodeBase.With(manifest).Run<MutableImageTag>().Lines());
    }

    [Theory]
    [InlineData("batch/v1", "CronJob", "{jobTemplate: {spec: {template: {spec: {containers: [{name: app, image: app}]}}}}}")]
    [InlineData("batch/v1", "Job", "{template: {spec: {containers: [{name: app, image: app}]}}}")]
    [InlineData("v1", "Pod", "{containers: [{name: app, image: app}]}")]
    [InlineData("v1", "ReplicationController", "{template: {spec: {containers: [{name: app, image: app}]}}}")]
    [InlineData("apps/v1", "DaemonSet", "{template: {spec: {containers: [{name: app, image: app}]}}}")]
    [InlineData("apps/v1", "StatefulSet", "{template: {spec: {containers: [{name: app, image: app}]}}}")]
    [InlineData("apps/v1", "ReplicaSet", "{template: {spec: {containers: [{name: app, image: app}]}}}")]
    [InlineData("argoproj.io/v1alpha1", "Rollout", "{template: {spec: {containers: [{name: app, image: app}]}}}")]
    [InlineData("apps.openshift.io/v1", "DeploymentConfig", "{template: {spec: {containers: [{name: app, image: app}]}}}")]
    [InlineData("serving.knative.dev/v1", "Service", "{template: {spec: {containers: [{image: app}]}}}")]
    [InlineData("ray.io/v1", "RayCluster", "{workerGroupSpecs: [{template: {spec: {containers: [{name: app, image: app}]}}}]}")]
    [InlineData("example.com/v1", "Sandbox", "{podTemplate: {spec: {containers: [{name: app, image: app}]}}}")]
    public void Run_EveryKindOfWorkload_Reported(string apiVersion, string kind, string spec) =>
        Assert.Single(KubernetesTest.Findings<MutableImageTag>($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: web}}\nspec: {spec}\n"));

    [Theory]
    [InlineData("kyverno.io/v1", "ClusterPolicy", "{rules: [{validate: {pattern: {spec: {containers: [{image: '!*:latest'}]}}}}]}")]
    [InlineData("apps/v1", "Deployment", "{template: {spec: {containers: []}}}")]
    [InlineData("v1", "Service", "{ports: [{port: 80}]}")]
    public void Run_ObjectsWithoutContainers_Silent(string apiVersion, string kind, string spec) =>
        Assert.Empty(KubernetesTest.Findings<MutableImageTag>($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: web}}\nspec: {spec}\n"));

    [Fact]
    public void Run_ListOfObjects_ItemsAreRead()
    {
        const string yaml = """
            apiVersion: v1
            kind: List
            items:
              - apiVersion: v1
                kind: Pod
                metadata: {name: a}
                spec: {containers: [{name: app, image: app}]}
              - apiVersion: v1
                kind: List
                items: [{apiVersion: v1, kind: Pod, metadata: {name: b}, spec: {containers: [{name: app, image: app}]}}]
            """;

        Assert.Equal(2, KubernetesTest.Findings<MutableImageTag>(yaml).Count);
    }

    [Theory]
    [InlineData("argoproj.io/v1alpha1", "Workflow", "{templates: [{container: {image: app}}]}")]
    [InlineData("apps/v1", "Deployment", "{template: \"{{ pod }}\"}")]
    [InlineData("apps/v1", "Deployment", "{template: {spec: {containers: \"${CONTAINERS}\"}}}")]
    public void Run_PodsThatAreNotRead_NotEvaluated(string apiVersion, string kind, string spec)
    {
        var yaml = $"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: web}}\nspec: {spec}\n";

        Assert.Empty(KubernetesTest.At(Stage.Experiment, ("a.yaml", yaml)).Run<MutableImageTag>(out var gaps));
        Assert.Equal("a.yaml:2:7", Assert.Single(gaps).Location.ToString());
    }
}

using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Policies;
using PlatformGuard.Core.Tests.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Kubernetes;

/// <summary>PG7013, PG7014 and PG7006 on Kubernetes objects.</summary>
public sealed class PlacementAndIdentityTests
{
    private const string Own = "serviceAccountName: web\ncontainers: [{name: a, image: a:1}]";

    [Theory]
    [InlineData("nodeName: n1", "deploy/app.yaml:12:17: note: Deployment 'web' chooses its node by hand: nodeName is 'n1'")]
    [InlineData("nodeSelector: {pool: gpu-a}", "deploy/app.yaml:12:22: note: Deployment 'web' chooses its node by hand: nodeSelector asks for pool=gpu-a")]
    [InlineData("affinity: {nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {nodeSelectorTerms: [{matchExpressions: [{key: pool, operator: In, values: [a]}]}]}}}", "deploy/app.yaml:12:128: note: Deployment 'web' chooses its node by hand: nodeAffinity asks for the label pool")]
    [InlineData("affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, preference: {matchExpressions: [{key: zone, operator: Exists}]}}]}}", "deploy/app.yaml:12:133: note: Deployment 'web' chooses its node by hand: nodeAffinity asks for the label zone")]
    [InlineData("nodeSelector: {kubernetes.io/os: linux, kubernetes.io/arch: amd64}", "")]
    [InlineData("affinity: {podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname}]}}", "")]
    [InlineData("tolerations: [{key: gpu, operator: Exists}]", "")]
    [InlineData("topologySpreadConstraints: [{topologyKey: topology.kubernetes.io/zone}]", "")]
    [InlineData("nodeName: ''", "")]
    public void HandPlacedNode_Verdict(string podFields, string expected) =>
        Assert.Equal(expected, KubernetesTest.Findings<HandPlacedNode>(KubernetesTest.Deployment(Own + "\n" + podFields)).Lines());

    [Theory]
    [InlineData("nodeSelector: {cloud.google.com/gke-accelerator: nvidia-tesla-t4}", 0)]
    [InlineData("nodeSelector: {nvidia.com/gpu.present: 'true'}", 0)]
    [InlineData("nodeSelector: {cloud.google.com/gke-accelerator: nvidia-l4}", 1)]
    [InlineData("nodeSelector: {pool: nvidia-t4}", 1)]
    public void HandPlacedNode_DeclaredAccelerator_IsItsSource(string podFields, int expected) =>
        Assert.Equal(expected, TestCodeBase.With(ManifestTexts.Read(ManifestTexts.WithSpec("nodes: {accelerator: nvidia-t4}")), ("a.yaml", KubernetesTest.Deployment(Own + "\n" + podFields))).Run<HandPlacedNode>().Count);

    [Theory]
    [InlineData("serviceAccountName: default", "deploy/app.yaml:11:27: warning: Deployment 'web' shares an identity: its service account is 'default', the namespace's own")]
    [InlineData("terminationGracePeriodSeconds: 1", "deploy/app.yaml:9:5: warning: Deployment 'web' shares an identity: it names no service account and gets the token of the namespace's own, 'default'")]
    [InlineData("serviceAccountName: code-search", "deploy/app.yaml:11:27: warning: Deployment 'web' shares an identity: its service account 'code-search' is that of the service 'code-search'")]
    [InlineData("serviceAccountName: web\nvolumes: [{name: v, secret: {secretName: code-search-keys}}]", "deploy/app.yaml:12:48: warning: Deployment 'web' shares an identity: the Secret 'code-search-keys' is that of the service 'code-search'")]
    [InlineData("serviceAccountName: web\nimagePullSecrets: [{name: code-search}]", "deploy/app.yaml:12:33: warning: Deployment 'web' shares an identity: the Secret 'code-search' is that of the service 'code-search'")]
    [InlineData("automountServiceAccountToken: false", "")]
    [InlineData("serviceAccountName: web", "")]
    [InlineData("serviceAccountName: code", "")]
    [InlineData("serviceAccountName: code-searcher", "")]
    [InlineData("serviceAccountName: web\nimagePullSecrets: [{name: registry}]", "")]
    [InlineData("serviceAccountName: web-api-runner", "")]
    public void SharedIdentity_OfAPod_Verdict(string podFields, string expected) => Assert.Equal(expected, Judge(KubernetesTest.Deployment("containers: [{name: a, image: a:1}]\n" + podFields)));

    [Fact]
    public void SharedIdentity_WrittenDefaultNamespace_IsOneFindingForAFile()
    {
        var finding = Assert.Single(KubernetesTest.Findings<SharedIdentity>("apiVersion: v1\nkind: Service\nmetadata: {name: a, namespace: default}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: b, namespace: default}\n---\napiVersion: v1\nkind: Service\nmetadata: {name: c, namespace: default-backend}\n"));

        Assert.Equal("Service 'a' shares an identity: the namespace is 'default'", finding.Message);
        Assert.Equal("deploy/app.yaml:7:32", Assert.Single(finding.RelatedLocations).Location.ToString());
    }

    [Theory]
    [InlineData("{kind: ServiceAccount, name: default, namespace: x}", 1)]
    [InlineData("{kind: ServiceAccount, name: web, namespace: x}", 0)]
    [InlineData("{kind: Group, name: default}", 0)]
    public void SharedIdentity_RightsOfTheDefaultAccount_Verdict(string subject, int expected) =>
        Assert.Equal(expected, KubernetesTest.Findings<SharedIdentity>($"apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {{name: b}}\nsubjects: [{subject}]\n").Count);

    [Fact]
    public void SharedIdentity_AccountAndSecretOfTheSameRepository_AreItsOwn() => Assert.Equal(
        "",
        Judge(KubernetesTest.Deployment("serviceAccountName: code-search\ncontainers: [{name: a, image: a:1, envFrom: [{secretRef: {name: code-search-key}}]}]")
            + "\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: code-search}\n---\napiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: x}\nspec: {target: {name: code-search-key}}\n"));

    [Theory]
    [InlineData("keda.sh/v1alpha1", "ScaledObject", "{scaleTargetRef: {name: web}, triggers: [{type: cpu}, {type: rabbitmq}]}", "deploy/app.yaml:4:68: warning: 'web' takes work from a RabbitMQ queue")]
    [InlineData("keda.sh/v1alpha1", "ScaledJob", "{triggers: [{type: kafka}]}", "deploy/app.yaml:4:26: warning: 'x' takes work from a Kafka topic")]
    [InlineData("eventing.knative.dev/v1", "Trigger", "{broker: main}", "deploy/app.yaml:2:7: warning: 'x' takes work from the event broker 'main'")]
    [InlineData("messaging.knative.dev/v1", "Subscription", "{channel: {name: c}}", "deploy/app.yaml:2:7: warning: 'x' takes work from the event channel 'c'")]
    [InlineData("sources.knative.dev/v1", "KafkaSource", "{topics: [t]}", "deploy/app.yaml:2:7: warning: 'x' takes work from a Kafka topic")]
    [InlineData("dapr.io/v2alpha1", "Subscription", "{topic: orders, pubsubname: bus}", "deploy/app.yaml:2:7: warning: 'x' takes work from the topic 'orders' of 'bus'")]
    [InlineData("v1", "Pod", "{containers: [{name: a, image: a:1, command: [celery, -A, app, worker]}]}", "deploy/app.yaml:4:53: warning: 'x' takes work from a queue of background jobs ('celery')")]
    [InlineData("v1", "Pod", "{containers: [{name: a, image: a:1, command: [celery, -A, app, beat]}]}", "")]
    [InlineData("v1", "Pod", "{containers: [{name: a, image: a:1, args: [--queue, celery]}]}", "")]
    [InlineData("keda.sh/v1alpha1", "ScaledObject", "{scaleTargetRef: {name: web}, triggers: [{type: cpu}, {type: cron}, {type: prometheus}]}", "")]
    [InlineData("sources.knative.dev/v1", "PingSource", "{schedule: '* * * * *'}", "")]
    [InlineData("apps.example.com/v1", "Subscription", "{topic: x}", "")]
    public void AsynchronousIntake_Verdict(string apiVersion, string kind, string spec, string expected) =>
        Assert.Equal(expected, KubernetesTest.Findings<AsynchronousIntake>($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: x}}\nspec: {spec}\n").Lines());

    private static string Judge(string yaml) => Build(("deploy/app.yaml", yaml)).Run<SharedIdentity>().Lines();

    private static CodeBase Build(params (string Path, string Content)[] files)
    {
        var read = TestCodeBase.Of(files);
        return new CodeBase
        {
            Files = read.Files,
            Manifest = new ServiceManifest { Name = "web" },
            Stage = Stage.Experiment,
            Role = Role.Service,
            RootPath = "/",
            Options = new CheckOptions(),
            Policy = new PlatformPolicy { Services = [new("code-search", null, null), new("web", null, null)] },
        };
    }
}

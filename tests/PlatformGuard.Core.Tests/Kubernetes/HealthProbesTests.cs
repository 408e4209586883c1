using PlatformGuard.Core.Checks;

namespace PlatformGuard.Core.Tests.Kubernetes;

public sealed class HealthProbesTests
{
    private const string Both = "{name: a, image: a:1, readinessProbe: {grpc: {port: 1}}, livenessProbe: {exec: {command: [ok]}}}";

    [Theory]
    [InlineData("ports: []", "deploy/app.yaml:11:15: warning: Container 'app' of Deployment 'web' has no readiness or liveness probe")]
    [InlineData("startupProbe: {httpGet: {port: 80}}", "deploy/app.yaml:11:15: warning: Container 'app' of Deployment 'web' has no readiness or liveness probe")]
    [InlineData("livenessProbe: {httpGet: {port: 80}}", "deploy/app.yaml:11:15: warning: Container 'app' of Deployment 'web' has no readiness probe")]
    [InlineData("readinessProbe: {httpGet: {port: 80}}", "deploy/app.yaml:11:15: warning: Container 'app' of Deployment 'web' has no liveness probe")]
    [InlineData("readinessProbe: {httpGet: {port: 80}}\nlivenessProbe: {}", "deploy/app.yaml:11:15: warning: Container 'app' of Deployment 'web' has no liveness probe")]
    [InlineData("readinessProbe: {httpGet: {port: 80}}\nlivenessProbe: {periodSeconds: 5}", "deploy/app.yaml:11:15: warning: Container 'app' of Deployment 'web' has no liveness probe")]
    [InlineData("readinessProbe: {httpGet: {port: 80}}\nlivenessProbe: {tcpSocket: {port: 80}}", "")]
    [InlineData("readinessProbe: {grpc: {port: 80}}\nlivenessProbe: {exec: {command: [ok]}}", "")]
    public void Run_Probes_Verdict(string fields, string expected) =>
        Assert.Equal(expected, KubernetesTest.Findings<HealthProbes>(KubernetesTest.Container(fields)).Lines());

    [Theory]
    [InlineData("v1", "Pod", "{containers: [{name: a, image: a:1}]}", 1)]
    [InlineData("v1", "Pod", "{restartPolicy: Never, containers: [{name: a, image: a:1}]}", 0)]
    [InlineData("batch/v1", "Job", "{template: {spec: {containers: [{name: a, image: a:1}]}}}", 0)]
    [InlineData("batch/v1", "CronJob", "{jobTemplate: {spec: {template: {spec: {containers: [{name: a, image: a:1}]}}}}}", 0)]
    [InlineData("apps/v1", "DaemonSet", "{template: {spec: {containers: [{name: a, image: a:1}]}}}", 1)]
    [InlineData("serving.knative.dev/v1", "Service", "{template: {spec: {containers: [{image: a:1}]}}}", 1)]
    [InlineData("serving.knative.dev/v1", "Service", "{template: {spec: {containers: [{image: a:1, livenessProbe: {httpGet: {path: /}}}]}}}", 0)]
    public void Run_KindOfWorkload_Verdict(string apiVersion, string kind, string spec, int expected) =>
        Assert.Equal(expected, KubernetesTest.Findings<HealthProbes>($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: web}}\nspec: {spec}\n").Count);

    [Theory]
    [InlineData("initContainers: [{name: b, image: b:1}]", 0)]
    [InlineData("ephemeralContainers: [{name: b, image: b:1}]", 0)]
    [InlineData("initContainers: [{name: b, image: b:1, restartPolicy: Always}]", 1)]
    [InlineData("securityContext: {}", 0)]
    public void Run_OtherContainers_OnlySidecarIsAsked(string podFields, int expected) =>
        Assert.Equal(expected, KubernetesTest.Findings<HealthProbes>(KubernetesTest.Deployment($"containers: [{Both}]\n{podFields}")).Count);

    [Fact]
    public void Run_SecondContainerWithoutProbes_Reported() =>
        Assert.Equal(
            "deploy/app.yaml:11:14: warning: Container 'b' of Deployment 'web' has no readiness or liveness probe",
            KubernetesTest.Findings<HealthProbes>(KubernetesTest.Deployment($"containers: [{Both},\n{{name: b, image: b:1}}]")).Lines());
}

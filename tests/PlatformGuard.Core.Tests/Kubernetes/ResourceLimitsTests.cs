using PlatformGuard.Core.Checks;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Kubernetes;

public sealed class ResourceLimitsTests
{
    [Theory]
    [InlineData("ports: []", "deploy/app.yaml:11:15: warning: Container 'app' of Deployment 'web' has no CPU request, memory request or memory limit")]
    [InlineData("resources:", "deploy/app.yaml:11:15: warning: Container 'app' of Deployment 'web' has no CPU request, memory request or memory limit")]
    [InlineData("resources: {}", "deploy/app.yaml:11:15: warning: Container 'app' of Deployment 'web' has no CPU request, memory request or memory limit")]
    [InlineData("resources: {limits: {cpu: 1}}", "deploy/app.yaml:13:21: warning: Container 'app' of Deployment 'web' has no memory request or memory limit")]
    [InlineData("resources: {requests: {cpu: 1, memory: 1Gi}}", "deploy/app.yaml:13:21: warning: Container 'app' of Deployment 'web' has no memory limit")]
    [InlineData("resources: {requests: {cpu: 1}, limits: {memory: 0}}", "deploy/app.yaml:13:21: warning: Container 'app' of Deployment 'web' has no memory request or memory limit")]
    [InlineData("resources: {limits: {memory: 1Gi}}", "deploy/app.yaml:13:21: warning: Container 'app' of Deployment 'web' has no CPU request")]
    [InlineData("resources: {requests: {cpu: 500m}, limits: {memory: 1Gi}}", "deploy/app.yaml:13:21: note: Container 'app' of Deployment 'web' has no CPU limit")]
    [InlineData("resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {memory: 1Gi}}", "deploy/app.yaml:13:21: note: Container 'app' of Deployment 'web' has no CPU limit")]
    [InlineData("resources: {limits: {cpu: 1, memory: 1Gi}}", "")]
    [InlineData("resources: {requests: {cpu: 0.5, memory: 128Mi}, limits: {cpu: 1, memory: 1Gi}}", "")]
    [InlineData("resources: {requests: {cpu: \"${CPU}\", memory: 128Mi}, limits: {cpu: 1, memory: 1Gi}}", "")]
    public void Run_Resources_Verdict(string fields, string expected) =>
        Assert.Equal(expected, KubernetesTest.Findings<ResourceLimits>(KubernetesTest.Container(fields)).Lines());

    [Fact]
    public void Run_CpuLimitAloneAtGa_StaysANote() =>
        Assert.Equal(Severity.Note, Assert.Single(KubernetesTest.Findings<ResourceLimits>(KubernetesTest.Container("resources: {requests: {cpu: 1}, limits: {memory: 1Gi}}"), Stage.GenerallyAvailable)).Severity);

    [Fact]
    public void Run_PodLevelResources_HoldForContainers() =>
        Assert.Empty(KubernetesTest.Findings<ResourceLimits>(KubernetesTest.Container("ports: []", "resources: {limits: {cpu: 1, memory: 1Gi}}")));

    [Fact]
    public void Run_InitAndSidecarButNotEphemeral_Reported()
    {
        var yaml = KubernetesTest.Deployment("""
            initContainers: [{name: a, image: a:1}, {name: b, image: b:1, restartPolicy: Always}]
            containers: []
            ephemeralContainers: [{name: c, image: c:1}]
            """);

        Assert.Equal(2, KubernetesTest.Findings<ResourceLimits>(yaml).Count);
    }

    [Theory]
    [InlineData("", "Container", "default: {cpu: 1, memory: 1Gi}", 0)]
    [InlineData("", "Container", "max: {cpu: 1, memory: 1Gi}", 0)]
    [InlineData("", "Container", "{defaultRequest: {cpu: 1, memory: 1Gi}, default: {cpu: 1, memory: 1Gi}}", 0)]
    [InlineData("", "Container", "defaultRequest: {cpu: 1, memory: 1Gi}", 1)]
    [InlineData("", "Pod", "max: {cpu: 1, memory: 1Gi}", 1)]
    [InlineData("other", "Container", "default: {cpu: 1, memory: 1Gi}", 1)]
    public void Run_LimitRangeInAnotherFile_Verdict(string space, string type, string limits, int expected)
    {
        var item = limits.StartsWith('{') ? limits[1..^1] : limits;
        var range = $"apiVersion: v1\nkind: LimitRange\nmetadata: {{name: defaults, namespace: \"{space}\"}}\nspec: {{limits: [{{type: {type}, {item}}}]}}\n";
        var codeBase = KubernetesTest.At(Stage.Experiment, ("app.yaml", KubernetesTest.Container("ports: []")), ("range.yaml", range));

        Assert.Equal(expected, codeBase.Run<ResourceLimits>().Count);
    }
}

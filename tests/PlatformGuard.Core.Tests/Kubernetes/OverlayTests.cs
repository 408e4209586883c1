using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Facts;

namespace PlatformGuard.Core.Tests.Kubernetes;

/// <summary>Rules on what overlays render from one base.</summary>
public sealed class OverlayTests
{
    private const string Policy = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec: {podSelector: {}}\n";

    private static readonly string Base = KubernetesTest.Container("ports: []");

    [Fact]
    public void Run_SameGapInBothOverlays_OneFindingWithoutNames() => Assert.Equal(
        "base/app.yaml:11:15: warning: Container 'app' of Deployment 'production-web' has no CPU request, memory request or memory limit",
        Overlays("", "").Run<ResourceLimits>().Lines());

    [Fact]
    public void Run_GapMendedInOneOverlay_FindingNamesTheOther()
    {
        const string patch = """
            patches:
              - patch: |
                  apiVersion: apps/v1
                  kind: Deployment
                  metadata: {name: web}
                  spec: {template: {spec: {containers: [{name: app, resources: {limits: {cpu: 1, memory: 1Gi}}}]}}}
            """;

        Assert.Equal(
            "base/app.yaml:11:15: warning: Container 'app' of Deployment 'staging-web' has no CPU request, memory request or memory limit (as rendered by overlays/staging)",
            Overlays(patch, "").Run<ResourceLimits>().Lines());
    }

    [Fact]
    public void Run_PolicyInOneOverlay_FindingNamesTheOther() => Assert.Equal(
        "base/app.yaml:2:7: warning: No NetworkPolicy limits the ingress of Deployment 'staging-web' in namespace 'staging' (as rendered by overlays/staging)",
        Overlays("resources: [../../base, policy.yaml]", "resources: [../../base]\nnamespace: staging", ("overlays/production/policy.yaml", Policy)).Run<MissingNetworkPolicy>().Lines());

    [Fact]
    public void Run_PolicyInBothOverlays_Silent() => Assert.Empty(Overlays(
        "resources: [../../base, policy.yaml]",
        "resources: [../../base, policy.yaml]",
        ("overlays/production/policy.yaml", Policy),
        ("overlays/staging/policy.yaml", Policy)).Run<MissingNetworkPolicy>());

    [Fact]
    public void Run_ImageTransformer_JudgedAndPlacedAsRendered()
    {
        var findings = Overlays("images: [{name: example.com/app, newTag: main}]", "images: [{name: example.com/app, newTag: 2.0.0}]").Run<MutableImageTag>();

        Assert.Equal("Image 'example.com/app:main' has the tag 'main', which moves to other content: name a version (as rendered by overlays/production)", Assert.Single(findings).Message);
    }

    [Fact]
    public void Run_RemoteBase_NoFindingForWhatItMightHold()
    {
        var codeBase = TestCodeBase.Of(
            ("kustomization.yaml", "resources: [app.yaml, route.yaml, 'https://example.com/policies?ref=v1']\n"),
            ("app.yaml", Base),
            ("route.yaml", "apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: web}\nspec: {parentRefs: [{name: front}]}\n"));

        Assert.Empty(codeBase.Run<MissingNetworkPolicy>());
        Assert.Empty(codeBase.Run<ExternalExposure>());
        Assert.Single(codeBase.Run<ResourceLimits>());
    }

    private static CodeBase Overlays(string production, string staging, params (string Path, string Content)[] more) => TestCodeBase.Of(
    [
        ("base/app.yaml", Base),
        ("base/kustomization.yaml", "resources: [app.yaml]\n"),
        ("overlays/production/kustomization.yaml", $"namePrefix: production-\n{WithBase(production)}\n"),
        ("overlays/staging/kustomization.yaml", $"namePrefix: staging-\n{WithBase(staging)}\n"),
        .. more,
    ]);

    private static string WithBase(string fields) => fields.Contains("resources: [..", System.StringComparison.Ordinal) ? fields : "resources: [../../base]\n" + fields;
}

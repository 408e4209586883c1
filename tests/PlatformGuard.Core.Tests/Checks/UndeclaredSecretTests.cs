using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Tests.Kubernetes;
using PlatformGuard.Core.Tests.Manifests;

namespace PlatformGuard.Core.Tests.Checks;

/// <summary>PG3005: secrets in use that the manifest does not account for.</summary>
public sealed class UndeclaredSecretTests
{
    [Theory]
    [InlineData("env: [{name: MODEL_KEY, valueFrom: {secretKeyRef: {name: model, key: api-key}}}]", "deploy/app.yaml:13:22: warning: Long-lived secret 'MODEL_KEY' is used but not declared in the manifest")]
    [InlineData("env: [{name: X, valueFrom: {secretKeyRef: {name: model, key: api-key}}}]", "deploy/app.yaml:13:22: warning: Long-lived secret 'X' is used but not declared in the manifest")]
    [InlineData("envFrom: [{secretRef: {name: reviewers}}]", "deploy/app.yaml:13:38: warning: Long-lived secret 'reviewers' is used but not declared in the manifest")]
    [InlineData("env: [{name: DB_HOST, valueFrom: {secretKeyRef: {name: db, key: host}}}]", "")]
    [InlineData("env: [{name: OWN_TOKEN, valueFrom: {secretKeyRef: {name: x, key: t}}}]", "")]
    [InlineData("env: [{name: T, valueFrom: {secretKeyRef: {name: x, key: vault-password}}}]", "")]
    [InlineData("env: [{name: API_KEY, value: x}, {name: CI_TOKEN, valueFrom: {configMapKeyRef: {name: x, key: y}}}]", "")]
    public void Kubernetes_Container_Verdict(string fields, string expected) => Assert.Equal(expected, Run(("deploy/app.yaml", KubernetesTest.Container(fields))));

    [Theory]
    [InlineData("volumes: [{name: v, secret: {secretName: signing-key}}]", "deploy/app.yaml:14:48: warning: Long-lived secret 'signing-key' is used but not declared in the manifest")]
    [InlineData("volumes: [{name: v, secret: {secretName: web-tls}}]", "")]
    [InlineData("volumes: [{name: v, secret: {secretName: issued}}]", "")]
    [InlineData("imagePullSecrets: [{name: registry}]", "")]
    [InlineData("volumes: [{name: v, projected: {sources: [{serviceAccountToken: {path: t}}]}}]", "")]
    public void Kubernetes_Pod_Verdict(string podFields, string expected) => Assert.Equal(
        expected,
        Run(("deploy/app.yaml", KubernetesTest.Container("ports: []", podFields)), ("cert.yaml", "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: c}\nspec: {secretName: issued}\n")));

    [Fact]
    public void EnvFrom_WithKeysOfAnExternalSecret_NamesEachCredential() => Assert.Equal(
        "deploy/app.yaml:13:38: warning: Long-lived secret 'DB_PASSWORD' is used but not declared in the manifest",
        Run(
            ("deploy/app.yaml", KubernetesTest.Container("envFrom: [{secretRef: {name: app}}]")),
            ("secret.yaml", "apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: app}\nspec: {data: [{secretKey: DB_PASSWORD}, {secretKey: OWN_TOKEN}, {secretKey: DB_HOST}]}\n")));

    [Theory]
    [InlineData("web: {image: a, environment: {API_KEY: '${API_KEY}'}}", "compose.yaml:1:42: warning: Long-lived secret 'API_KEY' is used but not declared in the manifest")]
    [InlineData("web: {image: a, environment: [API_KEY, MODE]}", "compose.yaml:1:42: warning: Long-lived secret 'API_KEY' is used but not declared in the manifest")]
    [InlineData("web: {image: a, secrets: [smtp_password]}", "compose.yaml:1:38: warning: Long-lived secret 'smtp_password' is used but not declared in the manifest")]
    [InlineData("web: {image: a, environment: {API_KEY: '${API_KEY:-test}', MODE: '${MODE}', OWN_TOKEN: '${T}'}}", "")]
    [InlineData("db: {image: postgres, environment: {POSTGRES_PASSWORD: '${P}'}}", "")]
    public void Compose_Verdict(string services, string expected) => Assert.Equal(expected, Run(("compose.yaml", "services: {" + services + "}\n")));

    [Fact]
    public void OneSecret_IsOneFindingWithItsOtherUses()
    {
        var use = "env: [{name: MODEL_KEY, valueFrom: {secretKeyRef: {name: model, key: k}}}]";
        var finding = Assert.Single(TestCodeBase.With(ManifestTexts.Read(ManifestTexts.Smallest), ("a.yaml", KubernetesTest.Container(use)), ("b.yaml", KubernetesTest.Container(use))).Run<UndeclaredSecret>());

        Assert.Equal("b.yaml", Assert.Single(finding.RelatedLocations).Location.File);
    }

    private static string Run(params (string Path, string Content)[] files) => TestCodeBase.With(
        ManifestTexts.Read(ManifestTexts.WithSpec("secrets: [{name: OWN_TOKEN, vault: x}, {name: OTHER, vault: 'prod/vault-password'}]")),
        files).Run<UndeclaredSecret>().Lines();
}

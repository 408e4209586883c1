using System.Linq;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Manifests;

namespace PlatformGuard.Core.Tests.Kubernetes;

public sealed class PersistentStorageTests
{
    private const string Claim = """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: work}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
        """;

    [Theory]
    [InlineData("persistentVolumeClaim: {claimName: work}", "deploy/app.yaml:11:53: warning: Deployment 'web' keeps state: volume 'v' uses claim 'work', which spec.storage does not declare")]
    [InlineData("hostPath: {path: /data}", "deploy/app.yaml:11:35: warning: Deployment 'web' keeps state: volume 'v' is the directory '/data' of the node")]
    [InlineData("nfs: {server: files, path: /x}", "deploy/app.yaml:11:18: warning: Deployment 'web' keeps state: volume 'v' is of type nfs and spec.storage does not declare it")]
    [InlineData("hostPath: {path: /var/run/docker.sock}", "")]
    [InlineData("hostPath: {path: /run/x, type: Socket}", "")]
    [InlineData("emptyDir: {}", "")]
    [InlineData("ephemeral: {volumeClaimTemplate: {spec: {}}}", "")]
    [InlineData("projected: {sources: []}", "")]
    [InlineData("configMap: {name: x}", "")]
    [InlineData("secret: {secretName: x}", "")]
    [InlineData("downwardAPI: {}", "")]
    [InlineData("csi: {driver: secrets-store.csi.k8s.io, readOnly: true}", "")]
    public void Run_Volume_Verdict(string source, string expected)
    {
        var yaml = KubernetesTest.Deployment($"containers: []\nvolumes: [{{{source}, name: v}}]");

        Assert.Equal(expected, KubernetesTest.Findings<PersistentStorage>(yaml).Lines());
    }

    [Fact]
    public void Run_ClaimInAnotherFile_OneFindingWithTheMountBeside()
    {
        var codeBase = TestCodeBase.Of(("a.yaml", KubernetesTest.Deployment("containers: []\nvolumes: [{name: v, persistentVolumeClaim: {claimName: work}}]")), ("b.yaml", Claim));

        var finding = Assert.Single(codeBase.Run<PersistentStorage>());
        Assert.Equal("b.yaml:2:7: warning: PersistentVolumeClaim 'work' keeps state: spec.storage does not declare a store with claim 'work'", new[] { finding }.Lines());
        var related = Assert.Single(finding.RelatedLocations);
        Assert.Equal("a.yaml:11:62 Deployment 'web' mounts it", $"{related.Location} {related.Message}");
    }

    [Theory]
    [InlineData("work", "store", 0)]
    [InlineData(null, "work", 0)]
    [InlineData("other", "store", 1)]
    [InlineData(null, "store", 1)]
    public void Run_DeclaredStore_Verdict(string? claim, string name, int expected)
    {
        var manifest = new ServiceManifest { Storage = [new DeclaredStore("postgresql", name, [], null, [], claim)] };

        Assert.Equal(expected, TestCodeBase.With(manifest, ("a.yaml", Claim)).Run<PersistentStorage>().Count);
    }

    [Theory]
    [InlineData("", null, "PersistentStorage")]
    [InlineData("volumeClaimTemplates: [{metadata: {name: data}}]", null, "PersistentStorage")]
    [InlineData("volumeClaimTemplates: [{metadata: {name: data}}, {metadata: {name: logs}}]", "data", "PersistentStorage")]
    [InlineData("volumeClaimTemplates: [{metadata: {name: data}}]", "data", "")]
    [InlineData("volumeClaimTemplates: [{metadata: {name: data}}]", "data-db", "")]
    [InlineData("volumeClaimTemplates: [{metadata: {name: data}}]", "db", "")]
    [InlineData("", "db", "")]
    public void Run_StatefulSet_OneFindingUnlessDeclared(string templates, string? claim, string expected)
    {
        var manifest = new ServiceManifest { Storage = claim is null ? [] : [new DeclaredStore("postgresql", "store", [], null, [], claim)] };
        var yaml = $"apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {{name: db}}\nspec:\n  {templates}\n  template: {{spec: {{containers: [], volumes: [{{name: data, persistentVolumeClaim: {{claimName: data}}}}]}}}}\n";
        var findings = TestCodeBase.With(manifest, ("a.yaml", templates.Length == 0 ? yaml.Replace(", volumes: [{name: data, persistentVolumeClaim: {claimName: data}}]", "", System.StringComparison.Ordinal) : yaml)).Run<PersistentStorage>();

        Assert.Equal(expected.Length == 0 ? [] : ["a.yaml:2:7"], findings.Select(finding => finding.Location.ToString()));
    }

    [Fact]
    public void Run_VolumeBoundToClaim_OnlyTheClaim()
    {
        const string volume = "\n---\napiVersion: v1\nkind: PersistentVolume\nmetadata: {name: disk}\nspec: {claimRef: {name: work}}\n";

        Assert.Equal("PersistentVolumeClaim", Assert.Single(KubernetesTest.Findings<PersistentStorage>(Claim + volume)).Message.Split(' ')[0]);
        Assert.Equal("PersistentVolume", Assert.Single(KubernetesTest.Findings<PersistentStorage>(volume)).Message.Split(' ')[0]);
    }

    [Theory]
    [InlineData("storage.k8s.io/v1", "StorageClass")]
    [InlineData("v1", "ConfigMap")]
    public void Run_OtherObjects_Silent(string apiVersion, string kind) =>
        Assert.Empty(KubernetesTest.Findings<PersistentStorage>($"apiVersion: {apiVersion}\nkind: {kind}\nmetadata: {{name: work}}\n"));
}

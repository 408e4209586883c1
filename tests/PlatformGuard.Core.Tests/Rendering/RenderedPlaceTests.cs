using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Rendering;

namespace PlatformGuard.Core.Tests.Rendering;

/// <summary>A value stands where it was written, so that a finding points at the line to change.</summary>
public sealed class RenderedPlaceTests
{
    private const string Base = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          template:
            spec:
              containers:
              - name: web
                image: registry.example.com/web:1.0
                resources:
                  limits: {cpu: 100m}
        """;

    [Theory]
    [InlineData("images:\n- name: registry.example.com/web\n  newTag: latest\n", "k/kustomization.yaml:4:11", "registry.example.com/web:latest")]
    [InlineData("images:\n- name: registry.example.com/web\n  newName: other/web\n", "k/kustomization.yaml:4:12", "other/web:1.0")]
    [InlineData("images:\n- name: registry.example.com/web\n  newName: other/web\n  newTag: \"2\"\n", "k/kustomization.yaml:5:11", "other/web:2")]
    [InlineData("images:\n- name: registry.example.com/web\n  newTag: \"2\"\n  digest: sha256:00\n", "k/kustomization.yaml:5:11", "registry.example.com/web:2@sha256:00")]
    [InlineData("images:\n- name: registry.example.com/web\n  tagSuffix: -debug\n", "k/kustomization.yaml:4:14", "registry.example.com/web:1.0-debug")]
    [InlineData("images:\n- name: web\n  newTag: latest\n", "k/web.yaml:10:16", "registry.example.com/web:1.0")]
    [InlineData("namePrefix: x-\n", "k/web.yaml:10:16", "registry.example.com/web:1.0")]
    public void Image_AtItsDecidingPart(string fields, string place, string image)
    {
        var value = Container(fields)["image"];

        Assert.Equal(image, value?.Text);
        Assert.Equal(place, value?.Location.ToString());
    }

    [Fact]
    public void Namespace_AtTheKustomization() =>
        Assert.Equal("k/kustomization.yaml:2:12", Deployment("namespace: prod\n").At("metadata", "namespace")?.Location.ToString());

    [Fact]
    public void Replicas_AtTheKustomization() =>
        Assert.Equal("k/kustomization.yaml:2:33", Deployment("replicas: [{name: web, count:   1}]\n").At("spec", "replicas")?.Location.ToString());

    [Fact]
    public void Label_AtTheKustomization() =>
        Assert.Equal("k/kustomization.yaml:3:17", Deployment("labels:\n- pairs: {team: core}\n").At("metadata", "labels", "team")?.Location.ToString());

    [Fact]
    public void PrefixedName_WhereTheObjectIsNamed() =>
        Assert.Equal("k/web.yaml:4:9", Deployment("namePrefix: x-\n").At("metadata", "name")?.Location.ToString());

    [Fact]
    public void LiteralBlockPatch_AtItsOwnLines()
    {
        var container = Container("""
            patches:
            - patch: |-

                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: web}
                spec:
                  template:
                    spec:
                      containers:
                      - name: web
                        securityContext:
                          privileged: true
            """);

        Assert.Equal("k/kustomization.yaml:14:27", container.At("securityContext", "privileged")?.Location.ToString());
        Assert.Equal("k/web.yaml:10:16", container["image"]?.Location.ToString());
    }

    [Fact]
    public void QuotedPatchOnOneLine_AtItsColumn()
    {
        var container = Container("""
            patches:
            - target: {kind: Deployment}
              patch: '[{"op": "replace", "path": "/spec/template/spec/containers/0/image", "value": "evil"}]'
            """);

        Assert.Equal("k/kustomization.yaml:4:89", container["image"]?.Location.ToString());
    }

    [Fact]
    public void FoldedPatch_AtTheWholeText()
    {
        var container = Container("""
            patches:
            - target: {kind: Deployment}
              patch: >-
                [{"op": "replace",
                "path": "/spec/template/spec/containers/0/image", "value": "evil"}]
            """);

        Assert.Equal("k/kustomization.yaml:4:10", container["image"]?.Location.ToString());
    }

    [Fact]
    public void PatchFile_AtThatFile()
    {
        var rendered = TestCodeBase.Of(
            ("k/kustomization.yaml", "resources: [web.yaml]\npatches: [{path: patch.yaml}]\n"),
            ("k/web.yaml", Base),
            ("k/patch.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {hostNetwork: true}}}\n")).Facts<RenderedManifests>();

        var root = rendered.Sets.Single(set => set.Name == "k").Objects.Single();
        Assert.Equal("k/patch.yaml:4:39", root.At("spec", "template", "spec", "hostNetwork")?.Location.ToString());
        Assert.Equal("k/web.yaml:2:7", root["kind"]?.Location.ToString());
        Assert.Equal("k/web.yaml:4:9", root.At("metadata", "name")?.Location.ToString());
    }

    [Fact]
    public void GeneratedLiteral_AtItsLine()
    {
        var rendered = TestCodeBase.Of(("k/kustomization.yaml", "secretGenerator:\n- name: s\n  literals:\n  - A=b\n")).Facts<RenderedManifests>();

        var value = rendered.Sets.Single(set => set.Name == "k").Objects.Single().At("data", "A");
        Assert.Equal("Yg==", value?.Text);
        Assert.Equal("k/kustomization.yaml:4:5", value?.Location.ToString());
    }

    [Fact]
    public void ReplacedValue_AtItsSource()
    {
        var container = Container("""
            configMapGenerator:
            - name: c
              literals: [tag=latest]
            replacements:
            - source: {kind: ConfigMap, name: c, fieldPath: data.tag}
              targets:
              - select: {kind: Deployment}
                fieldPaths: ["spec.template.spec.containers.[name=web].image"]
                options: {delimiter: ":", index: 1}
            """);

        Assert.Equal("registry.example.com/web:latest", container["image"]?.Text);
        Assert.Equal("k/kustomization.yaml:4:14", container["image"]?.Location.ToString());
    }

    private static Node Deployment(string fields)
    {
        var rendered = TestCodeBase.Of(("k/kustomization.yaml", "resources: [web.yaml]\n" + fields), ("k/web.yaml", Base)).Facts<RenderedManifests>();
        Assert.Empty(rendered.NotEvaluated);
        return rendered.Sets.Single(set => set.Name == "k").Objects.Single(item => item["kind"]?.Text == "Deployment");
    }

    private static Node Container(string fields) => Deployment(fields).At("spec", "template", "spec", "containers")!.Items.Single();
}

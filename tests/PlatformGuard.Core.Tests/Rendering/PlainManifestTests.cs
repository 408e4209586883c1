using System.Linq;
using PlatformGuard.Core.Rendering;

namespace PlatformGuard.Core.Tests.Rendering;

public sealed class PlainManifestTests
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i}]}\n";

    [Fact]
    public void PlainFiles_OneSetInOrderOfPath()
    {
        var rendered = TestCodeBase.Of(("b.yaml", Pod.Replace("name: p", "name: second")), ("a.yaml", Pod)).Facts<RenderedManifests>();

        var set = Assert.Single(rendered.Sets);
        Assert.Equal("", set.Name);
        Assert.Equal(["p", "second"], set.Objects.Select(item => item.At("metadata", "name")?.Text));
        Assert.Empty(rendered.NotEvaluated);
    }

    [Fact]
    public void List_ItemsApartAtTheirPlaces()
    {
        var set = TestCodeBase.Of(("list.yaml", """
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: Service
              metadata: {name: a}
            - apiVersion: v1
              kind: ConfigMapList
              items:
              - {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}
            """)).Facts<RenderedManifests>().Sets.Single();

        Assert.Equal(["list.yaml:4:3", "list.yaml:10:5"], set.Objects.Select(item => item.Location.ToString()));
    }

    [Fact]
    public void ObjectWithFieldItems_NotSplit()
    {
        var set = TestCodeBase.Of(("a.yaml", "apiVersion: example.com/v1\nkind: AllowList\nmetadata: {name: a}\nitems: [{x: y}]\n")).Facts<RenderedManifests>().Sets.Single();

        Assert.Equal("AllowList", Assert.Single(set.Objects)["kind"]?.Text);
    }

    [Fact]
    public void DocumentWithoutKind_Skipped()
    {
        var set = TestCodeBase.Of(("a.yaml", "x: y\n---\n" + Pod)).Facts<RenderedManifests>().Sets.Single();

        Assert.Equal("Pod", Assert.Single(set.Objects)["kind"]?.Text);
    }

    [Fact]
    public void ResourceOfKustomization_OnlyInItsOverlay()
    {
        var rendered = TestCodeBase.Of(("k/kustomization.yaml", "resources: [pod.yaml]\n"), ("k/pod.yaml", Pod), ("plain.yaml", Pod)).Facts<RenderedManifests>();

        Assert.Equal(["", "k"], rendered.Sets.Select(set => set.Name));
        Assert.Equal("plain.yaml:1:1", Assert.Single(rendered.Sets[0].Objects).Location.ToString());
        Assert.Equal("k/pod.yaml:1:1", Assert.Single(rendered.Sets[1].Objects).Location.ToString());
    }

    [Theory]
    [InlineData("patches: [{path: patch.yaml}]")]
    [InlineData("patches: [{path: patch.yaml, target: {kind: Pod}}]")]
    [InlineData("patchesStrategicMerge: [patch.yaml]")]
    [InlineData("patchesJson6902: [{path: patch.yaml, target: {kind: Pod, name: p}}]")]
    [InlineData("transformers: [patch.yaml]")]
    [InlineData("replacements: [{path: patch.yaml}]")]
    [InlineData("configMapGenerator: [{name: c, files: [key=patch.yaml]}]")]
    public void PatchThatLooksLikeAnObject_NeverAPlainObject(string field)
    {
        var rendered = TestCodeBase.Of(("k/kustomization.yaml", $"resources: [pod.yaml]\n{field}\n"), ("k/pod.yaml", Pod), ("k/patch.yaml", Pod)).Facts<RenderedManifests>();

        Assert.Empty(rendered.Sets.Single(set => set.Name.Length == 0).Objects);
    }

    [Fact]
    public void FluxKustomization_OrdinaryObject()
    {
        var rendered = TestCodeBase.Of(
            ("apps/kustomization.yaml", "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps}\nspec: {path: ./deploy}\n"),
            ("flux/apps.yaml", "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: other}\n")).Facts<RenderedManifests>();

        var set = Assert.Single(rendered.Sets);
        Assert.Equal(["apps", "other"], set.Objects.Select(item => item.At("metadata", "name")?.Text));
        Assert.Empty(rendered.NotEvaluated);
    }
}

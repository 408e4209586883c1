using System;
using System.Linq;
using PlatformGuard.Core.Rendering;

namespace PlatformGuard.Core.Tests.Rendering;

/// <summary>What is not rendered is said, with its place, and the set counts as incomplete.</summary>
public sealed class RenderingGapTests
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i}]}\n";

    [Theory]
    [InlineData("resources: [https://example.com/x.yaml]", "resources[0]: it is a remote resource, which is never fetched", "1:13")]
    [InlineData("resources: ['https://user:pass@example.com/r//x?ref=v1']", "resources[0]: it is a remote resource, which is never fetched", "1:13")]
    [InlineData("resources: [github.com/owner/name]", "resources[0]: it is a remote resource, which is never fetched", "1:13")]
    [InlineData("resources: ['git@github.com:owner/name.git']", "resources[0]: it is a remote resource, which is never fetched", "1:13")]
    [InlineData("resources: [../../etc/x.yaml]", "resources[0]: it lies outside of the checked folder", "1:13")]
    [InlineData("resources: [/etc/passwd]", "resources[0]: it lies outside of the checked folder", "1:13")]
    [InlineData("resources: [missing.yaml]", "resources[0]: it is not among the checked files", "1:13")]
    [InlineData("resources: [{a: b}]", "resources[0]: it is no path", "1:13")]
    [InlineData("resources: [text.txt]", "resources[0]: the file cannot be read as YAML or JSON", "1:13")]
    [InlineData("components: [missing]", "components[0]: it is not among the checked files", "1:14")]
    [InlineData("components: [pod.yaml]", "components[0]: it is no component", "1:14")]
    [InlineData("vars: [{name: A}]", "vars: this field is not rendered", "1:1")]
    [InlineData("transformers: [t.yaml]", "transformers: this field is not rendered", "1:1")]
    [InlineData("generators: [t.yaml]", "generators: this field is not rendered", "1:1")]
    [InlineData("helmCharts: [{name: x}]", "helmCharts: this field is not rendered", "1:1")]
    [InlineData("openapi: {path: x}", "openapi: this field is not rendered", "1:1")]
    [InlineData("crds: [x.yaml]", "crds: this field is not rendered", "1:1")]
    [InlineData("configurations: [x.yaml]", "configurations: this field is not rendered", "1:1")]
    [InlineData("ressources: [pod.yaml]", "ressources: this field is not rendered", "1:1")]
    [InlineData("patches: [{path: ../../p.yaml}]", "patches[0]: the patch lies outside of the checked folder", "1:18")]
    [InlineData("patches: [{path: nope.yaml}]", "patches[0]: the patch is not among the checked files", "1:18")]
    [InlineData("patches: [{patch: '[{'}]", "patches[0]: the patch is not valid YAML", "1:19")]
    [InlineData("patches: [{patch: text}]", "patches[0]: it is neither a strategic merge nor a JSON patch", "1:19")]
    [InlineData("patches: [{target: {kind: Pod}}]", "patches[0]: a patch needs either a text or a path", "1:11")]
    [InlineData("patches: [{patch: '{kind: Pod, apiVersion: v1, metadata: {name: q}}'}]", "patches[0]: no object has the patch's kind and name, so the build would fail", "1:20")]
    [InlineData("patches: [{patch: '[{op: remove, path: /spec/x}]', target: {kind: Pod}}]\nresources: [pod.yaml]", "patches[0]: the patch points at something the object does not have, so the build would fail", "1:21")]
    [InlineData("patches: [{patch: '[{op: test, path: /kind, value: x}]', target: {kind: Pod}}]\nresources: [pod.yaml]", "patches[0]: a test operation of the patch does not hold, so the build would fail", "1:21")]
    [InlineData("patches: [{patch: '[{op: nonsense, path: /kind}]', target: {kind: Pod}}]\nresources: [pod.yaml]", "patches[0]: the patch has an operation that JSON Patch does not know", "1:21")]
    [InlineData("patches: [{patch: '{a: b}', target: {kind: '('}}]", "patches[0]: a pattern of the selector is not a valid regular expression", "1:44")]
    [InlineData("patches: [{patch: '{a: b}', target: {kind: '(a{999}){999}'}}]", "patches[0]: a pattern of the selector is too large", "1:44")]
    [InlineData("patches: [{patch: '{a: b}', target: {labelSelector: 'a b'}}]", "patches[0]: the labelSelector cannot be read", "1:53")]
    [InlineData("replicas: [{name: q, count: 1}]", "replicas[0]: no workload has this name, so the build would fail", "1:19")]
    [InlineData("images: [{newTag: a}]", "images[0]: it names no image", "1:10")]
    [InlineData("configMapGenerator: [{literals: [a=b]}]", "configMapGenerator[0]: it has no name", "1:22")]
    [InlineData("configMapGenerator: [{name: c, literals: [a]}]", "configMapGenerator[0]: a literal is not of the form key=value", "1:43")]
    [InlineData("configMapGenerator: [{name: c, behavior: merge}]", "configMapGenerator[0]: there is nothing of its name to merge with or to replace, so the build would fail", "1:22")]
    [InlineData("configMapGenerator: [{name: c, envs: [../../x.env]}]", "configMapGenerator[0]: a file of variables is not among the checked files", "1:39")]
    [InlineData("configMapGenerator: [{name: c, files: [../../x]}]", "configMapGenerator[0]: a file lies outside of the checked folder", "1:40")]
    [InlineData("replacements: [{source: {kind: X}, targets: []}]", "replacements[0]: no object is the source of the replacement, so the build would fail", "1:25")]
    [InlineData("replacements: [{source: {kind: Pod}, targets: [{select: {kind: Pod}, fieldPaths: [spec.x]}]}]\nresources: [pod.yaml]", "replacements[0]: a target of the replacement has no such field, so the build would fail", "1:83")]
    [InlineData("resources: [pod.yaml, pod2.yaml]", "resources[1]: it declares an object a second time, so the build would fail", "1:23")]
    public void NotRendered_SaidAtItsPlace(string content, string said, string place)
    {
        var rendered = TestCodeBase.Of(("k/kustomization.yaml", content + "\n"), ("k/pod.yaml", Pod), ("k/pod2.yaml", Pod), ("k/text.txt", "hello\n")).Facts<RenderedManifests>();

        var gap = Assert.Single(rendered.NotEvaluated);
        Assert.Equal("kustomization k: " + said, $"{gap.What}: {gap.Why}");
        Assert.Equal("k/kustomization.yaml:" + place, gap.Location.ToString());
        Assert.Contains("PG7008", gap.Rules);
        Assert.False(rendered.Sets.Single(set => set.Name == "k").IsComplete);
    }

    [Theory]
    [InlineData("vars: []")]
    [InlineData("transformers:")]
    [InlineData("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nmetadata: {name: x}")]
    [InlineData("buildMetadata: [managedByLabel, originAnnotations]\nsortOptions: {order: fifo}")]
    [InlineData("patches: [{patch: '[{op: remove, path: /spec/x}]', target: {kind: Deployment}}]")]
    [InlineData("resources: [./pod.yaml]")]
    public void NothingMissing_Silent(string content)
    {
        var rendered = TestCodeBase.Of(("k/kustomization.yaml", content + "\n"), ("k/pod.yaml", Pod)).Facts<RenderedManifests>();

        Assert.Empty(rendered.NotEvaluated);
        Assert.True(rendered.Sets.Single(set => set.Name == "k").IsComplete);
    }

    [Fact]
    public void RemoteBase_PatchesForItSayNothingMore()
    {
        var gaps = TestCodeBase.Of(("k/kustomization.yaml", """
            resources: [https://example.com/base]
            patches: [{patch: '{kind: Pod, apiVersion: v1, metadata: {name: q}}'}]
            replicas: [{name: q, count: 1}]
            """)).Facts<RenderedManifests>().NotEvaluated;

        Assert.Equal("k/kustomization.yaml:1:13", Assert.Single(gaps).Location.ToString());
    }

    [Fact]
    public void RemoteBaseOfBase_OverlayIncomplete()
    {
        var rendered = TestCodeBase.Of(("base/kustomization.yaml", "resources: [https://example.com/base]\n"), ("k/kustomization.yaml", "resources: [../base]\n")).Facts<RenderedManifests>();

        Assert.Equal("kustomization base: resources[0]", Assert.Single(rendered.NotEvaluated).What);
        Assert.False(rendered.Sets.Single(set => set.Name == "k").IsComplete);
    }

    [Fact]
    public void BaseOfTwoOverlays_RenderedInBothAndSaidOnce()
    {
        var rendered = TestCodeBase.Of(
            ("base/kustomization.yaml", "resources: [pod.yaml]\nvars: [{name: A}]\n"),
            ("base/pod.yaml", Pod),
            ("a/kustomization.yaml", "resources: [../base]\nnamespace: a\n"),
            ("b/kustomization.yaml", "resources: [../base]\nnamespace: b\n")).Facts<RenderedManifests>();

        Assert.Equal(["", "a", "b"], rendered.Sets.Select(set => set.Name));
        Assert.Equal(["a", "b"], rendered.Sets.Skip(1).Select(set => set.Objects.Single().At("metadata", "namespace")?.Text));
        Assert.Single(rendered.NotEvaluated);
    }

    [Theory]
    [InlineData("resources: [../b]", "resources: [../a]")]
    [InlineData("resources: [.]", "resources: []")]
    public void Cycle_SaidAndTheRestRendered(string a, string b)
    {
        var rendered = TestCodeBase.Of(
            ("a/kustomization.yaml", a + "\nconfigMapGenerator: [{name: here}]\n"),
            ("b/kustomization.yaml", b + "\n")).Facts<RenderedManifests>();

        var gap = Assert.Single(rendered.NotEvaluated);
        Assert.Equal("it includes itself, directly or through others", gap.Why);
        Assert.Equal("here", Assert.Single(rendered.Sets.Single(set => set.Name == "a").Objects).At("metadata", "name")?.Text);
    }

    [Fact]
    public void ComponentThatIncludesItself_Said()
    {
        var rendered = TestCodeBase.Of(
            ("c/kustomization.yaml", "kind: Component\ncomponents: [../c]\n"),
            ("k/kustomization.yaml", "components: [../c]\n")).Facts<RenderedManifests>();

        Assert.Equal("component c: components[0]", Assert.Single(rendered.NotEvaluated).What);
    }

    [Fact]
    public void ComponentNobodyUses_SaidAndNotRendered()
    {
        var rendered = TestCodeBase.Of(("c/kustomization.yaml", "kind: Component\nresources: [pod.yaml]\n"), ("c/pod.yaml", Pod)).Facts<RenderedManifests>();

        Assert.Equal("component c", Assert.Single(rendered.NotEvaluated).What);
        Assert.Empty(Assert.Single(rendered.Sets).Objects);
    }

    [Fact]
    public void ComponentAsResource_Said()
    {
        var rendered = TestCodeBase.Of(("c/kustomization.yaml", "kind: Component\n"), ("k/kustomization.yaml", "resources: [../c]\n")).Facts<RenderedManifests>();

        Assert.Equal("it is a component, which this field does not take", Assert.Single(rendered.NotEvaluated).Why);
    }

    [Fact]
    public void TwoKustomizationsInAFolder_Said()
    {
        var rendered = TestCodeBase.Of(("k/kustomization.yaml", "resources: []\n"), ("k/kustomization.yml", "resources: []\n")).Facts<RenderedManifests>();

        Assert.Equal("k/kustomization.yml:1:1", Assert.Single(rendered.NotEvaluated).Location.ToString());
    }

    [Fact]
    public void BrokenKustomization_Said()
    {
        var rendered = TestCodeBase.Of(("k/kustomization.yaml", "resources: [pod.yaml\n"), ("k/pod.yaml", Pod)).Facts<RenderedManifests>();

        Assert.Equal("it cannot be read as YAML", Assert.Single(rendered.NotEvaluated).Why);
    }

    [Fact]
    public void EmptyKustomization_Said()
    {
        var rendered = TestCodeBase.Of(("k/kustomization.yaml", "# nothing yet\n")).Facts<RenderedManifests>();

        Assert.Equal("it is empty, so the build would fail", Assert.Single(rendered.NotEvaluated).Why);
    }

    [Fact]
    public void RootFolderKustomization_NamedApartFromPlainFiles()
    {
        var rendered = TestCodeBase.Of(("kustomization.yaml", "resources: [pod.yaml]\n"), ("pod.yaml", Pod)).Facts<RenderedManifests>();

        Assert.Equal(["", "."], rendered.Sets.Select(set => set.Name));
        Assert.Single(rendered.Sets[1].Objects);
    }

    [Fact]
    public void SecretInAddressOrLiteral_NeverSaid()
    {
        const string Secret = "hunter2-hunter2";
        var rendered = TestCodeBase.Of(("k/kustomization.yaml", $$$"""
            resources: ["https://u:{{{Secret}}}@example.com/x", "{{{Secret}}}.yaml", "../../{{{Secret}}}"]
            secretGenerator: [{name: a, literals: ["{{{Secret}}}"]}, {name: b, envs: ["{{{Secret}}}.env"]}, {name: c, behavior: merge, literals: ["A={{{Secret}}}"]}]
            patches: [{patch: "{{{Secret}}}"}, {path: "{{{Secret}}}"}, {patch: '[{op: "{{{Secret}}}", path: /a}]', target: {kind: "{{{Secret}}}"}}]
            images: [{newTag: "{{{Secret}}}"}]
            replicas: [{name: "{{{Secret}}}", count: 1}]
            replacements: [{source: {kind: "{{{Secret}}}"}}]
            """)).Facts<RenderedManifests>();

        Assert.Equal(8, rendered.NotEvaluated.Count);
        Assert.DoesNotContain(rendered.NotEvaluated, gap => (gap.What + gap.Why).Contains(Secret, StringComparison.Ordinal));
    }
}

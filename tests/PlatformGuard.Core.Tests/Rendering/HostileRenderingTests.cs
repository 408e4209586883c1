using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Rendering;

namespace PlatformGuard.Core.Tests.Rendering;

/// <summary>Small inputs that would expand without bound end quickly, are said, and leave everything else rendered.</summary>
public sealed class HostileRenderingTests
{
    private const string Pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {containers: [{name: c, image: i}]}\n";

    [Fact]
    public void DoublingAtEveryLevel_Stopped()
    {
        var files = new List<(string, string)> { ("l0/kustomization.yaml", "resources: [pod.yaml]\n"), ("l0/pod.yaml", Pod) };
        for (var level = 1; level <= 40; level++)
        {
            files.Add(($"l{level}a/kustomization.yaml", $"resources: [../l{level - 1}]\nnamePrefix: a\n"));
            files.Add(($"l{level}b/kustomization.yaml", $"resources: [../l{level - 1}]\nnamePrefix: b\n"));
            files.Add(($"l{level}/kustomization.yaml", $"resources: [../l{level}a, ../l{level}b]\n"));
        }

        AssertStopped("rendering produces more than 200000 values", "l40", [.. files]);
    }

    [Fact]
    public void ComponentsThatDoubleAtEveryLevel_Stopped()
    {
        var files = Enumerable.Range(1, 60).Select(level => ($"l{level}/kustomization.yaml", $"kind: {(level == 1 ? "Kustomization" : "Component")}\ncomponents: [../l{level + 1}, ../l{level + 1}]\n"))
            .Append(("l61/kustomization.yaml", "kind: Component\n"));

        AssertStopped("rendering takes more than 10000000 steps", "l1", [.. files]);
    }

    [Fact]
    public void LongChainOfBases_Stopped()
    {
        var files = Enumerable.Range(1, 5000).Select(level => ($"l{level}/kustomization.yaml", $"resources: [../l{level + 1}]\n")).Append(("l5001/kustomization.yaml", "resources: []\n"));

        AssertStopped("kustomizations nest deeper than 100 levels", "l1", [.. files]);
    }

    [Fact]
    public void PatchThatCopiesAnObjectIntoItself_Stopped()
    {
        var patch = new StringBuilder("resources: [pod.yaml]\npatches:\n- target: {kind: Pod}\n  patch: |-\n");
        for (var index = 0; index < 60; index++)
        {
            patch.Append(CultureInfo.InvariantCulture, $"    - {{op: copy, from: /spec, path: /spec/x{index}}}\n");
        }

        AssertStopped("rendering produces more than 200000 values", "k", ("k/kustomization.yaml", patch.ToString()), ("k/pod.yaml", Pod));
    }

    [Fact]
    public void PatchThatNestsWithoutEnd_Stopped()
    {
        var patch = new StringBuilder("resources: [pod.yaml]\npatches:\n- target: {kind: Pod}\n  patch: |-\n");
        for (var index = 0; index < 5000; index++)
        {
            patch.Append("    - {op: move, from: /spec, path: /other}\n    - {op: add, path: /spec, value: {}}\n    - {op: move, from: /other, path: /spec/x}\n");
        }

        AssertStopped("patches nest values deeper than 200 levels", "k", ("k/kustomization.yaml", patch.ToString()), ("k/pod.yaml", Pod));
    }

    [Fact]
    public void ManyPatchesForManyObjects_Stopped()
    {
        var kustomization = new StringBuilder("resources: [pods.yaml]\npatches:\n");
        for (var index = 0; index < 8000; index++)
        {
            kustomization.Append("- {path: p.yaml, target: {name: '(a|b)*c'}}\n");
        }

        var pods = string.Join("---\n", Enumerable.Range(0, 8000).Select(index => $"{{apiVersion: v1, kind: Pod, metadata: {{name: p{index}}}}}\n"));
        AssertStopped("rendering takes more than 10000000 steps", "k", ("k/kustomization.yaml", kustomization.ToString()), ("k/pods.yaml", pods), ("k/p.yaml", "[]\n"));
    }

    [Fact]
    public void TextThatDoubles_Stopped()
    {
        var kustomization = new StringBuilder("resources: [c.yaml]\nreplacements:\n");
        for (var index = 0; index < 60; index++)
        {
            kustomization.Append("- source: {kind: ConfigMap, fieldPath: data.a}\n  targets: [{select: {kind: ConfigMap}, fieldPaths: [data.a], options: {delimiter: '|', index: 99999999}}]\n");
        }

        AssertStopped("replacements make a text that is too long", "k", ("k/kustomization.yaml", kustomization.ToString()), ("k/c.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: c}, data: {a: aaaaaaaa}}\n"));
    }

    [Fact]
    public void ManyLargeOverlays_AllSaidOrRendered()
    {
        var options = new CheckOptions { MaxNodes = 2000 };
        var pods = string.Join("---\n", Enumerable.Range(0, 100).Select(index => $"{{apiVersion: v1, kind: Pod, metadata: {{name: p{index}}}}}\n"));
        var labels = string.Concat(Enumerable.Range(0, 40).Select(index => $"- pairs: {{a{index}: b}}\n"));
        var files = Enumerable.Range(0, 200).Select(index => ($"k{index:D3}/kustomization.yaml", $"resources: [../pods.yaml]\nlabels:\n{labels}")).Append(("pods.yaml", pods));
        var rendered = TestCodeBase.With(new ServiceManifest(), options with { MaxFileBytes = 1 << 20 }, [.. files]).Facts<RenderedManifests>();

        Assert.Equal(200, rendered.NotEvaluated.Count(gap => gap.Location.File.EndsWith("kustomization.yaml", StringComparison.Ordinal)) + rendered.Sets.Count - 1);
        Assert.Contains(rendered.NotEvaluated, gap => gap.Why == "rendering all kustomizations takes too many steps");
    }

    private static void AssertStopped(string why, string folder, params (string Path, string Content)[] files)
    {
        var codeBase = TestCodeBase.Of([.. files, ("other/kustomization.yaml", "resources: [pod.yaml]\n"), ("other/pod.yaml", Pod)]);
        var watch = Stopwatch.StartNew();
        var rendered = codeBase.Facts<RenderedManifests>();

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"took {watch.Elapsed}");
        Assert.Contains(rendered.NotEvaluated, gap => gap.What == "kustomization " + folder && gap.Why == why);
        Assert.DoesNotContain(rendered.Sets, set => set.Name == folder);
        Assert.Single(rendered.Sets.Single(set => set.Name == "other").Objects);
    }
}

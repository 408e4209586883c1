using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Rendering;

namespace PlatformGuard.Core.Tests.Rendering;

/// <summary>The handling of helm, with a script in its place.</summary>
public sealed class HelmTests
{
    private const string Chart = "apiVersion: v2\nname: web\nversion: 1.0.0\n";

    private const string Template = """
        {{- if .Values.enabled }}
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ .Release.Name }}-web
          labels:
            {{- include "web.labels" . | nindent 4 }}
        spec:
          template:
            spec:
              containers:
                - name: sidecar
                  image: proxy:1
                - name: web
                  image: "{{ .Values.image }}"
                  {{- with .Values.resources }}
                  resources:
                    {{- toYaml . | nindent 12 }}
                  {{- end }}
                  securityContext:
                    privileged: true
        {{- end }}
        ---
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          type: LoadBalancer
        """;

    private const string Rendered = """
        ---
        # Source: web/templates/all.yaml
        apiVersion: v1
        kind: Service
        metadata:
          name: web
        spec:
          type: LoadBalancer
        ---
        # Source: web/templates/all.yaml
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: release-web
          labels:
            app: web
        spec:
          template:
            spec:
              containers:
                - name: sidecar
                  image: proxy:1
                - name: web
                  image: "web:latest"
                  resources:
                    limits:
                      cpu: 1
                  securityContext:
                    privileged: true
        """;

    [Fact]
    public void NoHelm_ChartNotEvaluated()
    {
        using var helm = new FakeHelm();
        var rendered = helm.CodeBase(("c/Chart.yaml", Chart), ("c/templates/all.yaml", Template), ("c/crds/crd.yaml", "apiVersion: v1\nkind: Pod\n")).Facts<RenderedManifests>();

        Assert.Equal("c/Chart.yaml:1:1: chart c: helm is not on the path, so its templates are not rendered", Text(rendered.NotEvaluated.Single()));
        Assert.Contains("PG7008", rendered.NotEvaluated.Single().Rules);
        Assert.Empty(Assert.Single(rendered.Sets).Objects);
    }

    [ShellFact]
    public void Rendered_ValuesStandInTheirTemplate()
    {
        using var helm = new FakeHelm();
        helm.Prints(Rendered);
        var rendered = helm.CodeBase(("c/Chart.yaml", Chart), ("c/templates/all.yaml", Template), ("c/values.yaml", "image: web\n")).Facts<RenderedManifests>();

        Assert.Empty(rendered.NotEvaluated);
        var set = rendered.Sets.Single(set => set.Name == "c");
        Assert.True(set.IsComplete);
        Assert.Equal("""
            apiVersion: v1  # c/templates/all.yaml:24:13
            kind: Service  # c/templates/all.yaml:25:7
            metadata:
              name: web  # c/templates/all.yaml:27:9
            spec:
              type: LoadBalancer  # c/templates/all.yaml:29:9

            """, ManifestDump.Of(set.Objects[0], withPlaces: true));
        Assert.Equal("""
            apiVersion: apps/v1  # c/templates/all.yaml:2:13
            kind: Deployment  # c/templates/all.yaml:3:7
            metadata:
              labels:
                app: web  # c/templates/all.yaml:6:3
              name: release-web  # c/templates/all.yaml:5:9
            spec:
              template:
                spec:
                  containers:
                    -
                      image: proxy:1  # c/templates/all.yaml:13:18
                      name: sidecar  # c/templates/all.yaml:12:17
                    -
                      image: web:latest  # c/templates/all.yaml:15:18
                      name: web  # c/templates/all.yaml:14:17
                      resources:
                        limits:
                          cpu: 1  # c/templates/all.yaml:17:11
                      securityContext:
                        privileged: true  # c/templates/all.yaml:21:25

            """, ManifestDump.Of(set.Objects[1], withPlaces: true));
    }

    [ShellFact]
    public void ItemsOfALoop_StandAtTheLinesOfTheLoop()
    {
        using var helm = new FakeHelm();
        helm.Prints("""
            ---
            # Source: web/templates/a.yaml
            apiVersion: v1
            kind: Pod
            metadata: {name: a}
            spec:
              containers:
              - name: x
                image: one
              - name: y
                image: two
            """);
        var set = helm.CodeBase(("Chart.yaml", Chart), ("templates/a.yaml", """
            apiVersion: v1
            kind: Pod
            metadata: {name: {{ .Values.name }}}
            spec:
              containers:
              {{- range .Values.containers }}
              - name: {{ .name }}
                image: {{ .image }}
              {{- end }}
            """)).Facts<RenderedManifests>().Sets.Single(set => set.Name == ".");

        var containers = set.Objects.Single().At("spec", "containers")!.Items;
        Assert.Equal(["templates/a.yaml:8:12", "templates/a.yaml:8:12"], containers.Select(container => container["image"]!.Location.ToString()));
    }

    [ShellTheory]
    [InlineData("web/charts/redis/templates/x.yaml", "c/charts/redis/templates/x.yaml:2:7")]
    [InlineData("web/charts/packed/templates/x.yaml", "c/Chart.yaml:1:1")]
    [InlineData("web/../../../../etc/hosts", "c/Chart.yaml:1:1")]
    [InlineData("nothing", "c/Chart.yaml:1:1")]
    public void TemplateElsewhere_PlaceInsideOfTheFolder(string source, string place)
    {
        using var helm = new FakeHelm();
        helm.Prints($"---\n# Source: {source}\napiVersion: v1\nkind: Pod\nmetadata: {{name: a}}\n");
        var rendered = helm.CodeBase(("c/Chart.yaml", Chart), ("c/charts/redis/Chart.yaml", "name: redis\n"), ("c/charts/redis/templates/x.yaml", "apiVersion: v1\nkind: Pod\n")).Facts<RenderedManifests>();

        Assert.Equal(place, rendered.Sets.Single(set => set.Name == "c").Objects.Single()["kind"]?.Location.ToString());
        Assert.Equal(2, rendered.Sets.Count);
    }

    [ShellFact]
    public void Values_OneRunForEachFileThatBelongsToTheChart()
    {
        using var helm = new FakeHelm();
        helm.Script($"printf '%s ' \"$@\" >> '{helm.Record}'; echo >> '{helm.Record}'\n");
        var rendered = helm.CodeBase(
            ("charts/web/Chart.yaml", Chart),
            ("charts/web/values.yaml", "a: b\n"),
            ("charts/web/values-prod.yaml", "a: b\n"),
            ("charts/web/env/values.staging.yaml", "a: b\n"),
            ("charts/web/charts/sub/values.yaml", "a: b\n"),
            ("charts/web/charts/sub/Chart.yaml", "name: sub\n"),
            ("charts/api/Chart.yaml", "name: api\n"),
            ("charts/lib/Chart.yaml", "name: lib\ntype: library\n"),
            ("deploy/api/values.yaml", "a: b\n"),
            ("deploy/values-web.yaml", "a: b\n"),
            ("deploy/values.yaml", "a: b\n")).Facts<RenderedManifests>();

        Assert.Empty(rendered.NotEvaluated);
        Assert.Equal(
            [
                "",
                "charts/api",
                "charts/api with deploy/api/values.yaml",
                "charts/web",
                "charts/web with charts/web/env/values.staging.yaml",
                "charts/web with charts/web/values-prod.yaml",
                "charts/web with deploy/values-web.yaml",
            ],
            rendered.Sets.Select(set => set.Name));
        var runs = File.ReadAllLines(helm.Record);
        Assert.Equal("template release ./charts/api --namespace release --skip-tests ", runs[0]);
        Assert.Equal("template release ./charts/api --namespace release --skip-tests --values ./deploy/api/values.yaml ", runs[1]);
        Assert.Equal(6, runs.Length);
    }

    [ShellFact]
    public void Environment_EmptyHomeAndNoNetwork()
    {
        Environment.SetEnvironmentVariable("PLATFORMGUARD_TEST_SECRET", "hunter2");
        using var helm = new FakeHelm();
        helm.Script($"env > '{helm.Record}'; ls -A \"$HELM_PLUGINS\" | wc -l >> '{helm.Record}'; pwd >> '{helm.Record}'; if read line; then echo input >> '{helm.Record}'; fi\n");
        _ = helm.CodeBase(("c/Chart.yaml", Chart)).Facts<RenderedManifests>();

        var record = File.ReadAllText(helm.Record);
        Assert.DoesNotContain("hunter2", record, StringComparison.Ordinal);
        Assert.DoesNotContain("input", record, StringComparison.Ordinal);
        Assert.Contains("\n0\n", record, StringComparison.Ordinal);
        Assert.Contains("HTTPS_PROXY=http://127.0.0.1:9\n", record, StringComparison.Ordinal);
        var home = record.Split('\n').Single(line => line.StartsWith("HOME=", StringComparison.Ordinal))["HOME=".Length..];
        Assert.Contains("HELM_CONFIG_HOME=" + home + "\n", record, StringComparison.Ordinal);
        Assert.False(Directory.Exists(home));
    }

    [ShellFact]
    public void HelmInsideOfTheCheckedFolder_NeverRun()
    {
        using var helm = new FakeHelm();
        helm.Script($"echo run > '{helm.Record}'\n", Path.Combine("repository", "bin"));
        var rendered = helm.CodeBase(("c/Chart.yaml", Chart)).Facts<RenderedManifests>();

        Assert.Contains("not on the path", rendered.NotEvaluated.Single().Why, StringComparison.Ordinal);
        Assert.False(File.Exists(helm.Record));
    }

    [ShellTheory]
    [InlineData("sleep 60", "helm takes longer than 1 seconds")]
    [InlineData("sleep 60 & exec sleep 60", "helm takes longer than 1 seconds")]
    [InlineData("sleep 60 & exit 0", "helm takes longer than 1 seconds")]
    [InlineData("while :; do printf '%01024d' 0 >&2; done", "helm takes longer than 1 seconds")]
    public void EndlessHelm_Stopped(string body, string why)
    {
        using var helm = new FakeHelm { Options = new CheckOptions { ToolTimeout = TimeSpan.FromSeconds(1), MaxFileBytes = 100_000 } };
        helm.Script(body + "\n");
        var watch = Stopwatch.StartNew();
        var rendered = helm.CodeBase(("c/Chart.yaml", Chart)).Facts<RenderedManifests>();

        Assert.Equal(why, rendered.NotEvaluated.Single().Why);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"took {watch.Elapsed}");
        Assert.Single(rendered.Sets);
    }

    [ShellTheory]
    [InlineData("while :; do printf '%01024d' 0; done")]
    public void EndlessOutputOfHelm_StoppedBySize(string body)
    {
        using var helm = new FakeHelm { Options = new CheckOptions { ToolTimeout = TimeSpan.FromMinutes(5), MaxFileBytes = 100_000 } };
        helm.Script(body + "\n");
        var rendered = helm.CodeBase(("c/Chart.yaml", Chart)).Facts<RenderedManifests>();

        Assert.Equal("what helm renders is larger than 100000 bytes", rendered.NotEvaluated.Single().Why);
        Assert.Single(rendered.Sets);
    }

    [ShellTheory]
    [InlineData("Error: found in Chart.yaml, but missing in charts/ directory: redis", "its dependencies are not vendored in its folder charts")]
    [InlineData("Error: template: web/templates/a.yaml:5:20: executing \"web/templates/a.yaml\" at <.Values.foo.bar>: nil pointer evaluating interface {}.bar", "helm fails at web/templates/a.yaml:5:20: executing … at <.Values.foo.bar>: nil pointer evaluating interface {}.bar")]
    [InlineData("Error: execution error at (web/templates/a.yaml:1:4): password correcthorse is too weak", "helm fails at web/templates/a.yaml:1:4: password … is too weak")]
    [InlineData("Error: bad Y29ycmVjdGhvcnNl here", "helm fails: bad … here")]
    [InlineData("Error: at <b64dec \\\"correct\\\">: illegal \"battery\" and 'staple' or `x`", "helm fails: at <…>: illegal … and … or …")]
    [InlineData("warning: x", "helm fails without a message")]
    [InlineData("", "helm fails without a message")]
    public void FailingHelm_SaidWithoutValues(string errors, string why)
    {
        using var helm = new FakeHelm();
        helm.Script($"cat >&2 <<'END'\ncoalesce.go: warning: something\n{errors.Replace("\\\"", "\"", StringComparison.Ordinal)}\nEND\nexit 1\n");
        var rendered = helm.CodeBase(("c/Chart.yaml", Chart), ("c/values.yaml", "password: correcthorse\n")).Facts<RenderedManifests>();

        Assert.Equal("c/Chart.yaml:1:1: chart c: " + why, Text(rendered.NotEvaluated.Single()));
        Assert.Single(rendered.Sets);
    }

    [ShellFact]
    public void OutputThatIsNoYaml_SaidAndIncomplete()
    {
        using var helm = new FakeHelm();
        helm.Prints("apiVersion: v1\nkind: Pod\n---\n a: [b\n");
        var rendered = helm.CodeBase(("c/Chart.yaml", Chart)).Facts<RenderedManifests>();

        Assert.Equal("what helm renders is not valid YAML", rendered.NotEvaluated.Single().Why);
        var set = rendered.Sets.Single(set => set.Name == "c");
        Assert.False(set.IsComplete);
        Assert.Single(set.Objects);
    }

    [ShellFact]
    public void HelmThatCannotStart_Said()
    {
        using var helm = new FakeHelm();
        helm.Script("");
        var codeBase = helm.CodeBase(("c/Chart.yaml", Chart));
        File.WriteAllBytes(Path.Combine(Path.GetDirectoryName(helm.Root)!, "bin", "helm"), [0x7F, 1, 2, 3]);

        Assert.Equal("helm could not be started", codeBase.Facts<RenderedManifests>().NotEvaluated.Single().Why);
    }

    [ShellFact]
    public void TestsAndCustomResourceDefinitions_NotPlainObjects()
    {
        using var helm = new FakeHelm();
        helm.Prints("");
        var rendered = helm.CodeBase(("c/Chart.yaml", Chart), ("c/crds/a.yaml", "apiVersion: v1\nkind: Pod\n"), ("c/charts/x/templates/a.yaml", "apiVersion: v1\nkind: Pod\n"), ("c/plain.yaml", "apiVersion: v1\nkind: Pod\n")).Facts<RenderedManifests>();

        Assert.Equal("c/plain.yaml:1:1", Assert.Single(rendered.Sets[0].Objects).Location.ToString());
    }

    private static string Text(NotEvaluated gap) => $"{gap.Location}: {gap.What}: {gap.Why}";
}

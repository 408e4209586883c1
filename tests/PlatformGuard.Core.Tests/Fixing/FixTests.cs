using System;
using System.IO;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Fixing;

namespace PlatformGuard.Core.Tests.Fixing;

/// <summary>Whole files before and after: only what is certain changes, and everything else keeps its bytes.</summary>
public sealed class FixTests : IDisposable
{
    private const string Manifest = """
        apiVersion: platformguard/v1
        kind: Service
        metadata: {name: app, owner: group::test}
        spec:
          stage: beta
          image: registry.example.com/app:1.0.0
          resources: {cpu: 500m, memory: 512Mi, limits: {cpu: "1", memory: 1Gi}}

        """;

    private const string Deployment = """
        # Deployed by the pipeline.
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: app}
        spec:
          template:
            spec:
              containers:
              # the service itself
              - name: app   # as in the manifest
                image: 'registry.example.com/app:1.0.0'

                ports:
                - containerPort: 8080
        """;

    private readonly TemporaryFolder folder = new(("service.yaml", Manifest));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Container_WithoutResourcesAndContext_GetsBothAndKeepsItsComments() => Assert.Equal("""
        # Deployed by the pipeline.
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: app}
        spec:
          template:
            spec:
              containers:
              # the service itself
              - name: app   # as in the manifest
                image: 'registry.example.com/app:1.0.0'
                resources:
                  requests:
                    cpu: 500m
                    memory: 512Mi
                  limits:
                    cpu: "1"
                    memory: 1Gi
                securityContext:
                  allowPrivilegeEscalation: false

                ports:
                - containerPort: 8080

        """.TrimEnd(), Sorted(Fixed(Deployment)));

    [Fact]
    public void Container_WithSomeResources_GetsTheMissingOnes() => Assert.Contains("""
                resources:
                  requests:
                    cpu: 100m   # measured
                    memory: 512Mi
                  limits: {memory: 2Gi, cpu: "1"}
        """.Replace("{memory: 2Gi, cpu: \"1\"}", "{cpu: \"1\", memory: 2Gi}", StringComparison.Ordinal), Fixed(Deployment + """

                resources:
                  requests:
                    cpu: 100m   # measured
                  limits: {memory: 2Gi}
        """), StringComparison.Ordinal);

    [Theory]
    [InlineData("resources: {}", "resources: {requests: {cpu: 500m, memory: 512Mi}, limits: {cpu: \"1\", memory: 1Gi}}")]
    [InlineData("securityContext: {allowPrivilegeEscalation: true}", "securityContext: {allowPrivilegeEscalation: false}")]
    [InlineData("securityContext: { runAsNonRoot: true }", "securityContext: { allowPrivilegeEscalation: false, runAsNonRoot: true }")]
    [InlineData("securityContext:\n          runAsNonRoot: true", "securityContext:\n          runAsNonRoot: true\n          allowPrivilegeEscalation: false")]
    public void Values_WrittenInTheirOwnStyle_KeepIt(string before, string after) =>
        Assert.Contains("        " + after + "\n", Fixed(Deployment + "\n        " + before + "\n"), StringComparison.Ordinal);

    [Fact]
    public void Json_OnSeveralLines_KeepsItsLayout()
    {
        const string Json = """
            {
              "apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "app"},
              "spec": {"template": {"spec": {"containers": [
                {
                  "name": "app",
                  "image": "registry.example.com/app:1.0.0"
                }
              ]}}}
            }
            """;
        var after = Fixed(Json, "deploy/app.json");

        Assert.Contains("\"resources\": {\"requests\": {\"cpu\": \"500m\", \"memory\": \"512Mi\"}, \"limits\": {\"cpu\": \"1\", \"memory\": \"1Gi\"}},\n", after, StringComparison.Ordinal);
        Assert.Contains("\"securityContext\": {\"allowPrivilegeEscalation\": false},\n", after, StringComparison.Ordinal);
        using var parsed = System.Text.Json.JsonDocument.Parse(after);
    }

    [Fact]
    public void LineEndsAndMark_OfTheFile_AreKept()
    {
        folder.Write("deploy/app.yaml", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Deployment.ReplaceLineEndings("\r\n"))]);
        Apply();
        var bytes = File.ReadAllBytes(folder.At("deploy/app.yaml"));

        Assert.True(bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble));
        var text = Encoding.UTF8.GetString(bytes);
        Assert.Contains("resources:\r\n", text, StringComparison.Ordinal);
        Assert.Equal(text.Count(character => character == '\n'), text.Split("\r\n").Length - 1);
    }

    [Fact]
    public void Fix_OnceMore_ChangesNothing()
    {
        folder.Write("deploy/app.yaml", Deployment);
        Apply();
        var once = File.ReadAllText(folder.At("deploy/app.yaml"));

        Assert.Empty(Apply().Files);
        Assert.Equal(once, File.ReadAllText(folder.At("deploy/app.yaml")));
        Assert.DoesNotContain(Check().Findings, finding => finding.Rule.Id == "PG7004" || finding.Message.Contains("allowPrivilegeEscalation", StringComparison.Ordinal));
    }

    /// <summary>What is shared, rendered, somebody else's or accepted is left alone.</summary>
    [Theory]
    [InlineData("image: 'registry.example.com/app:1.0.0'", "image: &image registry.example.com/app:1.0.0\n        args: *image")]
    [InlineData("- name: app", "- <<: {workingDir: /}\n        name: app")]
    public void File_WithSharedNodes_IsLeftAlone(string part, string with)
    {
        var text = Deployment.Replace(part, with, StringComparison.Ordinal);

        Assert.Equal(text, Fixed(text));
    }

    [Fact]
    public void Container_ThatIsNotTheServices_GetsNoResources()
    {
        var fixedText = Fixed(Deployment.Replace("name: app}", "name: other}", StringComparison.Ordinal).Replace("registry.example.com/app", "registry.example.com/other", StringComparison.Ordinal));

        Assert.DoesNotContain("resources", fixedText, StringComparison.Ordinal);
        Assert.Contains("allowPrivilegeEscalation: false", fixedText, StringComparison.Ordinal);
    }

    [Fact]
    public void Container_ThatIsPrivileged_IsNotMadeInvalid()
    {
        var text = Fixed(Deployment + "\n        securityContext: {privileged: true}\n");

        Assert.DoesNotContain("allowPrivilegeEscalation", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Finding_ThatIsAccepted_IsNotFixed()
    {
        var text = Deployment.Replace("      - name: app   # as in the manifest", "      - name: app   # platformguard:allow PG7004 reason=\"later\"", StringComparison.Ordinal);

        Assert.DoesNotContain("resources", Fixed(text), StringComparison.Ordinal);
    }

    [Fact]
    public void Manifest_WithoutResources_GivesNone()
    {
        folder.Write("service.yaml", Manifest.Replace("  resources: {cpu: 500m, memory: 512Mi, limits: {cpu: \"1\", memory: 1Gi}}\n", "", StringComparison.Ordinal));

        Assert.DoesNotContain("resources", Fixed(Deployment), StringComparison.Ordinal);
    }

    [Fact]
    public void Comment_ThatIsRemoved_TakesItsLineOnlyWhenNothingElseStandsThere()
    {
        var lines = new Core.Reading.TextLines("a", "a: 1   # gone\n  # gone too\nb: 2\n");
        var edited = new EditedText(lines);

        Assert.True(edited.TryAdd([new RemoveComment(lines.Range(7, 13))], _ => null));
        Assert.True(edited.TryAdd([new RemoveComment(lines.Range(16, 26))], _ => null));
        Assert.Equal("a: 1\nb: 2\n", edited.Finish());
    }

    [Fact]
    public void Edits_ThatMeet_AreMadeOnceOrNotAtAll()
    {
        var lines = new Core.Reading.TextLines("a", "abcdef\n");
        var edited = new EditedText(lines);

        Assert.True(edited.TryAdd([new ReplaceText(lines.Range(0, 3), "x")], _ => null));
        Assert.False(edited.TryAdd([new ReplaceText(lines.Range(4, 5), "y"), new ReplaceText(lines.Range(2, 4), "z")], _ => null));
        Assert.Equal("xdef\n", edited.Finish());
    }

    [Theory]
    [InlineData("a\nb\nc\n", "a\nB\nc\n")]
    [InlineData("a\nb\nc", "a\nb\nc\nd")]
    [InlineData("", "a\n")]
    [InlineData("a\r\nb\r\n", "a\r\nx\r\nb\r\n")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n", "1\n2\nx\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\ny\n")]
    public void Diff_IsAppliedByGit(string before, string after)
    {
        folder.Write("file.txt", before);
        Git.Run(folder.Path, "init", "-q");
        Git.RunWithInput(folder.Path, UnifiedDiff.Of("file.txt", before, after), "apply", "--unidiff-zero", "-");

        Assert.Equal(after, File.ReadAllText(folder.At("file.txt")));
    }

    [Fact]
    public void Diff_OfEqualTexts_IsEmpty() => Assert.Equal("", UnifiedDiff.Of("a", "x\n", "x\n"));

    /// <summary>Both insertions are at one place; which comes first is not promised.</summary>
    private static string Sorted(string text)
    {
        const string Context = "        securityContext:\n          allowPrivilegeEscalation: false\n";
        var at = text.IndexOf(Context, StringComparison.Ordinal);
        var blank = text.IndexOf("\n\n", StringComparison.Ordinal) + 1;
        return at < 0 ? text : text.Insert(blank, Context).Remove(at, Context.Length);
    }

    private string Fixed(string text, string path = "deploy/app.yaml")
    {
        folder.Write(path, text);
        Apply();
        return File.ReadAllText(folder.At(path)).ReplaceLineEndings("\n");
    }

    private FixApplication Apply()
    {
        var application = FixApplication.Of(folder.Path, Check().Findings, new CheckOptions());
        application.Write();
        return application;
    }

    private CheckResult Check() => Checker.Check(folder.Path, new CheckOptions());
}

using System;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace PlatformGuard.Cli.Tests;

public sealed class GradeCommandTests : IDisposable
{
    private static string Manifest(string name, string stage = "experiment", string image = "registry.example.com/app:1.0.0") =>
        $"apiVersion: platformguard/v1\nkind: Service\nmetadata: {{name: {name}, owner: group::test}}\nspec: {{stage: {stage}, image: \"{image}\"}}\n";

    private readonly TemporaryFolder folder = new(
        ("a/service.yaml", Manifest("first")),
        ("a/deploy/app.yaml", "a: 1\nb: [\n"),
        ("b/service.yaml", Manifest("second", "ga")),
        ("knative/service.yaml", "apiVersion: serving.knative.dev/v1\nkind: Service\nmetadata: {name: x, namespace: x}\nspec: {}\n"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Grade_OfAServiceThatIsNotReady_IsStatus1AndSaysWhatIsMissing()
    {
        var outcome = Outcome.Of("grade", folder.At("b"));

        Assert.Equal((1, ""), (outcome.Status, outcome.Error));
        Assert.Contains("(declared: ga)", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("\nmissing for beta, soonest first:\n", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("\nfail: ", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OfTheSameService_IsDecidedByFindingsAlone()
    {
        var outcome = Outcome.Of("check", folder.At("b"), "--stage", "experiment");

        Assert.Equal(0, outcome.Status);
        Assert.DoesNotContain("declared:", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Grade_AsJson_HoldsReadiness()
    {
        using var json = JsonDocument.Parse(Outcome.Of("grade", folder.At("a"), "--format", "json", "--stage", "beta").Output);
        var readiness = json.RootElement.GetProperty("readiness");

        Assert.Equal("beta", readiness.GetProperty("declaredStage").GetString());
        Assert.InRange(readiness.GetProperty("score").GetInt32(), 0, 100);
        Assert.True(readiness.GetProperty("criteria").GetArrayLength() > 80);
        Assert.Equal("fail", json.RootElement.GetProperty("summary").GetProperty("verdict").GetString());
    }

    [Fact]
    public void Rule_NarrowsFindingsAndNeverReadiness()
    {
        var whole = Outcome.Of("grade", folder.At("a"), "--format", "json", "--today", "2027-01-31");
        var narrowed = Outcome.Of("grade", folder.At("a"), "--format", "json", "--today", "2027-01-31", "--rule", "PG7001");
        using var left = JsonDocument.Parse(whole.Output);
        using var right = JsonDocument.Parse(narrowed.Output);

        Assert.NotEqual(left.RootElement.GetProperty("findings").GetArrayLength(), right.RootElement.GetProperty("findings").GetArrayLength());
        Assert.Equal(left.RootElement.GetProperty("readiness").GetRawText(), right.RootElement.GetProperty("readiness").GetRawText());
    }

    [Fact]
    public void Recursive_FindsEveryManifestAndTellsPathsFromPATH()
    {
        var outcome = Outcome.Of("check", folder.Path, "--recursive", "--format", "json");
        using var json = JsonDocument.Parse(outcome.Output);
        var services = json.RootElement.GetProperty("services").EnumerateArray().ToList();

        Assert.Equal(["first", "second"], services.Select(static service => service.GetProperty("service").GetProperty("name").GetString()));
        Assert.Contains("a/deploy/app.yaml", services[0].GetProperty("findings").EnumerateArray().Select(static finding => finding.GetProperty("location").GetProperty("file").GetString()));
    }

    [Fact]
    public void SeveralPaths_AreToldFromWhatTheyHaveInCommon()
    {
        var outcome = Outcome.Of("check", folder.At("a"), folder.At("b"));

        Assert.Contains("a/deploy/app.yaml:", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("service first, stage experiment", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("service second, stage ga", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Recursive_WithoutAnyService_IsWrongUsage()
    {
        var outcome = Outcome.Of("check", folder.At("knative"), "--recursive");

        Assert.Equal(2, outcome.Status);
        Assert.Contains("there is no service.yaml below", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Manifest_WithSeveralServices_IsWrongUsage() => Assert.Equal(2, Outcome.Of("check", folder.At("a"), folder.At("b"), "--manifest", folder.At("a/service.yaml")).Status);

    [Theory]
    [InlineData("--policy")]
    [InlineData("--manifest")]
    public void AFile_ThatDoesNotExist_IsWrongUsage(string option) => Assert.Equal(2, Outcome.Of("grade", folder.At("a"), option, folder.At("none.yaml")).Status);

    [Fact]
    public void Policy_ThatIsInvalid_IsAFinding()
    {
        folder.Write("policy.yaml", "excludes: []\n");
        var outcome = Outcome.Of("check", folder.At("b"), "--policy", folder.At("policy.yaml"), "--stage", "experiment");

        Assert.Equal(1, outcome.Status);
        Assert.Contains("../policy.yaml:1:1: error PG8007: Platform policy: 'excludes' is not a key of the policy; did you mean 'exclude'?", outcome.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text", "policy settings that do not count:\n  platformguard.yaml:1:29: severities.PG7003.beta: it asks for less than the\n")]
    [InlineData("markdown", "`platformguard.yaml:1` `severities.PG7003.beta`: it asks for less than the built-in default")]
    [InlineData("html", "<code>severities.PG7003.beta</code>: it asks for less than the built-in default")]
    [InlineData("json", "\"path\": \"severities.PG7003.beta\"")]
    public void Policy_ThatMayNotWeaken_IsNamedInEveryReportForPeople(string format, string expected)
    {
        folder.Write("b/platformguard.yaml", "severities: {PG7003: {beta: 'off'}}\n");

        Assert.Contains(expected, Outcome.Of("check", folder.At("b"), "--stage", "experiment", "--format", format).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void MergedCi_AnswersWhatTheIncludeLeftOpen()
    {
        folder.Write("b/.gitlab-ci.yml", "include: [{project: platform/ci, file: /service.yml}]\n");
        folder.Write("merged.yml", "test: {script: [go test ./...]}\ndeploy: {environment: production, script: [./deploy]}\n");
        var open = Outcome.Of("grade", folder.At("b"), "--verbose").Output;
        var resolved = Outcome.Of("grade", folder.At("b"), "--verbose", "--merged-ci", folder.At("merged.yml")).Output;

        Assert.Matches("not evaluated  The pipeline runs tests .from beta, tested-in-pipeline.\n", open);
        Assert.Matches("pass           The pipeline runs tests .from beta, tested-in-pipeline.\n", resolved);
        Assert.Matches("pass           Its own pipeline deploys it ", resolved);
        Assert.DoesNotContain("--merged-ci", resolved, StringComparison.Ordinal);
    }

    [Fact]
    public void RulesCriteria_ListsEveryCriterionAndTheCoverage()
    {
        var output = Outcome.Of("rules", "--criteria").Output;

        Assert.Contains("\nnot-exposed ", output, StringComparison.Ordinal);
        Assert.Matches(@"\nautomatic +\d+ of \d+ \(7[5-9] %\)", output);
        Assert.Matches(@"\nattested +\d+ of \d+ ", output);
    }

    [Theory]
    [InlineData("policy")]
    [InlineData("report")]
    [InlineData("service")]
    public void Schema_IsJson(string name)
    {
        using var json = JsonDocument.Parse(Outcome.Of("schema", name).Output);
        Assert.Equal("object", json.RootElement.GetProperty("type").GetString());
    }

    [Fact]
    public void Init_WritesAManifestThatFitsAndMarksEveryGuess()
    {
        folder.Write("new/Dockerfile", "FROM python:3.13\nEXPOSE 8000/tcp\n");
        folder.Write("new/CODEOWNERS", "docs/ @writers\n* @ai/reviewers @b\n");
        folder.Write("new/compose.yaml", "services: {app: {build: .}, cache: {image: \"redis:7\"}}\n");
        folder.Write("new/docs/runbook.md", "x");
        folder.Write("new/deploy/overlays/staging/kustomization.yaml", "resources: []\n");
        folder.Write("new/deploy/app.yaml", """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: Smart-Answers, namespace: answers}
            spec:
              template:
                spec:
                  containers:
                    - name: app
                      image: registry.example.com/answers:2.0
                      ports: [{containerPort: 9000}]
                      resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {memory: 128Mi}}
                      readinessProbe: {httpGet: {path: /ready, port: 9000}}
                      env: [{name: MODEL_KEY, valueFrom: {secretKeyRef: {name: keys, key: model}}}]

            """);
        var outcome = Outcome.Of("init", folder.At("new"));
        var manifest = File.ReadAllText(folder.At("new/service.yaml"));

        Assert.Equal((0, ""), (outcome.Status, outcome.Output));
        Assert.Equal(
            """
            apiVersion: platformguard/v1
            kind: Service
            metadata:
              name: smart-answers                            # from deploy/app.yaml:2
              owner: ai/reviewers                            # guess: from CODEOWNERS:2
            spec:
              stage: experiment                              # guess: every service begins here
              mode: saas                                     # guess: our own installation only
              image: registry.example.com/answers:2.0        # from deploy/app.yaml:9
              port: 9000                                     # from deploy/app.yaml:10
              resources: {cpu: 100m, memory: 64Mi, limits: {memory: 128Mi}} # from deploy/app.yaml:11
              probes:
                readiness: {path: /ready}                    # from deploy/app.yaml:12
              storage:
                - {kind: redis, name: cache, hosts: [cache]} # guess: its own, since it starts it in compose.yaml:1
              secrets:
                - {name: MODEL_KEY, as: env, lifetime: long} # from deploy/app.yaml:13; guess: long-lived. Add 'vault' and 'rotation'
              environments:
                staging: {}                                  # from deploy/overlays/staging/kustomization.yaml
              docs:
                runbook: docs/runbook.md                     # guess: from the file's name

            """.ReplaceLineEndings("\n"),
            manifest);
        Assert.DoesNotContain("PG8001", Outcome.Of("check", folder.At("new")).Output, StringComparison.Ordinal);
        Assert.Equal(2, Outcome.Of("init", folder.At("new")).Status);
        Assert.Equal(manifest, Outcome.Of("init", folder.At("new"), "--print").Output);
    }

    [Fact]
    public void Init_WhereSeveralWorkloadsAre_TakesTheOneOfTheFoldersNameAndSaysThatItGuesses()
    {
        foreach (var name in (string[])["alpha", "new", "zeta"])
        {
            folder.Write($"new/deploy/{name}.yaml", $"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}, namespace: x}}\nspec: {{template: {{spec: {{containers: [{{name: app, image: registry.example.com/{name}:2.0}}]}}}}}}\n");
        }

        var draft = Outcome.Of("init", folder.At("new"), "--print").Output;

        Assert.Matches("name: new +# guess: one of 3 workloads, from deploy/new.yaml:2", draft);
        Assert.Contains("image: registry.example.com/new:2.0 ", draft, StringComparison.Ordinal);
    }

    [Fact]
    public void Init_OfAnEmptyFolder_GuessesAndFits()
    {
        folder.Write("Éx 1/readme.md", "x");
        Assert.Equal(0, Outcome.Of("init", folder.At("Éx 1")).Status);
        var check = Outcome.Of("check", folder.At("Éx 1")).Output;

        Assert.Contains("image: registry.example.com/x-1:0.1.0", File.ReadAllText(folder.At("Éx 1/service.yaml")), StringComparison.Ordinal);
        Assert.DoesNotContain("PG8001", check, StringComparison.Ordinal);
        Assert.Contains("PG8002", check, StringComparison.Ordinal);
    }
}

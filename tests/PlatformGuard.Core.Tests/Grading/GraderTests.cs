using System;
using System.Linq;
using PlatformGuard.Core.Grading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Grading;

/// <summary>How criteria are answered in whole runs.</summary>
public sealed class GraderTests
{
    private static readonly CheckOptions Options = new() { Today = new DateOnly(2027, 1, 31), Jobs = 2 };

    private static string Manifest(string spec = "", string metadata = "") =>
        $"apiVersion: platformguard/v1\nkind: Service\nmetadata: {{name: sample, owner: group::test{metadata}}}\nspec:\n  stage: experiment\n  image: registry.example.com/app:1.0.0\n{spec}";

    private const string Ingress = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: app}\nspec: {ingressClassName: nginx, defaultBackend: {service: {name: app, port: {number: 80}}}}\n";

    private static string Answer(string criterion, params (string Path, string Content)[] files) => Answer(criterion, Options, files);

    private static string Answer(string criterion, CheckOptions options, params (string Path, string Content)[] files)
    {
        using var folder = new TemporaryFolder(files);
        var result = Checker.Check(folder.Path, options);
        Assert.Empty(result.Faults);
        var graded = result.Readiness!.Criteria.Single(graded => graded.Criterion.Id == criterion);
        Assert.NotEmpty(graded.Evidence);
        return graded.Outcome + ": " + string.Join(" | ", graded.Evidence.Select(static evidence => (evidence.Location is { } location ? location + " " : "") + evidence.Text));
    }

    [Fact]
    public void ARule_WithoutFinding_Passes() =>
        Assert.Equal("Pass: PG7001: no finding", Answer("not-exposed", ("service.yaml", Manifest())));

    [Fact]
    public void ARule_WithAFinding_FailsWithItsPlace() =>
        Assert.StartsWith("Fail: deploy/in.yaml:2:7 PG7001: Ingress 'app' exposes the service", Answer("not-exposed", ("service.yaml", Manifest()), ("deploy/in.yaml", Ingress)), StringComparison.Ordinal);

    [Theory]
    [InlineData("# platformguard:allow PG7001 reason=\"the demo\" until=2027-01-31\n", "Waived")]
    [InlineData("# platformguard:allow PG7001 reason=\"the demo\" until=2027-01-30\n", "Fail")]
    [InlineData("# platformguard:allow PG7001\n", "Fail")]
    public void ARule_WhoseFindingIsSuppressed_IsWaivedUntilItEnds(string comment, string expected) =>
        Assert.StartsWith(expected, Answer("not-exposed", ("service.yaml", Manifest()), ("deploy/in.yaml", Ingress.Replace("kind: Ingress", comment + "kind: Ingress", StringComparison.Ordinal))), StringComparison.Ordinal);

    [Theory]
    [InlineData("{id: PG7001, reason: demo, owner: a, approvedBy: b, until: 2027-01-31}", "Waived: deploy/in.yaml:2:7 PG7001: accepted until 2027-01-31: demo")]
    [InlineData("{id: not-exposed, reason: demo, owner: a, approvedBy: b, until: 2027-01-31}", "Waived: deploy/in.yaml:2:7 PG7001: Ingress")]
    [InlineData("{id: not-exposed, reason: demo, owner: a, approvedBy: b, until: 2027-01-30}", "Fail")]
    [InlineData("{id: PG7001, path: other/**, reason: demo, owner: a, approvedBy: b, until: 2027-01-31}", "Fail")]
    public void ARule_WhoseFindingIsWaived_IsWaivedUntilItEnds(string waiver, string expected) =>
        Assert.StartsWith(expected, Answer("not-exposed", ("service.yaml", Manifest($"  waivers: [{waiver}]\n")), ("deploy/in.yaml", Ingress)), StringComparison.Ordinal);

    [Fact]
    public void ACriterion_IsAnsweredAtItsOwnStage()
    {
        // At experiment the image needs a version; from ga on its digest.
        Assert.StartsWith("Pass", Answer("versioned-image", ("service.yaml", Manifest())), StringComparison.Ordinal);
        Assert.StartsWith("Fail: service.yaml:6:10 PG7010", Answer("image-by-digest", ("service.yaml", Manifest())), StringComparison.Ordinal);
    }

    [Fact]
    public void ACodeRule_WithoutADotNetProject_DoesNotApply() =>
        Assert.Equal("NotApplicable: PG6002 looks at C#, and there is no .NET project here", Answer("log-templates", ("service.yaml", Manifest())));

    [Fact]
    public void ARuleOfTheOtherRole_DoesNotApply() =>
        Assert.Equal("NotApplicable: PG5001 does not concern a service", Answer("no-ml-libraries", ("service.yaml", Manifest())));

    private const string Project = "<Project Sdk=\"Microsoft.NET.Sdk\">{0}</Project>";

    [Theory]
    [InlineData("", "", "NotEvaluated")]
    [InlineData("<ItemGroup><PackageReference Include=\"PlatformGuard\" /></ItemGroup>", "", "Pass")]
    [InlineData("", "<ItemGroup><GlobalPackageReference Include=\"platformguard\" Version=\"1\" /></ItemGroup>", "Pass")]
    [InlineData("<PropertyGroup><PlatformGuardEnabled>false</PlatformGuardEnabled></PropertyGroup>", "<ItemGroup><PackageReference Include=\"PlatformGuard\" /></ItemGroup>", "NotEvaluated")]
    [InlineData("<PropertyGroup><IsTestProject>true</IsTestProject></PropertyGroup>", "", "Pass")]
    public void ACodeRule_IsEvaluatedWhereEveryProjectBuildsWithTheAnalyzers(string inProject, string shared, string expected) =>
        Assert.StartsWith(expected, Answer(
            "no-secret-literals",
            ("service.yaml", Manifest()),
            ("src/app/app.csproj", Project.Replace("{0}", inProject, StringComparison.Ordinal)),
            ("Directory.Build.props", Project.Replace("{0}", shared, StringComparison.Ordinal))), StringComparison.Ordinal);

    [Fact]
    public void ACodeRule_WhoseFindingsComeFromABuild_IsEvaluated() =>
        Assert.StartsWith("Pass", Answer("no-secret-literals", Options with { CodeIsJudged = true }, ("service.yaml", Manifest()), ("app.csproj", Project.Replace("{0}", "", StringComparison.Ordinal))), StringComparison.Ordinal);

    [Theory]
    [InlineData("not-exposed", "NotEvaluated: deploy/in.yaml:2:1 PG7001: deploy/in.yaml could not be read")]
    [InlineData("owned", "Pass")]
    public void AFileThatCannotBeRead_LeavesOpenWhatItMayHold(string criterion, string expected) =>
        Assert.StartsWith(expected, Answer(criterion, ("service.yaml", Manifest()), ("deploy/in.yaml", "a: [\n")), StringComparison.Ordinal);

    [Fact]
    public void WhatPresupposesSomething_DoesNotApplyWithoutIt()
    {
        Assert.Equal("NotApplicable: there are no Kubernetes manifests here", Answer("network-policy", ("service.yaml", Manifest())));
        Assert.StartsWith("Fail", Answer("network-policy", ("service.yaml", Manifest()), ("deploy/d.yaml", "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a, namespace: b}\nspec: {template: {metadata: {labels: {a: b}}, spec: {containers: [{name: a, image: a:1}]}}}\n")), StringComparison.Ordinal);
        Assert.Equal("NotApplicable: there is no pipeline here", Answer("no-secrets-in-pipeline", ("service.yaml", Manifest())));
        Assert.Equal("NotApplicable: the manifest declares no store of its own", Answer("backups-declared", ("service.yaml", Manifest())));
    }

    [Theory]
    [InlineData("product-named", "", ", product: ai", "Pass: service.yaml:3:55 'metadata.product' is set to ai")]
    [InlineData("product-named", "", "", "Fail: service.yaml:1:1 'metadata.product' is not set")]
    [InlineData("product-named", "", ", product: ''", "Fail")]
    [InlineData("dependencies-declared", "  dependencies: []\n", "", "Pass")]
    [InlineData("dashboards", "  observability: {dashboards: []}\n", "", "Fail: service.yaml:7:31 'spec.observability.dashboards' is empty")]
    [InlineData("backups-declared", "  storage: [{kind: postgresql, name: a, backup: daily}, {kind: redis, name: b}]\n", "", "Fail: service.yaml:7:57 own store 'b' has no 'backup'")]
    [InlineData("backups-declared", "  storage: [{kind: postgresql, name: a, backup: daily}]\n", "", "Pass")]
    [InlineData("callers-authenticated", "  mode: instance\n", "", "Fail: service.yaml:1:1 'spec.auth' is not set in mode instance")]
    [InlineData("callers-authenticated", "  mode: instance\n  auth: oidc\n", "", "Pass")]
    [InlineData("callers-authenticated", "", "", "NotApplicable")]
    [InlineData("latency-measured", "  observability: {slis: [{name: a, availability: 99%}]}\n", "", "Fail")]
    [InlineData("error-rate-measured", "  observability: {slis: [{name: a, availability: 99%}]}\n", "", "Pass: service.yaml:7:50 indicator 'a' has 'availability'")]
    [InlineData("every-indicator-has-latency", "  observability: {slis: [{name: a, latency: {objective: 95%, threshold: 1s}}, {name: b, availability: 99%}]}\n", "", "Fail: service.yaml:7:79 indicator 'b' has no 'latency'")]
    public void TheManifest_Answers(string criterion, string spec, string metadata, string expected) =>
        Assert.StartsWith(expected, Answer(criterion, ("service.yaml", Manifest(spec, metadata))), StringComparison.Ordinal);

    [Theory]
    [InlineData("docs/runbook.md", "Pass: service.yaml:7:19 'spec.docs.runbook' is docs/runbook.md")]
    [InlineData("./docs/runbook.md#alerts", "Pass")]
    [InlineData("/docs/runbook.md", "Pass")]
    [InlineData("docs/none.md", "Fail: service.yaml:7:19 'spec.docs.runbook' names docs/none.md, which is not in the repository")]
    [InlineData("docs/empty.md", "Fail: service.yaml:7:19 'spec.docs.runbook' names docs/empty.md, which is empty")]
    [InlineData("../../../../../../etc/passwd", "Fail")]
    [InlineData("https://runbooks.example.com/a", "Pass: service.yaml:7:19 'spec.docs.runbook' links to https://runbooks.example.com/a (not opened)")]
    [InlineData("https:// nowhere", "Fail")]
    public void ADocument_HasToBeThere(string path, string expected) =>
        Assert.StartsWith(expected, Answer("runbook", ("service.yaml", Manifest($"  docs: {{runbook: \"{path}\"}}\n")), ("docs/runbook.md", "x"), ("docs/empty.md", "")), StringComparison.Ordinal);

    [Theory]
    [InlineData("2027-01-31", "Pass: service.yaml:7:18 attested by lead on 2027-01-31")]
    [InlineData("2026-01-31", "Pass")]
    [InlineData("2026-01-30", "Fail: service.yaml:7:18 attested by lead on 2026-01-30, which is older than 365 days")]
    [InlineData("2027-02-01", "Fail: service.yaml:7:18 attested by lead for 2027-02-01, which has not come yet")]
    public void AnAttestation_AgesByTheDay(string on, string expected) =>
        Assert.StartsWith(expected, Answer("risks-reviewed", ("service.yaml", Manifest($"  attestations: [{{criterion: risks-reviewed, by: lead, on: {on}}}, {{criterion: forecast, by: lead, on: 2027-01-31}}]\n"))), StringComparison.Ordinal);

    [Fact]
    public void AnAttestation_OfAnotherCriterion_DoesNotCount() =>
        Assert.Equal("Fail: service.yaml:1:1 nobody attests 'risks-reviewed' under spec.attestations", Answer("risks-reviewed", ("service.yaml", Manifest("  attestations: [{criterion: forecast, by: lead, on: 2027-01-31}]\n"))));

    [Theory]
    [InlineData("test: {script: [\"CI=1 dotnet  test App.sln\"]}\n", "Pass: .gitlab-ci.yml:1:18 the pipeline uses dotnet test")]
    [InlineData("test: {script: [\"cd app && pytest -q\"]}\n", "Pass")]
    [InlineData("test: {script: [[\"make build\", \"make test\"]]}\n", "Pass")]
    [InlineData("test: {script: [\"echo dotnet test\"]}\n", "Fail: .gitlab-ci.yml:1:1 no job of the pipeline does it")]
    [InlineData("test: {variables: {A: dotnet test}, script: [make build]}\n", "Fail")]
    [InlineData("include: [{project: a/b, file: [/x.yml]}]\n", "NotEvaluated: .gitlab-ci.yml:1:33 no job that was read does it, and a/b:/x.yml was not read")]
    [InlineData("include: [{local: /.gitlab/ci/test.yml}]\n", "Pass: .gitlab/ci/test.yml:1:14 the pipeline uses go test")]
    public void ThePipeline_Answers(string pipeline, string expected) =>
        Assert.StartsWith(expected, Answer("tested-in-pipeline", pipeline.Contains("local", StringComparison.Ordinal)
            ? [("service.yaml", Manifest()), (".gitlab-ci.yml", pipeline), (".gitlab/ci/test.yml", "t: {script: [go test ./...]}\n")]
            : [("service.yaml", Manifest()), (".gitlab-ci.yml", pipeline)]), StringComparison.Ordinal);

    [Fact]
    public void ThePipeline_WithASecretInTheCommand_IsToldWithoutIt() =>
        Assert.Equal("Pass: .gitlab-ci.yml:1:18 the pipeline uses make test", Answer("tested-in-pipeline", ("service.yaml", Manifest()), (".gitlab-ci.yml", "test: {script: ['make test PASSWORD=Wint3rF4ll']}\n")));

    /// <summary>What is included, extended and referred to is read as the CI system reads it.</summary>
    [Theory]
    [InlineData("include: ci/tests.yml\n", "t: {script: [go test ./...]}\n", "Pass: ci/tests.yml:1:14 the pipeline uses go test")]
    [InlineData("include: ci/tests.yml\nt: {extends: .go}\n", ".go: {script: [go test ./...]}\n", "Pass")]
    [InlineData("include: ci/tests.yml\nb: {script: [make build]}\n", ".go: {script: [go test ./...]}\n", "Fail: .gitlab-ci.yml:1:1 no job of the pipeline does it")]
    [InlineData("include: ci/tests.yml\nt: {script: [!reference [.go, script]]}\n", ".go: {script: [go test ./...]}\n", "Pass")]
    [InlineData("b: {trigger: {include: ci/tests.yml}}\n", "t: {script: [go test ./...]}\n", "Pass")]
    [InlineData("b: {trigger: {include: [{artifact: made.yml, job: make}]}}\n", "a: 1\n", "NotEvaluated")]
    [InlineData("include: [{component: gitlab.example.com/infrastructure/platformguard/platformguard@1.0.0}]\n", "a: 1\n", "Fail")]
    [InlineData("include: [{template: Jobs/Build.gitlab-ci.yml}]\n", "a: 1\n", "NotEvaluated")]
    [InlineData("t: [\n", "a: 1\n", "NotEvaluated")]
    public void ThePipeline_IsReadAsAWhole(string pipeline, string other, string expected) =>
        Assert.StartsWith(expected, Answer("tested-in-pipeline", ("service.yaml", Manifest()), (".gitlab-ci.yml", pipeline), ("ci/tests.yml", other)), StringComparison.Ordinal);

    [Theory]
    [InlineData("tested-in-pipeline", "Pass")]
    [InlineData("continuous-deployment", "Pass")]
    [InlineData("image-scanned", "Fail")]
    public void TheExpandedPipeline_AnswersWhatIncludesLeftOpen(string criterion, string expected)
    {
        var pipeline = (".gitlab-ci.yml", "include: [{project: a/b, file: /x.yml}]\n");
        var merged = new Facts.Ci.GitLab.MergedCiFile("merged.yml", "t: {script: [pytest -q]}\nd: {environment: production, script: [./deploy]}\n");

        Assert.StartsWith("NotEvaluated", Answer(criterion, ("service.yaml", Manifest()), pipeline), StringComparison.Ordinal);
        Assert.StartsWith(expected, Answer(criterion, Options with { MergedCi = merged }, ("service.yaml", Manifest()), pipeline), StringComparison.Ordinal);
    }

    /// <summary>A service of a repository whose pipeline stands at its root.</summary>
    [Theory]
    [InlineData("tested-in-pipeline", Outcome.Pass)]
    [InlineData("continuous-deployment", Outcome.Fail)]
    public void APipelineAbove_AnswersForTheServiceBelow(string criterion, Outcome expected)
    {
        using var folder = new TemporaryFolder((".git/HEAD", "ref: refs/heads/main\n"), (".gitlab-ci.yml", "t: {script: [pytest]}\n"), ("services/a/service.yaml", Manifest()));
        var merged = new Facts.Ci.GitLab.MergedCiFile("../../merged.yml", "t: {script: [pytest -q]}\nd: {environment: production, script: [./deploy]}\n");
        Outcome Of(CheckOptions options) => Checker.Check(folder.At("services/a"), options).Readiness!.Criteria.Single(graded => graded.Criterion.Id == criterion).Outcome;

        Assert.Equal(expected, Of(Options));
        Assert.Equal(Outcome.Pass, Of(Options with { MergedCi = merged }));
    }

    [Theory]
    [InlineData("jobs: {a: {uses: other/repository/.github/workflows/test.yml@v1}}\n", "NotEvaluated: .github/workflows/a.yml:1:18 no job that was read does it, and other/repository/.github/workflows/test.yml@v1 was not read")]
    [InlineData("jobs: {a: {steps: [{uses: ./.github/actions/test}]}}\n", "Pass: .github/actions/test/action.yml:1:40 the pipeline uses npm test")]
    public void AWorkflow_IsReadWithItsActions(string workflow, string expected) =>
        Assert.StartsWith(expected, Answer("tested-in-pipeline", ("service.yaml", Manifest()), (".github/workflows/a.yml", workflow), (".github/actions/test/action.yml", "runs: {using: composite, steps: [{run: npm test, shell: bash}]}\n")), StringComparison.Ordinal);

    [Theory]
    [InlineData("jobs: {a: {steps: [{uses: aquasecurity/trivy-action@0.28.0}]}}\n", "Pass")]
    [InlineData("jobs: {a: {steps: [{run: \"grype app:1\"}]}}\n", "Pass")]
    [InlineData("jobs: {a: {steps: [{name: trivy image, run: make}]}}\n", "Fail")]
    public void AWorkflow_Answers(string workflow, string expected) =>
        Assert.StartsWith(expected, Answer("image-scanned", ("service.yaml", Manifest()), (".github/workflows/a.yml", workflow)), StringComparison.Ordinal);

    [Fact]
    public void AFile_Answers()
    {
        Assert.StartsWith("Pass: renovate.json:1:1 found", Answer("dependency-updates", ("service.yaml", Manifest()), ("renovate.json", "{}")), StringComparison.Ordinal);
        Assert.StartsWith("Fail", Answer("dependency-updates", ("service.yaml", Manifest()), ("docs/renovate.json", "{}")), StringComparison.Ordinal);
    }

    [Fact]
    public void NextSteps_NameTheNextStageAndBeginWithWhatTakesLeast()
    {
        using var folder = new TemporaryFolder(("service.yaml", Manifest()), ("deploy/in.yaml", Ingress));
        var readiness = Checker.Check(folder.Path, Options).Readiness!;

        Assert.Null(readiness.ReadyFor);
        Assert.All(readiness.NextSteps, static step => Assert.Equal(Stage.Experiment, step.Stage));
        Assert.Equal(readiness.Criteria.Where(static graded => graded.Blocks && graded.Criterion.RequiredFrom == Stage.Experiment).Select(static graded => graded.Criterion.Id).Order(StringComparer.Ordinal), readiness.NextSteps.SelectMany(static step => step.CriterionIds).Order(StringComparer.Ordinal));
        Assert.Equal("Remove the external entry and use a ClusterIP service (deploy/in.yaml:2).", readiness.NextSteps.Single(static step => step.CriterionIds.Contains("not-exposed")).Text);
    }

    [Fact]
    public void NextSteps_NameNoPlaceTwiceAndNoCauseTwice()
    {
        using var folder = new TemporaryFolder(
            ("service.yaml", Manifest().Replace("app:1.0.0", "app:latest", StringComparison.Ordinal)),
            ("src/app/app.csproj", Project.Replace("{0}", "", StringComparison.Ordinal)));
        var readiness = Checker.Check(folder.Path, Options).Readiness!;

        // The image without a version fails two criteria, the project without analyzers leaves many open.
        Assert.Equal("versioned-image, deployable-experiment", string.Join(", ", readiness.NextSteps.Single(static step => step.CriterionIds.Contains("deployable-experiment")).CriterionIds));
        var build = Assert.Single(readiness.NextSteps, static step => step.Text == "Grade with --build, or reference the package PlatformGuard in src/app/app.csproj.");
        Assert.True(build.CriterionIds.Length > 5);
        Assert.Equal(build, readiness.NextSteps[0]);
        Assert.Equal(
            readiness.Criteria.Where(static graded => graded.Blocks && graded.Criterion.RequiredFrom == Stage.Experiment).Select(static graded => graded.Criterion.Id).Order(StringComparer.Ordinal),
            readiness.NextSteps.SelectMany(static step => step.CriterionIds).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(readiness.NextSteps.Length, readiness.NextSteps.Select(static step => step.Text).Distinct().Count());
    }

    [Fact]
    public void NextSteps_OfGapsWithOneReason_AreOne()
    {
        using var folder = new TemporaryFolder(
            ("service.yaml", Manifest()),
            ("k/a/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"),
            ("k/b/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n"));
        Assert.Equal(
            ["Make it possible to judge component k/a and 1 more: no kustomization among the checked files uses this component (k/a/kustomization.yaml and 1 more place)."],
            Checker.Check(folder.Path, Options).Readiness!.NextSteps.Select(static step => step.Text));
    }

    [Theory]
    [InlineData("# Generated by platformguard from service.yaml; do not edit.\na: 1\n", "NotEvaluated: deploy/a.yaml:1:1 PG8003: not judged: generated file deploy/a.yaml: this release has no generator to compare it with")]
    [InlineData("# Not generated by platformguard.\na: 1\n", "NotApplicable: no file here carries the header of generated files")]
    [InlineData("# Generated by platformguard-exporter\na: 1\n", "NotApplicable")]
    [InlineData("a: generated by platformguard\n", "NotApplicable")]
    [InlineData("# Generated by helm\na: 1\n", "NotApplicable")]
    public void GeneratedFiles_AreAskedForOnlyWhereThereAreAny(string content, string expected) =>
        Assert.StartsWith(expected, Answer("generated-files-in-sync", ("service.yaml", Manifest()), ("deploy/a.yaml", content)), StringComparison.Ordinal);

    [Fact]
    public void AGeneratedDashboard_IsRecognisedInJson() =>
        Assert.StartsWith("NotEvaluated", Answer("generated-files-in-sync", ("service.yaml", Manifest()), ("dashboards/a.json", "{\"description\": \"Generated by platformguard from service.yaml.\"}")), StringComparison.Ordinal);

    [Fact]
    public void Exceptions_AreAllListedWithTheDaysLeft()
    {
        using var folder = new TemporaryFolder(
            ("service.yaml", Manifest("  waivers:\n    - {id: PG7001, reason: demo, owner: a, approvedBy: b, until: 2027-02-10}\n    - {id: PG7008, reason: demo, until: 2027-01-30}\n    - {id: PG7007, reason: demo}\n    - {id: PG7OO7, reason: demo}\n    - {id: network-policy, path: a, reason: demo}\n")),
            ("deploy/in.yaml", "# platformguard:allow PG7010 reason=\"x\" until=2027-01-31\n" + Ingress));
        var exceptions = Checker.Check(folder.Path, Options).Readiness!.Exceptions;

        Assert.Equal(["PG7010 False 0 True", "PG7001 True 10 True", "PG7008 True -1 False", "PG7007 True  True", "PG7OO7 True  False", "network-policy True  False"], exceptions.Select(static exception => FormattableString.Invariant($"{exception.Id} {exception.IsWaiver} {exception.DaysLeft} {exception.Counts}")));
    }
}

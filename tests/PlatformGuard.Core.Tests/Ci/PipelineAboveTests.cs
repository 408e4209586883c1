using System;
using System.Linq;
using PlatformGuard.Core.Changes;
using PlatformGuard.Core.Grading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Ci;

/// <summary>A service below the repository's root: the root's pipeline belongs to it.</summary>
public sealed class PipelineAboveTests : IDisposable
{
    private const string Manifest = """
        apiVersion: platformguard/v1
        kind: Service
        metadata: {name: sample, owner: group::test}
        spec: {stage: experiment, image: registry.example.com/app:1.0.0}

        """;

    private const string Root = """
        include:
          - local: /ci/deploy.yml
          - local: ci/parts/*.yml
          - local: services/a/ci.yml
          - local: ../outside.yml
        build:
          script: ["curl -H \"Authorization: Bearer $ROOT_API_TOKEN\" https://example.com"]

        """;

    private readonly TemporaryFolder repository = new(
        (".gitlab-ci.yml", Root),
        ("ci/deploy.yml", Job("deploy", "INCLUDED_API_TOKEN")),
        ("ci/parts/one.yml", Job("one", "GLOB_API_TOKEN")),
        ("ci/unused.yml", Job("unused", "UNUSED_API_TOKEN")),
        ("services/a/service.yaml", Manifest),
        ("services/a/ci.yml", Job("own", "OWN_API_TOKEN")),
        ("services/b/service.yaml", Manifest));

    public PipelineAboveTests()
    {
        Git.Run(repository.Path, "init", "-q", "-b", "main");
        Git.Run(repository.Path, "add", "-A");
        Git.Run(repository.Path, "commit", "-q", "-m", "first");
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void Root_WithIncludes_IsJudgedForTheServiceBelow() => Assert.Equal(
        """
        ../../.gitlab-ci.yml:7 ROOT_API_TOKEN
        ../../ci/deploy.yml:2 INCLUDED_API_TOKEN
        ../../ci/parts/one.yml:2 GLOB_API_TOKEN
        ci.yml:2 OWN_API_TOKEN
        """.ReplaceLineEndings("\n"),
        Stored("services/a"));

    [Fact]
    public void Neighbour_GetsTheSamePipeline() => Assert.Contains("../a/ci.yml:2 OWN_API_TOKEN", Stored("services/b").Replace("../../services/", "../", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void Root_CheckedByItself_HasNothingAbove() => Assert.DoesNotContain("../", Stored(""), StringComparison.Ordinal);

    [Fact]
    public void Build_LeavesItToTheCheckInCi() => Assert.Equal("", Stored("services/a", new CheckOptions { ReadsPipelineAbove = false }));

    [Fact]
    public void BrokenRoot_IsReported_AndEverythingElseStillChecked()
    {
        repository.Write(".gitlab-ci.yml", "include: ci/deploy.yml\nbuild: [\n");

        var result = Checker.Check(repository.At("services/a"), new CheckOptions());

        Assert.Contains(result.Findings, static finding => finding.Rule.Id == "PG9001" && finding.Location.File == "../../.gitlab-ci.yml" && finding.Location.Start.Line >= 2);
        Assert.Empty(result.Faults);
    }

    [Fact]
    public void Workflow_WithAnActionOfTheRepository_IsJudgedForTheServiceBelow()
    {
        repository.Write(".gitlab-ci.yml", "build: {script: [make]}\n");
        repository.Write(".github/workflows/ci.yml", "on: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ./.github/actions/publish\n      - run: publish\n        env:\n          FEED: ${{ secrets.FEED_TOKEN }}\n");
        repository.Write(".github/actions/publish/action.yml", "runs:\n  using: composite\n  steps:\n    - shell: bash\n      run: docker login -u x -p \"$(cat key.txt)\" registry.example.com\n");

        var result = Checker.Check(repository.At("services/b"), new CheckOptions());

        Assert.Contains(result.Findings, static finding => finding.Rule.Id == "PG3002" && finding.Location.File == "../../.github/workflows/ci.yml");
        Assert.DoesNotContain(result.NotEvaluated, static gap => gap.What.Contains("publish", StringComparison.Ordinal));
    }

    [Fact]
    public void Since_AChangeOfTheService_LeavesOldFindingsOfThePipeline()
    {
        repository.Write("services/a/Dockerfile", "FROM scratch\n");

        Assert.Equal("", Since("services/a"));
    }

    [Fact]
    public void Since_AChangeOfThePipeline_BringsItsFinding()
    {
        repository.Write("ci/deploy.yml", Job("deploy", "CHANGED_API_TOKEN"));

        Assert.Equal("../../ci/deploy.yml:2 CHANGED_API_TOKEN", Since("services/a"));
    }

    [Fact]
    public void Grade_AnswersThePipelineCriteria()
    {
        var criterion = Checker.Check(repository.At("services/a"), new CheckOptions()).Readiness!.Criteria.First(static graded => graded.Criterion.Answer.Rules.Any(static rule => rule.Id == "PG3002"));

        Assert.Equal(Outcome.Fail, criterion.Outcome);
    }

    private static string Job(string name, string token) => $"{name}:\n  script: [\"curl -H \\\"X-Api-Token: ${token}\\\" https://example.com\"]\n";

    private string Stored(string folder, CheckOptions? options = null) => Told(Checker.Check(System.IO.Path.TrimEndingDirectorySeparator(repository.At(folder)), options ?? new CheckOptions()));

    private string Since(string folder)
    {
        var root = repository.At(folder);
        var options = new CheckOptions();
        return Told(SinceFilter.Create(root, "HEAD", options).Apply(Checker.Check(root, options), root, options));
    }

    private static string Told(CheckResult result) => string.Join('\n', result.Findings
        .Where(static finding => finding.Rule.Id == "PG3002" && finding.IsOpen && finding.Severity > Severity.Off)
        .Select(static finding => $"{finding.Location.File}:{finding.Location.Start.Line} {finding.Message.Split('\'')[3]}"));
}

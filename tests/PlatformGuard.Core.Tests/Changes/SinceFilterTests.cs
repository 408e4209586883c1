using System;
using System.Linq;
using PlatformGuard.Core.Changes;

namespace PlatformGuard.Core.Tests.Changes;

/// <summary>Real repositories: what counts as changed, and what does not.</summary>
public sealed class SinceFilterTests : IDisposable
{
    private const string Manifest = """
        apiVersion: platformguard/v1
        kind: Service
        metadata: {name: sample, owner: group::test}
        spec: {stage: experiment, image: registry.example.com/app:1.0.0}

        """;

    private readonly TemporaryFolder repository = new(
        ("service.yaml", Manifest),
        ("deploy/a.yaml", Deployment("a")),
        ("deploy/b.yaml", Deployment("b")));

    public SinceFilterTests()
    {
        Git.Run(repository.Path, "init", "-q", "-b", "main");
        Commit("first");
    }

    public void Dispose() => repository.Dispose();

    [Fact]
    public void Nothing_Changed_LeavesNoFinding() => Assert.Equal("", Findings("HEAD"));

    [Fact]
    public void Whole_Result_HasFindingsToNarrow() => Assert.NotEmpty(Checker.Check(repository.Path, new CheckOptions()).Findings);

    [Fact]
    public void Line_OfAnUnstagedChange_BringsItsFindingOnly()
    {
        repository.Write("deploy/a.yaml", Deployment("a").Replace("app:1.0.0", "app:latest", StringComparison.Ordinal));

        Assert.Equal("deploy/a.yaml PG7010", Findings("HEAD"));
    }

    [Fact]
    public void File_Untracked_BringsAllItsFindings()
    {
        repository.Write("deploy/c.yaml", Deployment("c"));

        Assert.All(Findings("HEAD").Split('\n'), line => Assert.StartsWith("deploy/c.yaml ", line, StringComparison.Ordinal));
        Assert.Contains("deploy/c.yaml PG7004", Findings("HEAD"), StringComparison.Ordinal);
    }

    [Fact]
    public void File_Ignored_BringsNone()
    {
        repository.Write(".gitignore", "deploy/c.yaml\n");
        repository.Write("deploy/c.yaml", Deployment("c"));

        Assert.Equal("", Findings("HEAD"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void File_Renamed_KeepsItsOldFindingsOld(bool isStaged)
    {
        Git.Run(repository.Path, "mv", "deploy/a.yaml", "deploy/with space é.yaml");
        if (!isStaged)
        {
            Git.Run(repository.Path, "reset", "-q");
        }

        Assert.Equal("", Findings("HEAD"));
        repository.Write("deploy/with space é.yaml", Deployment("a").Replace("app:1.0.0", "app:latest", StringComparison.Ordinal));
        Assert.Equal("deploy/with space é.yaml PG7010", Findings("HEAD"));
    }

    /// <summary>No line of the file was added; what was taken away still makes the finding new.</summary>
    [Fact]
    public void Lines_TakenAway_BringWhatTheyPrevented()
    {
        repository.Write("deploy/a.yaml", Deployment("a", "        livenessProbe: {httpGet: {path: /, port: 80}}\n        readinessProbe: {httpGet: {path: /, port: 80}}\n"));
        Commit("with probes");
        repository.Write("deploy/a.yaml", Deployment("a"));

        Assert.Equal("deploy/a.yaml PG7007", Findings("HEAD"));
    }

    [Fact]
    public void Indentation_Alone_IsNoChange()
    {
        repository.Write("deploy/a.yaml", Deployment("a").Replace("        image:", "        image:   ", StringComparison.Ordinal));

        Assert.Equal("", Findings("HEAD"));
    }

    [Fact]
    public void Stage_Raised_BringsWhatIsNowWorse()
    {
        repository.Write("service.yaml", Manifest.Replace("stage: experiment", "stage: beta", StringComparison.Ordinal));

        Assert.Contains("deploy/b.yaml PG7004", Findings("HEAD"), StringComparison.Ordinal);
    }

    [Fact]
    public void Waiver_TakenBack_BringsItsFinding()
    {
        repository.Write("deploy/a.yaml", "# platformguard:allow PG7010 reason=\"test\"\n" + Deployment("a").Replace("        image: registry.example.com/app:1.0.0", "        image: registry.example.com/app:latest # platformguard:allow PG7010 reason=\"test\"", StringComparison.Ordinal));
        Commit("suppressed");
        repository.Write("deploy/a.yaml", "# platformguard:allow PG7010 reason=\"test\"\n" + Deployment("a").Replace("        image: registry.example.com/app:1.0.0", "        image: registry.example.com/app:latest", StringComparison.Ordinal));

        Assert.Contains("deploy/a.yaml PG7010", Findings("HEAD"), StringComparison.Ordinal);
    }

    /// <summary>What main got in the meantime is not ours: the comparison is with the common ancestor.</summary>
    [Fact]
    public void Branch_BehindItsTarget_IsComparedWithTheCommonAncestor()
    {
        Git.Run(repository.Path, "checkout", "-q", "-b", "feature");
        repository.Write("deploy/c.yaml", Deployment("c"));
        Commit("mine");
        Git.Run(repository.Path, "checkout", "-q", "main");
        Git.Run(repository.Path, "rm", "-q", "deploy/b.yaml");
        Commit("theirs");
        Git.Run(repository.Path, "checkout", "-q", "feature");

        Assert.All(Findings("main").Split('\n'), line => Assert.StartsWith("deploy/c.yaml ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Folder_BelowTheRepository_IsComparedWithItsOwnPast()
    {
        repository.Write("deploy/a.yaml", Deployment("a").Replace("app:1.0.0", "app:latest", StringComparison.Ordinal));

        Assert.Equal("a.yaml PG7010", Findings("HEAD", "deploy"));
    }

    [Fact]
    public void Repository_AfterwardsAndBefore_IsTheSame()
    {
        repository.Write("deploy/c.yaml", Deployment("c"));
        var before = Git.Run(repository.Path, "status", "--porcelain");
        Findings("HEAD");

        Assert.Equal(before, Git.Run(repository.Path, "status", "--porcelain"));
        Assert.Equal("?? deploy/c.yaml\n", before);
        Assert.DoesNotContain("worktree", Git.Run(repository.Path, "worktree", "list", "--porcelain").Replace("worktree " + repository.Path, "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Reference_Unknown_IsRefusedWithAdvice() => Assert.Contains("there is no commit 'origin/main'", Refused("origin/main"), StringComparison.Ordinal);

    [Fact]
    public void Reference_ThatLooksLikeAnOption_IsNone() => Assert.Contains("there is no commit '--all'", Refused("--all"), StringComparison.Ordinal);

    [Fact]
    public void Clone_ThatIsShallow_IsRefusedWithAdvice()
    {
        repository.Write("deploy/a.yaml", Deployment("z"));
        Commit("second");
        using var clone = new TemporaryFolder();
        Git.Run(clone.Path, "clone", "-q", "--depth", "1", "file://" + repository.Path, "copy");

        var refused = Assert.Throws<InvalidInputException>(() => SinceFilter.Create(clone.At("copy"), "HEAD~1", new CheckOptions()));
        Assert.Contains("this clone is shallow", refused.Message, StringComparison.Ordinal);
        Assert.Contains("GIT_DEPTH", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_WithoutRepository_IsRefused()
    {
        using var plain = new TemporaryFolder(("service.yaml", Manifest));

        Assert.Contains("no git repository", Assert.Throws<InvalidInputException>(() => SinceFilter.Create(plain.Path, "HEAD", new CheckOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Histories_WithoutCommonCommit_AreRefused()
    {
        Git.Run(repository.Path, "checkout", "-q", "--orphan", "other");
        Commit("unrelated");

        Assert.Contains("have no common commit", Refused("main"), StringComparison.Ordinal);
    }

    private string Refused(string reference) => Assert.Throws<InvalidInputException>(() => SinceFilter.Create(repository.Path, reference, new CheckOptions())).Message;

    private void Commit(string message)
    {
        Git.Run(repository.Path, "add", "-A");
        Git.Run(repository.Path, "commit", "-q", "-m", message);
    }

    private string Findings(string reference, string folder = "")
    {
        var options = new CheckOptions();
        var root = System.IO.Path.TrimEndingDirectorySeparator(repository.At(folder));
        var narrowed = SinceFilter.Create(root, reference, options).Apply(Checker.Check(root, options), root, options);
        return string.Join('\n', narrowed.Findings.Where(finding => finding.IsOpen).Select(finding => $"{finding.Location.File} {finding.Rule.Id}").Distinct());
    }

    private static string Deployment(string name, string probes = "") => """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: NAME, namespace: sample}
        spec:
          replicas: 2
          selector: {matchLabels: {app: NAME}}
          template:
            metadata: {labels: {app: NAME}}
            spec:
              containers:
              - name: app
                image: registry.example.com/app:1.0.0

        """.Replace("NAME", name, StringComparison.Ordinal) + probes;
}

using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using PlatformGuard.Cli.Commands;
using PlatformGuard.Cli.GitLab;

namespace PlatformGuard.Cli.Tests.GitLab;

public sealed class CommentCommandTests : IDisposable
{
    private readonly GitLabServer server = new();
    private readonly TemporaryFolder folder = new(("report.md", "### PlatformGuard: pass\n"), ("token", GitLabServer.Token + "\n"));
    private readonly List<TimeSpan> waits = [];
    private readonly Dictionary<string, string> variables;

    public CommentCommandTests() => variables = new()
    {
        ["CI_API_V4_URL"] = server.Api,
        ["CI_PROJECT_ID"] = "42",
        ["CI_MERGE_REQUEST_IID"] = "7",
        ["PLATFORMGUARD_GITLAB_TOKEN"] = GitLabServer.Token,
        ["CI_JOB_TOKEN"] = "the-job-token",
    };

    private string Marker { get; } = MergeRequestNote.Marker("report");

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Note_ForTheFirstTime_IsWritten()
    {
        Assert.Equal((0, "platformguard: note on !7: written\n"), Run());
        Assert.Equal(Marker + "\n### PlatformGuard: pass\n", Assert.Single(server.Notes).Body);
    }

    [Fact]
    public void Note_ThatIsThere_IsUpdatedAndNotWrittenAgain()
    {
        Run();
        folder.Write("report.md", "### PlatformGuard: fail\n");

        Assert.Equal((0, "platformguard: note on !7: updated\n"), Run());
        Assert.Contains("fail", Assert.Single(server.Notes).Body, StringComparison.Ordinal);
        Assert.Equal((0, "platformguard: note on !7: unchanged\n"), Run());
    }

    [Fact]
    public void Note_BehindHundredsOfOthers_IsFound()
    {
        server.Notes.AddRange(Enumerable.Range(1, 250).Select(index => ((long)index, "talk " + Marker, false)));
        server.Notes.Add((251, Marker + "\nold", true));

        Assert.Equal((0, "platformguard: note on !7: updated\n"), Run());
        Assert.Equal(3, server.Requests.Count(request => request.StartsWith("GET", StringComparison.Ordinal)));
    }

    /// <summary>Somebody quoted our note: theirs cannot be changed.</summary>
    [Fact]
    public void Note_OfAnotherAuthorWithOurMarker_IsLeftAlone()
    {
        server.Notes.Add((1, Marker + "\nquoted", false));

        Assert.Equal((0, "platformguard: note on !7: written\n"), Run());
        Assert.Equal(2, server.Notes.Count);
    }

    [Fact]
    public void Notes_OfTwoNames_AreTwoNotes()
    {
        Run();
        Run("--name", "grade");

        Assert.Equal(2, server.Notes.Count);
    }

    [Fact]
    public void Token_FromAFile_IsUsedWithoutItsLineBreak()
    {
        variables.Remove("PLATFORMGUARD_GITLAB_TOKEN");
        Assert.Equal(0, Run("--token-file", folder.At("token")).Status);
        variables["PLATFORMGUARD_GITLAB_TOKEN"] = folder.At("token");
        Assert.Equal((0, "platformguard: note on !7: unchanged\n"), Run());
    }

    [Theory]
    [InlineData(401, "does not know the token")]
    [InlineData(403, "may not write notes on merge request !7")]
    [InlineData(404, "there is no merge request !7 in project 42")]
    [InlineData(302, "sends elsewhere (302)")]
    [InlineData(400, "does not accept the note's text")]
    [InlineData(418, "answers with status 418")]
    public void Refusal_IsToldAndFailsOnlyWhenAsked(int status, string message)
    {
        server.Failures.Enqueue((status, null));
        var outcome = Run();
        server.Failures.Enqueue((status, null));

        Assert.Equal(0, outcome.Status);
        Assert.StartsWith("platformguard: no note: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(message, outcome.Error, StringComparison.Ordinal);
        Assert.Equal(1, Run("--required").Status);
        Assert.Empty(waits);
        Assert.DoesNotContain(GitLabServer.Token, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Failure_ThatPasses_IsTriedAgainWithGrowingWaits()
    {
        foreach (var status in (int[])[502, 503, 500])
        {
            server.Failures.Enqueue((status, null));
        }

        Assert.Equal((0, "platformguard: note on !7: written\n"), Run());
        Assert.Equal([1, 2, 4], waits.Select(wait => wait.TotalSeconds));
    }

    [Fact]
    public void Limit_OfRequests_WaitsAsLongAsGitLabAsks()
    {
        server.Failures.Enqueue((429, "17"));

        Assert.Equal((0, "platformguard: note on !7: written\n"), Run());
        Assert.Equal(17, Assert.Single(waits).TotalSeconds);
    }

    [Fact]
    public void Limit_ThatDoesNotEnd_IsTold()
    {
        for (var count = 0; count < 5; count++)
        {
            server.Failures.Enqueue((429, "3600"));
        }

        Assert.Contains("asks to wait longer", Run().Error, StringComparison.Ordinal);
        Assert.All(waits, wait => Assert.Equal(60, wait.TotalSeconds));
    }

    [Fact]
    public void Server_ThatIsNotThere_IsTold()
    {
        server.Dispose();

        Assert.Contains($"127.0.0.1:{server.Port} is not reached: there is no connection", Run().Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CI_JOB_TOKEN", "the job token cannot write notes")]
    [InlineData("NOT_SET", "there is no token in the variable NOT_SET")]
    public void Token_ThatCannotWrite_IsToldBeforeAnythingIsSent(string name, string message)
    {
        Assert.Contains(message, Run("--token-variable", name).Error, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void Job_OfNoMergeRequest_WritesNothing()
    {
        variables.Remove("CI_MERGE_REQUEST_IID");

        Assert.Equal((0, "platformguard: no note: this job runs for no merge request (CI_MERGE_REQUEST_IID is not set)\n"), Run());
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("http://gitlab.example.com/api/v4", "only sent over https")]
    [InlineData("gitlab.example.com", "the address of GitLab's API is not known")]
    public void Address_ThatIsUnsafeOrNone_IsRefused(string url, string message) =>
        Assert.Contains(message, Assert.Throws<UsageException>(() => Run("--url", url)).Message, StringComparison.Ordinal);

    [Fact]
    public void Report_ThatIsMissing_IsStatus2() => Assert.Equal(2, Outcome.Of("comment", folder.At("missing.md")).Status);

    private (int Status, string Error) Run(params string[] arguments)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var streams = new Streams(Stream.Null, error, IsTerminal: false);
        var command = CommentCommand.Create(streams, variables.GetValueOrDefault, default);
        var parsed = new RootCommand { command }.Parse(["comment", folder.At("report.md"), .. arguments]);
        var status = CommentCommand.Run(parsed, streams, variables.GetValueOrDefault, (wait, _) =>
        {
            waits.Add(wait);
            return Task.CompletedTask;
        }, default);
        return (status, error.ToString());
    }
}

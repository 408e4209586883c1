using System.Collections.Generic;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reports;

namespace PlatformGuard.Core.Tests.Reports;

public sealed class SourceHostTests
{
    private static readonly Location Lines = new("a.yaml", new Position(3, 5), new Position(7, 2));

    [Fact]
    public void GitLab_LinksTheCommit()
    {
        var host = Host(new() { ["CI_PROJECT_URL"] = "https://gitlab.example.com/group/project", ["CI_COMMIT_SHA"] = "abc123" });

        Assert.Equal("https://gitlab.example.com/group/project/-/blob/abc123/deploy/a%20b%23.yaml#L3-7", host!.Link("deploy/a b#.yaml", Lines));
        Assert.EndsWith("#L1", host.Link("a", Location.OfFile("a")), System.StringComparison.Ordinal);
    }

    [Fact]
    public void GitHub_LinksTheCommit()
    {
        var host = Host(new() { ["GITHUB_SERVER_URL"] = "https://github.com", ["GITHUB_REPOSITORY"] = "group/project", ["GITHUB_SHA"] = "abc123" });

        Assert.Equal("https://github.com/group/project/blob/abc123/a.yaml#L3-L7", host!.Link("a.yaml", Lines));
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("https://user:secret@gitlab.example.com/group/project")]
    [InlineData("/relative")]
    [InlineData("")]
    public void Address_ThatIsNoPlainWebAddress_LinksNothing(string address) =>
        Assert.Null(Host(new() { ["CI_PROJECT_URL"] = address, ["CI_COMMIT_SHA"] = "abc123" }));

    [Fact]
    public void Outside_OfCi_LinksNothing() => Assert.Null(Host([]));

    private static SourceHost? Host(Dictionary<string, string> variables) => SourceHost.Of(variables.GetValueOrDefault);
}

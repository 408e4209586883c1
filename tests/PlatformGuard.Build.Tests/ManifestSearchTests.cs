namespace PlatformGuard.Build.Tests;

public sealed class ManifestSearchTests
{
    [Fact]
    public void Nearest_SeveralUpward_IsTheNearest()
    {
        using var folder = new TemporaryFolder();
        var outer = folder.Write("service.yaml", "");
        var inner = folder.Write("a/service.yaml", "");
        var project = folder.Make("a/b/c");

        Assert.Equal(inner, ManifestSearch.Nearest(project));
        Assert.Equal(outer, ManifestSearch.Above(inner));
    }

    [Theory]
    [InlineData("repository/.git/HEAD")]
    [InlineData("repository/.git")]
    public void Nearest_AboveTheWorkTree_IsNotOurs(string mark)
    {
        using var folder = new TemporaryFolder();
        folder.Write("service.yaml", "");
        folder.Write(mark, "gitdir: elsewhere");
        var project = folder.Make("repository/src/App");

        Assert.Null(ManifestSearch.Nearest(project));
    }

    [Fact]
    public void Nearest_BesideTheWorkTreesMark_IsFound()
    {
        using var folder = new TemporaryFolder();
        folder.Write("service.yaml", "");
        var own = folder.Write("repository/service.yaml", "");
        folder.Make("repository/.git");
        var project = folder.Make("repository/src/App");

        Assert.Equal(own, ManifestSearch.Nearest(project));
        Assert.Null(ManifestSearch.Above(own));
    }
}

using System.Diagnostics;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Tests.Reading;

public sealed class PathSetTests
{
    [Theory]
    [InlineData("deploy/**", "deploy/app.yaml")]
    [InlineData("deploy/**", "deploy/base/app.yaml")]
    [InlineData("deploy", "deploy/base/app.yaml")]
    [InlineData("deploy/", "deploy/base/app.yaml")]
    [InlineData("/deploy", "deploy/app.yaml")]
    [InlineData("./deploy", "deploy/app.yaml")]
    [InlineData("fixtures", "tests/fixtures/a.yaml")]
    [InlineData("fixtures/", "tests/fixtures/a.yaml")]
    [InlineData("tests/fixtures", "tests/fixtures/a/b.yaml")]
    [InlineData("*.yaml", "a/b/c.yaml")]
    [InlineData("**/*.yaml", "c.yaml")]
    [InlineData("**/test/**", "test/a")]
    [InlineData("**/test/**", "x/y/test/a/b")]
    [InlineData("a/**/z", "a/z")]
    [InlineData("a/**/z", "a/b/c/z")]
    [InlineData("app-?.[jy]*", "app-1.yaml")]
    [InlineData("app-[!0-9].yaml", "app-x.yaml")]
    [InlineData("service.yaml", "service.yaml")]
    public void Contains_WhenThePatternFits_IsTrue(string pattern, string path) => Assert.True(new PathSet([pattern]).Contains(path));

    [Theory]
    [InlineData("deploy/**", "deployment/app.yaml")]
    [InlineData("/deploy", "x/deploy/app.yaml")]
    [InlineData("deploy/base", "x/deploy/base/a")]
    [InlineData("a/*.yaml", "a/b/c.yaml")]
    [InlineData("a?c", "a/c")]
    [InlineData("a[!b]c", "a/c")]
    [InlineData("*.yaml", "a.yml")]
    [InlineData("Deploy", "deploy/a")]
    [InlineData("", "a")]
    [InlineData("/", "a")]
    [InlineData("[", "a")]
    public void Contains_WhenThePatternDoesNotFit_IsFalse(string pattern, string path) => Assert.False(new PathSet([pattern]).Contains(path));

    [Fact]
    public void Contains_WhenThePatternIsHostile_EndsSoon()
    {
        var watch = Stopwatch.StartNew();
        Assert.False(new PathSet([string.Concat(System.Linq.Enumerable.Repeat("**/*a*a*/", 60)) + "b"]).Contains(string.Concat(System.Linq.Enumerable.Repeat("aaaaaaaa/", 200)) + "c"));
        Assert.True(watch.ElapsedMilliseconds < 60_000);
    }
}

using System.IO;
using System.Linq;
using System.Threading;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Tests.Reading;

public sealed class ManifestLocatorTests
{
    private const string Manifest = "apiVersion: platformguard/v1\nkind: Service\nmetadata: {name: x}\nspec: {stage: beta, image: x}\n";
    private const string KubernetesService = "apiVersion: v1\nkind: Service\nmetadata: {name: x}\n";
    private const string KnativeService = "apiVersion: serving.knative.dev/v1\nkind: Service\n";

    private static readonly CheckOptions Options = new();

    [Theory]
    [InlineData(Manifest, true)]
    [InlineData("apiVersion: platformguard/v2\n", true)]
    [InlineData("apiVersion: platformgard/v1\n", true)]
    [InlineData("name: no version\n", true)]
    [InlineData("broken: [", true)]
    [InlineData(KubernetesService, false)]
    [InlineData(KnativeService, false)]
    [InlineData("apiVersion: apps/v1\nkind: Deployment\n", false)]
    public void File_NamedServiceYaml_IsTheManifestUnlessItIsAKubernetesObject(string content, bool isManifest)
    {
        using var folder = new TemporaryFolder(("service.yaml", content));

        Assert.Equal(isManifest ? folder.At("service.yaml") : null, ManifestLocator.Find(folder.Path, Options));
    }

    [Fact]
    public void Search_FromASubfolder_GoesUpToTheRepositorysRootAndNoFurther()
    {
        using var folder = new TemporaryFolder(("service.yaml", Manifest), ("repo/x.txt", ""), ("repo/a/b/service.yaml", KubernetesService), ("repo/a/c/x.txt", ""));
        Git.Run(folder.At("repo"), "init", "-q");

        Assert.Null(ManifestLocator.Find(folder.At("repo/a/b"), Options));
        folder.Write("repo/a/service.yaml", Manifest);
        Assert.Equal(folder.At("repo/a/service.yaml"), ManifestLocator.Find(folder.At("repo/a/b"), Options));
        Assert.Equal(folder.At("repo/a/service.yaml"), ManifestLocator.Find(folder.At("repo/a/c"), Options));
        Assert.Null(ManifestLocator.Find(folder.At("repo"), Options));
    }

    [Fact]
    public void Search_OutsideARepository_LooksIntoTheFolderOnly()
    {
        using var folder = new TemporaryFolder(("service.yaml", Manifest), ("a/x.txt", ""));

        Assert.Null(ManifestLocator.Find(folder.At("a"), Options));
    }

    [Fact]
    public void Option_NamingALink_MeansWhatItLeadsTo()
    {
        using var elsewhere = new TemporaryFolder(("my.yaml", Manifest));
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.At("link.yaml"), elsewhere.At("my.yaml"));

        Assert.Equal(elsewhere.At("my.yaml"), ManifestLocator.Find(folder.Path, Options with { ManifestPath = folder.At("link.yaml") }));
    }

    [Fact]
    public void NestedServices_AreTheFoldersWithAManifestOfTheirOwn()
    {
        using var folder = new TemporaryFolder(
            ("service.yaml", Manifest), ("services/a/service.yaml", Manifest), ("services/b/service.yaml", KubernetesService), ("services/c/service.yaml", "not: ours\n"), ("services/d/my-service.yaml", Manifest));
        var paths = RepositoryLister.List(folder.Path, Options, CancellationToken.None);

        Assert.Equal(["services/a/"], ManifestLocator.NestedServices(folder.Path, paths, Options));
    }

    [Fact]
    public void Check_OfARepositoryWithANestedService_LeavesItsFilesAndSaysSo()
    {
        using var folder = new TemporaryFolder(("service.yaml", Manifest), ("deploy/a.yaml", "a: [\n"), ("services/a/service.yaml", Manifest), ("services/a/b.yaml", "b: [\n"));

        var result = Checker.Check(folder.Path, Options);
        Assert.Equal(["deploy/a.yaml"], result.Inputs.AsEnumerable());
        Assert.DoesNotContain(result.Findings, finding => finding.Location.File.StartsWith("services/", System.StringComparison.Ordinal));
        Assert.Contains(result.NotEvaluated, gap => gap.What == "services/a");
        Assert.Contains("b.yaml", Checker.Check(folder.At("services/a"), Options).Inputs);
    }

    [Fact]
    public void Check_OfAFolderBelowItsManifest_NamesItByTheWayUp()
    {
        using var folder = new TemporaryFolder(("service.yaml", Manifest), ("deploy/a.yaml", "a: 1\n"));
        Git.Run(folder.Path, "init", "-q");

        var result = Checker.Check(folder.At("deploy"), Options);
        Assert.Equal("../service.yaml", result.Manifest.Path);
    }

    [Theory]
    [InlineData("fixtures/", "tests/fixtures/a.yaml")]
    [InlineData("**/*.golden.yaml", "x/y.golden.yaml")]
    [InlineData("tests/fixtures/a.yaml", "tests/fixtures/a.yaml")]
    public void Check_WithExclude_LeavesOutWhatItNames(string glob, string gone)
    {
        using var folder = new TemporaryFolder(("tests/fixtures/a.yaml", "a: [\n"), ("x/y.golden.yaml", "a: [\n"), ("kept.yaml", "a: [\n"));

        var inputs = Checker.Check(folder.Path, Options with { Exclude = [glob] }).Inputs;
        Assert.DoesNotContain(gone, inputs);
        Assert.Contains("kept.yaml", inputs);
    }
}

using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Tests.Reading;

public sealed class RepositoryReaderTests
{
    private static readonly CheckOptions Options = new();

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public void Read_WithAnyNumberOfThreads_KeepsTheOrderOfTheList(int jobs)
    {
        using var folder = new TemporaryFolder([.. Enumerable.Range(0, 300).Select(index => ($"f{index % 17}/{index}.yaml", "a: " + new string('x', index * 20)))]);
        var paths = RepositoryLister.List(folder.Path, Options, CancellationToken.None).Reverse().ToList();

        Assert.Equal(paths, RepositoryReader.Read(folder.Path, paths, Options with { Jobs = jobs }, CancellationToken.None).Select(file => file.Path));
    }

    [Fact]
    public void Link_ThatGivesAFileAnotherMeaning_IsReadAsItsNameSays()
    {
        using var folder = new TemporaryFolder(("ci/main.yml", "job: {script: x}"), ("deploy/a.yaml", "a: 1"));
        File.CreateSymbolicLink(folder.At(".gitlab-ci.yml"), "ci/main.yml");
        File.CreateSymbolicLink(folder.At("deploy/same.yaml"), "a.yaml");

        var file = Read(folder, ".gitlab-ci.yml", FileKind.GitLabCi)!;
        Assert.Equal(new Location(".gitlab-ci.yml", new(1, 1), new(1, 4)), file.Documents.Single().Entries[0].Key.Location);
        Assert.Null(Read(folder, "deploy/same.yaml", FileKind.Yaml));
    }

    [Theory]
    [InlineData("../outside.yaml")]
    [InlineData("/etc/hostname")]
    [InlineData("nothing.yaml")]
    [InlineData(".gitlab-ci.yml")]
    [InlineData("up/outside.yaml")]
    public void Link_ThatLeadsOutOrNowhere_IsAProblemAndNotRead(string target)
    {
        using var outer = new TemporaryFolder(("outside.yaml", "secret: outside"), ("inner/a.txt", "a"));
        Directory.CreateSymbolicLink(outer.At("inner/up"), "..");
        File.CreateSymbolicLink(outer.At("inner/.gitlab-ci.yml"), target);
        File.CreateSymbolicLink(outer.At("inner/main.py"), target);

        var file = RepositoryReader.ReadFile(outer.At("inner"), ".gitlab-ci.yml", FileKind.GitLabCi, Options)!;
        Assert.Equal("it is a link that leads to no file of the repository", file.Problem!.Reason);
        Assert.Empty(file.Documents);
        Assert.Null(RepositoryReader.ReadFile(outer.At("inner"), "main.py", FileKind.Source, Options));
    }

    [Fact]
    public void Link_FromACheckedSubfolderToAFileElsewhereInTheRepository_IsRead()
    {
        using var folder = new TemporaryFolder(("shared/deploy.yaml", "a: 1"), ("svc/x.txt", "x"));
        Git.Run(folder.Path, "init", "-q");
        File.CreateSymbolicLink(folder.At("svc/deploy.yaml"), "../shared/deploy.yaml");

        Assert.Single(RepositoryReader.ReadFile(folder.At("svc"), "deploy.yaml", FileKind.Yaml, Options)!.Documents);
    }

    [Fact]
    public void Pipe_ThatNobodyWrites_DoesNotBlock()
    {
        using var folder = new TemporaryFolder();
        using (var process = Process.Start("mkfifo", folder.At("deploy.yaml")))
        {
            process.WaitForExit();
        }

        Assert.Null(Read(folder, "deploy.yaml", FileKind.Yaml));
    }

    [Fact]
    public void File_LargerThanTheLimit_IsAProblemAndNotRead()
    {
        using var folder = new TemporaryFolder(("a.yaml", new string('#', 2000)), ("b.png", new string('#', 2000)), ("c.yaml", new string('#', 1000)));
        var options = Options with { MaxFileBytes = 1000 };

        Assert.Equal("it is larger than 1000 bytes", RepositoryReader.ReadFile(folder.Path, "a.yaml", FileKind.Yaml, options)!.Problem!.Reason);
        Assert.Null(RepositoryReader.ReadFile(folder.Path, "b.png", FileKind.Ignored, options));
        Assert.Null(RepositoryReader.ReadFile(folder.Path, "c.yaml", FileKind.Yaml, options)!.Problem);
    }

    [Fact]
    public void File_ThatCannotBeOpened_IsAProblem()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal("the file system reports an error", Read(folder, new string('a', 300) + ".yaml", FileKind.Yaml)!.Problem!.Reason);
        Assert.Equal("its name is not valid UTF-8", Read(folder, "a\uFFFD.yaml", FileKind.Yaml)!.Problem!.Reason);
        Assert.Null(Read(folder, "deleted.yaml", FileKind.Yaml));
        Assert.Null(Read(folder, "deleted/deleted.yaml", FileKind.Yaml));
    }

    [Fact]
    public void CSharp_WhenTheBuildLeavesItToTheAnalyzers_IsNotRead()
    {
        using var folder = new TemporaryFolder(("a.cs", "class A;"), ("a.py", "a = 1"));
        var options = Options with { IncludeCSharp = false };

        Assert.Null(RepositoryReader.ReadFile(folder.Path, "a.cs", FileKind.Source, options));
        Assert.NotNull(RepositoryReader.ReadFile(folder.Path, "a.cs", FileKind.Source, Options));
        Assert.NotNull(RepositoryReader.ReadFile(folder.Path, "a.py", FileKind.Source, options));
    }

    private static SourceFile? Read(TemporaryFolder folder, string path, FileKind kind) => RepositoryReader.ReadFile(folder.Path, path, kind, Options);
}

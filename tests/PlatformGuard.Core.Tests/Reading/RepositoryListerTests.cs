using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Tests.Reading;

/// <summary>With real git, on real folders.</summary>
public sealed class RepositoryListerTests
{
    [Fact]
    public void List_InAWorkTree_IsWhatGitTracksOrWouldTrack()
    {
        using var folder = WorkTree(("tracked.yaml", "a"), ("ignored-but-tracked.log", "a"), ("deleted.yaml", "a"));
        Git.Run(folder.Path, "add", ".");
        Git.Run(folder.Path, "commit", "-qm", "x");
        folder.Write(".gitignore", "*.log\n/out/\n");
        folder.Write("untracked.yaml", "a");
        folder.Write("ignored.log", "a");
        folder.Write("out/ignored.yaml", "a");
        folder.Write("deep/er/untracked.yaml", "a");
        File.Delete(folder.At("deleted.yaml"));

        Assert.Equal([".gitignore", "deep/er/untracked.yaml", "ignored-but-tracked.log", "tracked.yaml", "untracked.yaml"], List(folder.Path).Except(["deleted.yaml"]));
        Assert.Empty(RepositoryReader.Read(folder.Path, ["deleted.yaml"], new CheckOptions(), CancellationToken.None));
    }

    [Fact]
    public void List_OfASubfolder_IsRelativeToItAndHonoursTheRootsIgnoreFile()
    {
        using var folder = WorkTree((".gitignore", "*.log\n"), ("a/b/c.yaml", "a"), ("a/b/c.log", "a"), ("a/d.yaml", "a"), ("e.yaml", "a"));

        Assert.Equal(["b/c.yaml", "d.yaml"], List(folder.At("a")));
        Assert.Equal(folder.Path, RepositoryLister.FindWorkTree(folder.At("a/b")));
    }

    [Fact]
    public void List_WithNamesThatHurt_IsComplete()
    {
        string[] names = [" lead", "a b", "a\nb", "a\tb", "quote\"'", "back\\slash", "größe", "日本語😀", "-rf", "*", "#x", "🏳️‍🌈", "e\u0301"];
        using var folder = WorkTree([.. names.Select(name => (name + ".yaml", "a: 1"))]);
        Git.Run(folder.Path, "add", ".");
        var expected = names.Select(name => name + ".yaml").Order(StringComparer.Ordinal);

        Assert.Equal(expected, List(folder.Path));
        Directory.Delete(folder.At(".git"), recursive: true);
        Assert.Equal(expected, List(folder.Path));
        Assert.Equal(expected, RepositoryReader.Read(folder.Path, List(folder.Path), new CheckOptions(), CancellationToken.None).Select(file => file.Path));
    }

    [Fact]
    public void List_WithANestedRepositoryAndASubmodule_LeavesTheirFilesToThem()
    {
        using var other = WorkTree(("inside.yaml", "a"));
        Git.Run(other.Path, "add", ".");
        Git.Run(other.Path, "commit", "-qm", "x");
        using var folder = WorkTree(("own.yaml", "a"), ("nested/theirs.yaml", "a"));
        Git.Run(folder.At("nested"), "init", "-q");
        Git.Run(folder.Path, "submodule", "--quiet", "add", other.Path, "sub");

        Assert.Equal([".gitmodules", "own.yaml", "sub"], List(folder.Path));
        Assert.Empty(RepositoryReader.Read(folder.Path, ["sub"], new CheckOptions(), CancellationToken.None));
        Assert.Equal(["inside.yaml"], List(folder.At("sub")).Except([".git"]));
    }

    [Fact]
    public void List_WithALinkToAFolderAboveItself_EndsAndDoesNotFollow()
    {
        using var folder = new TemporaryFolder(("a/b.yaml", "a"));
        Directory.CreateSymbolicLink(folder.At("a/up"), "..");
        Directory.CreateSymbolicLink(folder.At("self"), "self");

        Assert.Equal(["a/b.yaml"], List(folder.Path).Except(["self"]));
        Git.Run(folder.Path, "init", "-q");
        Assert.Equal(["a/b.yaml", "a/up", "self"], List(folder.Path));
        Assert.Equal(["a/b.yaml"], RepositoryReader.Read(folder.Path, List(folder.Path), new CheckOptions(), CancellationToken.None).Select(file => file.Path));
    }

    [Fact]
    public void List_OfAWorkTreeWhoseGitFolderIsGone_WalksInstead()
    {
        using var folder = new TemporaryFolder((".git", "gitdir: /nowhere/.git/worktrees/x\n"), ("a.yaml", "a"), (".gitignore", "*.log"), ("b.log", "b"));

        Assert.Equal([".gitignore", "a.yaml"], List(folder.Path).Except([".git"]));
    }

    [Fact]
    public void List_OfALinkedWorkTree_IsItsOwnFiles()
    {
        using var folder = WorkTree(("a.yaml", "a"));
        Git.Run(folder.Path, "add", ".");
        Git.Run(folder.Path, "commit", "-qm", "x");
        Git.Run(folder.Path, "worktree", "add", "-q", folder.At("linked"));

        Assert.Equal(["a.yaml"], List(folder.At("linked")));
    }

    [Fact]
    public void List_InARepositoryWhoseConfigurationStartsAProgram_DoesNotStartIt()
    {
        using var folder = WorkTree(("a.yaml", "a"));
        Git.Run(folder.Path, "config", "core.fsmonitor", "touch " + folder.At("started") + "; false");

        Assert.Equal(["a.yaml"], List(folder.Path));
        Assert.False(File.Exists(folder.At("started")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void List_WithMoreFilesThanTheLimit_CutsAtTheSamePlaceAndSaysSo(bool isWorkTree)
    {
        using var folder = new TemporaryFolder(("c/d.yaml", "a"), ("a.yaml", "a"), ("b/c.yaml", "a"), ("b.yaml", "a"));
        if (isWorkTree)
        {
            Git.Run(folder.Path, "init", "-q");
        }

        var gaps = new List<NotEvaluated>();
        Assert.Equal(["a.yaml", "b.yaml", "b/c.yaml"], RepositoryLister.List(folder.Path, new CheckOptions { MaxFiles = 3 }, gaps, CancellationToken.None));
        var gap = Assert.Single(gaps);
        Assert.Equal(("there are more than 3 files", "c/d.yaml"), (gap.Why, gap.Location.File));
        RepositoryLister.List(folder.Path, new CheckOptions { MaxFiles = 4 }, gaps, CancellationToken.None);
        Assert.Single(gaps);
    }

    /// <summary>Longer than the system allows in one call, as a hostile archive may make it.</summary>
    [Fact]
    public void List_OfAFolderThatCannotBeOpened_SaysSoAndListsTheRest()
    {
        using var folder = new TemporaryFolder(("a.yaml", "a"));
        var name = new string('d', 200);
        using (var process = Process.Start(new ProcessStartInfo("mkdir", ["-p", string.Join('/', Enumerable.Repeat(name, 25))]) { WorkingDirectory = folder.Path })!)
        {
            process.WaitForExit();
        }

        try
        {
            var gaps = new List<NotEvaluated>();
            Assert.Equal(["a.yaml"], RepositoryLister.List(folder.Path, new CheckOptions(), gaps, CancellationToken.None));
            Assert.Equal("the file system reports an error", Assert.Single(gaps).Why);
            Assert.Contains(Checker.Check(folder.Path, new CheckOptions()).NotEvaluated, gap => gap.Why == gaps[0].Why);
        }
        finally
        {
            using var process = Process.Start("rm", ["-rf", folder.At(name)]);
            process.WaitForExit();
        }
    }

    [Fact]
    public void List_AfterCancellation_Throws()
    {
        using var folder = new TemporaryFolder(("a/b.yaml", "a"));
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => RepositoryLister.List(folder.Path, new CheckOptions(), source.Token));
        Git.Run(folder.Path, "init", "-q");
        Assert.ThrowsAny<OperationCanceledException>(() => RepositoryLister.List(folder.Path, new CheckOptions(), source.Token));
    }

    private static TemporaryFolder WorkTree(params (string Path, string Content)[] files)
    {
        var folder = new TemporaryFolder(files);
        Git.Run(folder.Path, "init", "-q", "-b", "main");
        return folder;
    }

    private static IReadOnlyList<string> List(string folder) => RepositoryLister.List(folder, new CheckOptions(), CancellationToken.None);
}

using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using PlatformGuard.Build.Caching;
using PlatformGuard.Core;

namespace PlatformGuard.Build.Tests;

public sealed class InputSnapshotTests
{
    private static readonly CheckOptions Options = new() { IncludeCSharp = false };
    private static readonly DateTime LongAgo = DateTime.UtcNow.AddHours(-1);

    [Fact]
    public void Verify_NothingTouched_IsTheSame()
    {
        using var folder = Repository();
        Assert.Equal(InputState.Same, Take(folder).Verify());
    }

    [Theory]
    [InlineData("deploy/app.yaml")]
    [InlineData("service.yaml")]
    [InlineData(".gitignore")]
    public void Verify_FileChanged_IsChanged(string path)
    {
        using var folder = Repository();
        var snapshot = Take(folder);

        File.SetLastWriteTimeUtc(Path.Combine(folder.Path, path), LongAgo.AddMinutes(1));

        Assert.Equal(InputState.Changed, snapshot.Verify());
    }

    [Theory]
    [InlineData("src/Program.cs")]
    [InlineData("docs/logo.png")]
    [InlineData("ignored/file.yaml")]
    public void Verify_FileThatIsNotRead_IsTheSame(string path)
    {
        using var folder = Repository();
        var snapshot = Take(folder);

        File.SetLastWriteTimeUtc(Path.Combine(folder.Path, path), LongAgo.AddMinutes(1));

        Assert.Equal(InputState.Same, snapshot.Verify());
    }

    [Theory]
    [InlineData("new.yaml", false)]
    [InlineData("docs/new.yaml", false)]
    [InlineData("empty/new.yaml", false)]
    [InlineData("fresh/new.yaml", false)]
    [InlineData("new.yaml", true)]
    [InlineData("docs/new.yaml", true)]
    [InlineData("empty/new.yaml", true)]
    [InlineData("logs/new.yaml", true)]
    [InlineData("fresh/new.yaml", true)]
    public void Verify_FileAdded_NeedsAListingThatDiffers(string path, bool withGit)
    {
        using var folder = Repository(withGit);
        var snapshot = Take(folder);

        folder.Write(path, "a: 1");

        Assert.Equal(InputState.FoldersTouched, snapshot.Verify());
        Assert.Null(Relist(snapshot, folder));
    }

    [Fact]
    public void Verify_FileAddedToAnIgnoredFolder_IsTheSame()
    {
        using var folder = Repository(withGit: true);
        var snapshot = Take(folder);

        folder.Write("ignored/more.yaml", "a: 1");

        Assert.Equal(InputState.Same, snapshot.Verify());
    }

    [Fact]
    public void Verify_IgnoredFileTrackedByForce_IsChanged()
    {
        using var folder = Repository(withGit: true);
        var snapshot = Take(folder);

        Git(folder, "add", "--force", "ignored/file.yaml");

        Assert.Equal(InputState.Changed, snapshot.Verify());
    }

    [Fact]
    public void Verify_FileDeleted_IsChanged()
    {
        using var folder = Repository();
        var snapshot = Take(folder);

        File.Delete(Path.Combine(folder.Path, "deploy/app.yaml"));

        Assert.Equal(InputState.Changed, snapshot.Verify());
    }

    [Fact]
    public void Relist_OnlyBuildOutputAdded_IsSettledAfterwards()
    {
        using var folder = Repository();
        var snapshot = Take(folder);

        folder.Write("src/bin/Debug/appsettings.json", "{}");
        Directory.SetLastWriteTimeUtc(Path.Combine(folder.Path, "src"), LongAgo.AddMinutes(1));

        Assert.Equal(InputState.FoldersTouched, snapshot.Verify());
        Assert.Equal(InputState.Same, Relist(snapshot, folder)!.Verify());
    }

    [Fact]
    public void Verify_CacheFolderTouched_IsTheSame()
    {
        using var folder = Repository();
        var snapshot = Take(folder);

        folder.Write("obj/PlatformGuard/new.cache", "");

        Assert.Equal(InputState.Same, snapshot.Verify());
    }

    [Fact]
    public void Verify_WrittenJustBefore_CountsAsChanged()
    {
        using var folder = Repository();
        File.SetLastWriteTimeUtc(Path.Combine(folder.Path, "deploy/app.yaml"), DateTime.UtcNow);

        Assert.Equal(InputState.Changed, Take(folder).Verify());
    }

    [Fact]
    public void Verify_ThousandsOfFiles_SeesTheOne()
    {
        using var folder = Repository();
        for (var index = 0; index < 1500; index++)
        {
            folder.Write($"many/{index}.yaml", "a: 1");
        }

        Age(folder);
        var snapshot = Take(folder);
        Assert.Equal(InputState.Same, snapshot.Verify());

        folder.Write("many/1400.yaml", "a: 22");
        Assert.Equal(InputState.Changed, snapshot.Verify());
    }

    private static TemporaryFolder Repository(bool withGit = false)
    {
        var folder = new TemporaryFolder();
        if (withGit)
        {
            Git(folder, "init", "--quiet");
        }

        folder.Write("service.yaml", "a: 1");
        folder.Write(".gitignore", "ignored/\n*.log\n");
        folder.Write("deploy/app.yaml", "a: 1");
        folder.Write("src/App.csproj", "<Project />");
        folder.Write("src/Program.cs", "");
        folder.Write("docs/logo.png", "");
        folder.Write("ignored/file.yaml", "a: 1");
        folder.Write("obj/PlatformGuard/.gitignore", "*\n");
        folder.Write("logs/build.log", "");
        folder.Make("empty");
        Age(folder);
        return folder;
    }

    private static void Git(TemporaryFolder folder, params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = folder.Path })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }

    private static void Age(TemporaryFolder folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(path, LongAgo);
        }

        foreach (var path in Directory.EnumerateDirectories(folder.Path, "*", SearchOption.AllDirectories).Append(folder.Path))
        {
            Directory.SetLastWriteTimeUtc(path, LongAgo);
        }
    }

    private static InputSnapshot Take(TemporaryFolder folder) =>
        InputCollector.Take(folder.Path, Path.Combine(folder.Path, "service.yaml"), Path.Combine(folder.Path, "obj/PlatformGuard"), Options, CancellationToken.None);

    private static InputSnapshot? Relist(InputSnapshot snapshot, TemporaryFolder folder) =>
        snapshot.Relist(Path.Combine(folder.Path, "obj/PlatformGuard"), Options, CancellationToken.None);
}

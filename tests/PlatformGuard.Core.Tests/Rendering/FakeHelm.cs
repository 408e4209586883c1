using System;
using System.IO;
using System.Linq;
using System.Text;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Rendering;

/// <summary>
/// A folder with charts and a program named helm that is a shell script of the test. It shows how a program is found, run, bounded and read;
/// what the real helm makes of a template it cannot show.
/// </summary>
internal sealed class FakeHelm : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("platformguard-test-").FullName;

    public string Root => Path.Combine(folder, "repository");

    /// <summary>A file the script may write to.</summary>
    public string Record => Path.Combine(folder, "record");

    public CheckOptions Options { get; init; } = new();

    /// <summary>Puts a script on the path of tools; without one there is no helm.</summary>
    public void Script(string body, string place = "bin")
    {
        var path = Path.Combine(folder, place, "helm");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "#!/bin/sh\n" + body);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>A script that prints a text.</summary>
    public void Prints(string output) => Script($"cat <<'END'\n{output}\nEND\n");

    /// <summary>The code base of these files, which are also on the disk.</summary>
    public CodeBase CodeBase(params (string Path, string Content)[] files)
    {
        foreach (var (path, content) in files)
        {
            var file = Path.Combine(Root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, content);
        }

        var options = Options with { ToolPath = string.Join(Path.PathSeparator, "relative", Path.Combine(Root, "bin"), Path.Combine(folder, "bin")) };
        return new CodeBase
        {
            Files = [.. files.OrderBy(file => file.Path, StringComparer.Ordinal).Select(file => FileReader.Read(file.Path, Encoding.UTF8.GetBytes(file.Content), options)).OfType<SourceFile>()],
            Manifest = new ServiceManifest(),
            Stage = Stage.Experiment,
            Role = Role.Service,
            RootPath = Root,
            Options = options,
        };
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}

/// <summary>A test whose fake program is a shell script.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellFactAttribute : FactAttribute
{
    public ShellFactAttribute() => Skip = OperatingSystem.IsWindows() ? "the fake helm is a shell script" : null;
}

/// <summary>Like <see cref="ShellFactAttribute"/>, with a table.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellTheoryAttribute : TheoryAttribute
{
    public ShellTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "the fake helm is a shell script" : null;
}

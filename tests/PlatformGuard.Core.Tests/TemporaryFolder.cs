using System;
using System.IO;
using System.Text;

namespace PlatformGuard.Core.Tests;

/// <summary>A new, empty folder that is gone after the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder(params (string Path, string Content)[] files)
    {
        Path = Directory.CreateTempSubdirectory("platformguard-").FullName;
        foreach (var (path, content) in files)
        {
            Write(path, content);
        }
    }

    public string Path { get; }

    public string At(string relative) => System.IO.Path.Combine(Path, relative);

    public void Write(string relative, string content) => Write(relative, new UTF8Encoding(false).GetBytes(content));

    public void Write(string relative, byte[] content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(relative))!);
        File.WriteAllBytes(At(relative), content);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

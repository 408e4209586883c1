using System;
using System.IO;

namespace PlatformGuard.Build.Tests;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("platformguard-test-").FullName;

    public string Write(string path, string text)
    {
        var absolute = System.IO.Path.Combine(Path, path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(absolute)!);
        File.WriteAllText(absolute, text);
        return absolute;
    }

    public string Make(string path) => Directory.CreateDirectory(System.IO.Path.Combine(Path, path)).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

using System;
using System.IO;

namespace PlatformGuard.Core.Tests;

/// <summary>Where this repository's own files are, for tests that compare or check them.</summary>
internal static class RepositoryRoot
{
    /// <summary>Whether files under comparison are to be rewritten: <c>PLATFORMGUARD_UPDATE=1 dotnet test …</c>.</summary>
    public static bool Update => Environment.GetEnvironmentVariable("PLATFORMGUARD_UPDATE") == "1";

    /// <summary>Absolute path of the folder with the solution.</summary>
    public static string Path { get; } = Find();

    /// <summary>Absolute path of a file or folder of the repository.</summary>
    public static string At(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>The text of a file, with <c>\n</c> line ends.</summary>
    public static string Read(params string[] parts) => File.ReadAllText(At(parts)).ReplaceLineEndings("\n");

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "PlatformGuard.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests run outside the repository: no PlatformGuard.sln above " + AppContext.BaseDirectory);
    }
}

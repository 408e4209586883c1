using System.Threading;

namespace PlatformGuard.Core;

/// <summary>The whole way from a folder to findings. The command line, the MSBuild task and the server are shells over it.</summary>
public static class Checker
{
    /// <summary>Checks the code base at <paramref name="rootPath"/> (absolute).</summary>
    /// <exception cref="System.IO.DirectoryNotFoundException">The folder does not exist.</exception>
    public static CheckResult Check(string rootPath, CheckOptions options, CancellationToken cancellation = default) =>
        throw new System.IO.DirectoryNotFoundException(rootPath);
}

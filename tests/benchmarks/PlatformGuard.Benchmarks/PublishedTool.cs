using System.IO;

namespace PlatformGuard.Benchmarks;

/// <summary>The command line as it is shipped: Release, ReadyToRun.</summary>
internal static class PublishedTool
{
    /// <summary>Publishes and returns the executable's path.</summary>
    public static string Publish(string root) => Publish(root, Path.Combine(root, "src", "PlatformGuard.Cli", "PlatformGuard.Cli.csproj"), "platformguard");

    /// <summary>Publishes any project ReadyToRun for this machine and returns the executable's path.</summary>
    public static string Publish(string root, string project, string name)
    {
        var output = Path.Combine(root, "artifacts", "benchmarks", name);
        Measured.MustRun("dotnet", ["publish", project, "-c", "Release", "-o", output, "--use-current-runtime", "--no-self-contained", "-p:PublishReadyToRun=true", "-v", "q", "--nologo", "-nodeReuse:false"], root);
        return Path.Combine(output, name);
    }
}

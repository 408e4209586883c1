using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

namespace PlatformGuard.Build.Tests;

/// <summary>The command line published as one file by the command that the README tells, run where no .NET can be found.</summary>
[Collection(PackageTests.Name)]
public sealed class SingleFileTests
{
    [FactOnLinux]
    public void File_WithoutDotNet_ChecksASample()
    {
        using var target = new TemporaryFolder();
        var root = typeof(SingleFileTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "RepositoryRoot").Value!;

        // Into its own folder, so that nothing of the running tests is built anew.
        var outcome = DotNet.Run(
            root, "publish", "src/PlatformGuard.Cli", "-c", "Release", "-r", "linux-x64", "-p:SingleFile=true", "-o", Path.Combine(target.Path, "out"), "--artifacts-path", Path.Combine(target.Path, "artifacts"), "-nodeReuse:false", "--nologo");
        Assert.True(outcome.ExitCode == 0, outcome.Log);
        Assert.Equal(["platformguard"], Directory.EnumerateFiles(Path.Combine(target.Path, "out")).Select(Path.GetFileName));

        var (status, output) = Run(Path.Combine(target.Path, "out/platformguard"), root, "check", "samples/suggested-reviewers", "--quiet");
        Assert.Equal(1, status);
        Assert.Contains(": error PG1001: ", output, StringComparison.Ordinal);
        Assert.Equal(0, Run(Path.Combine(target.Path, "out/platformguard"), root, "rules").Status);
        Assert.StartsWith("{", Run(Path.Combine(target.Path, "out/platformguard"), root, "schema", "service").Output, StringComparison.Ordinal);
    }

    private static (int Status, string Output) Run(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("DOTNET", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["PATH"] = "/usr/bin:/bin";
        start.Environment["DOTNET_ROOT"] = "/nowhere";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }

    /// <summary>The published file is for Linux on x64.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    private sealed class FactOnLinuxAttribute : FactAttribute
    {
        public FactOnLinuxAttribute() => Skip = OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64 ? null : "the file is for Linux on x64";
    }
}

using System;
using System.IO;
using System.Linq;
using System.Reflection;

namespace PlatformGuard.Build.Tests;

/// <summary>The package, packed once for all tests under a version of its own, so that no cache can hold an older one.</summary>
public sealed class PackedPackage : IDisposable
{
    /// <summary>Packs.</summary>
    public PackedPackage()
    {
        Feed = Directory.CreateTempSubdirectory("platformguard-feed-").FullName;
        Version = "0.1.0-test." + Guid.NewGuid().ToString("N")[..12];
        Pack(Feed);
    }

    /// <summary>The folder that serves as package source.</summary>
    public string Feed { get; }

    /// <summary>The version.</summary>
    public string Version { get; }

    /// <summary>The package file.</summary>
    public string File => Path.Combine(Feed, $"PlatformGuard.{Version}.nupkg");

    /// <summary>The folder of packages that were restored for this repository; nothing is downloaded for a test.</summary>
    public static string GlobalPackages => Metadata("GlobalPackages");

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Feed, recursive: true);

    /// <summary>Packs what the test run has built, with the real command.</summary>
    internal void Pack(string folder)
    {
        var outcome = DotNet.Run(
            Metadata("RepositoryRoot"),
            "pack", "src/PlatformGuard.Build", "-c", Metadata("Configuration"), "--no-build", "--nologo", "-p:PackageVersion=" + Version, "-o", folder);
        Assert.True(outcome.ExitCode == 0 && !outcome.Log.Contains("warning", StringComparison.Ordinal), outcome.Log);
    }

    private static string Metadata(string key) =>
        typeof(PackedPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}

/// <summary>Tests that share the package; they run one after the other, because each build uses all cores.</summary>
[CollectionDefinition(Name)]
public sealed class PackageTests : ICollectionFixture<PackedPackage>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "package";
}

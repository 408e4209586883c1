using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;

namespace PlatformGuard.Build.Tests;

[Collection(PackageTests.Name)]
public sealed class PackageContentTests(PackedPackage package)
{
    [Fact]
    public void Package_Packed_HoldsExactlyTheseFiles()
    {
        using var archive = ZipFile.OpenRead(package.File);
        var files = archive.Entries.Select(static entry => entry.FullName).Where(static name => !IsEnvelope(name)).Order(System.StringComparer.Ordinal);

        Assert.Equal(
            [
                "README.md",
                "analyzers/dotnet/cs/PlatformGuard.Analyzers.CodeFixes.dll",
                "analyzers/dotnet/cs/PlatformGuard.Analyzers.dll",
                "analyzers/dotnet/cs/PlatformGuard.Generators.dll",
                "analyzers/dotnet/cs/PlatformGuard.Guidelines.dll",
                "build/PlatformGuard.Checks.proj",
                "build/PlatformGuard.props",
                "build/PlatformGuard.targets",
                "buildTransitive/PlatformGuard.props",
                "buildTransitive/PlatformGuard.targets",
                "lib/netstandard2.0/PlatformGuard.Annotations.dll",
                "lib/netstandard2.0/PlatformGuard.Annotations.xml",
                "tasks/net10.0/PlatformGuard.Build.dll",
                "tasks/net10.0/PlatformGuard.Core.dll",
                "tasks/net10.0/PlatformGuard.Guidelines.dll",
                "tasks/net10.0/YamlDotNet.dll",
            ],
            files);
    }

    [Fact]
    public void Package_Packed_DependsOnNothingAndBringsItsTypes()
    {
        using var archive = ZipFile.OpenRead(package.File);
        using var stream = archive.GetEntry("PlatformGuard.nuspec")!.Open();
        var names = XDocument.Load(stream).Descendants().Select(static element => element.Name.LocalName).ToHashSet();

        Assert.Contains("readme", names);
        Assert.DoesNotContain("dependencies", names);
        Assert.DoesNotContain("developmentDependency", names);
    }

    [Fact]
    public void Package_PackedTwice_IsTheSameBytes()
    {
        var second = Directory.CreateTempSubdirectory("platformguard-again-").FullName;
        try
        {
            package.Pack(second);
            Assert.Equal(File.ReadAllBytes(package.File), File.ReadAllBytes(Path.Combine(second, Path.GetFileName(package.File))));
        }
        finally
        {
            Directory.Delete(second, recursive: true);
        }
    }

    private static bool IsEnvelope(string name) =>
        name is "[Content_Types].xml" or "PlatformGuard.nuspec" || name.StartsWith("_rels/", System.StringComparison.Ordinal) || name.StartsWith("package/", System.StringComparison.Ordinal);
}

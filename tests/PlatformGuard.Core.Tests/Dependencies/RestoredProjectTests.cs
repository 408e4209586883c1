using System;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using PlatformGuard.Core.Checks;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Dependencies;

/// <summary>PG5001 and PG5002 on what the real <c>dotnet restore</c> leaves behind, from packages made for the test.</summary>
public sealed class RestoredProjectTests : IDisposable
{
    private const string Web = """
        <Project Sdk="Microsoft.NET.Sdk.Web">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Acme.Images" Version="1.0.0" />
            <PackageReference Include="Microsoft.ML.Training" Version="1.0.0" ExcludeAssets="runtime;native" PrivateAssets="all" />
            <ProjectReference Include="../Search/Search.csproj" />
          </ItemGroup>
        </Project>
        """;

    private const string Search = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Acme.Ranking" Version="1.0.0" />
          </ItemGroup>
        </Project>
        """;

    private readonly TemporaryFolder folder = new(
        ("src/Web/Web.csproj", Web),
        ("src/Search/Search.csproj", Search),
        ("service.yaml", "apiVersion: platformguard/v1\nkind: MainApplication\nmetadata: {name: shop, owner: group::shop}\nspec: {stage: experiment}\n"));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Restored_TransitiveLibraryAndHeavyNativeAssets_AreFoundWithPathAndSize()
    {
        Restore();

        var result = Checker.Check(folder.Path, new CheckOptions { Jobs = 1 });
        var findings = result.Findings.Where(static finding => finding.Rule.Id.StartsWith("PG5", StringComparison.Ordinal)).ToList();

        Assert.Equal(
            """
            src/Search/Search.csproj:4:32: error: ML library 'libtorch-cpu' is in the main application: Web > Search > Acme.Ranking > libtorch-cpu (100 MiB of native code for linux-x64)
            src/Web/Web.csproj:1:1: warning: Native assets of 'Web' for linux-x64 take 162 MiB, the budget is 150 MiB
            """,
            findings.Lines());
        Assert.Equal(
            ["100 MiB: Web > Search > Acme.Ranking > libtorch-cpu > libtorch-cpu-linux-x64", "62 MiB: Web > Acme.Images"],
            findings[1].RelatedLocations.Select(static related => related.Message));
        Assert.Equal(["src/Search/Search.csproj:4:32", "src/Web/Web.csproj:4:32"], findings[1].RelatedLocations.Select(static related => related.Location.ToString()));
        Assert.Contains("src/Web/obj/project.assets.json", result.Inputs);
        Assert.DoesNotContain(result.NotEvaluated, static gap => gap.Rules.Any(static rule => rule.StartsWith("PG5", StringComparison.Ordinal)));
    }

    [Fact]
    public void Restored_PackageFolderIsGone_SizeIsNotEvaluated()
    {
        Restore();
        Directory.Delete(folder.At("packages/libtorch-cpu-linux-x64"), recursive: true);

        var result = Checker.Check(folder.Path, new CheckOptions { Jobs = 1 });

        Assert.Contains(result.Findings, static finding => finding.Rule.Id == "PG5001" && finding.Message.EndsWith("> libtorch-cpu", StringComparison.Ordinal));
        Assert.DoesNotContain(result.Findings, static finding => finding.Rule.Id == "PG5002");
        Assert.Contains(result.NotEvaluated, static gap => gap.What == "native assets of src/Web/Web.csproj for linux-x64" && gap.Rules.Contains("PG5002"));
    }

    [Fact]
    public void NotRestored_IsNotEvaluatedAndNeverClean()
    {
        var check = TestCodeBase.With(new ServiceManifest { Role = Role.MainApplication }, ("src/Web/Web.csproj", Web));

        Assert.Empty(check.Run<NativeSizeBudget>(out var gaps));
        Assert.Equal("native assets of src/Web/Web.csproj", Assert.Single(gaps).What);
    }

    private void Restore()
    {
        Pack("Acme.Ranking", ["libtorch-cpu"], ("lib/net8.0/Acme.Ranking.dll", 10));
        Pack("Acme.Images", [], ("lib/net8.0/Acme.Images.dll", 10), ("runtimes/linux-x64/native/libimages.so", 62 << 20), ("runtimes/win-x64/native/images.dll", 70 << 20));
        Pack("libtorch-cpu", ["libtorch-cpu-linux-x64"]);
        Pack("libtorch-cpu-linux-x64", [], ("runtimes/linux-x64/native/libtorch.so", 100 << 20), ("runtimes/linux-x64/native/libtorch.pdb", 90 << 20));
        Pack("Microsoft.ML.Training", [], ("lib/net8.0/Microsoft.ML.Training.dll", 10), ("runtimes/linux-x64/native/libtraining.so", 90 << 20));
        folder.Write("nuget.config", "<configuration><packageSources><clear /><add key=\"local\" value=\"feed\" /></packageSources></configuration>");
        var start = new ProcessStartInfo("dotnet", ["restore", "src/Web/Web.csproj", "--packages", folder.At("packages"), "--configfile", folder.At("nuget.config"), "--disable-build-servers", "-v", "q"])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["DOTNET_NOLOGO"] = "1" },
        };
        using var restore = Process.Start(start)!;
        var output = restore.StandardOutput.ReadToEnd();
        restore.WaitForExit();
        Assert.True(restore.ExitCode == 0, output);
    }

    /// <summary>Writes a package whose files hold nothing but zeros.</summary>
    private void Pack(string id, string[] requires, params (string Path, int Bytes)[] files)
    {
        Directory.CreateDirectory(folder.At("feed"));
        using var archive = ZipFile.Open(folder.At($"feed/{id}.1.0.0.nupkg"), ZipArchiveMode.Create);
        var dependencies = string.Concat(requires.Select(static required => $"<dependency id=\"{required}\" version=\"1.0.0\" />"));
        using (var writer = new StreamWriter(archive.CreateEntry(id + ".nuspec").Open()))
        {
            writer.Write($"<package><metadata><id>{id}</id><version>1.0.0</version><authors>t</authors><description>t</description><dependencies><group targetFramework=\"net8.0\">{dependencies}</group></dependencies></metadata></package>");
        }

        foreach (var (path, bytes) in files)
        {
            using var content = archive.CreateEntry(path, CompressionLevel.Fastest).Open();
            var zeros = new byte[1 << 16];
            for (var left = bytes; left > 0; left -= zeros.Length)
            {
                content.Write(zeros, 0, Math.Min(left, zeros.Length));
            }
        }
    }
}

using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace PlatformGuard.Benchmarks;

/// <summary>What the package adds to a build that has nothing to do: pairs of no-op builds with and without it.</summary>
internal static class NoOpBuildBenchmark
{
    private const int Pairs = 11;

    public static int Run()
    {
        var root = Measured.RepositoryRoot();
        var version = string.Create(CultureInfo.InvariantCulture, $"0.1.0-benchmark.{DateTime.UtcNow:yyyyMMddHHmmss}");
        var work = Path.Combine(Path.GetTempPath(), "platformguard-noop-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        try
        {
            Directory.CreateDirectory(work);
            Measured.MustRun("dotnet", ["pack", Path.Combine(root, "src", "PlatformGuard.Build"), "-c", "Release", "-v", "q", "--nologo", "-nodeReuse:false", "-p:Version=" + version, "-p:PackageOutputPath=" + Path.Combine(work, "feed")], root);
            File.WriteAllText(Path.Combine(work, "nuget.config"), "<configuration><packageSources><add key=\"benchmark\" value=\"feed\" /></packageSources></configuration>");
            foreach (var (name, reference) in ((string, string)[])[("Without", ""), ("With", $"<PackageReference Include=\"PlatformGuard\" Version=\"{version}\" />")])
            {
                var folder = Path.Combine(work, name);
                RepositoryGenerator.Generate(folder, 300);
                foreach (var source in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).ToList())
                {
                    File.Delete(source);
                }

                File.WriteAllText(Path.Combine(folder, "Program.cs"), "System.Console.WriteLine(1);\n");
                File.WriteAllText(Path.Combine(folder, name + ".csproj"), $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>{reference}</ItemGroup></Project>");
                Measured.MustRun("dotnet", ["build", "-v", "q", "--nologo"], folder);
            }

            var (without, with) = Measured.Pairs(
                Pairs,
                () => Measured.Run("dotnet", ["build", "--no-restore", "-v", "q", "--nologo"], Path.Combine(work, "Without")),
                () => Measured.Run("dotnet", ["build", "--no-restore", "-v", "q", "--nologo"], Path.Combine(work, "With")));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"no-op build {Measured.Median(without):F0} ms, with the package {Measured.Median(with):F0} ms, difference (median of {Pairs} pairs) {Measured.Median(with.Zip(without, static (left, right) => left.Milliseconds - right.Milliseconds)):F0} ms"));
            return 0;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }
}

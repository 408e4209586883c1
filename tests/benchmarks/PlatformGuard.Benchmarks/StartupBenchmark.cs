using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace PlatformGuard.Benchmarks;

/// <summary><c>check</c> on the smallest sample against a program that parses one YAML file with YamlDotNet, both ReadyToRun, in pairs.</summary>
internal static class StartupBenchmark
{
    private const int Pairs = 21;

    public static int Run()
    {
        var root = Measured.RepositoryRoot();
        var tool = PublishedTool.Publish(root);
        var reference = PublishedTool.Publish(root, Path.Combine(root, "tests", "benchmarks", "YamlReference", "YamlReference.csproj"), "YamlReference");
        var sample = Directory.EnumerateDirectories(Path.Combine(root, "samples"))
            .Where(static folder => File.Exists(Path.Combine(folder, "service.yaml")))
            .OrderBy(static folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count(static file => !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal)))
            .First();
        var (left, right) = Measured.Pairs(
            Pairs,
            () => Measured.Run(reference, [Path.Combine(sample, "service.yaml")]),
            () => Measured.Run(tool, ["check", sample, "--quiet", "--fail-on", "never"]));
        Console.WriteLine($"sample {Path.GetRelativePath(root, sample)}");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"one YAML file {Measured.Median(left):F0} ms, check {Measured.Median(right):F0} ms, difference (median of {Pairs} pairs) {Measured.Median(right.Zip(left, static (check, yaml) => check.Milliseconds - yaml.Milliseconds)):F0} ms"));
        return right.All(static run => run.ExitCode == 0) ? 0 : 1;
    }
}

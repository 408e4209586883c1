using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace PlatformGuard.Benchmarks;

/// <summary><c>check</c> against <c>git grep -c -i password</c> on the same generated tree, in the same run.</summary>
internal static class TreeBenchmark
{
    private const int Pairs = 7;

    public static int Run(string[] arguments)
    {
        var root = Measured.RepositoryRoot();
        var tool = PublishedTool.Publish(root);
        var counts = arguments.Length == 0 ? [1_000, 2_500, 5_000, 10_000] : arguments.Select(static argument => int.Parse(argument, CultureInfo.InvariantCulture)).ToArray();
        Console.WriteLine("  files       MB   git grep ms   check ms   ratio   peak MB");
        foreach (var count in counts)
        {
            var folder = Path.Combine(Path.GetTempPath(), $"platformguard-tree-{count}-{Environment.ProcessId}");
            try
            {
                RepositoryGenerator.Generate(folder, count);
                Measured.MustRun("git", ["init", "-q"], folder);
                Measured.MustRun("git", ["add", "-A"], folder);
                var bytes = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Where(static file => !file.FullName.Contains("/.git/", StringComparison.Ordinal)).Sum(static file => file.Length);
                var (grep, check) = Measured.Pairs(
                    Pairs,
                    () => Measured.Run("git", ["grep", "-c", "-i", "password"], folder),
                    () => Measured.Run(tool, ["check", folder, "--quiet", "--fail-on", "never"], folder));
                if (check.Any(static sample => sample.ExitCode != 0))
                {
                    Console.Error.WriteLine("check failed: " + Measured.Run(tool, ["check", folder, "--quiet", "--fail-on", "never"], folder, keepOutput: true).Output);
                    return 1;
                }

                var peak = Measured.Peak(tool, ["check", folder, "--quiet", "--fail-on", "never"], folder);
                var ratio = Measured.Median(check.Zip(grep, static (left, right) => left.Milliseconds / right.Milliseconds));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count,7} {bytes / 1e6,8:F1} {Measured.Median(grep),13:F0} {Measured.Median(check),10:F0} {ratio,7:F1} {peak / 1e6,9:F0}"));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        return 0;
    }
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace PlatformGuard.Benchmarks;

/// <summary>Summed analyzer time (<c>-p:ReportAnalyzer=true</c>) over the compiler's time without analyzers, for our package, rule by rule, and for its peers.</summary>
internal static partial class AnalyzerBenchmark
{
    private const int Runs = 5;
    private const string Ours = "PlatformGuard";

    private static readonly (string Package, string Version)[] Peers =
        [("Meziantou.Analyzer", "3.0.321"), ("Roslynator.Analyzers", "5.0.1"), ("SonarAnalyzer.CSharp", "10.36.0.15337")];

    public static int Run(string[] arguments)
    {
        var root = Measured.RepositoryRoot();
        var lines = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 50_000;
        var version = string.Create(CultureInfo.InvariantCulture, $"0.1.0-benchmark.{DateTime.UtcNow:yyyyMMddHHmmss}");
        var work = Path.Combine(Path.GetTempPath(), "platformguard-analyzers-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        try
        {
            Directory.CreateDirectory(work);
            Measured.MustRun("dotnet", ["pack", Path.Combine(root, "src", "PlatformGuard.Build"), "-c", "Release", "-v", "q", "--nologo", "-nodeReuse:false", "-p:Version=" + version, "-p:PackageOutputPath=" + Path.Combine(work, "feed")], root);
            File.WriteAllText(Path.Combine(work, "nuget.config"), "<configuration><packageSources><add key=\"benchmark\" value=\"feed\" /></packageSources></configuration>");
            File.WriteAllText(Path.Combine(work, "Directory.Build.props"), "<Project />");
            Project(work, "None", "");
            Project(work, Ours, $"<PackageReference Include=\"{Ours}\" Version=\"{version}\" />");
            foreach (var (peer, peerVersion) in Peers)
            {
                Project(work, peer, $"<PackageReference Include=\"{peer}\" Version=\"{peerVersion}\" />");
            }

            string[] packages = [Ours, .. Peers.Select(static peer => peer.Package)];
            foreach (var name in (string[])["None", .. packages])
            {
                CodeGenerator.Generate(Path.Combine(work, name), lines);
                Measured.MustRun("dotnet", ["restore", "-v", "q"], Path.Combine(work, name));
                Build(work, name);
            }

            // Alternating, on a warm compiler, so that noise meets all alike.
            var compile = new List<double>();
            var seconds = packages.ToDictionary(static name => name, static _ => new List<double>());
            var rules = new Dictionary<string, List<double>>(StringComparer.Ordinal);
            for (var run = 0; run < Runs; run++)
            {
                compile.Add(Build(work, "None").Compile);
                foreach (var name in packages)
                {
                    var build = Build(work, name);
                    seconds[name].Add(build.Analyzers);
                    if (name == Ours)
                    {
                        Collect(build.Rules, rules);
                    }
                }
            }

            var baseline = Measured.Median(compile);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lines} lines; compiler without analyzers {baseline:F2} s (median of {Runs})"));
            foreach (var name in packages)
            {
                Print(name, seconds[name], baseline);
            }

            Console.WriteLine("Milliseconds of each of our rules per 10,000 lines (target: at most 100):");
            foreach (var (rule, times) in rules.OrderByDescending(static rule => Measured.Median(rule.Value)).ThenBy(static rule => rule.Key, StringComparer.Ordinal))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rule,-50} {Measured.Median(times) * 1000 * 10_000 / lines,8:F1}"));
            }

            return 0;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static void Print(string name, List<double> seconds, double baseline) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-22} {Measured.Median(seconds):F3} s summed analyzer time = {100 * Measured.Median(seconds) / baseline:F1} % of compile time"));

    private static void Project(string work, string name, string reference)
    {
        var folder = Path.Combine(work, name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <RunAnalyzersDuringBuild>true</RunAnalyzersDuringBuild>
                <EnableNETAnalyzers>false</EnableNETAnalyzers>
                <EnforceCodeStyleInBuild>false</EnforceCodeStyleInBuild>
              </PropertyGroup>
              <ItemGroup>
                {reference}
              </ItemGroup>
              <Target Name="NoSdkAnalyzers" AfterTargets="ResolveTargetingPackAssets;ResolveLockFileAnalyzers">
                <ItemGroup><Analyzer Remove="@(Analyzer)" Condition="'%(Analyzer.NuGetPackageId)' != '{name}'" /></ItemGroup>
              </Target>
            </Project>
            """);
    }

    private static void Collect(IEnumerable<(string Rule, double Seconds)> build, Dictionary<string, List<double>> rules)
    {
        foreach (var (rule, time) in build)
        {
            if (!rules.TryGetValue(rule, out var times))
            {
                rules.Add(rule, times = []);
            }

            times.Add(time);
        }
    }

    private static (double Compile, double Analyzers, IReadOnlyList<(string Rule, double Seconds)> Rules) Build(string work, string name)
    {
        var output = Measured.MustRun("dotnet", ["build", "--no-restore", "--no-incremental", "-v:d", "-p:ReportAnalyzer=true", "-p:WarningLevel=0", "-nologo", "-clp:PerformanceSummary"], Path.Combine(work, name));
        var compile = CompilerTask().Matches(output).Sum(static match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) / 1000;
        var analyzers = AnalyzerTime().Matches(output).Sum(static match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        var rules = RuleTime().Matches(output).Select(static match => (match.Groups[2].Value, Seconds(match.Groups[1].Value))).ToList();
        return (compile, analyzers, rules);
    }

    // A rule that took less than a millisecond is shown as "<0.001".
    private static double Seconds(string shown) => shown[0] == '<' ? 0 : double.Parse(shown, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(<?[\d.]+)\s+<?\d+\s+PlatformGuard\.Analyzers\.\S*?([A-Za-z]+ \([^)]*\))\s*$", RegexOptions.Multiline)]
    private static partial Regex RuleTime();

    [GeneratedRegex(@"(\d+) ms\s+Csc\s+\d+ calls")]
    private static partial Regex CompilerTask();

    [GeneratedRegex(@"Total analyzer execution time: ([\d.]+) seconds")]
    private static partial Regex AnalyzerTime();
}

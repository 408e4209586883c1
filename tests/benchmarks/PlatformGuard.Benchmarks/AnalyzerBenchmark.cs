using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace PlatformGuard.Benchmarks;

/// <summary>Summed analyzer time (<c>-p:ReportAnalyzer=true</c>) over the compiler's time without analyzers, for our package and for Meziantou.Analyzer.</summary>
internal static partial class AnalyzerBenchmark
{
    private const int Runs = 5;

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
            Project(work, "Ours", $"<PackageReference Include=\"PlatformGuard\" Version=\"{version}\" />");
            Project(work, "Meziantou", "<PackageReference Include=\"Meziantou.Analyzer\" Version=\"3.0.321\" />");
            foreach (var name in (string[])["None", "Ours", "Meziantou"])
            {
                CodeGenerator.Generate(Path.Combine(work, name), lines);
                Measured.MustRun("dotnet", ["restore", "-v", "q"], Path.Combine(work, name));
                Build(work, name);
            }

            // Alternating, on a warm compiler, so that noise meets all alike.
            var compile = new List<double>();
            var ours = new List<double>();
            var theirs = new List<double>();
            for (var run = 0; run < Runs; run++)
            {
                compile.Add(Build(work, "None").Compile);
                ours.Add(Build(work, "Ours").Analyzers);
                theirs.Add(Build(work, "Meziantou").Analyzers);
            }

            var baseline = Measured.Median(compile);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lines} lines; compiler without analyzers {baseline:F2} s (median of {Runs})"));
            Print("PlatformGuard", ours, baseline);
            Print("Meziantou.Analyzer", theirs, baseline);
            return 0;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static void Print(string name, List<double> seconds, double baseline) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-20} {Measured.Median(seconds):F3} s summed analyzer time = {100 * Measured.Median(seconds) / baseline:F1} % of compile time"));

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
                <ItemGroup><Analyzer Remove="@(Analyzer)" Condition="'%(Analyzer.NuGetPackageId)' != 'PlatformGuard' and '%(Analyzer.NuGetPackageId)' != 'Meziantou.Analyzer'" /></ItemGroup>
              </Target>
            </Project>
            """);
    }

    private static (double Compile, double Analyzers) Build(string work, string name)
    {
        var output = Measured.MustRun("dotnet", ["build", "--no-restore", "--no-incremental", "-v:d", "-p:ReportAnalyzer=true", "-p:WarningLevel=0", "-nologo", "-clp:PerformanceSummary"], Path.Combine(work, name));
        var compile = CompilerTask().Matches(output).Sum(static match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) / 1000;
        var analyzers = AnalyzerTime().Matches(output).Sum(static match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        return (compile, analyzers);
    }

    [GeneratedRegex(@"(\d+) ms\s+Csc\s+\d+ calls")]
    private static partial Regex CompilerTask();

    [GeneratedRegex(@"Total analyzer execution time: ([\d.]+) seconds")]
    private static partial Regex AnalyzerTime();
}

using System;
using System.Globalization;
using System.IO;
using System.Linq;

namespace PlatformGuard.Benchmarks;

/// <summary>
/// Summed analyzer time (<c>-p:ReportAnalyzer=true</c>) over the compiler's time without analyzers, for our package, rule by rule, and for its
/// peers. In parts, because about thirty builds take longer than a machine can be kept quiet: <c>prepare</c>, then <c>measure</c> as often as
/// wanted, then <c>report</c>. What was measured stays in the folder.
/// </summary>
internal static class AnalyzerBenchmark
{
    private const int Runs = 5;
    private const string Ours = "PlatformGuard";
    private const string None = "None";

    private static readonly (string Package, string Version)[] Peers =
        [("Meziantou.Analyzer", "3.0.321"), ("Roslynator.Analyzers", "5.0.1"), ("SonarAnalyzer.CSharp", "10.36.0.15337")];

    private static readonly string[] Packages = [Ours, .. Peers.Select(static peer => peer.Package)];

    public static int Run(string[] arguments) => arguments switch
    {
        ["prepare", var folder, .. var rest] => Prepare(Path.GetFullPath(folder), LinesOf(rest)),
        ["measure", var folder, .. var rest] => Measure(Path.GetFullPath(folder), rest.Length > 0 ? Number(rest[0]) : Runs),
        ["report", var folder] => Report(Path.GetFullPath(folder)),
        _ => All(LinesOf(arguments)),
    };

    private static int All(int lines)
    {
        var work = Path.Combine(Path.GetTempPath(), "platformguard-analyzers-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        try
        {
            Prepare(work, lines);
            Measure(work, Runs);
            return Report(work);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static int Prepare(string work, int lines)
    {
        var root = Measured.RepositoryRoot();
        var version = string.Create(CultureInfo.InvariantCulture, $"0.1.0-benchmark.{DateTime.UtcNow:yyyyMMddHHmmss}");
        Directory.CreateDirectory(work);
        File.Delete(Measurements.PathIn(work));
        File.WriteAllText(Path.Combine(work, "lines"), lines.ToString(CultureInfo.InvariantCulture));
        Measured.MustRun("dotnet", ["pack", Path.Combine(root, "src", "PlatformGuard.Build"), "-c", "Release", "-v", "q", "--nologo", "-nodeReuse:false", "-p:Version=" + version, "-p:PackageOutputPath=" + Path.Combine(work, "feed")], root);
        File.WriteAllText(Path.Combine(work, "nuget.config"), "<configuration><packageSources><add key=\"benchmark\" value=\"feed\" /></packageSources></configuration>");
        File.WriteAllText(Path.Combine(work, "Directory.Build.props"), "<Project />");
        Project(work, None, "");
        Project(work, Ours, $"<PackageReference Include=\"{Ours}\" Version=\"{version}\" />");
        foreach (var (peer, peerVersion) in Peers)
        {
            Project(work, peer, $"<PackageReference Include=\"{peer}\" Version=\"{peerVersion}\" />");
        }

        foreach (var name in (string[])[None, .. Packages])
        {
            ServiceGenerator.Generate(Path.Combine(work, name), lines);
            Measured.MustRun("dotnet", ["restore", "-v", "q"], Path.Combine(work, name));
        }

        return 0;
    }

    // Alternating, on a compiler that has compiled each project once before, so that noise meets all alike.
    private static int Measure(string work, int runs)
    {
        for (var run = IsWarm(work) ? 1 : 0; run <= runs; run++)
        {
            foreach (var name in (string[])[None, .. Packages])
            {
                var build = Build(work, name);
                if (run > 0)
                {
                    Measurements.Add(work, name, build);
                }
            }
        }

        return 0;
    }

    // The compiler's server ends when nothing was asked of it for ten minutes.
    private static bool IsWarm(string work) => DateTime.UtcNow - File.GetLastWriteTimeUtc(Measurements.PathIn(work)) < TimeSpan.FromMinutes(5);

    private static int Report(string work)
    {
        var lines = Number(File.ReadAllText(Path.Combine(work, "lines")));
        var measured = Measurements.Read(work);
        var compile = Measured.Median(measured.Where(static one => one.Project == None && one.Subject == CompilerOutput.Compiler).Select(static one => one.Seconds));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{lines} lines; compiler without analyzers {compile:F2} s (median of {measured.Count(static one => one is { Project: None, Subject: CompilerOutput.Compiler })})"));
        foreach (var name in Packages.Where(name => measured.Any(one => one.Project == name)))
        {
            var times = measured.Where(one => one.Project == name && one.Subject == CompilerOutput.AllAnalyzers).Select(static one => one.Seconds).ToList();
            var whole = Measured.Median(measured.Where(one => one.Project == name && one.Subject == CompilerOutput.Compiler).Select(static one => one.Seconds));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-22} {Measured.Median(times),7:F3} s ({times.Min():F3} to {times.Max():F3}) summed analyzer time = {100 * Measured.Median(times) / compile,5:F1} % of compile time; compiler with it {whole:F2} s"));
        }

        Console.WriteLine("Milliseconds of each of our rules per 10,000 lines (target: at most 100):");
        foreach (var rule in measured.Where(static one => one.Project == Ours && one.Subject is not (CompilerOutput.Compiler or CompilerOutput.AllAnalyzers)).GroupBy(static one => one.Subject)
            .Select(static rule => (rule.Key, Time: Measured.Median(rule.Select(static one => one.Seconds)))).OrderByDescending(static rule => rule.Time).ThenBy(static rule => rule.Key, StringComparer.Ordinal))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rule.Key,-50} {rule.Time * 1000 * 10_000 / lines,8:F1}"));
        }

        return 0;
    }

    private static void Project(string work, string name, string reference)
    {
        var folder = Path.Combine(work, name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "service.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <RunAnalyzersDuringBuild>true</RunAnalyzersDuringBuild>
                <EnableNETAnalyzers>false</EnableNETAnalyzers>
                <EnforceCodeStyleInBuild>false</EnforceCodeStyleInBuild>
                <PlatformGuardFileChecks>false</PlatformGuardFileChecks>
                <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                {reference}
              </ItemGroup>
              <Target Name="OnlyTheMeasuredAnalyzers" BeforeTargets="CoreCompile">
                <ItemGroup><Analyzer Remove="@(Analyzer)" Condition="'%(Analyzer.NuGetPackageId)' != '{name}'" /></ItemGroup>
              </Target>
            </Project>
            """);
    }

    // From nothing: a build that was stopped in the middle leaves files that the next one takes for its own.
    private static CompilerOutput Build(string work, string name)
    {
        var folder = Path.Combine(work, name);
        foreach (var made in (string[])[Path.Combine(folder, "obj", "Debug"), Path.Combine(folder, "bin")])
        {
            if (Directory.Exists(made))
            {
                Directory.Delete(made, recursive: true);
            }
        }

        return CompilerOutput.Parse(Measured.MustRun(
            "dotnet", ["build", "--no-restore", "-v:d", "-p:ReportAnalyzer=true", "-p:UseSharedCompilation=true", "-nologo", "-clp:PerformanceSummary"], folder));
    }

    private static int LinesOf(string[] arguments) => arguments.Length > 0 ? Number(arguments[0]) : 50_000;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace PlatformGuard.Benchmarks;

/// <summary>
/// The feature-flag guard beside CA1416, the SDK's analyzer of platform guards, on the same control flow: each generated method has one
/// guarded call for either, in shapes that both of them understand. Both run in the same compilation, so the machine's noise meets both.
/// </summary>
internal static partial class GuardBenchmark
{
    private const int MethodsInFile = 100;

    private static readonly string[] GuardRules =
        ["UnguardedServiceClient", "UnsoundGuardAnnotation", "FeatureFlagFailsOpen", "UndeclaredFeatureFlag", "GuardedClientNotGenerated"];

    private static readonly string[] Shapes =
    [
        "if (G) { P; }",
        "if (!G) { return; } P;",
        "if (a > 1 && G) { P; }",
        "foreach (var i in list) { if (!G) { continue; } a += i; P; }",
        "if (a > 2) { if (!G) { return; } } else { if (!G) { throw new System.InvalidOperationException(); } } P;",
        "try { if (!G) { return; } P; } finally { a++; }",
        "for (var i = 0; i < a; i++) { if (G) { P; } else if (i > 3) { a--; } }",
        "if (!G) { return; } while (a-- > 0) { P; }",
    ];

    public static int Run(string[] arguments)
    {
        var runs = arguments.Length > 0 ? int.Parse(arguments[0], CultureInfo.InvariantCulture) : 5;
        var root = Measured.RepositoryRoot();
        var work = Path.Combine(Path.GetTempPath(), "platformguard-guards-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        try
        {
            Directory.CreateDirectory(work);
            Measured.MustRun("dotnet", ["build", Path.Combine(root, "analyzers", "PlatformGuard.Analyzers"), "-c", "Release", "-v", "q", "--nologo", "-nodeReuse:false", "-p:RunAnalyzers=false", "-p:UseArtifactsOutput=false", "-p:OutputPath=" + Path.Combine(work, "analyzers")], root);
            File.WriteAllText(Path.Combine(work, "Directory.Build.props"), "<Project />");
            foreach (var part in arguments.Length > 1 ? arguments[1..] : ["1000", "10000", "none"])
            {
                if (part == "none")
                {
                    WithoutClients(work, runs);
                }
                else
                {
                    Compare(work, runs, int.Parse(part, CultureInfo.InvariantCulture));
                }
            }

            return 0;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static void Compare(string work, int runs, int calls)
    {
        var folder = Project(work, "Guarded" + calls.ToString(CultureInfo.InvariantCulture));
        for (var first = 0; first < calls; first += MethodsInFile)
        {
            File.WriteAllText(Path.Combine(folder, $"Calls{first}.cs"), Methods(first));
        }

        var ours = new List<double>();
        var theirs = new List<double>();
        foreach (var output in Builds(folder, runs))
        {
            ours.Add(TimeOf(output, "UnguardedServiceClient"));
            theirs.Add(TimeOf(output, "PlatformCompatibilityAnalyzer"));
        }

        var (own, other) = (Measured.Median(ours), Measured.Median(theirs));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{calls,6} guarded calls: PG2001 {own:F3} s, CA1416 {other:F3} s, ratio {own / other:F2} (median of {runs})"));
    }

    private static void WithoutClients(string work, int runs)
    {
        var folder = Project(work, "NoClients");

        // What is declared there is a client, called or not.
        File.Delete(Path.Combine(folder, "Libraries.cs"));
        CodeGenerator.Generate(folder, 50_000);
        var ours = new List<double>();
        var compile = new List<double>();
        foreach (var output in Builds(folder, runs))
        {
            ours.Add(GuardRules.Sum(rule => TimeOf(output, rule)));
        }

        foreach (var output in Builds(folder, runs, "-p:RunAnalyzers=false"))
        {
            compile.Add(CompilerTask().Matches(output).Sum(static match => double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)) / 1000);
        }

        var (own, whole) = (Measured.Median(ours), Measured.Median(compile));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"no clients, 50,000 lines: {own:F3} s of {whole:F2} s compile time = {100 * own / whole:F2} % (median of {runs})"));
    }

    private static IEnumerable<string> Builds(string folder, int runs, params string[] more)
    {
        for (var run = 0; run <= runs; run++)
        {
            var output = Measured.MustRun("dotnet", ["build", "--no-incremental", "-v:d", "-p:ReportAnalyzer=true", "-nologo", "-clp:PerformanceSummary", .. more], folder);
            if (run > 0)
            {
                yield return output;
            }
        }
    }

    private static double TimeOf(string output, string analyzer)
    {
        var match = Regex.Match(output, @"^\s*<?([\d.]+)\s+<?[\d.]+\s+(?:[\w.]+\.)?" + analyzer + @" \(", RegexOptions.Multiline | RegexOptions.CultureInvariant);
        return match.Success ? double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : throw new InvalidOperationException("no time of " + analyzer + " in the build's output");
    }

    private static string Methods(int first)
    {
        var code = new StringBuilder($"class C{first} {{\n");
        for (var index = first; index < first + MethodsInFile; index++)
        {
            var shape = Shapes[index % Shapes.Length];
            code.Append(CultureInfo.InvariantCulture, $"    void Flag{index}(IClient client, Unleash.IUnleash flags, int a, int[] list) {{ {Fill(shape, "flags.IsEnabled(\"k\")", "client.Send(a)")} }}\n");
            code.Append(CultureInfo.InvariantCulture, $"    void Platform{index}(Windows client, int a, int[] list) {{ {Fill(shape, "System.OperatingSystem.IsWindows()", "client.Send(a)")} }}\n");
        }

        return code.Append("}\n").ToString();
    }

    private static string Fill(string shape, string guard, string call) =>
        Regex.Replace(shape, @"\b[GP]\b", match => match.Value == "G" ? guard : call, RegexOptions.CultureInvariant);

    private static string Project(string work, string name)
    {
        var folder = Path.Combine(work, name);
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <NoWarn>CS1591</NoWarn>
              </PropertyGroup>
              <ItemGroup>
                <Analyzer Include="{Path.Combine(work, "analyzers", "PlatformGuard.Analyzers.dll")}" />
                <Analyzer Include="{Path.Combine(work, "analyzers", "PlatformGuard.Guidelines.dll")}" />
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(folder, "Libraries.cs"), """
            using System;
            namespace PlatformGuard { [AttributeUsage(AttributeTargets.All)] sealed class ServiceClientAttribute(string flag) : Attribute { public string Flag { get; } = flag; } }
            namespace Unleash { interface IUnleash { bool IsEnabled(string toggleName); } }
            [PlatformGuard.ServiceClient("k")] interface IClient { void Send(int id); }
            class Windows { [System.Runtime.Versioning.SupportedOSPlatform("windows")] public void Send(int id) { Console.Write(id); } }
            """);
        return folder;
    }

    [GeneratedRegex(@"(\d+) ms\s+Csc\s+\d+ calls")]
    private static partial Regex CompilerTask();
}

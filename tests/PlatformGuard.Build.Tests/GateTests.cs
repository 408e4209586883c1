using System;
using System.IO;
using System.Linq;

namespace PlatformGuard.Build.Tests;

/// <summary>The gate can be opened only visibly, and one that does not load is closed.</summary>
[Collection(PackageTests.Name)]
public sealed class GateTests(PackedPackage package)
{
    [Theory]
    [InlineData("")]
    [InlineData("<NoWarn>$(NoWarn);PG9002</NoWarn>")]
    public void Build_Disabled_SaysSoAndChecksNothing(string more)
    {
        using var sandbox = Service();
        sandbox.AddProject("App", $"{Sandbox.Net10}<PlatformGuardEnabled>false</PlatformGuardEnabled>{more}");

        var outcome = sandbox.Build("src/App", "-v:d");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(outcome.Diagnostics, static diagnostic => diagnostic.Severity == "warning" && (diagnostic.Id + diagnostic.Message).StartsWith("PG9002", StringComparison.Ordinal) && diagnostic.Message.Contains("PlatformGuardEnabled=false switches off", StringComparison.Ordinal));
        Assert.Empty(outcome.Of("PG7010"));
        Assert.DoesNotContain("/analyzer:" + sandbox.Restored, outcome.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_Enabled_GivesTheCompilerAnalyzersAndOptions()
    {
        using var sandbox = Service();
        sandbox.AddProject("App");
        sandbox.Write("src/App/appsettings.json", "{}");

        var outcome = sandbox.Build("src/App", "-v:d");

        foreach (var name in (string[])["PlatformGuard.Analyzers.dll", "PlatformGuard.Analyzers.CodeFixes.dll", "PlatformGuard.Generators.dll", "PlatformGuard.Guidelines.dll"])
        {
            Assert.Contains($"/analyzer:{sandbox.Restored}/analyzers/dotnet/cs/{name}", outcome.Log, StringComparison.Ordinal);
        }

        Assert.Contains("/additionalfile:" + sandbox.PathOf("src/App/appsettings.json"), outcome.Log, StringComparison.Ordinal);
        Assert.Contains("PlatformGuard.globalconfig", outcome.Log, StringComparison.Ordinal);
        Assert.Empty(outcome.Of("PG9002"));
    }

    [Theory]
    [InlineData("<RunAnalyzers>false</RunAnalyzers>", "RunAnalyzers=false switches off the code rules")]
    [InlineData("<RunAnalyzersDuringBuild>false</RunAnalyzersDuringBuild>", "RunAnalyzersDuringBuild=false switches off the code rules")]
    [InlineData("<NoWarn>CS1591;pg1001,PG3004</NoWarn>", "NoWarn switches off PG1001, PG3004")]
    [InlineData("<PlatformGuardFileChecks>false</PlatformGuardFileChecks>", "PlatformGuardFileChecks=false switches off the file checks")]
    public void Build_PartSwitchedOff_SaysSo(string property, string message)
    {
        using var sandbox = Service();
        sandbox.AddProject("App", Sandbox.Net10 + property);

        var outcome = sandbox.Build("src/App");

        var finding = Assert.Single(outcome.Of("PG9002"));
        Assert.Equal((sandbox.PathOf("src/App/App.csproj"), "warning", message), (finding.File, finding.Severity, finding.Message));
    }

    [Fact]
    public void Build_AnalyzersRemoved_SaysSo()
    {
        using var sandbox = new Sandbox(package);
        sandbox.AddProject("App");
        sandbox.Write("Directory.Build.targets", """
            <Project>
              <Target Name="Remove" AfterTargets="ResolveLockFileAnalyzers">
                <ItemGroup>
                  <Analyzer Remove="@(Analyzer)" Condition="'%(Filename)' == 'PlatformGuard.Analyzers'" />
                </ItemGroup>
              </Target>
            </Project>
            """);

        var outcome = sandbox.Build("src/App");

        Assert.Equal("A build without PlatformGuard.Analyzers among its analyzers switches off the code rules", Assert.Single(outcome.Of("PG9002")).Message);
    }

    [Fact]
    public void Build_SeverityLowered_PointsAtTheSetting()
    {
        using var sandbox = new Sandbox(package);
        sandbox.AddProject("App", Sandbox.Net10 + "<AnalysisLevel>latest-all</AnalysisLevel>");
        sandbox.Write(".editorconfig", """
            [*.cs]
            dotnet_diagnostic.CA1822.severity = none
            dotnet_diagnostic.PG1001.severity = none # later
            dotnet_diagnostic.PG3004.severity = error
            """);

        var outcome = sandbox.Build("src/App");

        var finding = Assert.Single(outcome.Of("PG9002"));
        Assert.Equal(
            (sandbox.PathOf(".editorconfig"), 3, 1, "dotnet_diagnostic.PG1001.severity = none switches off PG1001"),
            (finding.File, finding.Line, finding.Column, finding.Message));
    }

    [Fact]
    public void Build_PackageThroughAnotherProject_RunsTheAnalyzersThereToo()
    {
        using var sandbox = new Sandbox(package);
        sandbox.AddProject("Library");
        sandbox.Write("src/App/App.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>{Sandbox.Net10}</PropertyGroup>
              <ItemGroup><ProjectReference Include="../Library/Library.csproj" /></ItemGroup>
            </Project>
            """);
        sandbox.Write("src/App/Program.cs", Connection);

        var outcome = sandbox.Build("src/App");

        Assert.Empty(outcome.Of("PG9002"));
        Assert.Equal(sandbox.PathOf("src/App/Program.cs"), Assert.Single(outcome.Of("PG3004")).File);
    }

    [Fact]
    public void Build_ViolatingCodeAndFile_ShowsBothInOneBuild()
    {
        using var sandbox = Service();
        sandbox.AddProject("App", Sandbox.Strict, source: Connection);

        var first = sandbox.Build("src/App");
        var second = sandbox.Build("src/App", "--no-restore");

        foreach (var outcome in (BuildOutcome[])[first, second])
        {
            Assert.Equal(1, outcome.ExitCode);
            Assert.Equal((sandbox.PathOf("src/App/Program.cs"), 3), (outcome.Of("PG3004").Single().File, outcome.Of("PG3004").Single().Line));
            Assert.Equal(sandbox.PathOf("deploy/load.yaml"), outcome.Of("PG7010").Single().File);
        }
    }

    [Fact]
    public void Build_AnalyzerCannotBeLoaded_Fails()
    {
        using var sandbox = new Sandbox(package);
        sandbox.AddProject("App");
        sandbox.Build("src/App");
        File.WriteAllText(Path.Combine(sandbox.Restored, "analyzers/dotnet/cs/PlatformGuard.Analyzers.dll"), "not an assembly");

        var outcome = sandbox.Build("src/App", "--no-restore");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(outcome.Diagnostics, static diagnostic => diagnostic is { Severity: "error", Id: "CS8034" });
    }

    [Fact]
    public void Build_TaskCannotBeLoaded_Fails()
    {
        using var sandbox = Service();
        sandbox.AddProject("App");
        sandbox.Build("src/App");
        File.WriteAllText(Path.Combine(sandbox.Restored, "tasks/net10.0/PlatformGuard.Build.dll"), "not an assembly");

        var outcome = sandbox.Build("src/App", "--no-restore");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(outcome.Diagnostics, static diagnostic => diagnostic is { Severity: "error", Id: "MSB4062" });
    }

    [Fact]
    public void Build_ChecksBreakDown_Fails()
    {
        using var sandbox = Service();
        sandbox.AddProject("App");
        sandbox.Build("src/App");
        File.Delete(Path.Combine(sandbox.Restored, "tasks/net10.0/PlatformGuard.Core.dll"));

        var outcome = sandbox.Build("src/App", "--no-restore");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(outcome.Diagnostics, static diagnostic => diagnostic.Severity == "error" && diagnostic.Message.Contains("PlatformGuard's file checks failed: FileNotFoundException", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-p:Configuration=Debug", "error", 1)]
    [InlineData("-p:BuildingInsideVisualStudio=true", "warning", 0)]
    [InlineData("-p:PlatformGuardFileChecks=false", "warning", 0)]
    public void Build_HostTooOldForTheTask_SaysWhatIsNeeded(string property, string severity, int exitCode)
    {
        using var sandbox = Service();
        sandbox.AddProject("App");

        // No older SDK is at hand; this is the property that the version decides.
        var outcome = sandbox.Build("src/App", property, "-p:_PlatformGuardCanRunTasks=false");

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains(outcome.Diagnostics, diagnostic => diagnostic.Severity == severity && diagnostic.Message.Contains("need the .NET SDK 10 or newer", StringComparison.Ordinal));
    }

    /// <summary>A password at line 3.</summary>
    private const string Connection = """
        internal static class Program
        {
            public const string Token = "glpat-" + "Zx8kQ2mVb7Ty4Rw1Ns6P";
        }
        """;

    private Sandbox Service()
    {
        var sandbox = new Sandbox(package);
        sandbox.Write("service.yaml", Sandbox.Manifest);
        sandbox.Write("deploy/load.yaml", Sandbox.MovingTag);
        return sandbox;
    }
}

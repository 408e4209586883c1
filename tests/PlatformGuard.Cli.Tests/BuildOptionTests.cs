using System;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace PlatformGuard.Cli.Tests;

/// <summary>A real build of real projects: what the analyzers find, what does not build, and that the repository stays as it was.</summary>
public sealed class BuildOptionTests
{
    private const string Project = """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>REFERENCES</ItemGroup></Project>""";

    [Fact]
    public void Build_OfSeveralProjects_MergesFindingsAndSaysWhatDoesNotBuild()
    {
        using var repository = new TemporaryFolder(
            ("service.yaml", "apiVersion: platformguard/v1\nkind: Service\nmetadata: {name: app, owner: group::test}\nspec: {stage: experiment, image: registry.example.com/app:1.0.0}\n"),
            ("src/Store/Store.csproj", Project.Replace("REFERENCES", "", StringComparison.Ordinal)),
            ("src/Store/Store.cs", "public static class Store\n{\n    public const string Address = \"Host=patroni-main.internal;Database=gitlabhq_production\";\n}\n"),
            ("src/App/App.csproj", Project.Replace("REFERENCES", "<ProjectReference Include=\"../Store/Store.csproj\" />", StringComparison.Ordinal)),
            ("src/App/App.cs", "public static class App\n{\n    public static string Main = Store.Address;\n    public static string Second = \"Server=pgbouncer.main.internal;Host=patroni-main\";\n}\n"),
            ("tools/App/App.csproj", Project.Replace("REFERENCES", "", StringComparison.Ordinal)),
            ("tools/App/Broken.cs", "class Broken { int x = \"text\"; }\n"));
        Git.Run(repository.Path, "init", "-q");
        Git.Run(repository.Path, "add", "-A");
        Git.Run(repository.Path, "commit", "-q", "-m", "first");

        var outcome = Outcome.Of("check", repository.Path, "--build", "--format", "json");
        using var json = JsonDocument.Parse(outcome.Output);
        var findings = json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => $"{finding.GetProperty("rule").GetString()} {finding.GetProperty("location").GetProperty("file").GetString()}:{finding.GetProperty("location").GetProperty("startLine").GetInt32()}").ToList();

        Assert.Contains("PG1001 src/Store/Store.cs:3", findings);
        Assert.Contains("PG1001 src/App/App.cs:4", findings);
        Assert.Equal(findings.Count, findings.Distinct().Count());
        Assert.Equal(1, outcome.Status);
        var gap = Assert.Single(json.RootElement.GetProperty("notEvaluated").EnumerateArray(), gap => gap.GetProperty("what").GetString()!.StartsWith("project ", StringComparison.Ordinal));
        Assert.Equal("project tools/App/App.csproj", gap.GetProperty("what").GetString());
        Assert.StartsWith("it does not build: error CS0029 in tools/App/Broken.cs, line 1", gap.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.Equal("", Git.Run(repository.Path, "status", "--porcelain", "--ignored"));
        Assert.Empty(Directory.EnumerateDirectories(repository.Path, "obj", SearchOption.AllDirectories));
    }

    [Fact]
    public void Build_WithoutProjects_IsAnOrdinaryCheck()
    {
        using var folder = new TemporaryFolder(("service.yaml", "apiVersion: platformguard/v1\nkind: Service\nmetadata: {name: app, owner: group::test}\nspec: {stage: experiment, image: registry.example.com/app:1.0.0}\n"));

        Assert.Equal(0, Outcome.Of("check", folder.Path, "--build").Status);
    }
}

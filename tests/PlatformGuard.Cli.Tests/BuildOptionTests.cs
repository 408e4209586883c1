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

    [Fact]
    public void Build_OfAServiceWithPolicy_JudgesByItsMainStoresAndSeverities()
    {
        using var repository = new TemporaryFolder(
            ("service.yaml", "apiVersion: platformguard/v1\nkind: Service\nmetadata: {name: app, owner: group::test}\nspec: {stage: experiment, image: registry.example.com/app:1.0.0}\n"),
            ("src/App/App.csproj", Project.Replace("REFERENCES", "", StringComparison.Ordinal)),
            ("src/App/App.cs", """
                public static class App
                {
                    public const string Address = "Host=billing-db.internal;Database=bills";
                    public static object Open() => new Main.Bills();
                    public static void Write() => System.IO.File.WriteAllText("/data/out", "");
                }

                """),
            ("src/App/Bills.cs", "namespace Main;\n\npublic sealed class Bills;\n"));
        const string Policy = "mainDatastores: [{name: billing PostgreSQL, hosts: ['billing-db*']}]\nmainDataTypes: ['T:Main.Bills']\nseverities: {PG4001: {experiment: error}}\n";

        var without = CodeFindings(repository.Path);
        repository.Write("platformguard.yaml", Policy);
        var with = CodeFindings(repository.Path);

        Assert.Equal(["PG4001 warning App.cs:5"], without);
        Assert.Equal(["PG1001 error App.cs:3", "PG1004 error App.cs:4", "PG4001 error App.cs:5"], with);
    }

    [Fact]
    public void Build_OfAMainApplicationWithPolicy_KnowsItsClientsFlagApisAndDeclaredFlags()
    {
        using var repository = new TemporaryFolder(
            ("service.yaml", "apiVersion: platformguard/v1\nkind: MainApplication\nmetadata: {name: app, owner: group::test}\nspec:\n  stage: experiment\n  featureFlags: [{name: reviews, type: beta, introduced: 2026-11-01, default: false}]\n"),
            ("src/App/App.csproj", Project.Replace("REFERENCES", "", StringComparison.Ordinal)),
            ("src/App/App.cs", """
                public static class App
                {
                    public static void Plain(Acme.Reviewers reviewers) => reviewers.Ask();

                    public static void Guarded(Acme.Reviewers reviewers)
                    {
                        if (Acme.Switches.IsOn("reviews"))
                        {
                            reviewers.Ask();
                        }

                        if (Acme.Switches.IsOn("unheard_of"))
                        {
                            reviewers.Ask();
                        }
                    }
                }

                """),
            ("src/App/Acme.cs", "namespace Acme;\n\npublic sealed class Reviewers\n{\n    public void Ask() { }\n}\n\npublic static class Switches\n{\n    public static bool IsOn(string name) => name.Length > 8;\n}\n"));

        var without = CodeFindings(repository.Path);
        repository.Write("platformguard.yaml", "serviceClients: ['T:Acme.Reviewers']\nfeatureFlagApis: ['M:Acme.Switches.IsOn(System.String)']\n");
        var given = CodeFindings(repository.Path, "--policy", repository.At("platformguard.yaml"));

        Assert.Empty(without);
        Assert.Equal(["PG2001 error App.cs:3", "PG2004 note App.cs:12"], given);
    }

    private static string[] CodeFindings(string folder, params string[] further)
    {
        var outcome = Outcome.Of(["check", folder, "--build", "--format", "json", .. further]);
        using var json = JsonDocument.Parse(outcome.Output);
        return [.. json.RootElement.GetProperty("findings").EnumerateArray()
            .Where(static finding => finding.GetProperty("location").GetProperty("file").GetString()!.EndsWith(".cs", StringComparison.Ordinal))
            .Select(static finding => $"{finding.GetProperty("rule").GetString()} {finding.GetProperty("severity").GetString()} {Path.GetFileName(finding.GetProperty("location").GetProperty("file").GetString())}:{finding.GetProperty("location").GetProperty("startLine").GetInt32()}")];
    }
}

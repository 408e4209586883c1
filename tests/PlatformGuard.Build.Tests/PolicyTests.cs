using System;
using System.IO;
using System.Linq;
using System.Threading;
using PlatformGuard.Core;
using PlatformGuard.Core.Building;

namespace PlatformGuard.Build.Tests;

/// <summary>The platform's policy in a real build: in the file checks and in the compiler.</summary>
[Collection(PackageTests.Name)]
public sealed class PolicyTests(PackedPackage package)
{
    private const string Source = "internal static class Program { private const string Db = \"Host=billing-db.internal;Database=x;Username=a\"; private static void Main() { _ = Db; } }";

    private const string Policy = """
        mainDatastores: [{name: billing PostgreSQL, hosts: ["billing-db*"]}]
        severities: {PG7010: {experiment: error}}

        """;

    private Sandbox Service()
    {
        var sandbox = new Sandbox(package);
        sandbox.Write("service.yaml", Sandbox.Manifest);
        sandbox.Write("deploy/load.yaml", Sandbox.MovingTag);
        sandbox.AddProject("App", Sandbox.Net10 + "<OutputType>Exe</OutputType>", source: Source);
        return sandbox;
    }

    [Fact]
    public void Build_PolicyAddedAndChanged_ReachesFilesAndCompiler()
    {
        using var sandbox = Service();
        sandbox.Age();
        var before = sandbox.Build("src/App");
        sandbox.Write("platformguard.yaml", Policy);
        var after = sandbox.Build("src/App", "--no-restore");

        Assert.Equal(0, before.ExitCode);
        Assert.Equal("warning", Assert.Single(before.Of("PG7010")).Severity);
        Assert.Equal(1, after.ExitCode);
        Assert.Equal("error", Assert.Single(after.Of("PG7010")).Severity);
        Assert.Contains("billing-db.internal", Assert.Single(after.Of("PG1001")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_PolicyProperty_NamesAPolicyThatMayBeWeaker()
    {
        using var sandbox = Service();
        sandbox.Write("elsewhere/policy.yaml", "allowWeaker: true\nmainDatastores: [{name: billing PostgreSQL, hosts: [\"billing-db*\"]}]\nseverities: {PG1001: {experiment: warning}, PG7010: {experiment: off}}\n");
        var outcome = sandbox.Build("src/App", "-p:PlatformGuardPolicy=" + sandbox.PathOf("elsewhere/policy.yaml"));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Of("PG7010"));
        Assert.Equal("warning", Assert.Single(outcome.Of("PG1001")).Severity);
    }

    [Fact]
    public void Build_PolicyPropertyThatNamesNothing_Fails()
    {
        using var sandbox = Service();
        var outcome = sandbox.Build("src/App", "-p:PlatformGuardPolicy=none.yaml");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("PlatformGuardPolicy names '" + Path.Combine(sandbox.PathOf("src/App"), "none.yaml") + "', which does not exist", outcome.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ValuesOfManifestAndPolicy_ReachEveryCodeRuleThatNeedsThem()
    {
        using var sandbox = new Sandbox(package);
        sandbox.Write("service.yaml", Sandbox.Manifest + "\n  volumes: [{name: work, mountPath: /work, purpose: scratch}]\n  storage: [{kind: postgresql, name: reviews, configuration: [\"ConnectionStrings:Main\"]}]\n");
        sandbox.Write("elsewhere/policy.yaml", """
            mainDatastores: [{name: billing PostgreSQL, hosts: ["billing-db*"]}]
            mainDataTypes: ["T:Main.Merge"]
            commonLibraries: [{language: dotnet, libraries: [Acme.Beacon]}]

            """);
        sandbox.AddProject("Acme.Beacon", source: "namespace Acme; public static class Beacon { public static void Light() { } }");
        sandbox.AddProject(
            "App",
            Sandbox.Net10 + "<OutputType>Exe</OutputType>",
            items: "<FrameworkReference Include=\"Microsoft.AspNetCore.App\" /><ProjectReference Include=\"../Acme.Beacon/Acme.Beacon.csproj\" />",
            source: """
                using Microsoft.AspNetCore.Builder;
                using Microsoft.Extensions.Configuration;

                var builder = WebApplication.CreateBuilder(args);
                Acme.Beacon.Light();
                System.IO.File.WriteAllText("/work/result", builder.Configuration.GetConnectionString("Main"));
                System.IO.File.WriteAllText("/elsewhere/result", "Host=billing-db.internal;Database=x;Username=a");
                _ = new Main.Merge();
                builder.Build().Run();

                namespace Main { internal sealed class Merge; }
                """);
        var given = sandbox.Build("src/App", "-p:PlatformGuardPolicy=" + sandbox.PathOf("elsewhere/policy.yaml"), "-p:PlatformGuardStage=experiment");
        sandbox.Write("service.yaml", Sandbox.Manifest);
        var without = sandbox.Build("src/App", "--no-restore", "-p:PlatformGuardStage=experiment");

        Assert.Contains("billing-db.internal", Assert.Single(given.Of("PG1001")).Message, StringComparison.Ordinal);
        Assert.Contains("Main.Merge", Assert.Single(given.Of("PG1004")).Message, StringComparison.Ordinal);
        Assert.Contains("/elsewhere", Assert.Single(given.Of("PG4001")).Message, StringComparison.Ordinal);
        Assert.Empty(given.Of("PG1002"));
        Assert.Empty(given.Of("PG6003"));
        Assert.Empty(given.Of("PG6004"));

        Assert.Empty(without.Of("PG1001"));
        Assert.Empty(without.Of("PG1004"));
        Assert.Equal(2, without.Of("PG4001").Count);
        Assert.Single(without.Of("PG1002"));
        Assert.Single(without.Of("PG6003"));
        Assert.Single(without.Of("PG6004"));
    }

    /// <summary>The task and <c>check --build</c> hand the same text to the compiler; a project tells what it was given.</summary>
    [Fact]
    public void Options_OfTheTaskAndOfCheckWithBuild_AreTheSameText()
    {
        using var sandbox = new Sandbox(package);
        sandbox.Write("service.yaml", """
            apiVersion: platformguard/v1
            kind: MainApplication
            metadata: {name: demo, owner: group::demo}
            spec:
              stage: beta
              featureFlags: [{name: reviews, type: beta, introduced: 2026-11-01, default: false}]
              services: [{name: reviewers, urls: ["https://reviewers.internal"], flag: reviews, client: "T:Acme.Reviewers"}]

            """);
        sandbox.Write("policy/policy.yaml", """
            mainDatastores: [{name: billing PostgreSQL, hosts: ["billing-db*"]}]
            mainDataTypes: ["T:Main.Merge", "T:Main.Issue"]
            featureFlagApis: ["M:Acme.Switches.IsOn(System.String)"]
            serviceClients: ["T:Acme.Summarizer", "N:Acme.Clients"]
            commonLibraries: [{language: dotnet, libraries: [Acme.Beacon, Acme.Logs]}, {language: python, libraries: [acme]}]
            severities: {PG2004: {experiment: error, beta: error}, PG2005: {beta: error}}

            """);
        sandbox.AddProject("Packaged");
        sandbox.Write("src/Bare/Bare.cs", "internal static class Bare;");
        sandbox.Write("src/Bare/Bare.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>{Sandbox.Net10}</PropertyGroup>
              <Target Name="Keep" AfterTargets="_PlatformGuardInject">
                <ItemGroup><_Given Include="@(EditorConfigFiles)" Condition="'%(Filename)%(Extension)' == 'options.globalconfig'" /></ItemGroup>
                <Copy SourceFiles="@(_Given)" DestinationFiles="@(_Given->'{sandbox.PathOf("kept.globalconfig")}')" />
              </Target>
            </Project>
            """);
        var policy = sandbox.PathOf("policy/policy.yaml");

        var built = sandbox.Build("src/Packaged", "-p:PlatformGuardPolicy=" + policy);
        var analyzers = Path.Combine(sandbox.Restored, "analyzers", "dotnet", "cs");
        Checker.Check(sandbox.PathOf("."), new CheckOptions { PolicyPath = policy, CodeBuild = new CodeBuild(analyzers, TimeSpan.FromMinutes(10)) }, CancellationToken.None);
        var ofTheTask = File.ReadAllText(Assert.Single(Directory.EnumerateFiles(sandbox.PathOf("src/Packaged/obj"), "PlatformGuard.globalconfig", SearchOption.AllDirectories)));

        Assert.Empty(built.Of("PG8001"));
        Assert.Equal(ofTheTask, File.ReadAllText(sandbox.PathOf("kept.globalconfig")));
        Assert.Equal(
            ["is_global", "global_level", "platformguard.role", "platformguard.stage", "platformguard.services", "platformguard.feature_flags", "platformguard.main_stores", "platformguard.policy_main_data_types",
             "platformguard.severities", "platformguard.common_libraries", "platformguard.feature_flag_apis", "platformguard.service_clients"],
            ofTheTask.TrimEnd('\n').Split('\n').Select(static line => line[..line.IndexOf(" = ", StringComparison.Ordinal)]));
        Assert.Contains("platformguard.severities = PG2004:error,PG2005:error\n", ofTheTask, StringComparison.Ordinal);
    }
}

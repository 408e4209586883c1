using System;
using System.IO;

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
}

using System;
using System.IO;
using System.Linq;

namespace PlatformGuard.Build.Tests;

[Collection(PackageTests.Name)]
public sealed class FileCheckTests(PackedPackage package)
{
    private const string NothingChanged = "nothing changed below";

    [Fact]
    public void Build_ViolatingService_FailsWithIdAndPosition()
    {
        using var sandbox = Service(Sandbox.MovingTag);
        sandbox.AddProject("App", Sandbox.Net10 + "<PlatformGuardStage>beta</PlatformGuardStage>");

        var outcome = sandbox.Build("src/App");

        Assert.Equal(1, outcome.ExitCode);
        var finding = Assert.Single(outcome.Of("PG7010"));
        Assert.Equal((sandbox.PathOf("deploy/load.yaml"), 13, 18, "error"), (finding.File, finding.Line, finding.Column, finding.Severity));
        Assert.True(File.Exists(sandbox.PathOf("src/App/obj/Debug/net10.0/App.dll")), "the compiler ran too");
    }

    [Fact]
    public void Build_CleanService_SucceedsWithoutAWord()
    {
        using var sandbox = Service(Sandbox.PinnedTag);
        sandbox.AddProject("App");
        sandbox.Write("service.yaml", Sandbox.Manifest.TrimEnd() + "\n  environments: {staging: {}, production: {}}\n  observability: {slis: [{name: requests, source: platform, availability: 99.5%}]}\n");
        sandbox.Write(".gitlab-ci.yml", "deploy-staging:\n  stage: deploy\n  environment: staging\n  script: [./deploy.sh staging]\n  rules:\n    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH\n");

        var outcome = sandbox.Build("src/App");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Diagnostics);
    }

    [Fact]
    public void Build_NothingChanged_ShowsTheSameFindingsWithoutReading()
    {
        using var sandbox = Service(Sandbox.MovingTag);
        sandbox.AddProject("App", Sandbox.Strict);
        sandbox.Age();
        var first = sandbox.Build("src/App");
        var settling = sandbox.Build("src/App", "--no-restore");
        var second = sandbox.Build("src/App", "--no-restore", "-v:d");

        Assert.Equal((1, 1, 1), (first.ExitCode, settling.ExitCode, second.ExitCode));
        Assert.Contains(NothingChanged, second.Log, StringComparison.Ordinal);
        Assert.Equal(first.Of("PG7010"), second.Of("PG7010"));
        Assert.Single(second.Of("PG7010"));
    }

    [Fact]
    public void Build_InputChangedAddedDeleted_ShowsWhatIsThereNow()
    {
        using var sandbox = Service(Sandbox.MovingTag);
        sandbox.AddProject("App", Sandbox.Strict);
        sandbox.Age();
        sandbox.Build("src/App");

        sandbox.Write("deploy/load.yaml", Sandbox.PinnedTag);
        var changed = sandbox.Build("src/App", "--no-restore");
        sandbox.Write("deploy/more/extra.yaml", Sandbox.MovingTag);
        var added = sandbox.Build("src/App", "--no-restore");
        File.Delete(sandbox.PathOf("deploy/more/extra.yaml"));
        var deleted = sandbox.Build("src/App", "--no-restore");

        Assert.Equal((0, 1, 0), (changed.ExitCode, added.ExitCode, deleted.ExitCode));
        Assert.Empty(changed.Of("PG7010"));
        Assert.Equal(sandbox.PathOf("deploy/more/extra.yaml"), Assert.Single(added.Of("PG7010")).File);
        Assert.Empty(deleted.Of("PG7010"));
    }

    [Fact]
    public void Build_OnlyCodeChanged_DoesNotCheckFilesAgain()
    {
        using var sandbox = Service(Sandbox.PinnedTag);
        sandbox.AddProject("App");
        sandbox.Age();
        sandbox.Build("src/App");
        sandbox.Build("src/App", "--no-restore");

        sandbox.Write("src/App/Program.cs", "internal static class Other;");
        var outcome = sandbox.Build("src/App", "--no-restore", "-v:d");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Contains(NothingChanged, outcome.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_TwoProjectsInParallel_ShowsEachFindingOnce()
    {
        using var sandbox = Service(Sandbox.MovingTag);
        sandbox.AddProject("One", Sandbox.Strict);
        sandbox.AddProject("Two", "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><WarningsAsErrors>PG7010</WarningsAsErrors>");
        sandbox.AddProject("Three", Sandbox.Strict, """<ProjectReference Include="../Two/Two.csproj" />""");
        sandbox.Write("All.slnx", """
            <Solution>
              <Project Path="src/One/One.csproj" />
              <Project Path="src/Two/Two.csproj" />
              <Project Path="src/Three/Three.csproj" />
            </Solution>
            """);

        var outcome = sandbox.Build("All.slnx", "-m:4");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Single(outcome.Of("PG7010"));
    }

    [Fact]
    public void Build_MultiTargetedProject_ShowsEachFindingOnce()
    {
        using var sandbox = Service(Sandbox.MovingTag);
        sandbox.AddProject("App", "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks><WarningsAsErrors>PG7010</WarningsAsErrors>");

        var outcome = sandbox.Build("src/App", "-m:2");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Single(outcome.Of("PG7010"));
    }

    [Fact]
    public void Build_NoManifest_ChecksNoFiles()
    {
        using var sandbox = new Sandbox(package);
        sandbox.AddProject("App");
        sandbox.Write("src/App/load.yaml", Sandbox.MovingTag);

        var outcome = sandbox.Build("src/App");

        Assert.Equal(0, outcome.ExitCode);
        Assert.Empty(outcome.Diagnostics);
    }

    [Fact]
    public void Build_NearestFileIsAKnativeService_UsesTheManifestAbove()
    {
        using var sandbox = Service(Sandbox.MovingTag);
        sandbox.AddProject("App", Sandbox.Strict);
        sandbox.Write("src/App/service.yaml", """
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata: {name: demo, namespace: demo}
            spec: {}
            """);

        var outcome = sandbox.Build("src/App");

        Assert.Equal(sandbox.PathOf("deploy/load.yaml"), Assert.Single(outcome.Of("PG7010")).File);
        Assert.Equal(1, outcome.ExitCode);
    }

    [Fact]
    public void Build_ManifestProperty_OverridesTheSearch()
    {
        using var sandbox = Service(Sandbox.PinnedTag);
        sandbox.AddProject("App", Sandbox.Strict + "<PlatformGuardManifest>../../other/demo.yaml</PlatformGuardManifest>");
        sandbox.Write("other/demo.yaml", Sandbox.Manifest);
        sandbox.Write("other/load.yaml", Sandbox.MovingTag);

        var outcome = sandbox.Build("src/App");

        Assert.Equal(sandbox.PathOf("other/load.yaml"), Assert.Single(outcome.Of("PG7010")).File);
        Assert.Equal(1, outcome.ExitCode);
    }

    [Theory]
    [InlineData("PlatformGuardManifest", "missing.yaml", "does not exist")]
    [InlineData("PlatformGuardStage", "betta", "it can be experiment, beta, ga")]
    [InlineData("PlatformGuardRole", "app", "it can be service, main-application")]
    public void Build_PropertyThatMeansNothing_Fails(string property, string value, string text)
    {
        using var sandbox = Service(Sandbox.PinnedTag);
        sandbox.AddProject("App", $"{Sandbox.Net10}<{property}>{value}</{property}>");

        var outcome = sandbox.Build("src/App");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(outcome.Diagnostics, diagnostic => diagnostic.Severity == "error" && diagnostic.Message.Contains(property, StringComparison.Ordinal) && diagnostic.Message.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public void Build_WarningFinding_ObeysNoWarnAndWarningsAsErrors()
    {
        using var sandbox = Service(Sandbox.MovingTag);
        sandbox.AddProject("App", Sandbox.Net10);

        var plain = sandbox.Build("src/App");
        var raised = sandbox.Build("src/App", "--no-restore", "-p:WarningsAsErrors=PG7010");
        var all = sandbox.Build("src/App", "--no-restore", "-p:TreatWarningsAsErrors=true");
        var silenced = sandbox.Build("src/App", "--no-restore", "-p:NoWarn=PG7010");

        Assert.Equal((0, "warning"), (plain.ExitCode, Assert.Single(plain.Of("PG7010")).Severity));
        Assert.Equal((1, "error"), (raised.ExitCode, Assert.Single(raised.Of("PG7010")).Severity));
        Assert.Equal((1, "error"), (all.ExitCode, Assert.Single(all.Of("PG7010")).Severity));
        Assert.Equal(0, silenced.ExitCode);
        Assert.Empty(silenced.Of("PG7010"));
        Assert.Equal("NoWarn switches off PG7010", Assert.Single(silenced.Of("PG9002")).Message);
    }

    [Fact]
    public void Clean_AfterABuild_RemovesTheCache()
    {
        using var sandbox = Service(Sandbox.PinnedTag);
        sandbox.AddProject("App");
        sandbox.Build("src/App");
        var wasThere = Directory.EnumerateFiles(sandbox.PathOf("obj/PlatformGuard"), "*.cache").Any();

        DotNet.Run(sandbox.Root, "clean", "src/App", "--nologo", "-nodeReuse:false");

        Assert.True(wasThere);
        Assert.False(Directory.Exists(sandbox.PathOf("obj/PlatformGuard")));
    }

    private Sandbox Service(string workload)
    {
        var sandbox = new Sandbox(package);
        sandbox.Write("service.yaml", Sandbox.Manifest);
        sandbox.Write("deploy/load.yaml", workload);
        return sandbox;
    }
}

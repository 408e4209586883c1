namespace PlatformGuard.Build.Tests;

[Collection(PackageTests.Name)]
public sealed class FileCheckTests(PackedPackage package)
{
    [Fact]
    public void Build_ViolatingService_FailsWithIdAndPosition()
    {
        using var sandbox = new Sandbox(package);
        sandbox.AddProject("App", "<TargetFramework>net10.0</TargetFramework><PlatformGuardStage>beta</PlatformGuardStage>");
        sandbox.Write("service.yaml", Sandbox.Manifest);
        sandbox.Write("deploy/load.yaml", Sandbox.MovingTag);

        var outcome = sandbox.Build("src/App");

        Assert.Equal(1, outcome.ExitCode);
        var finding = Assert.Single(outcome.Of("PG7010"));
        Assert.Equal((sandbox.PathOf("deploy/load.yaml"), 10, 18, "error"), (finding.File, finding.Line, finding.Column, finding.Severity));
    }
}

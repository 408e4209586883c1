using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace PlatformGuard.Cli.Tests;

/// <summary>The built executable as a process: what tests inside this process cannot see.</summary>
public sealed class ProcessTests
{
    private const string Colour = @"\e\[[0-9;]+m";

    private static string Prototype => RepositoryRoot.At("samples", "suggested-reviewers");

    [Fact]
    public void Check_AsAProcess_HasTheSameBytesAndStatusAsInside()
    {
        foreach (var format in (string[])["text", "json", "sarif", "codequality"])
        {
            var inside = Outcome.Of("check", Prototype, "--format", format, "--today", "2026-11-01");
            var process = Outcome.OfProcess(RepositoryRoot.Path, null, "check", "samples/suggested-reviewers", "--format", format, "--today", "2026-11-01");

            Assert.Equal(inside, process);
            Assert.Equal(1, process.Status);
        }
    }

    [Fact]
    public void Check_WithoutAPath_ChecksTheCurrentFolder()
    {
        using var empty = new TemporaryFolder();
        var outcome = Outcome.OfProcess(empty.Path, null, "check", "--quiet");

        Assert.Equal((1, ""), (outcome.Status, outcome.Error));
        Assert.Single(outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData(2, "check", "/nowhere/at/all")]
    [InlineData(2, "check", "--format", "xml")]
    [InlineData(0, "rules")]
    public void Status_OfTheProcess_IsThatOfTheRun(int status, params string[] arguments) => Assert.Equal(status, Outcome.OfProcess(RepositoryRoot.Path, null, arguments).Status);

    [Fact]
    public void Check_WithoutGitOnThePath_StillReadsTheIgnoreFiles()
    {
        using var folder = new TemporaryFolder((".gitignore", "ignored.yaml\n"), ("ignored.yaml", "a: [\n"), ("kept.yaml", "a: [\n"));
        Git.Run(folder.Path, "init", "-q");
        var dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        var outcome = Outcome.OfProgram(dotnet, folder.Path, new Dictionary<string, string> { ["PATH"] = folder.Path }, Outcome.Executable, "check", "--quiet", "--rule", "PG9001");

        Assert.StartsWith("kept.yaml:", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ignored", outcome.Output, StringComparison.Ordinal);
    }

    [FactIfInstalled("script")]
    public void Colours_OnATerminal_AreThereUntilAVariableOrOptionSaysNo()
    {
        Assert.Matches(Colour, OnTerminal("TERM=xterm NO_COLOR="));
        Assert.DoesNotMatch(Colour, OnTerminal("TERM=xterm NO_COLOR=1"));
        Assert.DoesNotMatch(Colour, OnTerminal("TERM=dumb NO_COLOR="));
        Assert.DoesNotMatch(Colour, OnTerminal("TERM=xterm NO_COLOR=", "--no-color"));
        Assert.DoesNotMatch(Colour, OnTerminal("TERM=xterm NO_COLOR=", "| cat"));
    }

    [Fact]
    public void Pipe_ThatItsReaderCloses_ChangesNoStatusAndPrintsNoFault()
    {
        using var folder = new TemporaryFolder([.. Enumerable.Range(0, 3000).Select(index => ($"deploy/{index:D4}.yaml", "a: [\n"))]);
        var outcome = Outcome.OfProgram("bash", folder.Path, null, "-c", $"dotnet '{Outcome.Executable}' check --verbose 2> error.txt | head -n 1; exit ${{PIPESTATUS[0]}}");

        Assert.Equal(1, outcome.Status);
        Assert.DoesNotContain("fault", File.ReadAllText(folder.At("error.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public void Pipe_OfAList_ThatIsClosed_IsNoFault()
    {
        using var folder = new TemporaryFolder();
        var outcome = Outcome.OfProgram("bash", folder.Path, null, "-c", $"dotnet '{Outcome.Executable}' rules | true; exit ${{PIPESTATUS[0]}}");

        Assert.Equal((0, ""), (outcome.Status, outcome.Error));
    }

    [Fact]
    public void FingerprintKey_OfTheEnvironment_ChangesFingerprintsOnly()
    {
        var plain = Outcome.OfProcess(Prototype, null, "check", "--format", "json").Output;
        var keyed = Outcome.OfProcess(Prototype, new Dictionary<string, string> { ["PLATFORMGUARD_FINGERPRINT_KEY"] = "a key" }, "check", "--format", "json").Output;
        var differing = plain.Split('\n').Zip(keyed.Split('\n')).Where(pair => pair.First != pair.Second).ToList();

        Assert.NotEmpty(differing);
        Assert.All(differing, pair => Assert.Contains("\"fingerprint\": ", pair.First, StringComparison.Ordinal));
    }

    /// <summary>A run below a pseudo terminal, which <c>script</c> makes.</summary>
    private static string OnTerminal(string variables, string end = "") =>
        Outcome.OfProgram("script", Prototype, null, "-qec", $"{variables} dotnet '{Outcome.Executable}' check {end}", "/dev/null").Output;
}

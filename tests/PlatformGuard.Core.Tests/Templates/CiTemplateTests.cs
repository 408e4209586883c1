using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Tests.Templates;

/// <summary>The CI component and the action that we give to others obey our own rules, and their gates do what they say.</summary>
public sealed class CiTemplateTests
{
    /// <summary>A pipeline that only checks deploys nothing, which is the service's business.</summary>
    private const string Deployment = "PG7012";

    private const string Manifest = """
        apiVersion: platformguard/v1
        kind: Service
        metadata: {name: sample, owner: group::test}
        spec: {stage: experiment, image: registry.example.com/app:1.0.0}

        """;

    public static TheoryData<string> Components => ["platformguard", "platformguard-comment"];

    [Theory]
    [MemberData(nameof(Components))]
    public void Component_EveryInput_IsDescribedAndUsed(string name)
    {
        var text = File.ReadAllText(RepositoryRoot.At("templates", name + ".yml"));
        var inputs = Documents(text)[0].At("spec", "inputs")!.Entries;

        Assert.All(inputs, input => Assert.NotNull(input.Value["description"]?.Text));
        Assert.Equal(inputs.Select(input => input.Key.Value).Order(StringComparer.Ordinal), Regex.Matches(text, @"\$\[\[ inputs\.([a-z-]+) \]\]").Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("report")]
    [InlineData("new")]
    [InlineData("verdict")]
    public void Components_IncludedByAService_PassOurOwnRules(string gate)
    {
        using var folder = new TemporaryFolder(("service.yaml", Manifest), (".gitlab-ci.yml", Filled("platformguard", gate) + Filled("platformguard-comment", gate)));
        var result = Checker.Check(folder.Path, new CheckOptions());

        Assert.DoesNotContain(result.Findings, finding => finding.Severity >= Severity.Warning && finding.Location.File == ".gitlab-ci.yml" && finding.Rule.Id != Deployment);
        Assert.DoesNotContain(result.NotEvaluated, gap => gap.Location.File == ".gitlab-ci.yml");
    }

    [Fact]
    public void Action_UsedByAWorkflow_PassesOurOwnRules()
    {
        using var folder = new TemporaryFolder(
            ("service.yaml", Manifest),
            ("action.yml", File.ReadAllText(RepositoryRoot.At("action.yml"))),
            (".github/workflows/ci.yml", "on: pull_request\npermissions: {contents: read}\njobs:\n  check:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n        with: {fetch-depth: 0}\n      - uses: ./\n        with: {gate: new}\n"));

        Assert.DoesNotContain(Checker.Check(folder.Path, new CheckOptions()).Findings, finding => finding.Severity >= Severity.Warning && finding.Location.File != "service.yaml" && finding.Rule.Id != Deployment);
    }

    /// <summary>The job's own script, run by a real shell with a program that ends as it is told.</summary>
    [Theory]
    [InlineData("report", 0, 0, 0)]
    [InlineData("report", 1, 1, 0)]
    [InlineData("report", 2, 0, 2)]
    [InlineData("report", 3, 0, 3)]
    [InlineData("verdict", 0, 0, 0)]
    [InlineData("verdict", 1, 0, 1)]
    [InlineData("verdict", 3, 0, 3)]
    [InlineData("new", 1, 0, 0)]
    [InlineData("new", 0, 1, 1)]
    [InlineData("new", 3, 0, 3)]
    public void Gate_DecidesTheJobsStatus(string gate, int grade, int check, int expected)
    {
        var script = Documents(Filled("platformguard", gate))[0]["platformguard"]!["script"]!.Items.Single().Text!;

        Assert.Equal(expected, Run(script, grade, check, out var calls));
        Assert.StartsWith("grade . --fail-on error --report json=platformguard/report.json ", calls[0], StringComparison.Ordinal);
        Assert.Equal(gate == "new" && grade < 2 ? ["check . --since abc --fail-on error"] : [], calls[1..]);
    }

    [Theory]
    [InlineData("report", 1, 0, 0)]
    [InlineData("verdict", 1, 0, 1)]
    [InlineData("new", 1, 0, 0)]
    [InlineData("new", 0, 1, 1)]
    [InlineData("report", 3, 0, 3)]
    [InlineData("other", 0, 0, 2)]
    public void Gate_OfTheAction_DecidesTheStepsStatus(string gate, int grade, int check, int expected)
    {
        var steps = Documents(File.ReadAllText(RepositoryRoot.At("action.yml")))[0].At("runs", "steps")!.Items;
        var script = steps.Single(step => step["name"]?.Text == "Check")["run"]!.Text!;

        Assert.Equal(expected, Run(script, grade, check, out _, gate));
    }

    [Fact]
    public void Dockerfile_BuildsAsTheReadmeTells() =>
        Assert.Contains(Regex.Match(File.ReadAllText(RepositoryRoot.At("Dockerfile")), "dotnet publish .* -p:SingleFile=true").Value, File.ReadAllText(RepositoryRoot.At("README.md")), StringComparison.Ordinal);

    private static int Run(string script, int grade, int check, out string[] calls, string gate = "")
    {
        using var folder = new TemporaryFolder(
            ("bin/platformguard", $"#!/bin/sh\necho \"$@\" >> \"$CALLS\"\nif [ \"$1\" = grade ]; then exit {grade}; fi\nexit {check}\n"),
            ("calls", ""));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.At("bin/platformguard"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Directory.CreateDirectory(folder.At("platformguard"));
        File.Copy(folder.At("bin/platformguard"), folder.At("platformguard/platformguard"));
        Directory.CreateDirectory(folder.At("platformguard-reports"));

        // As GitLab's and GitHub's runners start it.
        using var process = Process.Start(new ProcessStartInfo("bash", ["-eo", "pipefail", "-c", script])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["PATH"] = folder.At("bin") + ":" + Environment.GetEnvironmentVariable("PATH"), ["CALLS"] = folder.At("calls"), ["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = "abc",
                ["RUNNER_TEMP"] = folder.Path, ["GATE"] = gate, ["FAIL_ON"] = "error", ["CHECKED"] = ".", ["BASE"] = "abc", ["GITHUB_STEP_SUMMARY"] = folder.At("summary"),
            },
        })!;
        process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        calls = File.ReadAllLines(folder.At("calls"));
        return process.ExitCode;
    }

    /// <summary>The component's jobs with its inputs filled in, as GitLab does before it reads them.</summary>
    private static string Filled(string name, string gate)
    {
        var text = File.ReadAllText(RepositoryRoot.At("templates", name + ".yml"));
        var given = new Dictionary<string, string>
        {
            ["gate"] = gate, ["image"] = "registry.example.com/platformguard@sha256:" + new string('a', 64), ["vault"] = "group/project/token@secrets", ["vault-audience"] = "https://vault.example.com",
        };
        foreach (var input in Documents(text)[0].At("spec", "inputs")!.Entries)
        {
            given.TryAdd(input.Key.Value, input.Value["default"]?.Text ?? "");
        }

        var jobs = text[(text.IndexOf("\n---\n", StringComparison.Ordinal) + 5)..];
        return Regex.Replace(jobs, @"\$\[\[ inputs\.([a-z-]+) \]\]", match => given[match.Groups[1].Value]);
    }

    private static IReadOnlyList<Node> Documents(string text) => YamlReader.Read("template.yml", text, new CheckOptions()).Documents;
}

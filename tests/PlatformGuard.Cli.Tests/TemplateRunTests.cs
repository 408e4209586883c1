using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using PlatformGuard.Core;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Cli.Tests;

/// <summary>The scripts of the GitLab component and of the GitHub action as they are written, run by a real shell with the built program in a real repository.</summary>
public sealed class TemplateRunTests : IDisposable
{
    private const string Manifest = "apiVersion: platformguard/v1\nkind: Service\nmetadata: {name: sample, owner: group::test}\nspec: {stage: STAGE, image: \"registry.example.com/app:1.0.0\"}\n";
    private const string Ingress = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: app}\nspec: {ingressClassName: nginx, defaultBackend: {service: {name: app, port: {number: 80}}}}\n";

    private readonly TemporaryFolder repository = new();
    private readonly TemporaryFolder tools = new();

    public TemplateRunTests()
    {
        foreach (var path in (string[])["bin/platformguard", "platformguard/platformguard"])
        {
            tools.Write(path, $"#!/bin/sh\nexec dotnet \"{Outcome.Executable}\" \"$@\"\n");
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(tools.At(path), UnixFileMode.UserRead | UnixFileMode.UserExecute);
            }
        }
    }

    public void Dispose()
    {
        repository.Dispose();
        tools.Dispose();
    }

    [Theory]
    [InlineData("report", "experiment", false, 0)]
    [InlineData("report", "experiment", true, 0)]
    [InlineData("new", "experiment", false, 0)]
    [InlineData("new", "experiment", true, 1)]
    [InlineData("verdict", "experiment", false, 0)]
    [InlineData("verdict", "experiment", true, 1)]
    [InlineData("verdict", "beta", false, 1)]
    public void Component_RunAsWritten_WritesEveryReportAndGates(string gate, string stage, bool addsFinding, int expected)
    {
        var start = Commit(stage, addsFinding);
        var text = RepositoryRoot.Read("templates", "platformguard.yml");
        var jobs = text[(text.IndexOf("\n---\n", StringComparison.Ordinal) + 5)..];
        var given = new Dictionary<string, string> { ["gate"] = gate, ["path"] = ".", ["fail-on"] = "error", ["job-name"] = "platformguard", ["image"] = "image", ["stage"] = "test" };
        var job = Document(Regex.Replace(jobs, @"\$\[\[ inputs\.([a-z-]+) \]\]", match => given[match.Groups[1].Value]))["platformguard"]!;

        var outcome = Run(job["script"]!.Items.Single().Text!, new() { ["CI_MERGE_REQUEST_DIFF_BASE_SHA"] = start });

        Assert.True(expected == outcome.Status, outcome.Output + outcome.Error);
        Assert.Equal("", outcome.Error);
        AssertReports(repository.At("platformguard"), ["report.json", "report.html", "note.md", "report.sarif", "codequality.json", "junit.xml", "metrics.txt", "badge.svg"]);

        // What the job hands to GitLab is what its script wrote.
        var artifacts = job["artifacts"]!["reports"]!.Entries.Select(static entry => entry.Value.Text!);
        Assert.All(artifacts, path => Assert.True(File.Exists(repository.At(path)), path));
    }

    [Theory]
    [InlineData("report", "experiment", true, 0)]
    [InlineData("new", "experiment", false, 0)]
    [InlineData("new", "experiment", true, 1)]
    [InlineData("verdict", "beta", false, 1)]
    public void Action_RunAsWritten_WritesEveryReportAndGates(string gate, string stage, bool addsFinding, int expected)
    {
        var start = Commit(stage, addsFinding);
        var step = Document(RepositoryRoot.Read("action.yml")).At("runs", "steps")!.Items.Single(static step => step["name"]?.Text == "Check");

        var outcome = Run(step["run"]!.Text!, new() { ["RUNNER_TEMP"] = tools.Path, ["GATE"] = gate, ["FAIL_ON"] = "error", ["CHECKED"] = ".", ["BASE"] = start, ["GITHUB_STEP_SUMMARY"] = tools.At("summary.md") });

        Assert.True(expected == outcome.Status, outcome.Output + outcome.Error);
        AssertReports(tools.At("platformguard-reports"), ["report.json", "report.html", "note.md", "report.sarif", "junit.xml", "metrics.txt", "badge.svg"]);
        Assert.StartsWith("### PlatformGuard: ", File.ReadAllText(tools.At("summary.md")), StringComparison.Ordinal);
        Assert.Contains("::warning ", outcome.Output, StringComparison.Ordinal);
    }

    /// <summary>Two commits: a service, then a change that may bring a finding. Returns the first.</summary>
    private string Commit(string stage, bool addsFinding)
    {
        repository.Write("service.yaml", Manifest.Replace("STAGE", stage, StringComparison.Ordinal));
        Git.Run(repository.Path, "init", "-q");
        Git.Run(repository.Path, "add", "-A");
        Git.Run(repository.Path, "commit", "-q", "-m", "service");
        repository.Write(addsFinding ? "deploy/in.yaml" : "README.md", addsFinding ? Ingress : "# Sample\n");
        Git.Run(repository.Path, "add", "-A");
        Git.Run(repository.Path, "commit", "-q", "-m", "change");
        return Git.Run(repository.Path, "rev-parse", "HEAD~1").Trim();
    }

    private Outcome Run(string script, Dictionary<string, string> environment)
    {
        environment["PATH"] = tools.At("bin") + ":" + Environment.GetEnvironmentVariable("PATH");
        return Outcome.OfProgram("bash", repository.Path, environment, "-eo", "pipefail", "-c", script);
    }

    private static void AssertReports(string folder, string[] names)
    {
        Assert.Equal(names.Order(StringComparer.Ordinal), Directory.GetFiles(folder).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        using var report = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "report.json")));
        Assert.Equal("sample", report.RootElement.GetProperty("service").GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Number, report.RootElement.GetProperty("readiness").GetProperty("score").ValueKind);
    }

    private static Node Document(string text) => YamlReader.Read("template.yml", text, new CheckOptions()).Documents[0];
}

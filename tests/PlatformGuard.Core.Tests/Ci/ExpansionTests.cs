using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Ci;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Tests.Ci;

/// <summary>Includes, inheritance, references and merges give what another implementation of GitLab CI gives.</summary>
public sealed class ExpansionTests
{
    private const string Tool = "gitlab-ci-local";
    private const string Variable = "PLATFORMGUARD_GITLAB_CI_LOCAL";

    [FactIfInstalled(Tool, Variable)]
    public void Pipelines_WhenExpanded_AreThoseOfGitLabCiLocal()
    {
        var cases = Directory.GetFiles(RepositoryRoot.At("tests", "PlatformGuard.Core.Tests", "Ci", "Pipelines"), "*.txt");
        var differences = new ConcurrentBag<string>();
        Parallel.ForEach(cases, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, file =>
        {
            var files = CaseFile.Read(file);
            var (expected, actual) = (Preview(files), Ours(files));
            if (expected != actual)
            {
                differences.Add($"{Path.GetFileNameWithoutExtension(file)}\n{Tool}:\n{expected}\nours:\n{actual}");
            }
        });

        Assert.True(cases.Length >= 20, $"{cases.Length} pipelines");
        Assert.True(differences.IsEmpty, string.Join("\n\n", differences));
    }

    private static string Ours(IReadOnlyList<(string Path, string Content)> files)
    {
        var text = new StringBuilder();
        var pipeline = TestCodeBase.Of([.. files]).Facts<CiFacts>().Pipelines.Single(static pipeline => pipeline.Path == ".gitlab-ci.yml");
        Assert.Empty(pipeline.Gaps);
        foreach (var job in pipeline.Jobs.Where(static job => !job.Name.StartsWith('.')).OrderBy(static job => job.Name, StringComparer.Ordinal))
        {
            var own = job.Variables.Where(variable => variable.Path.StartsWith(job.Name + "/variables/", StringComparison.Ordinal));
            Write(text, job.Name, own.Select(static variable => (variable.Name, variable.Value.Value)), Script(job, "script"), Script(job, "after_script"));
        }

        return text.ToString();
    }

    private static IEnumerable<string> Script(CiJob job, string path) => job.Steps.Where(step => step.Path == path).SelectMany(static step => step.Texts).Select(static line => line.Value);

    /// <summary>What the tool prints for the same files in a repository of their own.</summary>
    private static string Preview(IReadOnlyList<(string Path, string Content)> files)
    {
        using var folder = new TemporaryFolder([.. files]);
        Git.Run(folder.Path, "init", "-q");
        Git.Run(folder.Path, "remote", "add", "origin", "git@gitlab.example.com:group/project.git");
        Git.Run(folder.Path, "add", "-A");
        var start = new ProcessStartInfo(InstalledTool.Find(Tool, Variable)!, ["--preview", "--json-schema-validation=false"]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var yaml = output.IndexOf("---\n", StringComparison.Ordinal);
        Assert.True(process.ExitCode == 0 && yaml >= 0, output + errors.Result);

        var text = new StringBuilder();
        var root = YamlReader.Read("preview.yml", output[yaml..], new CheckOptions()).Documents[0];
        foreach (var entry in root.Entries.Where(static entry => entry.Value is MappingNode && entry.Key.Value is not "variables").OrderBy(static entry => entry.Key.Value, StringComparer.Ordinal))
        {
            var variables = entry.Value["variables"]?.Entries.Select(static variable => (variable.Key.Value, variable.Value.Text ?? "")) ?? [];
            Write(text, entry.Key.Value, variables, [.. Lines(entry.Value["before_script"]), .. Lines(entry.Value["script"])], Lines(entry.Value["after_script"]));
        }

        return text.ToString();
    }

    private static IEnumerable<string> Lines(Node? script) => script is ScalarNode single ? [single.Value] : script?.Items.Select(static line => line.Text ?? "") ?? [];

    private static void Write(StringBuilder text, string job, IEnumerable<(string Name, string Value)> variables, IEnumerable<string> script, IEnumerable<string> after)
    {
        text.Append(job).Append('\n');
        foreach (var (name, value) in variables.OrderBy(static variable => variable.Name, StringComparer.Ordinal))
        {
            text.Append("  ").Append(name).Append('=').Append(value.TrimEnd()).Append('\n');
        }

        text.Append("  script: ").AppendJoin(" | ", script.Select(static line => line.TrimEnd())).Append('\n');
        text.Append("  after: ").AppendJoin(" | ", after.Select(static line => line.TrimEnd())).Append('\n');
    }
}

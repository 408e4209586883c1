using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Ci.GitHub;

/// <summary>Reads GitHub workflows; local composite actions become part of the jobs that use them.</summary>
internal sealed class WorkflowReader(IReadOnlyDictionary<string, SourceFile> files, CiPaths paths)
{
    private const int MaxActionDepth = 10;
    private const int MaxSteps = 5_000;

    /// <summary>Most uses of actions of the repository in one workflow: actions that use actions multiply.</summary>
    private const int MaxActions = 1_000;

    private int actions;

    /// <summary>Files of actions that were read.</summary>
    public SortedSet<string> Actions { get; } = new(StringComparer.Ordinal);

    /// <summary>Secrets that callers in this repository hand over explicitly, by the file of the reusable workflow.</summary>
    public Dictionary<string, HashSet<string>> HandedOver { get; } = new(StringComparer.Ordinal);

    /// <summary>Notes what the jobs of a workflow hand over to reusable workflows of the repository.</summary>
    public void NoteCalls(SourceFile file)
    {
        foreach (var job in file.Documents.SelectMany(static document => document["jobs"]?.Entries ?? []))
        {
            if (job.Value["uses"]?.Text is { } uses && uses.StartsWith("./", StringComparison.Ordinal))
            {
                var names = HandedOver.TryGetValue(uses[2..], out var known) ? known : HandedOver[uses[2..]] = new(StringComparer.Ordinal);
                names.UnionWith(job.Value["secrets"]?.Entries.Select(static entry => entry.Key.Value) ?? []);
            }
        }
    }

    public CiPipeline Read(SourceFile file)
    {
        actions = 0;
        var gaps = new List<CiGap>();
        var jobs = new List<CiJob>();
        var variables = new List<CiVariable>();
        foreach (var document in file.Documents)
        {
            AddVariables(document["env"], "env/", variables);
            if (variables.Count > CiPipeline.MaxVariables || document["jobs"]?.Entries.Count > CiPipeline.MaxJobs)
            {
                gaps.Add(new CiGap("workflow", "it has more jobs or variables than are looked at", document.Location));
                variables.RemoveRange(Math.Min(variables.Count, CiPipeline.MaxVariables), Math.Max(0, variables.Count - CiPipeline.MaxVariables));
            }

            foreach (var entry in (document["jobs"]?.Entries ?? []).Take(CiPipeline.MaxJobs))
            {
                if (entry.Value is MappingNode job)
                {
                    jobs.Add(ReadJob(paths.Of(file), entry.Key, job, document, variables, gaps));
                }
            }

            // An action that no workflow of the repository uses is looked at by itself.
            if (document["jobs"] is null && document.At("runs", "steps") is { } steps)
            {
                jobs.Add(new CiJob
                {
                    Name = document["name"]?.Text ?? file.Name,
                    System = CiSystem.GitHub,
                    Place = document.Location,
                    Steps = Steps(steps, "runs/steps/", document, [], 0, gaps),
                });
            }
        }

        return new CiPipeline { System = CiSystem.GitHub, Path = file.Path, Jobs = jobs, Variables = variables, Gaps = gaps, ForeignParts = [.. file.Documents.SelectMany(CalledElsewhere)] };
    }

    /// <summary>The reusable workflows of other repositories that jobs call.</summary>
    private static IEnumerable<CiForeignPart> CalledElsewhere(Node document) => (document["jobs"]?.Entries ?? [])
        .Select(static job => job.Value["uses"]).OfType<ScalarNode>()
        .Where(static uses => !uses.Value.StartsWith("./", StringComparison.Ordinal))
        .Select(static uses => new CiForeignPart(uses.Value, false, uses.Location));

    public static void AddVariables(Node? mapping, string path, List<CiVariable> variables)
    {
        foreach (var entry in mapping?.Entries ?? [])
        {
            if (entry.Value is ScalarNode value)
            {
                variables.Add(new CiVariable(entry.Key.Value, value, entry.Key.Location, path + entry.Key.Value));
            }
        }
    }

    private CiJob ReadJob(string file, ScalarNode name, MappingNode job, Node workflow, List<CiVariable> workflowVariables, List<CiGap> gaps)
    {
        var path = "jobs/" + name.Value + "/";
        var variables = new List<CiVariable>();
        AddVariables(job.Find("env"), path + "env/", variables);
        AddVariables(job.At("container", "env"), path + "container/env/", variables);
        variables.AddRange(workflowVariables);
        var steps = Steps(job.Find("steps"), path + "steps/", workflow, [], 0, gaps, job);
        if (job.Find("uses") is ScalarNode uses)
        {
            steps.Add(new CiStep { Kind = CiStepKind.Action, Path = path + "uses", Uses = uses, Inputs = [.. job.Find("with")?.Entries ?? [], .. job.Find("secrets")?.Entries ?? []] });
            AddCallGap(uses, job, gaps);
        }

        return new CiJob
        {
            Name = name.Value,
            System = CiSystem.GitHub,
            Place = name.Location,
            Variables = variables,
            Steps = steps,
            Services = [.. (job.Find("services")?.Entries ?? []).Select(entry => Service(entry, path))],
            ArtifactPaths = [.. steps.Where(static step => step.Uses?.Value.StartsWith("actions/upload-artifact@", StringComparison.Ordinal) == true).SelectMany(static step => step.Inputs).Where(static input => input.Key.Value == "path").Select(static input => input.Value).OfType<ScalarNode>()],
            OtherValues = [.. new[] { job.At("container", "credentials", "username"), job.Find("container"), job.At("container", "image") }.OfType<ScalarNode>()],
            NamedValues = NamedValues(job, path),
            HandedOver = DeclaredAndHandedOver(file, workflow),
        };
    }

    /// <summary>The passwords of registries, and what a matrix gives.</summary>
    private static List<CiVariable> NamedValues(MappingNode job, string path)
    {
        var values = new List<CiVariable>();
        AddVariables(job.At("container", "credentials"), path + "container/credentials/", values);
        foreach (var service in job.Find("services")?.Entries ?? [])
        {
            AddVariables(service.Value["credentials"], path + "services/" + service.Key.Value + "/credentials/", values);
        }

        var matrix = job.At("strategy", "matrix");
        foreach (var axis in matrix?.Entries ?? [])
        {
            foreach (var item in axis.Value.Items)
            {
                if (item is ScalarNode value)
                {
                    values.Add(new CiVariable(axis.Key.Value, value, axis.Key.Location, path + "strategy/matrix/" + axis.Key.Value));
                }
                else
                {
                    AddVariables(item, path + "strategy/matrix/" + axis.Key.Value + "/", values);
                }
            }
        }

        return values;
    }

    private static CiService Service(MappingEntry entry, string path)
    {
        var image = entry.Value["image"]?.Text ?? entry.Value.Text ?? "";
        var variables = new List<CiVariable>();
        AddVariables(entry.Value["env"], path + "services/" + entry.Key.Value + "/env/", variables);
        return new CiService(image, [entry.Key.Value, "localhost", "127.0.0.1"], variables);
    }

    /// <summary>In a reusable workflow a declared secret that a caller of this repository hands over stands there, where it is named.</summary>
    private HashSet<string> DeclaredAndHandedOver(string file, Node workflow)
    {
        var declared = (workflow.At("on", "workflow_call", "secrets") ?? workflow.At("true", "workflow_call", "secrets"))?.Entries.Select(static entry => entry.Key.Value) ?? [];
        return HandedOver.TryGetValue(file, out var names) ? [.. declared.Where(names.Contains)] : [];
    }

    private void AddCallGap(ScalarNode uses, MappingNode job, List<CiGap> gaps)
    {
        var isLocal = uses.Value.StartsWith("./", StringComparison.Ordinal);
        if (isLocal ? !files.ContainsKey(uses.Value[2..]) : job.Find("secrets")?.Text == "inherit")
        {
            gaps.Add(new CiGap("reusable workflow " + uses.Value, isLocal ? "there is no such file among those that are checked" : "it gets all secrets and is not part of the checked files", uses.Location));
        }
    }

    private List<CiStep> Steps(Node? list, string path, Node workflow, Dictionary<string, string> given, int depth, List<CiGap> gaps, MappingNode? job = null)
    {
        var steps = new List<CiStep>();
        var items = list?.Items ?? [];
        for (var index = 0; index < items.Count && steps.Count < MaxSteps; index++)
        {
            if (items[index] is not MappingNode item)
            {
                continue;
            }

            var place = path + index.ToString(CultureInfo.InvariantCulture);
            var variables = new List<CiVariable>();
            AddVariables(item.Find("env"), place + "/env/", variables);
            if (item.Find("run") is ScalarNode run)
            {
                var shell = item.Find("shell")?.Text ?? job?.At("defaults", "run", "shell")?.Text ?? workflow.At("defaults", "run", "shell")?.Text ?? "";
                steps.Add(new CiStep { Kind = IsShell(shell) ? CiStepKind.Script : CiStepKind.OtherScript, Path = place, Texts = [new ScalarText(run)], IsNewShell = true, Variables = variables, GivenInputs = given });
            }
            else if (item.Find("uses") is ScalarNode uses)
            {
                var inputs = item.Find("with")?.Entries ?? [];
                steps.Add(new CiStep { Kind = CiStepKind.Action, Path = place, Uses = uses, Inputs = inputs, Variables = variables, GivenInputs = given });
                AddAction(uses, inputs, depth, gaps, steps);
            }
        }

        return steps;
    }

    /// <summary>The steps of a composite action of the repository, with what the caller gives for its inputs.</summary>
    private void AddAction(ScalarNode uses, IReadOnlyList<MappingEntry> inputs, int depth, List<CiGap> gaps, List<CiStep> steps)
    {
        if (!uses.Value.StartsWith("./", StringComparison.Ordinal))
        {
            return;
        }

        var folder = uses.Value[2..].TrimEnd('/');
        folder = folder.Length == 0 ? "" : folder + "/";
        var path = files.ContainsKey(folder + "action.yml") ? folder + "action.yml" : folder + "action.yaml";
        if (!files.TryGetValue(path, out var file))
        {
            gaps.Add(new CiGap("action " + uses.Value, "there is no such file among those that are checked", uses.Location));
        }
        else if (depth >= MaxActionDepth || ++actions > MaxActions)
        {
            gaps.Add(new CiGap("action " + uses.Value, "actions are nested too deeply or used too often", uses.Location));
        }
        else
        {
            Actions.Add(path);
            var given = inputs.Where(static input => input.Value is ScalarNode).GroupBy(static input => input.Key.Value, StringComparer.Ordinal).ToDictionary(static same => same.Key, static same => same.Last().Value.Text!, StringComparer.Ordinal);
            foreach (var document in file.Documents)
            {
                steps.AddRange(Steps(document.At("runs", "steps"), "runs/steps/", document, given, depth + 1, gaps).Take(MaxSteps - Math.Min(MaxSteps, steps.Count)));
            }
        }
    }

    private static bool IsShell(string shell) => shell.Length == 0 || shell.StartsWith("bash", StringComparison.Ordinal) || shell.StartsWith("sh", StringComparison.Ordinal) || shell.StartsWith("pwsh", StringComparison.Ordinal) || shell.StartsWith("powershell", StringComparison.Ordinal) || shell.StartsWith("cmd", StringComparison.Ordinal) || shell.StartsWith("zsh", StringComparison.Ordinal);
}

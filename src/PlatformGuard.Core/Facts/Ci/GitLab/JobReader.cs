using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Ci.GitLab;

/// <summary>Reads one job of an expanded pipeline, with what it gets from <c>default</c>, the root and the pipeline's variables.</summary>
internal sealed class JobReader
{
    private static readonly string[] Defaults = ["image", "services", "before_script", "after_script", "id_tokens", "hooks", "artifacts"];

    private readonly MappingNode root;
    private readonly IReadOnlyList<CiVariable> pipelineVariables;
    private readonly List<string> stages;
    private readonly Dictionary<string, int> stageOfReporter = new(StringComparer.Ordinal);

    public JobReader(MappingNode root, IReadOnlyList<CiVariable> pipelineVariables, List<string> stages)
    {
        this.root = root;
        this.pipelineVariables = pipelineVariables;
        this.stages = stages;
        foreach (var entry in PipelineReader.JobEntries(root))
        {
            if (!entry.Key.Value.StartsWith('.') && Find((MappingNode)entry.Value, "artifacts")?.At("reports", "dotenv") is not null)
            {
                stageOfReporter[entry.Key.Value] = StageOf(entry.Value);
            }
        }
    }

    public CiJob Read(ScalarNode name, MappingNode job)
    {
        var path = name.Value + "/";
        var variables = new List<CiVariable>();
        AddVariables(job.Find("variables"), path + "variables/", variables);
        AddRules(job.Find("rules"), path + "rules/", variables);
        foreach (var combination in job.At("parallel", "matrix")?.Items ?? [])
        {
            AddVariables(combination, path + "parallel/matrix/", variables);
        }

        var own = variables.Select(static variable => variable.Name).ToHashSet(StringComparer.Ordinal);
        variables.AddRange(pipelineVariables.Where(variable => !own.Contains(variable.Name) && Inherits(job, "variables", variable.Name)));
        var artifacts = Find(job, "artifacts");
        var services = Services(Find(job, "services"), path);
        return new CiJob
        {
            Name = name.Value,
            System = CiSystem.GitLab,
            Place = name.Location,
            IsTemplate = name.Value.StartsWith('.'),
            Variables = variables,
            Steps = Steps(job),
            IdTokens = Find(job, "id_tokens")?.Entries ?? [],
            Secrets = job.Find("secrets")?.Entries ?? [],
            Services = services,
            ArtifactPaths = Scalars(artifacts?["paths"]),
            DotenvReports = Scalars(artifacts?.At("reports", "dotenv")),
            Suppliers = Suppliers(job, out var isForeign),
            HasForeignArtifacts = isForeign,
            OtherValues = [.. Scalars(Find(job, "image")), .. Scalars(Find(job, "services")), .. Scalars(job.Find("trigger")), .. Scalars(job.Find("environment"))],
        };
    }

    /// <summary><c>NAME: value</c>, <c>NAME: {value: …, description: …}</c> or in a matrix <c>NAME: [values]</c>.</summary>
    public static void AddVariables(Node? mapping, string path, List<CiVariable> variables)
    {
        foreach (var entry in mapping?.Entries ?? [])
        {
            var value = entry.Value is MappingNode detailed ? detailed.Find("value") : entry.Value;
            foreach (var scalar in (value is SequenceNode list ? list.Values : value is null ? [] : [value]).OfType<ScalarNode>())
            {
                variables.Add(new CiVariable(entry.Key.Value, scalar, entry.Key.Location, path + entry.Key.Value));
            }
        }
    }

    /// <summary><c>rules:variables</c>: what a variable may be when the rule fits.</summary>
    public static void AddRules(Node? rules, string path, List<CiVariable> variables)
    {
        var items = Flat(rules).ToList();
        for (var index = 0; index < items.Count; index++)
        {
            AddVariables(items[index]["variables"], string.Create(CultureInfo.InvariantCulture, $"{path}{index}/variables/"), variables);
        }
    }

    private Node? Find(MappingNode job, string key) =>
        job.Find(key) ?? (Inherits(job, "default", key) ? root.At("default", key) ?? (Array.IndexOf(Defaults, key) < 4 ? root.Find(key) : null) : null);

    /// <summary><c>inherit: {default: …, variables: …}</c>: all, none or a list.</summary>
    public static bool Inherits(MappingNode job, string kind, string name) => job.At("inherit", kind) switch
    {
        ScalarNode choice => choice.AsBoolean() != false,
        SequenceNode list => list.Values.Any(item => item.Text == name),
        _ => true,
    };

    private List<CiStep> Steps(MappingNode job)
    {
        var steps = new List<CiStep>();
        AddScript(steps, "hooks/pre_get_sources_script", Find(job, "hooks")?["pre_get_sources_script"]);
        AddScript(steps, "script", Find(job, "before_script"), job.Find("script"));
        AddScript(steps, "after_script", Find(job, "after_script"));
        var run = job.Find("run")?.Items ?? [];
        for (var index = 0; index < run.Count; index++)
        {
            var path = "run/" + index.ToString(CultureInfo.InvariantCulture);
            var variables = new List<CiVariable>();
            AddVariables(run[index]["env"], path + "/env/", variables);
            var script = Texts(run[index]["script"]).ToList();
            var uses = run[index]["step"] as ScalarNode ?? run[index]["func"] as ScalarNode ?? run[index]["action"] as ScalarNode;
            steps.Add(new CiStep
            {
                Kind = script.Count > 0 ? CiStepKind.Script : CiStepKind.Action,
                Path = path,
                Texts = script,
                IsNewShell = true,
                Variables = variables,
                Uses = uses,
                Inputs = run[index]["inputs"]?.Entries ?? [],
            });
        }

        return steps;
    }

    private static void AddScript(List<CiStep> steps, string path, params ReadOnlySpan<Node?> scripts)
    {
        var texts = new List<ScalarText>();
        foreach (var script in scripts)
        {
            texts.AddRange(Texts(script));
        }

        if (texts.Count > 0)
        {
            steps.Add(new CiStep { Kind = CiStepKind.Script, Path = path, Texts = texts, IsNewShell = true });
        }
    }

    private static IEnumerable<ScalarText> Texts(Node? script) => Flat(script).OfType<ScalarNode>().Where(static line => !line.IsNull).Select(static line => new ScalarText(line));

    /// <summary>A list with the lists in it taken apart, as GitLab does up to ten levels.</summary>
    private static IEnumerable<Node> Flat(Node? node, int depth = 0) => node switch
    {
        null => [],
        SequenceNode list when depth < 12 => list.Values.SelectMany(item => Flat(item, depth + 1)),
        _ => [node],
    };

    private static List<CiService> Services(Node? list, string path)
    {
        var services = new List<CiService>();
        foreach (var item in list?.Items ?? [])
        {
            var image = item.Text ?? item["name"]?.Text ?? "";
            var variables = new List<CiVariable>();
            AddVariables(item["variables"], path + "services/variables/", variables);
            services.Add(new CiService(image, [.. ServiceHosts.Of(image), .. (item["alias"]?.Text ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)], variables));
        }

        return services;
    }

    /// <summary>The jobs whose dotenv reports reach this one: those of <c>dependencies</c>, else of <c>needs</c>, else of the stages before.</summary>
    private List<string> Suppliers(MappingNode job, out bool isForeign)
    {
        var needs = Flat(job.Find("needs")).ToList();
        isForeign = needs.Any(static need => (need["project"] ?? need["pipeline"]) is not null && (need["artifacts"] as ScalarNode)?.AsBoolean() != false);
        if (job.Find("dependencies") is { } dependencies)
        {
            return [.. dependencies.Items.Select(static item => item.Text ?? "")];
        }

        if (job.Find("needs") is not null)
        {
            return [.. needs.Where(static need => (need["artifacts"] as ScalarNode)?.AsBoolean() != false).Select(static need => need.Text ?? need["job"]?.Text).OfType<string>()];
        }

        var stage = StageOf(job);
        return [.. stageOfReporter.Where(other => other.Value < stage).Select(static other => other.Key)];
    }

    private int StageOf(Node job) => job["stage"]?.Text is { } stage && stages.IndexOf(stage) is >= 0 and var index ? index : Math.Max(0, stages.IndexOf("test"));

    private static List<ScalarNode> Scalars(Node? node)
    {
        var scalars = new List<ScalarNode>();
        Collect(node, 0);
        return scalars;

        void Collect(Node? inner, int depth)
        {
            switch (inner)
            {
                case ScalarNode scalar:
                    scalars.Add(scalar);
                    break;
                case SequenceNode list when depth < 20:
                    foreach (var item in list.Values)
                    {
                        Collect(item, depth + 1);
                    }

                    break;
                case MappingNode mapping when depth < 20:
                    foreach (var entry in mapping.Values)
                    {
                        Collect(entry.Value, depth + 1);
                    }

                    break;
                default:
                    break;
            }
        }
    }
}

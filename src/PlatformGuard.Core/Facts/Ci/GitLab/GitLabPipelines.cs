using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Ci.GitLab;

/// <summary>Finds the GitLab pipelines of a code base: the root file's, child pipelines, and CI files that nothing here includes.</summary>
internal sealed class GitLabPipelines(CodeBase codeBase, IReadOnlyDictionary<string, SourceFile> files, CiPaths ciPaths)
{
    private const int MaxChildren = 100;

    private readonly HashSet<string> started = new(StringComparer.Ordinal);
    private readonly List<CiPipeline> pipelines = [];

    /// <summary>Every file that is part of a pipeline, by its path from the repository's root.</summary>
    public HashSet<string> Paths { get; } = new(StringComparer.Ordinal);

    public List<CiPipeline> Read()
    {
        SourceFile[] roots = [.. codeBase.FilesOf(FileKind.GitLabCi).OrderBy(static file => file.Name is not (".gitlab-ci.yml" or ".gitlab-ci.yaml")).ThenBy(static file => file.Path.Count(static c => c == '/')).ThenBy(static file => file.Path, StringComparer.Ordinal)];
        foreach (var file in roots)
        {
            var isRoot = file.Name is ".gitlab-ci.yml" or ".gitlab-ci.yaml";
            var path = ciPaths.Of(file);
            if (isRoot || !Paths.Contains(path))
            {
                Start(path, null, []);
            }
        }

        if (codeBase.Options.MergedCi is { } given && !started.Any(IsFirst))
        {
            StartExpanded(given);
        }

        return pipelines;
    }

    /// <summary>The repository's pipeline stands above the checked folder: the expanded file is all of it.</summary>
    private void StartExpanded(MergedCiFile given)
    {
        var budget = new ExpansionBudget(codeBase.Options.MaxNodes);
        var merged = MergedPipeline.Read(given, [], codeBase.Options);
        List<CiGap> gaps = [.. merged.Gaps];
        pipelines.Add(merged.Root is { } root
            ? PipelineReader.Read(given.Path, PipelineReader.Expand(root, budget, gaps), [], isPartial: false, gaps)
            : new CiPipeline { System = CiSystem.GitLab, Path = given.Path, Gaps = gaps, IsPartial = true });
    }

    private void Start(string path, Node? inputs, IReadOnlyList<CiVariable> handedDown)
    {
        if (!started.Add(path) || started.Count > MaxChildren + files.Count)
        {
            return;
        }

        var budget = new ExpansionBudget(codeBase.Options.MaxNodes);
        var reader = new IncludeReader(files, codeBase.Policy.TrustsInclude, budget);
        if (reader.Read(path, inputs) is not { } root)
        {
            Paths.UnionWith(reader.Paths);
            return;
        }

        Paths.UnionWith(reader.Paths);
        var merged = codeBase.Options.MergedCi is { } given && IsFirst(path) ? MergedPipeline.Read(given, reader.Paths.Select(part => files[part]), codeBase.Options) : null;
        var gaps = merged is null ? reader.Gaps : [.. merged.Gaps];
        var expanded = PipelineReader.Expand(merged?.Root ?? root, budget, gaps);
        var children = new List<(string Path, Node? Inputs, List<CiVariable> Variables)>();
        foreach (var entry in PipelineReader.JobEntries(expanded.Root))
        {
            FindChildren(entry.Value, expanded.Root, path, gaps, children);
        }

        pipelines.Add(PipelineReader.Read(files[path].Path, expanded, handedDown, merged is null && reader.IsPartial, gaps) with
        {
            ForeignParts = [.. reader.ForeignParts.Select(part => part with { IsKnown = part.IsKnown || merged?.Root is not null })],
        });
        foreach (var child in children)
        {
            Start(child.Path, child.Inputs, child.Variables);
        }
    }

    /// <summary>The expanded file is that of the project's own pipeline.</summary>
    private static bool IsFirst(string path) => path is ".gitlab-ci.yml" or ".gitlab-ci.yaml";

    /// <summary>The variables of the job, and those of the pipeline that it inherits, unless <c>trigger:forward</c> keeps them.</summary>
    private static List<CiVariable> HandedDown(Node job, MappingNode root)
    {
        var variables = new List<CiVariable>();
        if ((job.At("trigger", "forward", "yaml_variables") as ScalarNode)?.AsBoolean() == false)
        {
            return variables;
        }

        JobReader.AddVariables(job["variables"], "trigger/variables/", variables);
        var own = variables.Select(static variable => variable.Name).ToHashSet(StringComparer.Ordinal);
        var shared = new List<CiVariable>();
        JobReader.AddVariables(root.Find("variables"), "variables/", shared);
        variables.AddRange(shared.Where(variable => !own.Contains(variable.Name) && job is MappingNode mapping && JobReader.Inherits(mapping, "variables", variable.Name)));
        return variables;
    }

    /// <summary><c>trigger:include</c> starts a pipeline that gets the job's variables.</summary>
    private void FindChildren(Node job, MappingNode root, string path, List<CiGap> gaps, List<(string Path, Node? Inputs, List<CiVariable> Variables)> children)
    {
        var include = job.At("trigger", "include");
        foreach (var entry in include is SequenceNode list ? list.Values : include is null ? [] : [include])
        {
            if ((entry as ScalarNode ?? entry["local"]) is not ScalarNode local)
            {
                var kind = entry.Entries.Select(static part => part.Key.Value).FirstOrDefault(static key => key is "artifact" or "project" or "remote" or "template" or "component") ?? "include";
                gaps.Add(new CiGap($"child pipeline from {kind} {entry[kind]?.Text}", "it is not part of the checked files", entry.Location));
                continue;
            }

            var folder = CiPaths.FolderOf(path);
            var target = local.Value.TrimStart('/');
            target = files.ContainsKey(target) || folder.Length == 0 ? target : folder + "/" + target;
            if (!files.ContainsKey(target))
            {
                gaps.Add(new CiGap("child pipeline from local " + local.Value, "there is no such file among those that are checked", local.Location));
                continue;
            }

            children.Add((target, entry["inputs"] ?? job.At("trigger", "inputs"), HandedDown(job, root)));
        }
    }
}

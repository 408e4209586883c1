using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Ci.GitLab;

/// <summary>Reads a GitLab pipeline from its first file: includes, then <c>extends</c>, then <c>!reference</c>, as GitLab does.</summary>
internal static class PipelineReader
{
    /// <summary>Keys of the root that are no jobs.</summary>
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "default", "include", "stages", "types", "variables", "workflow", "spec", "image", "services", "cache", "before_script", "after_script",
    };

    /// <summary>The expanded root; what is missing is in the gaps.</summary>
    public static ExpandedPipeline Expand(MappingNode root, ExpansionBudget budget, List<CiGap> gaps)
    {
        var extends = new ExtendsResolver(root, budget, gaps);
        var extended = extends.Resolve();
        var references = new ReferenceResolver(extended, budget, gaps);
        var resolved = (MappingNode)references.Resolve(extended);
        if (budget.IsExhausted)
        {
            gaps.Add(new CiGap("pipeline", "it expands to too many values", root.Location));
        }

        var used = extends.Extended.Union(references.Referenced).ToHashSet(StringComparer.Ordinal);
        return new ExpandedPipeline(resolved, extends.Incomplete, used, budget.IsExhausted || references.IsIncomplete);
    }

    /// <summary>The jobs of an expanded pipeline.</summary>
    /// <param name="path">The file the pipeline begins with.</param>
    /// <param name="expanded">Its content.</param>
    /// <param name="handedDown">Variables of the job that starts it as a child pipeline.</param>
    /// <param name="isPartial">Whether something it includes is not known.</param>
    /// <param name="gaps">What could not be read.</param>
    public static CiPipeline Read(string path, ExpandedPipeline expanded, IReadOnlyList<CiVariable> handedDown, bool isPartial, IReadOnlyList<CiGap> gaps)
    {
        var root = expanded.Root;
        var variables = new List<CiVariable>();
        JobReader.AddVariables(root.Find("variables"), "variables/", variables);
        JobReader.AddRules(root.At("workflow", "rules"), "workflow/rules/", variables);
        variables.AddRange(handedDown);
        var entries = JobEntries(root).ToList();
        if (entries.Count > CiPipeline.MaxJobs || variables.Count > CiPipeline.MaxVariables)
        {
            gaps = [.. gaps, new CiGap("pipeline", "it has more jobs or variables than are looked at", root.Location)];
            variables = [.. variables.Take(CiPipeline.MaxVariables)];
        }

        var isWhole = !isPartial && !expanded.IsIncomplete;
        var reader = new JobReader(root, variables, Stages(root));
        CiJob[] jobs =
        [
            .. entries.Take(CiPipeline.MaxJobs).Select(entry => reader.Read(entry.Key, (MappingNode)entry.Value) with { IsComplete = !expanded.Incomplete.Contains(entry.Key.Value) }),
        ];
        return new CiPipeline { System = CiSystem.GitLab, Path = path, Root = root, Jobs = Judged(jobs, expanded.Used), Variables = variables, Gaps = gaps, IsPartial = !isWhole };
    }

    /// <summary>The entries that are jobs or templates.</summary>
    public static IEnumerable<MappingEntry> JobEntries(MappingNode root) =>
        root.Values.Where(static entry => entry.Value is MappingNode && !Keywords.Contains(entry.Key.Value));

    /// <summary>
    /// Templates that others extend or refer to run as those. One that nobody uses is looked at by itself only where no job is: a library, whose
    /// jobs stand in other repositories.
    /// </summary>
    private static CiJob[] Judged(CiJob[] jobs, HashSet<string> used)
    {
        var isLibrary = jobs.All(static job => job.IsTemplate);
        return [.. jobs.Select(job => job with { IsTemplate = job.IsTemplate && (!isLibrary || used.Contains(job.Name)) })];
    }

    private static List<string> Stages(MappingNode root)
    {
        var stages = new List<string> { ".pre" };
        var written = root.Find("stages") ?? root.Find("types");
        stages.AddRange(written is null ? ["build", "test", "deploy"] : written.Items.Select(static stage => stage.Text ?? ""));
        stages.Add(".post");
        return stages;
    }
}

/// <summary>A pipeline after includes, inheritance and references.</summary>
/// <param name="Root">Its content.</param>
/// <param name="Incomplete">Jobs that extend something unknown.</param>
/// <param name="Used">Names that are extended or referred to.</param>
/// <param name="IsIncomplete">Whether a limit was met or a reference leads nowhere.</param>
internal sealed record ExpandedPipeline(MappingNode Root, IReadOnlySet<string> Incomplete, HashSet<string> Used, bool IsIncomplete);

using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Ci;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Facts;

/// <summary>One thing that a pipeline uses: an include, an action, an image or a command.</summary>
/// <param name="Text">As written, blanks folded.</param>
/// <param name="Location">Where it is written.</param>
public sealed record PipelineStep(string Text, Location Location);

/// <summary>What the pipelines of a code base use: enough to see whether they test, build and scan.</summary>
public sealed class PipelineUse : IFacts<PipelineUse>
{
    private const int LongestText = 2000;
    private static readonly SearchValues<char> NameSigns = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
    private static readonly string[] Separators = ["&&", "||", ";", "|", "\n"];

    private readonly List<PipelineStep> steps = [];

    private PipelineUse()
    {
    }

    /// <summary>Whether there is a pipeline's file.</summary>
    public bool Any => FirstFile is not null;

    /// <summary>The first of the pipelines' files, or null.</summary>
    public Location? FirstFile { get; private init; }

    /// <summary>A part of a pipeline that is not read: what it adds is not known. Null when there is none.</summary>
    public PipelineStep? Unread { get; private set; }

    /// <inheritdoc/>
    public static PipelineUse Gather(CodeBase codeBase)
    {
        var files = codeBase.Files.Where(static file => file.Kind is FileKind.GitLabCi or FileKind.GitHubWorkflow).ToList();
        var use = new PipelineUse
        {
            FirstFile = files.Count > 0 ? Location.OfFile(files[0].Path) : codeBase.Options.MergedCi is { } given ? Location.OfFile(given.Path) : null,
            Unread = files.Find(static file => file.Problem is not null) is { Problem: { } problem } broken ? new PipelineStep(broken.Path, problem.Location) : null,
        };

        // An action that no workflow uses is read for its own sake, and runs in no pipeline.
        foreach (var pipeline in codeBase.Facts<CiFacts>().Pipelines.Where(pipeline => pipeline.System == CiSystem.GitLab || files.Exists(file => file.Path == pipeline.Path)))
        {
            use.Collect(pipeline);
        }

        return use;
    }

    /// <summary>The first step that fits one of the patterns, or null.</summary>
    public PipelineStep? Find(IReadOnlyCollection<string> patterns) =>
        steps.Find(step => patterns.Any(pattern => TextPattern.IsMatch(pattern, step.Text)));

    private void Collect(CiPipeline pipeline)
    {
        foreach (var part in pipeline.ForeignParts)
        {
            Add(part.Name, part.Location);
            Unread ??= part.IsKnown ? null : new PipelineStep(part.Name, part.Location);
        }

        foreach (var gap in pipeline.Gaps)
        {
            Unread ??= new PipelineStep(gap.What, gap.Location);
        }

        // A template that no job uses runs nowhere.
        foreach (var job in pipeline.Jobs.Where(static job => !job.IsTemplate))
        {
            foreach (var value in job.OtherValues)
            {
                Add(value.Value, value.Location);
            }

            foreach (var step in job.Steps)
            {
                if (step.Uses is { } uses)
                {
                    Add(uses.Value, uses.Location);
                }

                foreach (var text in step.Texts)
                {
                    AddCommands(text.Node);
                }
            }
        }
    }

    /// <summary>Each command of a script apart, without assignments in front of it.</summary>
    private void AddCommands(ScalarNode script)
    {
        foreach (var command in script.Value.Replace("\\\n", " ", StringComparison.Ordinal).Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            Add(string.Join(' ', command.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SkipWhile(static word => word is "sudo" or "time" or "exec" || IsAssignment(word))), script.Location);
        }
    }

    private static bool IsAssignment(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && !word.AsSpan(0, equals).ContainsAnyExcept(NameSigns);
    }

    private void Add(string text, in Location location)
    {
        if (text.Length is > 0 and < LongestText)
        {
            steps.Add(new PipelineStep(text, location));
        }
    }
}

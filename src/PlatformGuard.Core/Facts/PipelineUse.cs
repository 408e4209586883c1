using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Ci;
using PlatformGuard.Core.Facts.Shell;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Facts;

/// <summary>One thing that a pipeline uses: an include, an action, an image or a command.</summary>
/// <param name="Text">As written; a command as its words, without quotes and with variables as <c>${NAME}</c>.</param>
/// <param name="Location">Where it is written.</param>
/// <param name="IsCommand">Whether it is a command of a script.</param>
public sealed record PipelineStep(string Text, Location Location, bool IsCommand = false);

/// <summary>What the pipelines of a code base use: enough to see whether they test, build and scan.</summary>
public sealed class PipelineUse : IFacts<PipelineUse>
{
    private const int LongestText = 2000;

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
        var facts = codeBase.Facts<CiFacts>();
        foreach (var pipeline in facts.Pipelines.Where(pipeline => pipeline.System == CiSystem.GitLab || files.Exists(file => file.Path == pipeline.Path)))
        {
            use.Collect(pipeline, facts);
        }

        return use;
    }

    /// <summary>The first step that fits one of the patterns, or null. Of a command only what the pattern says is given: its arguments may hold a secret.</summary>
    public PipelineStep? Find(IReadOnlyCollection<string> patterns)
    {
        foreach (var step in steps)
        {
            if (patterns.FirstOrDefault(pattern => TextPattern.IsMatch(pattern, step.Text)) is { } fitting)
            {
                return step.IsCommand ? step with { Text = fitting.Trim('*').Split('*')[0].Trim() } : step;
            }
        }

        return null;
    }

    private void Collect(CiPipeline pipeline, CiFacts facts)
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

                foreach (var text in step.Kind == CiStepKind.Script ? step.Texts : [])
                {
                    foreach (var command in facts.Script(text).Commands)
                    {
                        Add(TextOf(command), text.Locate(command.Start, command.End), isCommand: true);
                    }
                }
            }
        }
    }

    /// <summary>A command without assignments and what only says how it is started.</summary>
    private static string TextOf(ShellCommand command) =>
        string.Join(' ', command.Words.Select(static word => word.Text).SkipWhile(static word => word is "sudo" or "time" or "exec"));

    private void Add(string text, in Location location, bool isCommand = false)
    {
        if (text.Length is > 0 and < LongestText)
        {
            steps.Add(new PipelineStep(text, location, isCommand));
        }
    }
}

using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Facts;

/// <summary>One thing that a pipeline uses: an include, an action, an image or a command.</summary>
/// <param name="Text">As written, blanks folded.</param>
/// <param name="Location">Where it is written.</param>
public sealed record PipelineStep(string Text, Location Location);

/// <summary>What the pipelines of a code base use, in order of place: enough to see whether they test, build and scan.</summary>
public sealed class PipelineUse : IFacts<PipelineUse>
{
    private const int MaxDepth = 12;
    private static readonly SearchValues<char> NameSigns = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");
    private static readonly string[] Separators = ["&&", "||", ";", "|", "\n"];

    private readonly List<PipelineStep> steps = [];

    private PipelineUse()
    {
    }

    /// <summary>Whether there is a pipeline's file.</summary>
    public bool Any => FirstFile is not null;

    /// <summary>The first of the pipelines' files, or null.</summary>
    public Location? FirstFile { get; private set; }

    /// <summary>An include that cannot be read here: what it adds is not known. Null when there is none.</summary>
    public PipelineStep? UnreadInclude { get; private set; }

    /// <inheritdoc/>
    public static PipelineUse Gather(CodeBase codeBase)
    {
        var use = new PipelineUse();
        foreach (var file in codeBase.Files.Where(static file => file.Kind is FileKind.GitLabCi or FileKind.GitHubWorkflow))
        {
            use.FirstFile ??= Location.OfFile(file.Path);
            foreach (var document in file.Documents)
            {
                use.Collect(document, codeBase);
            }
        }

        return use;
    }

    /// <summary>The first step that fits one of the patterns, or null.</summary>
    public PipelineStep? Find(IReadOnlyCollection<string> patterns) =>
        steps.Find(step => patterns.Any(pattern => TextPattern.IsMatch(pattern, step.Text)));

    private void Collect(Node root, CodeBase codeBase)
    {
        AddIncludes(root["include"], codeBase);
        AddJob(root);
        foreach (var (key, job) in root.Entries)
        {
            if (key.Value is not ("include" or "variables" or "stages" or "workflow" or "on" or "env"))
            {
                AddJob(job);
            }
        }

        foreach (var (_, job) in root["jobs"]?.Entries ?? [])
        {
            AddJob(job);
            AddText(job["uses"]);
            foreach (var step in job["steps"]?.Items ?? [])
            {
                AddText(step["uses"]);
                AddCommands(step["run"], 0);
            }
        }
    }

    private void AddJob(Node job)
    {
        AddText(job["image"]);
        AddText(job.At("image", "name"));
        AddText(job["container"]);
        AddText(job.At("container", "image"));
        foreach (var key in (string[])["before_script", "script", "after_script"])
        {
            AddCommands(job[key], 0);
        }
    }

    private void AddIncludes(Node? include, CodeBase codeBase)
    {
        foreach (var entry in include is SequenceNode list ? list.Values : include is null ? [] : [include])
        {
            var local = entry["local"]?.Text ?? (entry.Text is { } path && !path.Contains("://", StringComparison.Ordinal) ? path : null);
            if (local is not null)
            {
                if (!codeBase.Paths.Contains(local.TrimStart('/'), StringComparer.Ordinal) || !IsRead(codeBase, local.TrimStart('/')))
                {
                    Unread(local, entry.Location);
                }

                continue;
            }

            var text = entry.Text ?? entry["template"]?.Text ?? entry["component"]?.Text ?? entry["remote"]?.Text ?? entry["project"]?.Text;
            foreach (var name in (entry["file"] is SequenceNode files ? files.Values.Select(static file => file.Text) : [entry["file"]?.Text]).DefaultIfEmpty(null))
            {
                var whole = name is null ? text : text + ":" + name;
                if (whole is not null)
                {
                    Add(whole, entry.Location);
                    Unread(whole, entry.Location);
                }
            }
        }
    }

    /// <summary>Whether a file of the repository is a pipeline's and so was collected under its own name.</summary>
    private static bool IsRead(CodeBase codeBase, string path) => codeBase.Files.Any(file => file.Path == path && file.Kind == FileKind.GitLabCi && file.Problem is null);

    private void Unread(string what, in Location location) => UnreadInclude ??= new PipelineStep(what, location);

    private void AddText(Node? node)
    {
        if (node?.Text is { Length: > 0 } text)
        {
            Add(text, node.Location);
        }
    }

    /// <summary>Each command of a script apart, without assignments in front of it.</summary>
    private void AddCommands(Node? node, int depth)
    {
        foreach (var item in depth < MaxDepth ? node?.Items ?? [] : [])
        {
            AddCommands(item, depth + 1);
        }

        foreach (var command in node?.Text?.Replace("\\\n", " ", StringComparison.Ordinal).Split(Separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            Add(string.Join(' ', command.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SkipWhile(static word => word is "sudo" or "time" or "exec" || IsAssignment(word))), node!.Location);
        }
    }

    private static bool IsAssignment(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && !word.AsSpan(0, equals).ContainsAnyExcept(NameSigns);
    }

    private void Add(string text, in Location location)
    {
        if (text.Length is > 0 and < 2000)
        {
            steps.Add(new PipelineStep(text, location));
        }
    }
}

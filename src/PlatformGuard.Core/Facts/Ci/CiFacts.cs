using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Ci.GitHub;
using PlatformGuard.Core.Facts.Ci.GitLab;
using PlatformGuard.Core.Facts.Shell;

namespace PlatformGuard.Core.Facts.Ci;

/// <summary>The pipelines and workflows of a code base.</summary>
public sealed class CiFacts : IFacts<CiFacts>
{
    private readonly HashSet<string> paths;
    private readonly ConcurrentDictionary<ScalarNode, ShellScript> scripts = new(ReferenceEqualityComparer.Instance);

    private CiFacts(IReadOnlyList<CiPipeline> pipelines, IEnumerable<string> paths)
    {
        Pipelines = pipelines;
        this.paths = paths.ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>In order of their first file.</summary>
    public IReadOnlyList<CiPipeline> Pipelines { get; }

    /// <summary>The script of a text, parsed once.</summary>
    public ShellScript Script(ScalarText text) => scripts.GetOrAdd(text.Node, static node => ShellParser.Parse(node.Value));

    /// <summary>Whether the file is a CI file by its name, or by being included.</summary>
    public bool IsCiFile(SourceFile file) => file.Kind is FileKind.GitLabCi or FileKind.GitHubWorkflow || paths.Contains(file.Path);

    /// <inheritdoc/>
    public static CiFacts Gather(CodeBase codeBase)
    {
        var paths = new CiPaths(codeBase);
        var files = paths.Index(codeBase.Files.Where(static file => file.Kind is FileKind.GitLabCi or FileKind.GitHubWorkflow or FileKind.Yaml or FileKind.HelmTemplate or FileKind.HelmValues));
        var gitLab = new GitLabPipelines(codeBase, files, paths);
        var pipelines = gitLab.Read();
        var workflows = new WorkflowReader(files, paths);
        var workflowFiles = codeBase.FilesOf(FileKind.GitHubWorkflow).ToList();
        foreach (var file in workflowFiles)
        {
            workflows.NoteCalls(file);
        }

        pipelines.AddRange(workflowFiles.Select(workflows.Read));
        SourceFile[] actions = [.. files.Values.Where(file => IsAction(file) && !workflows.Actions.Contains(paths.Of(file))).OrderBy(static file => file.Path, StringComparer.Ordinal)];
        pipelines.AddRange(actions.Select(workflows.Read));
        return new CiFacts(
            [.. pipelines.OrderBy(static pipeline => pipeline.Path, StringComparer.Ordinal)],
            gitLab.Paths.Concat(workflows.Actions).Select(path => files[path].Path).Concat(actions.Select(static file => file.Path)));
    }

    private static bool IsAction(SourceFile file) =>
        file.Name is "action.yml" or "action.yaml" && file.Documents.Any(static document => document.At("runs", "using") is not null);
}

using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Facts.Deployments;

/// <summary>The jobs of a code base's pipelines that deploy, and what of the pipelines is not known.</summary>
public sealed class DeploymentFacts : IFacts<DeploymentFacts>
{
    private const int MaxTemplates = 11;

    // Keys at the root of a GitLab file that are no jobs.
    private static readonly string[] NoJobs = ["default", "variables", "include", "stages", "workflow", "image", "services", "cache", "before_script", "after_script", "spec", "types"];

    private readonly List<DeploymentJob> jobs = [];
    private readonly List<Location> unknown = [];
    private readonly List<string> files = [];

    private DeploymentFacts()
    {
    }

    /// <summary>The CI files, in order of path.</summary>
    public IReadOnlyList<string> Files => files;

    /// <summary>The jobs that deploy, in order of file and place.</summary>
    public IReadOnlyList<DeploymentJob> Jobs => jobs;

    /// <summary>What may hold further jobs and is not read: includes of other projects, templates and components, and files that are broken.</summary>
    public IReadOnlyList<Location> Unknown => unknown;

    /// <summary>Whether the checked folder lies inside of a repository that has a CI file above it.</summary>
    public bool HasPipelineAbove { get; private init; }

    /// <inheritdoc/>
    public static DeploymentFacts Gather(CodeBase codeBase)
    {
        var facts = new DeploymentFacts { HasPipelineAbove = PipelineAbove(codeBase.RootPath) };
        foreach (var file in codeBase.Files.Where(static file => file.Kind is FileKind.GitLabCi or FileKind.GitHubWorkflow))
        {
            facts.files.Add(file.Path);
            if (file.Problem is { } problem)
            {
                facts.unknown.Add(problem.Location);
            }

            foreach (var document in file.Documents)
            {
                if (file.Kind == FileKind.GitHubWorkflow)
                {
                    facts.jobs.AddRange((document["jobs"]?.Entries ?? []).Select(static entry => DeploymentJob.OfGitHub(entry.Key, entry.Value)).OfType<DeploymentJob>());
                }
                else
                {
                    facts.ReadGitLab(document, codeBase);
                }
            }
        }

        return facts;
    }

    private void ReadGitLab(Node root, CodeBase codeBase)
    {
        foreach (var include in root["include"] is SequenceNode list ? list.Values : root["include"] is { } one && one.IsSet() ? [one] : [])
        {
            // A local file with a name of its own is read as a CI file only where its name says so.
            var local = include["local"]?.Text ?? (include as ScalarNode)?.Value;
            if (local is null || !codeBase.Files.Any(file => file.Kind == FileKind.GitLabCi && file.Path == local.TrimStart('/')))
            {
                unknown.Add(include.Location);
            }
        }

        foreach (var (name, job) in root.Entries)
        {
            if (name.Value.StartsWith('.') || job is not MappingNode || Array.IndexOf(NoJobs, name.Value) >= 0)
            {
                continue;
            }

            var extended = Extended(job, root);
            if (extended is null)
            {
                unknown.Add(name.Location);
            }

            if (DeploymentJob.OfGitLab(name, new JobView(job, extended ?? [])) is { } deployment)
            {
                jobs.Add(deployment);
            }
        }
    }

    /// <summary>The templates of a job, the nearest first; null when one of them stands in another file.</summary>
    private static List<Node>? Extended(Node job, Node root)
    {
        var found = new List<Node>();
        var current = job;
        while (current["extends"] is { } extends && found.Count < MaxTemplates)
        {
            // Of several the last one counts most.
            var names = extends is ScalarNode one ? [one.Value] : extends.Items.Select(static item => item.Text ?? "").Reverse().ToArray();
            foreach (var name in names)
            {
                if (root[name] is not { } template)
                {
                    return null;
                }

                found.Add(template);
            }

            if (names.Length == 0)
            {
                break;
            }

            current = found[^1];
        }

        return found;
    }

    private static bool PipelineAbove(string root)
    {
        var checkedFolder = Path.TrimEndingDirectorySeparator(root);
        var top = RepositoryLister.FindWorkTree(checkedFolder);
        return top is not null && Path.TrimEndingDirectorySeparator(top) != checkedFolder
            && (File.Exists(Path.Combine(top, ".gitlab-ci.yml")) || Directory.Exists(Path.Combine(top, ".github", "workflows")));
    }
}

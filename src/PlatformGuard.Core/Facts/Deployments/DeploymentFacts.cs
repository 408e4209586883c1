using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Ci;
using PlatformGuard.Core.Facts.Ci.GitLab;
using PlatformGuard.Core.Reading;

namespace PlatformGuard.Core.Facts.Deployments;

/// <summary>The jobs of a code base's pipelines that deploy, and what of the pipelines is not known.</summary>
public sealed class DeploymentFacts : IFacts<DeploymentFacts>
{
    /// <summary>Why a build does not know the pipeline of a service below the repository's root, as the end of a sentence.</summary>
    public const string AboveReason = "its CI file lies above the service and is left to 'platformguard check'";

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

    /// <summary>Whether the repository has a CI file above the checked folder that this run leaves out.</summary>
    public bool HasPipelineAbove { get; private init; }

    /// <inheritdoc/>
    public static DeploymentFacts Gather(CodeBase codeBase)
    {
        var facts = new DeploymentFacts { HasPipelineAbove = !codeBase.Options.ReadsPipelineAbove && PipelineAbove.Exists(codeBase.RootPath, codeBase.Options) };
        foreach (var file in codeBase.Files.Where(static file => file.Kind is FileKind.GitLabCi or FileKind.GitHubWorkflow))
        {
            facts.files.Add(file.Path);
            if (file.Problem is { } problem)
            {
                facts.unknown.Add(problem.Location);
            }

            foreach (var document in file.Kind == FileKind.GitHubWorkflow ? file.Documents : [])
            {
                facts.jobs.AddRange((document["jobs"]?.Entries ?? []).Select(static entry => DeploymentJob.OfGitHub(entry.Key, entry.Value)).OfType<DeploymentJob>());
            }
        }

        foreach (var pipeline in codeBase.Facts<CiFacts>().Pipelines.Where(static pipeline => pipeline.Root is not null))
        {
            facts.unknown.AddRange(pipeline.ForeignParts.Where(static part => !part.IsKnown).Select(static part => part.Location).Concat(pipeline.Gaps.Select(static gap => gap.Location)));
            facts.jobs.AddRange(PipelineReader.JobEntries(pipeline.Root!)
                .Where(static entry => !entry.Key.Value.StartsWith('.'))
                .Select(static entry => DeploymentJob.OfGitLab(entry.Key, entry.Value)).OfType<DeploymentJob>());
        }

        return facts;
    }
}

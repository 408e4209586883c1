using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Ci;
using PlatformGuard.Core.Facts.Shell;
using PlatformGuard.Core.Reading.Packages;

namespace PlatformGuard.Core.Facts.Dependencies;

/// <summary>A package that a job of a pipeline installs.</summary>
/// <param name="Package">The package, where the command names it.</param>
/// <param name="Job">Name of the job.</param>
/// <param name="Pipeline">Path of the pipeline's first file.</param>
public sealed record PipelineInstall(ListedPackage Package, string Job, string Pipeline);

/// <summary>What the jobs of the pipelines install by command. Jobs for tests, style and documentation are left out by their names, as groups of development are.</summary>
public sealed class PipelineInstalls : IFacts<PipelineInstalls>
{
    private PipelineInstalls(IReadOnlyList<PipelineInstall> all) => All = all;

    /// <summary>In order of the pipelines and their jobs. A text that several jobs share is listed for the first of them.</summary>
    public IReadOnlyList<PipelineInstall> All { get; }

    /// <inheritdoc/>
    public static PipelineInstalls Gather(CodeBase codeBase)
    {
        var facts = codeBase.Facts<CiFacts>();
        var workflows = codeBase.FilesOf(FileKind.GitHubWorkflow).Select(static file => file.Path).ToHashSet();
        var installs = new List<PipelineInstall>();
        var seen = new HashSet<(Location, string)>();

        // An action that no workflow uses runs in no pipeline, nor does a template that no job uses.
        foreach (var pipeline in facts.Pipelines.Where(pipeline => pipeline.System == CiSystem.GitLab || workflows.Contains(pipeline.Path)))
        {
            foreach (var job in pipeline.Jobs.Where(static job => !job.IsTemplate && !PythonFiles.IsForDevelopment(job.Name.Replace(' ', '-').Replace(':', '-'))))
            {
                foreach (var package in job.Scripts.SelectMany(text => Of(text, facts)).Where(package => seen.Add((package.Location, package.Name))))
                {
                    installs.Add(new PipelineInstall(package, job.Name, pipeline.Path));
                }
            }
        }

        return new PipelineInstalls(installs);
    }

    private static IEnumerable<ListedPackage> Of(ScalarText text, CiFacts facts)
    {
        foreach (var line in facts.Script(text).Commands.Select(CommandLine.Of).Where(static line => line.Program.Length > 0))
        {
            string[] words = [line.Program, .. line.Arguments.Select(static word => word.Text)];
            foreach (var package in InstallCommands.Find(words))
            {
                var word = line.Arguments[package.Word - 1];
                yield return new ListedPackage(package.Ecosystem, package.Name, package.Version, text.Locate(word.Start, word.End)) { IsDirect = true };
            }
        }
    }
}

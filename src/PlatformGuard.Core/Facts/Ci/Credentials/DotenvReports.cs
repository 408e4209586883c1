using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Facts.Shell;

namespace PlatformGuard.Core.Facts.Ci.Credentials;

/// <summary>The variables that a job's dotenv reports hand to later jobs, as far as the script shows what it writes.</summary>
internal sealed class DotenvReports
{
    private readonly Dictionary<string, (HashSet<string> Names, bool IsSeen)> reports = new(StringComparer.Ordinal);

    /// <summary>Looks at all jobs of a pipeline.</summary>
    public DotenvReports(CiPipeline pipeline, Func<ScalarText, ShellScript> parse)
    {
        foreach (var job in pipeline.Jobs.Where(static job => job.DotenvReports.Count > 0))
        {
            reports[job.Name] = Read(job, parse);
        }
    }

    /// <summary>Tells the job's names what earlier jobs hand over.</summary>
    public void HandOver(CiJob job, JobNames names)
    {
        if (job.HasForeignArtifacts)
        {
            names.Unseen = "a dotenv report of another pipeline may hand it over";
        }

        foreach (var supplier in job.Suppliers)
        {
            if (reports.TryGetValue(supplier, out var report))
            {
                names.FromReports.UnionWith(report.Names);
                names.Unseen ??= report.IsSeen ? null : $"the dotenv report of job '{supplier}' may hand it over";
            }
        }
    }

    private static (HashSet<string> Names, bool IsSeen) Read(CiJob job, Func<ScalarText, ShellScript> parse)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var isSeen = true;
        var isWritten = false;
        HashSet<string> files = [.. job.DotenvReports.Select(static report => Artifacts.Normalize(report.Value))];
        foreach (var command in job.Steps.SelectMany(static step => step.Texts).SelectMany(text => parse(text).Commands))
        {
            var line = CommandLine.Of(command);
            var target = line.Program == "tee" ? line.Arguments.FirstOrDefault(static word => !word.Text.StartsWith('-')) : command.Redirections.FirstOrDefault(static redirection => redirection.TakesOutput)?.Target ?? command.GroupOutput?.Target;
            if (target is null || !files.Contains(Artifacts.Normalize(target.Text)))
            {
                continue;
            }

            isWritten = true;
            var source = line.Program == "tee" && command.PipedFrom.Count > 0 ? CommandLine.Of(command.PipedFrom[0]) : line;
            if (source.Program is not ("echo" or "printf" or "cat"))
            {
                isSeen = false;
            }

            foreach (var word in source.Arguments.Concat(source.Command.Redirections.Where(static redirection => redirection.IsText).Select(static redirection => redirection.Target)))
            {
                names.UnionWith(Assignments.NamesIn(word.Text));
            }
        }

        return (names, isSeen && isWritten);
    }
}

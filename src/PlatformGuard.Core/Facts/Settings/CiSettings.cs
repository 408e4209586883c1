using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Ci;
using PlatformGuard.Core.Facts.Shell;

namespace PlatformGuard.Core.Facts;

/// <summary>The variables of CI files, and what their scripts assign. Those of a job's throw-away services configure the service container, not the program.</summary>
internal static class CiSettings
{
    /// <summary>Adds the variables of every pipeline, job and step.</summary>
    public static void Gather(CiFacts facts, SettingCollector collected)
    {
        foreach (var pipeline in facts.Pipelines)
        {
            Add(pipeline.Variables, collected);
            foreach (var job in pipeline.Jobs)
            {
                Add(job.Variables, collected);
                foreach (var step in job.Steps)
                {
                    Add(step.Variables, collected);
                    if (step.Kind == CiStepKind.Script)
                    {
                        AddAssignments(facts, job, step, collected);
                    }
                }
            }
        }
    }

    private static void Add(IReadOnlyList<CiVariable> variables, SettingCollector collected)
    {
        foreach (var variable in variables)
        {
            if (!EnvironmentEntries.IsEncrypted(variable.Value))
            {
                collected.Add(new Setting(SettingOrigin.Ci, variable.Name, variable.Path, variable.Value.IsNull ? "" : variable.Value.Value, variable.Value.Location, variable.NameLocation));
            }
        }
    }

    private static void AddAssignments(CiFacts facts, CiJob job, CiStep step, SettingCollector collected)
    {
        foreach (var text in step.Texts)
        {
            foreach (var assignment in facts.Script(text).Commands.Select(CommandLine.Of).SelectMany(static line => line.Environment))
            {
                if (assignment.Value.Literal is { Length: > 0 } value)
                {
                    var place = text.Locate(assignment.Value.Start, assignment.Value.End);
                    var name = text.Locate(assignment.Start, assignment.Start + assignment.Name.Length);
                    collected.Add(new Setting(SettingOrigin.Ci, assignment.Name, $"{job.Name}/{step.Path}/{assignment.Name}", value, place, name));
                }
            }
        }
    }
}

using System.Globalization;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts;

/// <summary>The variables of CI files. Those of a job's throw-away services configure the service container, not the program.</summary>
internal static class CiSettings
{
    /// <summary><c>variables</c> of the pipeline, of jobs, of rules and of a matrix.</summary>
    public static void GatherGitLab(Node root, SettingCollector collected)
    {
        AddVariables(root["variables"], "variables/", collected);
        foreach (var entry in root.Entries)
        {
            if (entry.Key.Value == "variables" || entry.Value is not MappingNode job)
            {
                continue;
            }

            var path = entry.Key.Value + "/";
            AddVariables(job.Find("variables"), path + "variables/", collected);
            AddItems(job.Find("rules"), "variables", path + "rules/", collected);
            foreach (var combination in job.Find("parallel")?["matrix"]?.Items ?? [])
            {
                AddVariables(combination, path + "parallel/matrix/", collected);
            }
        }
    }

    /// <summary><c>env</c> of the workflow, of jobs, of their containers and of steps.</summary>
    public static void GatherGitHub(Node root, SettingCollector collected)
    {
        AddVariables(root["env"], "env/", collected);
        foreach (var job in root["jobs"]?.Entries ?? [])
        {
            var path = "jobs/" + job.Key.Value + "/";
            AddVariables(job.Value["env"], path + "env/", collected);
            AddVariables(job.Value.At("container", "env"), path + "container/env/", collected);
            AddItems(job.Value["steps"], "env", path + "steps/", collected);
        }

        // A composite action has its steps at another place.
        AddItems(root.At("runs", "steps"), "env", "runs/steps/", collected);
    }

    private static void AddItems(Node? list, string key, string path, SettingCollector collected)
    {
        var items = list?.Items ?? [];
        for (var index = 0; index < items.Count; index++)
        {
            AddVariables(items[index][key], path + index.ToString(CultureInfo.InvariantCulture) + "/" + key + "/", collected);
        }
    }

    /// <summary><c>NAME: value</c> or <c>NAME: {value: …, description: …}</c>.</summary>
    private static void AddVariables(Node? variables, string path, SettingCollector collected)
    {
        foreach (var entry in variables?.Entries ?? [])
        {
            if ((entry.Value is MappingNode detailed ? detailed.Find("value") : entry.Value) is ScalarNode value && !EnvironmentEntries.IsEncrypted(value))
            {
                collected.Add(SettingOrigin.Ci, entry.Key.Value, path + entry.Key.Value, value, entry.Key.Location);
            }
        }
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Core.Facts.Shell;

namespace PlatformGuard.Core.Facts.Deployments;

/// <summary>What starts a job in a pipeline of the default branch.</summary>
public enum JobStart
{
    /// <summary>It does not run there.</summary>
    Never,

    /// <summary>A person.</summary>
    ByHand,

    /// <summary>The pipeline.</summary>
    ByItself,
}

/// <summary>A job that brings something to an environment, or starts the pipeline that does.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">Where it is written.</param>
/// <param name="Start">What starts it on the default branch. What is not understood counts as started by itself.</param>
public sealed record DeploymentJob(string Name, Location Place, JobStart Start)
{
    private static readonly string[] ScriptKeys = ["before_script", "script"];

    /// <summary>The job of a GitLab file, or null when it deploys nothing.</summary>
    internal static DeploymentJob? OfGitLab(ScalarNode name, Node job)
    {
        var environment = job["environment"];
        var deploys = (environment.IsSet() && environment?["action"]?.Text is null or "start")
            || job["trigger"].IsSet()
            || ScriptKeys.SelectMany(key => Commands(job[key])).Any(DeploymentCommands.Deploys);
        return deploys ? new DeploymentJob(name.Value, name.Location, StartOf(job)) : null;
    }

    /// <summary>The job of a GitHub workflow, or null when it deploys nothing.</summary>
    internal static DeploymentJob? OfGitHub(ScalarNode name, Node job)
    {
        var steps = job["steps"]?.Items ?? [];
        var deploys = job["environment"].IsSet()
            || (job["uses"]?.Text is { } called && DeploymentCommands.NamesDeployment(called))
            || steps.Any(static step => step["uses"]?.Text is { } uses && (DeploymentCommands.IsAction(uses) || DeploymentCommands.NamesDeployment(uses)))
            || steps.SelectMany(static step => Commands(step["run"])).Any(DeploymentCommands.Deploys);
        return deploys ? new DeploymentJob(name.Value, name.Location, JobStart.ByItself) : null;
    }

    private static JobStart StartOf(Node job)
    {
        var own = job["when"]?.Text;
        if (job["rules"] is not SequenceNode rules)
        {
            return IsElsewhere(job["only"], job["except"]) || own == "never" ? JobStart.Never : own == "manual" ? JobStart.ByHand : JobStart.ByItself;
        }

        var best = JobStart.Never;
        foreach (var rule in Flat(rules))
        {
            if (rule is not MappingNode)
            {
                return JobStart.ByItself;
            }

            var isAlways = rule["if"] is null && rule["changes"] is null && rule["exists"] is null;
            var when = rule["when"]?.Text ?? own ?? "on_success";
            if (when == "never")
            {
                if (isAlways)
                {
                    break;
                }

                continue;
            }

            if (!ExcludesDefaultBranch(rule["if"]?.Text))
            {
                best = when == "manual" ? (best == JobStart.Never ? JobStart.ByHand : best) : JobStart.ByItself;
            }
        }

        return best;
    }

    /// <summary>What a reference gave is a list in the list.</summary>
    private static IEnumerable<Node> Flat(SequenceNode rules) => rules.Values.SelectMany(static rule => rule is SequenceNode inner ? inner.Values : [rule]);

    /// <summary><c>only: [tags]</c>, <c>only: [merge_requests]</c>, <c>except: [main]</c>.</summary>
    private static bool IsElsewhere(Node? only, Node? except)
    {
        var wanted = Texts(only?["refs"] ?? only);
        return (wanted.Count > 0 && wanted.TrueForAll(static name => name is "tags" or "merge_requests" or "schedules" or "web" or "api" or "external_pull_requests"))
            || Texts(except?["refs"] ?? except).Exists(static name => name is "main" or "master" or "branches");
    }

    /// <summary>Whether a condition can only hold elsewhere: for tags, merge requests, schedules, or another branch.</summary>
    private static bool ExcludesDefaultBranch(string? condition) =>
        condition is not null && !condition.Contains("||", StringComparison.Ordinal) && condition.Split("&&", StringSplitOptions.TrimEntries).Any(static part =>
        {
            var text = string.Concat(part.Where(static c => !char.IsWhiteSpace(c))).Trim('(', ')');
            return text is "$CI_COMMIT_TAG" or "$CI_MERGE_REQUEST_IID" or "$CI_MERGE_REQUEST_ID" or "$CI_COMMIT_TAG!=null" or "$CI_COMMIT_BRANCH!=$CI_DEFAULT_BRANCH" or "$CI_COMMIT_REF_NAME!=$CI_DEFAULT_BRANCH"
                || text.StartsWith("$CI_COMMIT_TAG=~", StringComparison.Ordinal)
                || (text.StartsWith("$CI_PIPELINE_SOURCE==", StringComparison.Ordinal) && text[21..].Trim('"', '\'') is "merge_request_event" or "schedule" or "web" or "api" or "external_pull_request_event");
        });

    private static List<string> Texts(Node? node) => node is ScalarNode { IsNull: false } one ? [one.Value] : [.. (node?.Items ?? []).Select(static item => item.Text).OfType<string>()];

    /// <summary>The commands of a script, of nested lists too.</summary>
    private static IEnumerable<CommandLine> Commands(Node? script) => script switch
    {
        ScalarNode text => ShellParser.Parse(text.Value).Commands.Select(CommandLine.Of),
        SequenceNode list => list.Values.SelectMany(Commands),
        _ => [],
    };
}

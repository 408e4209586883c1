using System;
using System.Collections.Generic;
using System.Linq;

namespace PlatformGuard.Core.Facts.Deployments;

/// <summary>Commands and actions that bring something to an environment.</summary>
internal static class DeploymentCommands
{
    // A program and a word behind it; an empty word stands for any use.
    private static readonly Dictionary<string, string[]> Programs = new(StringComparer.Ordinal)
    {
        ["kubectl"] = ["apply", "rollout", "set", "replace", "patch"], ["oc"] = ["apply", "rollout", "replace"], ["helm"] = ["upgrade", "install"], ["helmfile"] = ["apply", "sync"],
        ["argocd"] = ["app"], ["flux"] = ["reconcile"], ["skaffold"] = ["run", "deploy"], ["terraform"] = ["apply"], ["tofu"] = ["apply"], ["pulumi"] = ["up"], ["cdk"] = ["deploy"], ["sam"] = ["deploy"], ["serverless"] = ["deploy"], ["sls"] = ["deploy"],
        ["gcloud"] = ["run", "app", "functions", "deploy"], ["aws"] = ["ecs", "lambda", "cloudformation", "deploy", "apprunner", "elasticbeanstalk"], ["az"] = ["webapp", "containerapp", "functionapp", "deployment"], ["azd"] = ["up", "deploy"],
        ["flyctl"] = ["deploy"], ["fly"] = ["deploy"], ["cf"] = ["push"], ["nomad"] = ["run"], ["ansible-playbook"] = [""], ["kapp"] = ["deploy"], ["docker"] = ["stack"], ["wrangler"] = ["deploy"], ["kamal"] = ["deploy", "redeploy"],
    };

    private static readonly string[] Operators = ["&&", "||", ";", "|"];

    private static readonly string[] Actions =
    [
        "azure/webapps-deploy", "azure/k8s-deploy", "azure/container-apps-deploy-action", "azure/functions-action", "google-github-actions/deploy-", "aws-actions/amazon-ecs-deploy-task-definition", "aws-actions/aws-cloudformation",
        "superfly/flyctl-actions", "cloudflare/wrangler-action", "akhileshns/heroku-deploy", "deliverybot/helm", "digitalocean/app_action",
    ];

    /// <summary>Whether a line of a script runs one of the commands. A rehearsal (<c>--dry-run</c>) deploys nothing.</summary>
    public static bool Deploys(string line)
    {
        var content = line.AsSpan().Trim();
        if (content.IsEmpty || content[0] == '#')
        {
            return false;
        }

        foreach (var command in line.Split(Operators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var at = 0;
            while (at < words.Length && (words[at] is "sudo" or "exec" or "time" or "env" or "-" || words[at].Contains('=', StringComparison.Ordinal)))
            {
                at++;
            }

            if (at < words.Length && Programs.TryGetValue(words[at][(words[at].LastIndexOf('/') + 1)..], out var verbs)
                && (verbs is [""] || words.Skip(at + 1).Any(word => Array.IndexOf(verbs, word) >= 0))
                && !words.Any(static word => word.StartsWith("--dry-run", StringComparison.Ordinal) || word == "--check"))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a published action deploys.</summary>
    public static bool IsAction(string uses) => Array.Exists(Actions, action => uses.StartsWith(action, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a reusable workflow or action says so by its name: <c>./.github/workflows/deploy.yml</c>.</summary>
    public static bool NamesDeployment(string uses) =>
        uses.Split('/', '-', '_', '.', '@').Any(static part => part.Equals("deploy", StringComparison.OrdinalIgnoreCase) || part.Equals("deployment", StringComparison.OrdinalIgnoreCase));
}

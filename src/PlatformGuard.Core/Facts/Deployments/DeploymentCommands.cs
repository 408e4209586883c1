using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Facts.Shell;

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

    private static readonly string[] Actions =
    [
        "azure/webapps-deploy", "azure/k8s-deploy", "azure/container-apps-deploy-action", "azure/functions-action", "google-github-actions/deploy-", "aws-actions/amazon-ecs-deploy-task-definition", "aws-actions/aws-cloudformation",
        "superfly/flyctl-actions", "cloudflare/wrangler-action", "akhileshns/heroku-deploy", "deliverybot/helm", "digitalocean/app_action",
    ];

    /// <summary>Whether a command is one of them. A rehearsal (<c>--dry-run</c>) deploys nothing.</summary>
    public static bool Deploys(CommandLine line) =>
        Programs.TryGetValue(line.Program, out var verbs)
        && (verbs is [""] || line.Arguments.Any(word => Array.IndexOf(verbs, word.Text) >= 0))
        && !line.Arguments.Any(static word => word.Text.StartsWith("--dry-run", StringComparison.Ordinal) || word.Text == "--check");

    /// <summary>Whether a published action deploys.</summary>
    public static bool IsAction(string uses) => Array.Exists(Actions, action => uses.StartsWith(action, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a reusable workflow or action says so by its name: <c>./.github/workflows/deploy.yml</c>.</summary>
    public static bool NamesDeployment(string uses) =>
        uses.Split('/', '-', '_', '.', '@').Any(static part => part.Equals("deploy", StringComparison.OrdinalIgnoreCase) || part.Equals("deployment", StringComparison.OrdinalIgnoreCase));
}

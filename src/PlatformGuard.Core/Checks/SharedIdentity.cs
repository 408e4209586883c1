using System;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Core.Findings;
using PlatformGuard.Core.Policies;

namespace PlatformGuard.Core.Checks;

/// <summary>PG7014: a workload shares its namespace, its service account or a Secret with other services.</summary>
public sealed class SharedIdentity() : KubernetesCheck("PG7014")
{
    private const int MaxRelated = 10;

    /// <inheritdoc/>
    private protected override void Examine(KubernetesSet set, KubernetesReport report)
    {
        ExamineNamespaces(set, report);
        foreach (var workload in set.Workloads)
        {
            ExamineAccount(workload, set, report);
            ExamineSecrets(workload, set, report);
        }

        foreach (var binding in set.Of("rbac.authorization.k8s.io", "RoleBinding").Concat(set.Of("rbac.authorization.k8s.io", "ClusterRoleBinding")))
        {
            foreach (var subject in binding.Root.List("subjects"))
            {
                if (subject.TextOf("kind") == "ServiceAccount" && subject["name"] is ScalarNode { Value: "default" } name)
                {
                    report.Add(binding, name.Location, "subject", binding.Path + "/subjects/default", [binding.Kind, binding.Name, "it gives rights to the service account 'default', which every pod of the namespace has unless it names another one"]);
                }
            }
        }
    }

    /// <summary>One finding for each file: a namespace is changed in all of it at once.</summary>
    private static void ExamineNamespaces(KubernetesSet set, KubernetesReport report)
    {
        var written = set.Objects
            .Select(static item => new { Item = item, Node = item.Root.At("metadata", "namespace") as ScalarNode })
            .Where(static pair => pair.Node is { Value: "default" })
            .GroupBy(static pair => pair.Node!.Location.File, StringComparer.Ordinal);
        foreach (var file in written)
        {
            var objects = file.OrderBy(static pair => pair.Node!.Location.Start).ToList();
            var (item, node) = (objects[0].Item, objects[0].Node);
            var others = objects.Where(pair => pair.Node!.Location != node!.Location).Take(MaxRelated).Select(static pair => new RelatedLocation(pair.Node!.Location, $"{pair.Item} too"));
            report.Add(item, node!.Location, "namespace", "namespace/" + file.Key, [item.Kind, item.Name, "the namespace is 'default'"], [.. others]);
        }
    }

    private static void ExamineAccount(Workload workload, KubernetesSet set, KubernetesReport report)
    {
        var owner = workload.Owner;
        if ((workload.Spec.Field("serviceAccountName") ?? workload.Spec.Field("serviceAccount")) is not ScalarNode { Value.Length: > 0 } name)
        {
            // Without a token nothing acts under the account.
            if (set.IsComplete && HoldsToken(workload, set))
            {
                report.Add(owner, workload.SpecPlace, "account", workload.Path + "/serviceAccountName", [owner.Kind, owner.Name, "it names no service account and gets the token of the namespace's own, 'default'"]);
            }
        }
        else if (name.Value == "default")
        {
            report.Add(owner, name.Location, "account", workload.Path + "/serviceAccountName", [owner.Kind, owner.Name, "its service account is 'default', the namespace's own"]);
        }
        else if (set.Find("", "ServiceAccount", name.Value, owner.Namespace) is null && OtherOwner(name.Value, report) is { } other)
        {
            report.Add(owner, name.Location, "account", workload.Path + "/serviceAccountName", [owner.Kind, owner.Name, $"its service account '{name.Value}' is that of the service '{other}'"]);
        }
    }

    private static bool HoldsToken(Workload workload, KubernetesSet set) =>
        (workload.Spec.Field("automountServiceAccountToken").Boolean() ?? set.Find("", "ServiceAccount", "default", workload.Owner.Namespace)?.Root.Field("automountServiceAccountToken").Boolean()) != false;

    private static void ExamineSecrets(Workload workload, KubernetesSet set, KubernetesReport report)
    {
        var owner = workload.Owner;
        foreach (var use in SecretUse.In(workload))
        {
            var name = use.Secret.Value;
            if (IsMadeHere(name, set) || report.Manifest.Secrets.Any(secret => secret.Name == name) || OtherOwner(name, report) is not { } other)
            {
                continue;
            }

            ImmutableArray<RelatedLocation> related = use.Variable is { } variable ? [new(variable.Location, $"environment variable '{variable.Value}' takes it")] : [];
            report.Add(owner, use.Secret.Location, "secret", $"{workload.Path}/secrets/{name}", [owner.Kind, owner.Name, $"the Secret '{name}' is that of the service '{other}'"], related);
        }
    }

    private static bool IsMadeHere(string name, KubernetesSet set) => set.Objects.Any(item =>
        item.Kind is "Secret" or "SealedSecret" or "ExternalSecret" or "VaultStaticSecret" or "VaultDynamicSecret" && (item.Name == name || item.Spec.TextOf("target", "name") == name || item.Spec.TextOf("destination", "name") == name));

    /// <summary>The service of the catalogue whose name this name is or begins with; null when it is this service's, or nobody's.</summary>
    private static string? OtherOwner(string name, KubernetesReport report)
    {
        CataloguedService? best = null;
        foreach (var service in report.Services)
        {
            if (BeginsWith(name, service.Name) && (best is null || service.Name.Length > best.Name.Length))
            {
                best = service;
            }
        }

        var own = report.Manifest.Name;
        return best is null || own is null || best.Name == own || (BeginsWith(name, own) && own.Length >= best.Name.Length) ? null : best.Name;
    }

    private static bool BeginsWith(string name, string service) =>
        name.StartsWith(service, StringComparison.Ordinal) && (name.Length == service.Length || name[service.Length] == '-');
}

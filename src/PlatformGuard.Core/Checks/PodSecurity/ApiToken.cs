using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Facts.Kubernetes;

namespace PlatformGuard.Core.Checks.PodSecurity;

/// <summary>A token for the Kubernetes API that is mounted into a pod although nothing declares that the service calls that API.</summary>
internal static class ApiToken
{
    private const string RbacGroup = "rbac.authorization.k8s.io";
    private const string Field = "automountServiceAccountToken";

    /// <summary>The breach, if there is one.</summary>
    public static IEnumerable<Breach> Breaches(Workload workload, KubernetesSet set, HashSet<(string Name, string? Namespace)> boundAccounts)
    {
        var account = set.Find("", "ServiceAccount", workload.ServiceAccountName, workload.Owner.Namespace);

        // What the pod says counts before what its account says.
        var written = workload.Spec.Field(Field) ?? account?.Root.Field(Field);
        if ((written is not null && written.Boolean() != true) || boundAccounts.Contains((workload.ServiceAccountName, workload.Owner.Namespace)))
        {
            return [];
        }

        return written is not null
            ? [new(written.Location, Field, $"{Field} is true and nothing declares a need for the Kubernetes API")]
            : [new(workload.SpecPlace, Field, $"{Field} is not set to false, neither here nor on service account '{workload.ServiceAccountName}', and nothing declares a need for the Kubernetes API")];
    }

    /// <summary>The service accounts that a role is bound to: whoever binds one declares what the account needs the API for.</summary>
    public static HashSet<(string Name, string? Namespace)> BoundAccounts(KubernetesSet set) =>
    [
        .. set.Of(RbacGroup, "RoleBinding").Concat(set.Of(RbacGroup, "ClusterRoleBinding"))
            .SelectMany(static binding => binding.Root.List("subjects")
                .Where(static subject => subject.TextOf("kind") == "ServiceAccount")
                .Select(subject => (subject.TextOf("name") ?? "", subject.TextOf("namespace") ?? binding.Namespace))),
    ];
}

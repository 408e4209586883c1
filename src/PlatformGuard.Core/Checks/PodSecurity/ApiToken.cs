using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Facts.Kubernetes;

namespace PlatformGuard.Core.Checks.PodSecurity;

/// <summary>A token for the Kubernetes API that is mounted into a pod although nothing declares that the service calls that API.</summary>
internal static class ApiToken
{
    private const string Field = "automountServiceAccountToken";

    /// <summary>The breach, if there is one.</summary>
    public static IEnumerable<Breach> Breaches(Workload workload, KubernetesSet set)
    {
        var account = set.Find("", "ServiceAccount", workload.ServiceAccountName, workload.Owner.Namespace);

        // What the pod says counts before what its account says.
        var written = workload.Spec.Field(Field) ?? account?.Root.Field(Field);
        if (written is not null && written.Boolean() != true)
        {
            return [];
        }

        if (IsBound(workload, set))
        {
            return [];
        }

        return written is not null
            ? [new(written.Location, Field, $"{Field} is true and nothing declares a need for the Kubernetes API")]
            : [new(workload.SpecPlace, Field, $"{Field} is not set to false, neither here nor on service account '{workload.ServiceAccountName}', and nothing declares a need for the Kubernetes API")];
    }

    // Whoever binds a role to the account declares what it needs the API for.
    private static bool IsBound(Workload workload, KubernetesSet set) =>
        set.Objects
            .Where(static item => item.Group == "rbac.authorization.k8s.io" && item.Kind is "RoleBinding" or "ClusterRoleBinding")
            .Any(binding => binding.Root.List("subjects").Any(subject =>
                subject.TextOf("kind") == "ServiceAccount"
                && subject.TextOf("name") == workload.ServiceAccountName
                && (subject.TextOf("namespace") ?? binding.Namespace) == workload.Owner.Namespace));
}

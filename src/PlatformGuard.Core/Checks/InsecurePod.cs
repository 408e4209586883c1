using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Checks.PodSecurity;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Guidelines;

namespace PlatformGuard.Core.Checks;

/// <summary>PG7008: a pod with more rights than the Pod Security Standards allow.</summary>
public sealed class InsecurePod() : KubernetesCheck("PG7008")
{
    private static readonly string[] PodFields = ["hostNetwork", "hostPID", "hostIPC", "hostUsers", "automountServiceAccountToken"];

    /// <inheritdoc/>
    private protected override void Examine(KubernetesSet set, KubernetesReport report)
    {
        report.AddUnreadWorkloads();
        var boundAccounts = ApiToken.BoundAccounts(set);
        foreach (var workload in set.Workloads)
        {
            foreach (var value in Variables(workload))
            {
                report.AddNotEvaluated($"security settings of {workload.Owner}", "the value is filled in later and is not known here", value.Location);
            }

            foreach (var breach in Breaches(workload, set, boundAccounts, report))
            {
                var owner = workload.Owner;
                var path = breach.Container?.Path ?? workload.Path;
                var subject = breach.Container is null ? owner.Kind : $"Container '{breach.Container.Name}' of {owner.Kind}";
                report.Add(owner, breach.Place, breach.Control, $"{path}/{breach.Control}", [subject, owner.Name, breach.What], fix: breach.Fix);
            }
        }
    }

    private static IEnumerable<Breach> Breaches(Workload workload, KubernetesSet set, HashSet<(string Name, string? Namespace)> boundAccounts, KubernetesReport report)
    {
        var breaches = BaselineProfile.Breaches(workload);
        if (report.Stage != Stage.Experiment)
        {
            breaches = breaches.Concat(RestrictedProfile.Breaches(workload));
            breaches = report.Manifest.NeedsKubernetesApi || !set.IsComplete ? breaches : breaches.Concat(ApiToken.Breaches(workload, set, boundAccounts));
        }

        return breaches;
    }

    private static IEnumerable<Node> Variables(Workload workload) =>
        PodFields.Select(field => workload.Spec[field])
            .Concat(Breach.Contexts(workload).Select(static pair => pair.Context))
            .OfType<Node>()
            .SelectMany(Scalars)
            .Where(static value => NodeReading.IsTemplate(value.Text));

    private static IEnumerable<Node> Scalars(Node node) => node switch
    {
        MappingNode mapping => mapping.Values.SelectMany(static entry => Scalars(entry.Value)),
        SequenceNode list => list.Values.SelectMany(Scalars),
        _ => [node],
    };
}

using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;

namespace PlatformGuard.Core.Checks;

/// <summary>PG7007: a long-running container that Kubernetes cannot see the health of.</summary>
public sealed class HealthProbes() : KubernetesCheck("PG7007")
{
    private static readonly string[] Handlers = ["httpGet", "tcpSocket", "grpc", "exec"];

    /// <inheritdoc/>
    private protected override void Examine(KubernetesSet set, KubernetesReport report)
    {
        report.AddUnreadWorkloads();
        foreach (var container in set.Workloads.SelectMany(static workload => workload.Containers).Where(static container => container.IsLongRunning))
        {
            var owner = container.Workload.Owner;
            var missing = new List<string>(2);

            // Knative adds a readiness probe by itself.
            if (!HasProbe(container, "readinessProbe") && owner.Group != "serving.knative.dev")
            {
                missing.Add("readiness");
            }

            if (!HasProbe(container, "livenessProbe"))
            {
                missing.Add("liveness");
            }

            if (missing.Count > 0)
            {
                var text = Enumeration.Or(missing) + " probe";
                report.Add(owner, container.Place, text, container.Path + "/probes", [container.Name, owner.Kind, owner.Name, text]);
            }
        }
    }

    // A probe without a handler is rejected by the API server, except on Knative, which fills it in.
    private static bool HasProbe(Container container, string field) =>
        container.Node.Field(field) is { } probe
        && (probe is not MappingNode || Array.Exists(Handlers, handler => probe[handler] is not null) || container.Workload.Owner.Group == "serving.knative.dev");
}

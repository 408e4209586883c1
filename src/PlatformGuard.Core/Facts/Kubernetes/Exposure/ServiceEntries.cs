using System.Collections.Generic;
using System.Linq;

namespace PlatformGuard.Core.Facts.Kubernetes.Exposure;

/// <summary>Services of Kubernetes and Knative.</summary>
internal static class ServiceEntries
{
    public static IEnumerable<ExternalEntry> Of(KubernetesObject item) => (item.Group, item.Kind) switch
    {
        ("", "Service") => OfService(item),
        ("serving.knative.dev", "Service") => [OfKnative(item)],
        _ => [],
    };

    private static IEnumerable<ExternalEntry> OfService(KubernetesObject service)
    {
        var type = service.Spec.Field("type");
        var backends = new[] { (service.Name, service.Namespace) };
        if (type?.Text == "LoadBalancer")
        {
            yield return new(service, type.Location, "LoadBalancer", "type is LoadBalancer and nothing makes it internal", OfLoadBalancer(service))
            {
                Backends = [.. backends],
                Classes = service.Spec.TextOf("loadBalancerClass") is { Length: > 0 } balancerClass ? [balancerClass] : [],
            };
        }
        else if (type?.Text == "NodePort")
        {
            yield return new(service, type.Location, "NodePort", "type is NodePort, which opens a port on every node") { Backends = [.. backends] };
        }
        else if (NodeReading.IsTemplate(type?.Text))
        {
            yield return new(service, type!.Location, "type", "type is not known here", Reach.Unknown);
        }

        if (service.Spec.List("externalIPs").FirstOrDefault(static address => !InternalNetworks.IsPrivate(address.Text ?? "")) is { } external)
        {
            yield return new(service, external.Location, "externalIPs", "externalIPs gives it an address from outside", InternalNetworks.JudgeName(external.Text ?? "")) { Backends = [.. backends] };
        }
    }

    private static Reach OfLoadBalancer(KubernetesObject service)
    {
        var ranges = service.Spec.List("loadBalancerSourceRanges").Select(static range => range.Text ?? "").ToArray();
        if (InternalNetworks.IsPrivate(service.Spec.TextOf("loadBalancerIP") ?? "") || (ranges.Length > 0 && ranges.All(InternalNetworks.IsPrivate)))
        {
            return Reach.Internal;
        }

        var balancerClass = service.Spec.TextOf("loadBalancerClass") ?? "";
        if (balancerClass == "tailscale")
        {
            return service.Annotations.GetValueOrDefault("tailscale.com/funnel") == "true" ? Reach.External : Reach.Internal;
        }

        // The AWS Load Balancer Controller makes internal balancers unless told otherwise.
        var isAwsController = balancerClass is "service.k8s.aws/nlb" or "eks.amazonaws.com/nlb"
            || service.Annotations.GetValueOrDefault("service.beta.kubernetes.io/aws-load-balancer-type") is "external" or "nlb-ip";
        if (isAwsController && !service.Annotations.ContainsKey("service.beta.kubernetes.io/aws-load-balancer-scheme"))
        {
            return Reach.Internal;
        }

        return InternalNetworks.IsInternalName(balancerClass) ? Reach.Internal : InternalNetworks.Judge(service.Annotations);
    }

    // Knative (and Cloud Run) publish a service on their external gateway unless it says otherwise.
    private static ExternalEntry OfKnative(KubernetesObject service)
    {
        var isLocal = service.Labels.GetValueOrDefault("networking.knative.dev/visibility") == "cluster-local" || service.Labels.GetValueOrDefault("serving.knative.dev/visibility") == "cluster-local";
        return new(service, service.Place, "Knative", "Knative publishes it unless it has the label networking.knative.dev/visibility: cluster-local", isLocal ? Reach.Internal : InternalNetworks.Judge(service.Annotations))
        {
            IsByDefaultOnly = true,
        };
    }
}

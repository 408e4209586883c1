using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Kubernetes.Exposure;

/// <summary>Gateways and the routes attached to them, of the Gateway API and of Istio.</summary>
internal static class GatewayEntries
{
    private const string GatewayApi = "gateway.networking.k8s.io";
    private const string Istio = "networking.istio.io";

    private static readonly FrozenSet<string> RouteKinds = FrozenSet.Create(StringComparer.Ordinal, "HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute");

    private static readonly string[] VirtualServiceProtocols = ["http", "tcp", "tls"];

    public static IEnumerable<ExternalEntry> Of(KubernetesObject item, KubernetesSet set) => (item.Group, item.Kind) switch
    {
        (GatewayApi, "Gateway") => [new(item, item.Spec.Field("gatewayClassName")?.Location ?? item.Place, "Gateway", $"class '{ClassName(item)}' is not known to be internal", Judge(item)) { Classes = [ClassName(item)] }],
        (Istio, "Gateway") => [new(item, item.Place, "Gateway", $"it runs on '{ClassName(item)}', which is not known to be internal", Judge(item)) { Classes = [ClassName(item)] }],
        (GatewayApi, var kind) when RouteKinds.Contains(kind) => OfRoute(item, set),
        (Istio, "VirtualService") => OfVirtualService(item, set),
        _ => [],
    };

    // Istio's gateways name the pods that serve them instead of a class.
    private static string ClassName(KubernetesObject gateway) => gateway.Group == Istio
        ? string.Join(' ', gateway.Spec?["selector"]?.Entries.Select(static entry => entry.Value.Text) ?? [])
        : gateway.Spec.TextOf("gatewayClassName") ?? "";

    private static Reach Judge(KubernetesObject gateway)
    {
        var spec = gateway.Spec;
        var addresses = spec.List("addresses").Select(static address => address.TextOf("value") ?? "").ToArray();
        if (addresses.Length > 0 && addresses.All(InternalNetworks.IsPrivate))
        {
            return Reach.Internal;
        }

        var annotations = gateway.Annotations.SetItems(KubernetesObject.StringMap(spec?.At("infrastructure", "annotations")));
        var byName = InternalNetworks.JudgeName(ClassName(gateway));
        return byName == Reach.Internal ? byName : InternalNetworks.Judge(annotations) is var byAnnotation && byAnnotation != Reach.External ? byAnnotation : byName;
    }

    private static IEnumerable<ExternalEntry> OfRoute(KubernetesObject route, KubernetesSet set)
    {
        var backends = route.Spec.List("rules").SelectMany(static rule => rule.List("backendRefs")).Where(static reference => reference.TextOf("kind") is null or "Service")
            .Select(reference => (Name: reference.TextOf("name") ?? "", Namespace: reference.TextOf("namespace") ?? route.Namespace)).Distinct().ToImmutableArray();
        foreach (var parent in route.Spec.List("parentRefs"))
        {
            // A route on a Service steers traffic inside the mesh.
            if (parent["name"] is ScalarNode name && parent.TextOf("kind") is not ("Service" or "ServiceEntry"))
            {
                var gateway = set.Find(GatewayApi, "Gateway", name.Value, parent.TextOf("namespace") ?? route.Namespace);
                yield return Attached(route, name, gateway, set, name.Value, backends);
            }
        }
    }

    private static IEnumerable<ExternalEntry> OfVirtualService(KubernetesObject service, KubernetesSet set)
    {
        var backends = VirtualServiceProtocols.SelectMany(kind => service.Spec.List(kind)).SelectMany(static route => route.List("route"))
            .Select(static target => target.TextOf("destination", "host")).OfType<string>().Select(host => Backend(host, service)).Distinct().ToImmutableArray();
        foreach (var reference in service.Spec.List("gateways").OfType<ScalarNode>().Where(static reference => reference.Value != "mesh"))
        {
            var slash = reference.Value.IndexOf('/', StringComparison.Ordinal);
            var gateway = set.Find(Istio, "Gateway", reference.Value[(slash + 1)..], slash > 0 && reference.Value[..slash] != "." ? reference.Value[..slash] : service.Namespace);
            yield return Attached(service, reference, gateway, set, reference.Value[(slash + 1)..], backends);
        }
    }

    // "web" or "web.shop.svc.cluster.local".
    private static (string Name, string? Namespace) Backend(string host, KubernetesObject service) =>
        host.Split('.') is [var name, var space, ..] ? (name, space) : (host, service.Namespace);

    private static ExternalEntry Attached(
        KubernetesObject route, ScalarNode reference, KubernetesObject? gateway, KubernetesSet set, string name, ImmutableArray<(string Name, string? Namespace)> backends)
    {
        var reach = gateway is not null ? Judge(gateway) : InternalNetworks.JudgeName(name);
        if (gateway is null && reach == Reach.External && !set.IsComplete)
        {
            reach = Reach.Unknown;
        }

        return new(route, reference.Location, "route", $"it is attached to gateway '{name}', which is not known to be internal", reach) { Backends = backends, Through = gateway, Classes = [gateway is null ? name : ClassName(gateway)] };
    }
}

using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Kubernetes.Exposure;

/// <summary>Ingress and what other controllers have in its place: Traefik's IngressRoute, OpenShift's Route, Contour's HTTPProxy.</summary>
internal static class IngressEntries
{
    private const string ClassAnnotation = "kubernetes.io/ingress.class";
    private const string SchemeAnnotation = "alb.ingress.kubernetes.io/scheme";

    public static IEnumerable<ExternalEntry> Of(KubernetesObject item, KubernetesSet set) => (item.Group, item.Kind) switch
    {
        ("networking.k8s.io" or "extensions", "Ingress") => [Entry(item, ClassText(item), OfIngress(item, set), Backends(item, IngressBackends(item.Spec)))],
        ("traefik.io" or "traefik.containo.us", "IngressRoute" or "IngressRouteTCP" or "IngressRouteUDP") =>
            [Entry(item, "no entry point or class makes it internal", OfTraefik(item), Backends(item, Names(item.Spec.List("routes").SelectMany(static route => route.List("services")))))],
        ("route.openshift.io", "Route") => [Entry(item, "no label or class makes it internal", OfOpenShift(item), Backends(item, Names(item.Spec.List("alternateBackends").Prepend(item.Spec?["to"]))))],
        ("projectcontour.io", "HTTPProxy") when item.Spec.Field("virtualhost") is not null =>
            [Entry(item, ClassText(item), OfClass(item), Backends(item, Names(item.Spec.List("routes").Prepend(item.Spec?["tcpproxy"]).OfType<Node>().SelectMany(static route => route.List("services")))))],
        _ => [],
    };

    private static ExternalEntry Entry(KubernetesObject item, string what, Reach reach, ImmutableArray<(string Name, string? Namespace)> backends) =>
        new(item, item.Place, item.Kind, what, reach) { Backends = backends, Classes = Classes(item) };

    /// <summary>The class; without one, the entry points that do not say themselves that they are internal.</summary>
    private static ImmutableArray<string> Classes(KubernetesObject item) => ClassName(item) is { Length: > 0 } name
        ? [name]
        : [.. item.Spec.List("entryPoints").Select(static point => point.Text ?? "").Where(static point => InternalNetworks.JudgeName(point) != Reach.Internal)];

    private static string ClassName(KubernetesObject item) =>
        item.Spec.TextOf("ingressClassName") ?? item.Annotations.GetValueOrDefault(ClassAnnotation) ?? item.Annotations.GetValueOrDefault("projectcontour.io/ingress.class") ?? "";

    private static string ClassText(KubernetesObject item) =>
        ClassName(item) is { Length: > 0 } name ? $"class '{name}' is not known to be internal" : "no class or annotation makes it internal";

    private static Reach OfIngress(KubernetesObject ingress, KubernetesSet set)
    {
        var className = ClassName(ingress);
        if (className == "tailscale")
        {
            return ingress.Annotations.GetValueOrDefault("tailscale.com/funnel") == "true" ? Reach.External : Reach.Internal;
        }

        // The AWS Load Balancer Controller makes internal balancers unless an annotation or the parameters of the class say otherwise.
        var ingressClass = set.Find("networking.k8s.io", "IngressClass", className, null);
        var isAlb = className == "alb" || ingressClass?.Spec.TextOf("controller") is "ingress.k8s.aws/alb" or "eks.amazonaws.com/alb"
            || ingress.Annotations.Keys.Any(static key => key.StartsWith("alb.ingress.kubernetes.io/", StringComparison.Ordinal));
        if (isAlb && !ingress.Annotations.ContainsKey(SchemeAnnotation))
        {
            var parameters = ingressClass?.Spec.TextOf("parameters", "name") ?? "";
            var scheme = (set.Find("elbv2.k8s.aws", "IngressClassParams", parameters, null) ?? set.Find("eks.amazonaws.com", "IngressClassParams", parameters, null))?.Spec.TextOf("scheme");
            return scheme == "internet-facing" ? Reach.External : Reach.Internal;
        }

        return OfClass(ingress);
    }

    private static Reach OfTraefik(KubernetesObject route)
    {
        var points = route.Spec.List("entryPoints").Select(static point => point.Text ?? "").ToArray();
        if (points.Length == 0)
        {
            return OfClass(route);
        }

        // "traefik" is the entry point of its own dashboard.
        var reaches = points.Select(static point => point == "traefik" ? Reach.Internal : InternalNetworks.JudgeName(point)).ToArray();
        return reaches.Contains(Reach.External) ? OfClass(route) : reaches.Contains(Reach.Unknown) ? Reach.Unknown : Reach.Internal;
    }

    // Which router serves a route is decided by its labels.
    private static Reach OfOpenShift(KubernetesObject route) =>
        route.Labels.Any(static label => label.Key is "type" or "router" or "shard" or "ingress" or "visibility" or "exposure" && InternalNetworks.IsInternalName(label.Value)) ? Reach.Internal : OfClass(route);

    private static Reach OfClass(KubernetesObject item)
    {
        var byName = InternalNetworks.JudgeName(ClassName(item));
        return byName == Reach.Internal ? byName : InternalNetworks.Judge(item.Annotations) is var byAnnotation && byAnnotation != Reach.External ? byAnnotation : byName;
    }

    private static IEnumerable<string> IngressBackends(Node? spec) =>
        spec.List("rules").SelectMany(static rule => rule.List("http", "paths")).Select(static path => path["backend"])
            .Prepend(spec?["defaultBackend"]).Prepend(spec?["backend"])
            .Select(static backend => backend.TextOf("service", "name") ?? backend.TextOf("serviceName")).OfType<string>();

    private static IEnumerable<string> Names(IEnumerable<Node?> references) => references.Select(static reference => reference.TextOf("name")).OfType<string>();

    private static ImmutableArray<(string Name, string? Namespace)> Backends(KubernetesObject item, IEnumerable<string> names) =>
        [.. names.Distinct(StringComparer.Ordinal).Select(name => (name, item.Namespace))];
}

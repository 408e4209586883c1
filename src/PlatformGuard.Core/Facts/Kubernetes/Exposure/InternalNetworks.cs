using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Net;

namespace PlatformGuard.Core.Facts.Kubernetes.Exposure;

/// <summary>What says that a load balancer, class or address is reached from the own network only: known as data.</summary>
internal static class InternalNetworks
{
    // Values are compared without case. "*" stands for any value but an empty one and "false".
    private static readonly FrozenDictionary<string, string[]> Annotations = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["service.beta.kubernetes.io/aws-load-balancer-internal"] = ["*"],
        ["service.beta.kubernetes.io/aws-load-balancer-scheme"] = ["internal"],
        ["service.beta.kubernetes.io/azure-load-balancer-internal"] = ["true"],
        ["networking.gke.io/load-balancer-type"] = ["internal"],
        ["cloud.google.com/load-balancer-type"] = ["internal"],
        ["service.beta.kubernetes.io/oci-load-balancer-internal"] = ["true"],
        ["oci-network-load-balancer.oraclecloud.com/internal"] = ["true"],
        ["service.beta.kubernetes.io/openstack-internal-load-balancer"] = ["true"],
        ["service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type"] = ["intranet"],
        ["service.beta.kubernetes.io/alicloud-loadbalancer-address-type"] = ["intranet"],
        ["service.kubernetes.io/qcloud-loadbalancer-internal-subnetid"] = ["*"],
        ["service.beta.kubernetes.io/cce-load-balancer-internal-vpc"] = ["true"],
        ["service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type"] = ["private"],
        ["service.beta.kubernetes.io/do-loadbalancer-network"] = ["internal"],
        ["service.beta.kubernetes.io/scw-loadbalancer-private"] = ["true"],
        ["load-balancer.hetzner.cloud/disable-public-network"] = ["true"],
        ["yandex.cloud/load-balancer-type"] = ["internal"],
        ["lb.stackit.cloud/internal-lb"] = ["true"],
        ["networking.istio.io/service-type"] = ["ClusterIP"],
        ["alb.ingress.kubernetes.io/scheme"] = ["internal"],
        ["appgw.ingress.kubernetes.io/use-private-ip"] = ["true"],
        ["run.googleapis.com/ingress"] = ["internal"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Annotations that give the balancer an address or a pool of addresses.
    private static readonly string[] AddressAnnotations = ["metallb.io/loadBalancerIPs", "metallb.universe.tf/loadBalancerIPs", "lbipam.cilium.io/ips", "io.cilium/lb-ipam-ips", "kube-vip.io/loadbalancerIPs"];
    private static readonly string[] PoolAnnotations = ["metallb.io/address-pool", "metallb.universe.tf/address-pool"];

    private static readonly FrozenSet<string> InternalWords = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "internal", "private", "intranet", "ilb", "rilb", "mesh", "waypoint", "lattice", "eastwest", "eastwestgateway", "egress", "egressgateway", "tailscale");

    private static readonly FrozenSet<string> ExternalWords = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "external", "public", "internet");

    // Gateway classes of service meshes whose names say nothing.
    private static readonly FrozenSet<string> MeshClasses = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "gke-td", "istio-remote");

    private static readonly ImmutableArray<IPNetwork> Ranges =
    [
        .. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "fc00::/7", "fe80::/10", "::1/128" }.Select(IPNetwork.Parse),
    ];

    /// <summary>Whether an annotation of a cloud or controller makes the balancer internal; unknown when the value of one is filled in later.</summary>
    public static Reach Judge(ImmutableDictionary<string, string> annotations)
    {
        var reach = Reach.External;
        foreach (var (key, value) in annotations)
        {
            if (Annotations.TryGetValue(key, out var accepted) && NodeReading.IsTemplate(value))
            {
                reach = Reach.Unknown;
            }
            else if (accepted is not null && Array.Exists(accepted, item => item == "*" ? value.Length > 0 && !Same(value, "false") : Same(value, item)))
            {
                return Reach.Internal;
            }
        }

        if (Array.Exists(AddressAnnotations, key => annotations.TryGetValue(key, out var list) && list.Length > 0 && list.Split(',').All(IsPrivate))
            || Array.Exists(PoolAnnotations, key => annotations.TryGetValue(key, out var pool) && IsInternalName(pool)))
        {
            return Reach.Internal;
        }

        return reach;
    }

    /// <summary>Whether the name of a class, entry point or gateway says that it is internal: one of its words does, and none says the opposite.</summary>
    public static bool IsInternalName(string name)
    {
        var words = name.Split(['-', '_', '.', '/', ':', ' ']);
        return MeshClasses.Contains(name) || (Array.Exists(words, InternalWords.Contains) && !Array.Exists(words, ExternalWords.Contains));
    }

    /// <summary>The same as a verdict, where a name that is filled in later decides nothing.</summary>
    public static Reach JudgeName(string name) => IsInternalName(name) ? Reach.Internal : NodeReading.IsTemplate(name) ? Reach.Unknown : Reach.External;

    /// <summary>Whether an address, or a whole range in CIDR form, is not routed on the Internet.</summary>
    public static bool IsPrivate(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text.AsSpan().Trim() : text.AsSpan(0, slash).Trim(), out var address))
        {
            return false;
        }

        var length = slash < 0 ? int.MaxValue : int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits) ? bits : 0;
        return Ranges.Any(range => length >= range.PrefixLength && range.Contains(address));
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}

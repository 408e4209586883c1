using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Kubernetes.Exposure;

/// <summary>Whether an entry can be reached from outside.</summary>
internal enum Reach
{
    /// <summary>From the own network only.</summary>
    Internal,

    /// <summary>From outside.</summary>
    External,

    /// <summary>Depends on a value that is filled in later.</summary>
    Unknown,
}

/// <summary>Something that opens a way from outside to the service.</summary>
/// <param name="Owner">The object that opens it.</param>
/// <param name="Place">The line that has to change.</param>
/// <param name="Subject">What it is, without names.</param>
/// <param name="What">The same for the reader, as the end of a sentence.</param>
/// <param name="Reach">Whether it is external.</param>
internal sealed record ExternalEntry(KubernetesObject Owner, Location Place, string Subject, string What, Reach Reach = Reach.External)
{
    /// <summary>Whether it is known to be external only by the habits of its controller, not by Kubernetes itself.</summary>
    public bool IsByDefaultOnly { get; init; }

    /// <summary>Names of the Services that requests go to, with their namespaces.</summary>
    public ImmutableArray<(string Name, string? Namespace)> Backends { get; init; } = [];

    /// <summary>The classes, entry points or gateways by whose names it is judged: the platform may know all of them to be internal.</summary>
    public ImmutableArray<string> Classes { get; init; } = [];

    /// <summary>The workload that is entered directly.</summary>
    public Workload? Workload { get; init; }

    /// <summary>Another object that takes part, such as the gateway that a route is attached to.</summary>
    public KubernetesObject? Through { get; init; }

    /// <summary>All entries of a set.</summary>
    public static IEnumerable<ExternalEntry> In(KubernetesSet set) =>
        set.Objects.SelectMany(item => ServiceEntries.Of(item).Concat(IngressEntries.Of(item, set)).Concat(GatewayEntries.Of(item, set)))
            .Concat(set.Workloads.SelectMany(HostPorts));

    private static IEnumerable<ExternalEntry> HostPorts(Workload workload)
    {
        foreach (var container in workload.Containers)
        {
            foreach (var port in container.Node.List("ports"))
            {
                if (port.Field("hostPort") is { } number && number.Integer() != 0 && port.TextOf("hostIP") is not ("127.0.0.1" or "::1"))
                {
                    var reach = NodeReading.IsTemplate(number.Text) ? Reach.Unknown : Reach.External;
                    yield return new(workload.Owner, number.Location, "hostPort", $"container '{container.Name}' takes port {number.Text} of every node it runs on (hostPort)", reach) { Workload = workload };
                }
            }
        }
    }
}

using System.Collections.Generic;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Core.Fixing;

namespace PlatformGuard.Core.Checks.PodSecurity;

/// <summary>One control of the Pod Security Standards that a pod does not meet.</summary>
/// <param name="Place">The offending value, or what stands for the container or pod when nothing is written.</param>
/// <param name="Control">The field.</param>
/// <param name="What">Field and value for the reader.</param>
/// <param name="Container">The container, or null for the pod.</param>
internal sealed record Breach(Location Place, string Control, string What, Container? Container = null)
{
    /// <summary>A change that mends it for certain, or null.</summary>
    public Fix? Fix { get; init; }

    /// <summary>A breach by a value that is written.</summary>
    public static Breach Of(Node value, string control, Container? container = null) => new(value.Location, control, $"{control} is {value.Text}", container);

    /// <summary>Whether a security context can be read: it is not a variable that is filled in later.</summary>
    public static bool HasReadableContext(Node owner) => owner["securityContext"] is null or MappingNode or ScalarNode { IsNull: true };

    /// <summary>The security context of the pod and of each container: controls that may be set on both.</summary>
    public static IEnumerable<(Node? Context, Container? Container)> Contexts(Workload workload)
    {
        yield return (workload.Spec.Field("securityContext"), null);
        foreach (var container in workload.Containers)
        {
            yield return (container.Node.Field("securityContext"), container);
        }
    }
}

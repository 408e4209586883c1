using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Core.Fixing;

namespace PlatformGuard.Core.Checks.PodSecurity;

/// <summary>What the profile <c>restricted</c> of the Pod Security Standards asks beyond <c>baseline</c>, as of Kubernetes 1.37.</summary>
internal static class RestrictedProfile
{
    private static readonly string[] Volumes = ["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "image", "persistentVolumeClaim", "projected", "secret"];

    /// <summary>What the pod does not meet, apart from what <see cref="BaselineProfile"/> finds.</summary>
    public static IEnumerable<Breach> Breaches(Workload workload)
    {
        // In a user namespace root of the container is nobody on the node.
        var hasOwnUsers = workload.Spec["hostUsers"].Boolean() == false;
        var containers = workload.Containers.Where(static container => Breach.HasReadableContext(container.Node)).ToArray();
        return
        [
            .. VolumeTypes(workload),
            .. hasOwnUsers ? [] : NonRoot(workload, containers).Concat(RootUser(workload)),
            .. workload.IsWindows ? [] : Seccomp(workload, containers).Concat(containers.SelectMany(LinuxContainer)),
        ];
    }

    /// <summary>A privileged container may not set it: Kubernetes refuses the pod.</summary>
    private static Fix? NoEscalation(Container container)
    {
        var context = container.Node.Field("securityContext");
        if (context.Field("privileged")?.Boolean() == true || context.List("capabilities", "add").Any(static capability => capability.Text is "CAP_SYS_ADMIN" or "SYS_ADMIN"))
        {
            return null;
        }

        var entry = EditEntry.Of("allowPrivilegeEscalation", "false");
        return context switch
        {
            MappingNode mapping => new("Set allowPrivilegeEscalation to false", [new AddEntries(mapping.Location, [entry])]),
            null when container.Node["securityContext"] is null => new("Set allowPrivilegeEscalation to false", [new AddEntries(container.Node.Location, [EditEntry.Of("securityContext", entry)])]),
            _ => null,
        };
    }

    private static IEnumerable<Breach> VolumeTypes(Workload workload)
    {
        foreach (var volume in workload.Spec.List("volumes").OfType<MappingNode>())
        {
            // A volume without any type is an empty directory.
            var source = volume.Values.FirstOrDefault(static entry => entry.Key.Value != "name" && entry.Value.IsSet());
            if (source is not null && source.Key.Value != "hostPath" && !Array.Exists(Volumes, type => volume[type] is not null))
            {
                yield return new(source.Key.Location, "volumes", $"volume '{volume["name"]?.Text}' is of type {source.Key.Value}");
            }
        }
    }

    private static IEnumerable<Breach> NonRoot(Workload workload, Container[] containers)
    {
        const string control = "securityContext.runAsNonRoot";
        var ofPod = workload.Spec.Field("securityContext", "runAsNonRoot");
        if (ofPod?.Boolean() == false)
        {
            yield return Breach.Of(ofPod, control);
        }

        foreach (var container in containers)
        {
            var own = container.Node.Field("securityContext", "runAsNonRoot");
            if (own?.Boolean() == false)
            {
                yield return Breach.Of(own, control, container);
            }
            else if (own is null && ofPod is null && Breach.HasReadableContext(workload.Spec))
            {
                yield return new(container.Place, control, $"{control} is not set to true, neither here nor on the pod", container);
            }
        }
    }

    private static IEnumerable<Breach> RootUser(Workload workload)
    {
        foreach (var (context, container) in Breach.Contexts(workload))
        {
            if (context.Field("runAsUser") is { } user && user.Integer() == 0)
            {
                yield return Breach.Of(user, "securityContext.runAsUser", container);
            }
        }
    }

    private static IEnumerable<Breach> Seccomp(Workload workload, Container[] containers)
    {
        const string control = "securityContext.seccompProfile";
        if (workload.Spec.Field("securityContext", "seccompProfile") is not null || !Breach.HasReadableContext(workload.Spec))
        {
            yield break;
        }

        foreach (var container in containers.Where(static container => container.Node.Field("securityContext", "seccompProfile") is null))
        {
            yield return new(container.Place, control, $"{control} is not set, neither here nor on the pod", container);
        }
    }

    private static IEnumerable<Breach> LinuxContainer(Container container)
    {
        const string escalation = "securityContext.allowPrivilegeEscalation";
        var context = container.Node.Field("securityContext");
        if (context.TextOf("procMount") is { } mount && mount != "Default" && !NodeReading.IsTemplate(mount))
        {
            yield return Breach.Of(context!["procMount"]!, "securityContext.procMount", container);
        }

        if (context.Field("allowPrivilegeEscalation") is not { } written)
        {
            yield return new(container.Place, escalation, $"{escalation} is not set to false", container) { Fix = NoEscalation(container) };
        }
        else if (written.Boolean() == true)
        {
            yield return Breach.Of(written, escalation, container) with { Fix = new("Set allowPrivilegeEscalation to false", [new ReplaceText(written.Location, "false")]) };
        }

        // What the baseline allows and this profile does not: the rest is reported there.
        foreach (var capability in context.List("capabilities", "add"))
        {
            if (capability.Text is { } name && name != "NET_BIND_SERVICE" && !NodeReading.IsTemplate(name))
            {
                yield return new(capability.Location, "capabilities.add", $"securityContext.capabilities.add holds {name}", container);
            }
        }

        var dropped = context.Field("capabilities", "drop");
        if (dropped is null || !(dropped.Items.Any(static item => item.Text == "ALL" || NodeReading.IsTemplate(item.Text)) || NodeReading.IsTemplate(dropped.Text)))
        {
            yield return new(dropped?.Location ?? container.Place, "capabilities.drop", "securityContext.capabilities.drop does not hold ALL", container);
        }
    }
}

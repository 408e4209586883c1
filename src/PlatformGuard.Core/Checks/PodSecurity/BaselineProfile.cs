using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;

namespace PlatformGuard.Core.Checks.PodSecurity;

/// <summary>The profile <c>baseline</c> of the Pod Security Standards as of Kubernetes 1.37.</summary>
/// <remarks>https://kubernetes.io/docs/concepts/security/pod-security-standards/</remarks>
internal static class BaselineProfile
{
    private const string AppArmorAnnotation = "container.apparmor.security.beta.kubernetes.io/";

    private static readonly string[] HostNamespaces = ["hostNetwork", "hostPID", "hostIPC"];

    private static readonly string[] Profiles = ["seccompProfile", "appArmorProfile"];

    private static readonly string[] Handlers = ["livenessProbe", "readinessProbe", "startupProbe", "lifecycle.postStart", "lifecycle.preStop"];

    private static readonly FrozenSet<string> Capabilities = FrozenSet.Create(
        StringComparer.Ordinal,
        "AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE", "SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT");

    private static readonly FrozenSet<string> SeLinuxTypes = FrozenSet.Create(StringComparer.Ordinal, "", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");

    private static readonly FrozenSet<string> Sysctls = FrozenSet.Create(
        StringComparer.Ordinal,
        "kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start", "net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports",
        "net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl", "net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem",
        "net.ipv4.tcp_slow_start_after_idle", "net.ipv4.tcp_notsent_lowat");

    /// <summary>What the pod does not meet.</summary>
    public static IEnumerable<Breach> Breaches(Workload workload) =>
    [
        .. PodBreaches(workload),
        .. Breach.Contexts(workload).SelectMany(static pair => ContextBreaches(pair.Context, pair.Container)),
        .. workload.Containers.SelectMany(static container => ContainerBreaches(container, container.Node.Field("securityContext"))),
    ];

    /// <summary>Whether a seccomp or AppArmor profile type is one of the confining ones.</summary>
    public static bool IsConfining(string? type) => type is "RuntimeDefault" or "Localhost";

    private static IEnumerable<Breach> PodBreaches(Workload workload)
    {
        foreach (var field in HostNamespaces)
        {
            if (workload.Spec[field] is { } value && value.Boolean() == true)
            {
                yield return Breach.Of(value, field);
            }
        }

        foreach (var volume in workload.Spec.List("volumes"))
        {
            if (volume.Field("hostPath") is { } hostPath)
            {
                var path = hostPath["path"] ?? hostPath;
                var what = HostPaths.IsSocket(hostPath) ? $"volume '{volume["name"]?.Text}' is the socket '{path.Text}' of the node" : $"volume '{volume["name"]?.Text}' opens '{path.Text}' of the node (hostPath)";
                yield return new(path.Location, "hostPath", what);
            }
        }

        foreach (var sysctl in workload.Spec.List("securityContext", "sysctls"))
        {
            if (sysctl["name"] is ScalarNode name && !Sysctls.Contains(name.Value) && !NodeReading.IsTemplate(name.Value))
            {
                yield return new(name.Location, "sysctls", $"securityContext.sysctls sets {name.Value}, which is not a safe one");
            }
        }

        foreach (var annotation in workload.Template.At("metadata", "annotations")?.Entries ?? [])
        {
            if (annotation.Key.Value.StartsWith(AppArmorAnnotation, StringComparison.Ordinal)
                && annotation.Value.Text is { } profile && profile is not ("" or "runtime/default") && !profile.StartsWith("localhost/", StringComparison.Ordinal))
            {
                yield return new(annotation.Value.Location, annotation.Key.Value, $"annotation {annotation.Key.Value} is {profile}");
            }
        }
    }

    private static IEnumerable<Breach> ContextBreaches(Node? context, Container? container)
    {
        if (context?.At("windowsOptions", "hostProcess") is { } hostProcess && hostProcess.Boolean() == true)
        {
            yield return Breach.Of(hostProcess, "securityContext.windowsOptions.hostProcess", container);
        }

        foreach (var field in Profiles)
        {
            if (context.Field(field) is MappingNode profile && !IsConfining(profile["type"]?.Text) && !NodeReading.IsTemplate(profile["type"]?.Text))
            {
                yield return profile["type"] is { } type
                    ? Breach.Of(type, $"securityContext.{field}.type", container)
                    : new(profile.FirstKey(), $"securityContext.{field}.type", $"securityContext.{field} has no type", container);
            }
        }

        foreach (var option in context.Field("seLinuxOptions")?.Entries ?? [])
        {
            var value = option.Value.Text ?? "";
            if ((option.Key.Value is "user" or "role" && value.Length > 0) || (option.Key.Value == "type" && !SeLinuxTypes.Contains(value) && !NodeReading.IsTemplate(value)))
            {
                yield return Breach.Of(option.Value, $"securityContext.seLinuxOptions.{option.Key.Value}", container);
            }
        }
    }

    private static IEnumerable<Breach> ContainerBreaches(Container container, Node? context)
    {
        if (context?["privileged"] is { } privileged && privileged.Boolean() == true)
        {
            yield return Breach.Of(privileged, "securityContext.privileged", container);
        }

        foreach (var capability in context.List("capabilities", "add"))
        {
            if (capability.Text is { } name && !Capabilities.Contains(name) && !NodeReading.IsTemplate(name))
            {
                yield return new(capability.Location, "capabilities.add", $"securityContext.capabilities.add holds {name}", container);
            }
        }

        if (context.TextOf("procMount") is { } mount && mount != "Default" && !NodeReading.IsTemplate(mount) && container.Workload.Spec["hostUsers"].Boolean() != false)
        {
            yield return Breach.Of(context!["procMount"]!, "securityContext.procMount", container);
        }

        foreach (var port in container.Node.List("ports"))
        {
            if (port["hostPort"] is { } number && number.Integer() is not (null or 0))
            {
                yield return new(number.Location, "hostPort", $"hostPort is {number.Text}", container);
            }
        }

        foreach (var (field, host) in Hosts(container.Node))
        {
            yield return new(host.Location, field, $"{field} is {host.Text}", container);
        }
    }

    // A probe or hook that names a host makes the kubelet call it, from the node's own network.
    private static IEnumerable<(string Field, Node Host)> Hosts(Node container)
    {
        foreach (var field in Handlers)
        {
            var handler = container.At(field.Split('.'));
            if ((handler?.At("httpGet", "host") ?? handler?.At("tcpSocket", "host")) is ScalarNode { IsNull: false, Value.Length: > 0 } host)
            {
                yield return ($"host of {field}", host);
            }
        }
    }
}

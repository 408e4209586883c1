using System.Collections.Generic;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts;

/// <summary>The host names that servers of this very repository answer to.</summary>
internal static class StartedHosts
{
    public static HashSet<string> Of(CodeBase codeBase)
    {
        var hosts = new HashSet<string>(System.StringComparer.OrdinalIgnoreCase);
        foreach (var file in codeBase.Files)
        {
            foreach (var document in file.Documents)
            {
                if (file.Kind == FileKind.Compose)
                {
                    AddCompose(document, hosts);
                }
                else if (file.Kind == FileKind.Kubernetes)
                {
                    AddService(document, hosts);
                }
            }
        }

        return hosts;
    }

    private static void AddCompose(Node document, HashSet<string> hosts)
    {
        foreach (var service in document["services"]?.Entries ?? [])
        {
            hosts.Add(service.Key.Value);
            Add(service.Value["container_name"], hosts);
            Add(service.Value["hostname"], hosts);
            foreach (var network in service.Value["networks"]?.Entries ?? [])
            {
                foreach (var alias in network.Value["aliases"]?.Items ?? [])
                {
                    Add(alias, hosts);
                }
            }
        }
    }

    /// <summary>A Service that selects pods. One with an external name, or without a selector, leads elsewhere.</summary>
    private static void AddService(Node document, HashSet<string> hosts)
    {
        if (document["kind"]?.Text != "Service" || document.At("metadata", "name")?.Text is not { Length: > 0 } name || document.At("spec", "selector") is not MappingNode || document.At("spec", "externalName") is not null)
        {
            return;
        }

        hosts.Add(name);
        if (document.At("metadata", "namespace")?.Text is { Length: > 0 } space)
        {
            hosts.Add(name + "." + space);
            hosts.Add(name + "." + space + ".svc");
            hosts.Add(name + "." + space + ".svc.cluster.local");
        }
    }

    private static void Add(Node? host, HashSet<string> hosts)
    {
        if (host?.Text is { Length: > 0 } text)
        {
            hosts.Add(text);
        }
    }
}

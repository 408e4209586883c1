using System;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Kubernetes;

/// <summary>What a <c>hostPath</c> volume gives access to.</summary>
internal static class HostPaths
{
    /// <summary>Whether it is a socket of the host, such as the container runtime's.</summary>
    public static bool IsSocket(Node hostPath) =>
        hostPath.TextOf("type") == "Socket" || (hostPath.TextOf("path") is { } path && path.TrimEnd('/').EndsWith(".sock", StringComparison.Ordinal));
}

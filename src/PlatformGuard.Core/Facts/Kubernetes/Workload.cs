using System.Collections.Generic;
using System.Collections.Immutable;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Kubernetes;

/// <summary>Something that runs pods: an object and one pod template in it.</summary>
public sealed class Workload
{
    internal Workload(KubernetesObject owner, Node template, string part, bool runsToCompletion)
    {
        Owner = owner;
        Part = part;
        Template = template;
        Spec = template["spec"]!;
        RunsToCompletion = runsToCompletion;
        Path = part.Length == 0 ? owner.Path : owner.Path + "/" + part;
        Labels = PodLabels(owner, template);
        Containers = [.. ReadContainers()];
    }

    /// <summary>The object that was written.</summary>
    public KubernetesObject Owner { get; }

    /// <summary>Tells the pod templates of one object apart; empty for the first.</summary>
    public string Part { get; }

    /// <summary>The pod template: a mapping with <c>metadata</c> and <c>spec</c>. For a Pod, the object itself.</summary>
    public Node Template { get; }

    /// <summary>The pod's <c>spec</c>.</summary>
    public Node Spec { get; }

    /// <summary>Whether its pods end by themselves, as those of a Job do.</summary>
    public bool RunsToCompletion { get; }

    /// <summary>Position for fingerprints.</summary>
    public string Path { get; }

    /// <summary>The labels its pods have, those that the controller adds included.</summary>
    public ImmutableDictionary<string, string> Labels { get; }

    /// <summary>All containers of the pod: init containers, containers, ephemeral containers.</summary>
    public ImmutableArray<Container> Containers { get; }

    /// <summary>The service account its pods run as, <c>default</c> when none is named.</summary>
    public string ServiceAccountName => Spec.TextOf("serviceAccountName") ?? Spec.TextOf("serviceAccount") ?? "default";

    /// <summary>Where a missing field of the pod belongs: the key <c>spec</c> above it.</summary>
    public Location SpecPlace => (Template as MappingNode)?.FindKey("spec")?.Location ?? Spec.FirstKey();

    /// <summary>Whether the pod declares that it runs on Windows.</summary>
    public bool IsWindows => Spec.TextOf("os", "name") == "windows";

    private static ImmutableDictionary<string, string> PodLabels(KubernetesObject owner, Node template)
    {
        var labels = KubernetesObject.StringMap(template.At("metadata", "labels"));
        return (owner.Group, owner.Kind) switch
        {
            ("serving.knative.dev", "Service") => labels.SetItem("serving.knative.dev/service", owner.Name).SetItem("serving.knative.dev/configuration", owner.Name),
            ("serving.knative.dev", "Configuration") => labels.SetItem("serving.knative.dev/configuration", owner.Name),
            ("batch", "Job") => labels.SetItem("job-name", owner.Name).SetItem("batch.kubernetes.io/job-name", owner.Name),
            _ => labels,
        };
    }

    private IEnumerable<Container> ReadContainers()
    {
        foreach (var node in Spec.List("initContainers"))
        {
            yield return new(this, node, node.TextOf("restartPolicy") == "Always" ? ContainerRole.Sidecar : ContainerRole.Init);
        }

        foreach (var node in Spec.List("containers"))
        {
            yield return new(this, node, ContainerRole.Main);
        }

        foreach (var node in Spec.List("ephemeralContainers"))
        {
            yield return new(this, node, ContainerRole.Ephemeral);
        }
    }
}

/// <summary>What a container is for.</summary>
public enum ContainerRole
{
    /// <summary>An ordinary container.</summary>
    Main,

    /// <summary>An init container that runs to its end before the others start.</summary>
    Init,

    /// <summary>An init container with <c>restartPolicy: Always</c>: it runs as long as the pod.</summary>
    Sidecar,

    /// <summary>A debugging container that was put into a pod.</summary>
    Ephemeral,
}

/// <summary>One container of a pod.</summary>
public sealed class Container
{
    internal Container(Workload workload, Node node, ContainerRole role)
    {
        Workload = workload;
        Node = node;
        Role = role;
        Name = node["name"]?.Text ?? "";
        Place = (node["name"] ?? node["image"])?.Location ?? node.FirstKey();
        Path = $"{workload.Path}/{Name}";
    }

    /// <summary>The workload it belongs to.</summary>
    public Workload Workload { get; }

    /// <summary>The container's mapping.</summary>
    public Node Node { get; }

    /// <summary>What it is for.</summary>
    public ContainerRole Role { get; }

    /// <summary><c>name</c>; empty when not written.</summary>
    public string Name { get; }

    /// <summary>The line that stands for the container: its name.</summary>
    public Location Place { get; }

    /// <summary>Position for fingerprints.</summary>
    public string Path { get; }

    /// <summary>Whether it is meant to run as long as the pod.</summary>
    public bool IsLongRunning => Role is ContainerRole.Main or ContainerRole.Sidecar && !Workload.RunsToCompletion;
}

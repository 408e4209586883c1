using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Core.Findings;

namespace PlatformGuard.Core.Checks;

/// <summary>PG4004: storage that outlives the pod and that the manifest does not declare as the service's own store.</summary>
public sealed class PersistentStorage() : KubernetesCheck("PG4004")
{
    private const int MaxRelated = 10;

    // Volumes that mount a disk or file system of the network without a claim.
    private static readonly string[] NetworkVolumes =
    [
        "awsElasticBlockStore", "azureDisk", "azureFile", "cephfs", "cinder", "fc", "flexVolume", "gcePersistentDisk", "glusterfs", "iscsi", "nfs", "photonPersistentDisk", "portworxVolume", "quobyte",
        "rbd", "scaleIO", "storageos", "vsphereVolume",
    ];

    /// <inheritdoc/>
    private protected override void Examine(KubernetesSet set, KubernetesReport report)
    {
        report.AddUnreadWorkloads();
        var mounts = set.Workloads
            .SelectMany(static workload => ClaimNames(workload).Select(name => new { workload.Owner, Name = name }))
            .ToLookup(static mount => mount.Name.Value + "\n" + mount.Owner.Namespace, static mount => new RelatedLocation(mount.Name.Location, $"{mount.Owner} mounts it"));
        foreach (var claim in set.Of("", "PersistentVolumeClaim").Where(claim => !IsDeclared(claim.Name, report)))
        {
            Add(report, claim, claim.Place, "claim", claim.Path, $"spec.storage does not declare a store with claim '{claim.Name}'", [.. mounts[claim.Name + "\n" + claim.Namespace].Take(MaxRelated)]);
        }

        // A volume and the claim bound to it are one store; the finding stands at the claim.
        var claims = set.Of("", "PersistentVolumeClaim").ToArray();
        var claimNames = claims.Select(static claim => claim.Name).ToHashSet(StringComparer.Ordinal);
        var boundVolumes = claims.Select(static claim => claim.Spec.TextOf("volumeName")).ToHashSet(StringComparer.Ordinal);
        foreach (var volume in set.Of("", "PersistentVolume").Where(volume => !IsDeclared(volume.Name, report) && !boundVolumes.Contains(volume.Name)))
        {
            var bound = volume.Spec.TextOf("claimRef", "name") ?? "";
            if (IsDeclared(bound, report) || claimNames.Contains(bound))
            {
                continue;
            }

            Add(report, volume, volume.Place, "volume", volume.Path, "spec.storage does not declare this volume", []);
        }

        foreach (var item in set.Objects.Where(static item => item.Kind == "StatefulSet" && item.Group is "apps" or "apps.kruise.io"))
        {
            ExamineStatefulSet(item, report);
        }

        foreach (var workload in set.Workloads)
        {
            ExamineVolumes(workload, set, report);
        }
    }

    private static void ExamineStatefulSet(KubernetesObject item, KubernetesReport report)
    {
        if (IsDeclared(item.Name, report))
        {
            return;
        }

        var templates = item.Spec.List("volumeClaimTemplates").Select(static template => template.At("metadata", "name")).OfType<ScalarNode>().ToArray();
        var undeclared = templates.Where(template => !IsDeclared(template.Value, report) && !IsDeclared($"{template.Value}-{item.Name}", report)).ToArray();
        if (templates.Length > 0 && undeclared.Length == 0)
        {
            return;
        }

        var what = undeclared.Length == 0
            ? "spec.storage does not declare a store of this name"
            : $"spec.storage does not declare a store with claim {Enumeration.Or([.. undeclared.Select(static template => $"'{template.Value}'")])}";
        Add(report, item, item.Place, "set", item.Path, what, [.. undeclared.Select(static template => new RelatedLocation(template.Location, "claim template"))]);
    }

    private static void ExamineVolumes(Workload workload, KubernetesSet set, KubernetesReport report)
    {
        var owner = workload.Owner;
        var ownTemplates = owner.Spec.List("volumeClaimTemplates").Select(static template => template.TextOf("metadata", "name")).ToArray();
        foreach (var volume in workload.Spec.List("volumes"))
        {
            var name = volume["name"]?.Text ?? "";
            var path = $"{workload.Path}/volumes/{name}";
            if (volume.Field("hostPath") is { } hostPath)
            {
                // A socket is a way to talk to the host, not storage: PG7008.
                if (!HostPaths.IsSocket(hostPath) && !IsDeclared(name, report))
                {
                    var place = hostPath["path"] ?? hostPath;
                    Add(report, owner, place.Location, "hostPath", path, $"volume '{name}' is the directory '{place.Text}' of the node", []);
                }
            }
            else if (volume.Field("persistentVolumeClaim", "claimName") is ScalarNode claim)
            {
                if (!IsDeclared(claim.Value, report) && !ownTemplates.Contains(name) && set.Find("", "PersistentVolumeClaim", claim.Value, owner.Namespace) is null)
                {
                    Add(report, owner, claim.Location, "claim", path, $"volume '{name}' uses claim '{claim.Value}', which spec.storage does not declare", []);
                }
            }
            else if (Array.Find(NetworkVolumes, kind => volume.Field(kind) is not null) is { } kind && !IsDeclared(name, report))
            {
                Add(report, owner, ((MappingNode)volume).FindKey(kind)!.Location, kind, path, $"volume '{name}' is of type {kind} and spec.storage does not declare it", []);
            }
        }
    }

    private static IEnumerable<ScalarNode> ClaimNames(Workload workload) =>
        workload.Spec.List("volumes").Select(static volume => volume.Field("persistentVolumeClaim", "claimName")).OfType<ScalarNode>();

    // Overlays and releases put a prefix or suffix around the name that the manifest gives once.
    private static bool IsDeclared(string name, KubernetesReport report) =>
        name.Length > 0 && report.Manifest.Storage.Any(store => Matches(store.Claim, name, report.Set) || Matches(store.Name, name, report.Set));

    private static bool Matches(string? declared, string name, KubernetesSet set) =>
        declared is { Length: > 0 }
        && (name == declared || (set.Name.Length > 0 && (name.EndsWith("-" + declared, StringComparison.Ordinal) || name.StartsWith(declared + "-", StringComparison.Ordinal))));

    private static void Add(KubernetesReport report, KubernetesObject owner, Documents.Location place, string subject, string path, string what, ImmutableArray<RelatedLocation> related) =>
        report.Add(owner, place, subject, path, [owner.Kind, owner.Name, what], related);
}

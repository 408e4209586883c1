using PlatformGuard.Core.Facts.Kubernetes;

namespace PlatformGuard.Core.Checks;

/// <summary>PG3011: a key or token of a service account that stays valid until somebody deletes it.</summary>
public sealed class HandMadeServiceToken() : KubernetesCheck("PG3011")
{
    /// <inheritdoc/>
    private protected override void Examine(KubernetesSet set, KubernetesReport report)
    {
        foreach (var item in set.Objects)
        {
            if (item.Is("", "Secret") && item.Root["type"] is { Text: "kubernetes.io/service-account-token" } type)
            {
                report.Add(item, type.Location, "type", item.Path + "/type", [$"Secret '{item.Name}' of the type 'kubernetes.io/service-account-token' holds a token without an end"]);
            }
        }
    }

    /// <inheritdoc/>
    private protected override void ExamineManifest(CheckContext context) => CiCheck.Report(context);
}

using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Facts.Kubernetes;

/// <summary>How a pod takes a Secret.</summary>
public enum SecretUseKind
{
    /// <summary>One key as an environment variable.</summary>
    Variable,

    /// <summary>All keys as environment variables.</summary>
    Variables,

    /// <summary>Keys as files.</summary>
    Files,

    /// <summary>To pull its image.</summary>
    ImagePull,
}

/// <summary>A Secret that a pod uses.</summary>
/// <param name="Kind">How.</param>
/// <param name="Secret">Its name as written.</param>
/// <param name="Key">The key, where one is named.</param>
/// <param name="Variable">The environment variable that gets the value, or null.</param>
public sealed record SecretUse(SecretUseKind Kind, ScalarNode Secret, string? Key, ScalarNode? Variable)
{
    /// <summary>The Secrets of one workload, in order.</summary>
    public static IEnumerable<SecretUse> In(Workload workload)
    {
        foreach (var container in workload.Containers)
        {
            foreach (var variable in container.Node.List("env"))
            {
                if (variable.Field("valueFrom", "secretKeyRef", "name") is ScalarNode secret)
                {
                    yield return new(SecretUseKind.Variable, secret, variable.TextOf("valueFrom", "secretKeyRef", "key"), variable["name"] as ScalarNode);
                }
            }

            foreach (var source in container.Node.List("envFrom"))
            {
                if (source.Field("secretRef", "name") is ScalarNode secret)
                {
                    yield return new(SecretUseKind.Variables, secret, null, null);
                }
            }
        }

        foreach (var volume in workload.Spec.List("volumes"))
        {
            if (volume.Field("secret", "secretName") is ScalarNode secret)
            {
                yield return new(SecretUseKind.Files, secret, OnlyKey(volume["secret"]), null);
            }

            foreach (var source in volume.List("projected", "sources"))
            {
                if (source.Field("secret", "name") is ScalarNode projected)
                {
                    yield return new(SecretUseKind.Files, projected, OnlyKey(source["secret"]), null);
                }
            }
        }

        foreach (var pull in workload.Spec.List("imagePullSecrets"))
        {
            if (pull.Field("name") is ScalarNode secret)
            {
                yield return new(SecretUseKind.ImagePull, secret, null, null);
            }
        }
    }

    private static string? OnlyKey(Node? source) => source.List("items").ToList() is [var only] ? only.TextOf("key") : null;
}

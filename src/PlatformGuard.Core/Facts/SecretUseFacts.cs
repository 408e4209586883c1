using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Facts.Kubernetes;
using PlatformGuard.Core.Manifests;
using PlatformGuard.Guidelines.Secrets;

namespace PlatformGuard.Core.Facts;

/// <summary>A secret that the deployed service gets from outside of its code.</summary>
/// <param name="Name">The name it is used under: the variable, otherwise the key, the file or the Secret.</param>
/// <param name="Store">The Secret that holds it; null in compose files.</param>
/// <param name="Key">The key in it, or null.</param>
/// <param name="Location">Where it is used.</param>
public sealed record UsedSecret(string Name, string? Store, string? Key, Location Location);

/// <summary>The long-lived secrets that Kubernetes and compose files hand to the service.</summary>
/// <remarks>
/// Left out: what pulls images, certificates that the cluster issues, tokens that expire by themselves, values that are no credentials by their
/// names (a host that lies in a Secret), and throw-away servers.
/// </remarks>
public sealed class SecretUseFacts : IFacts<SecretUseFacts>
{
    // With them a database or broker makes its first user: the container is that server.
    private static readonly string[] ServerPasswords =
    [
        "POSTGRES_PASSWORD", "POSTGRESQL_PASSWORD", "MYSQL_PASSWORD", "MYSQL_ROOT_PASSWORD", "MARIADB_PASSWORD", "MARIADB_ROOT_PASSWORD", "MONGO_INITDB_ROOT_PASSWORD", "MSSQL_SA_PASSWORD", "SA_PASSWORD", "RABBITMQ_DEFAULT_PASS", "REDIS_PASSWORD", "ELASTIC_PASSWORD",
    ];

    private readonly List<UsedSecret> uses = [];
    private readonly HashSet<(string, Location)> seen = [];

    private SecretUseFacts()
    {
    }

    /// <summary>The uses, in no particular order.</summary>
    public IReadOnlyList<UsedSecret> Uses => uses;

    /// <inheritdoc/>
    public static SecretUseFacts Gather(CodeBase codeBase)
    {
        var facts = new SecretUseFacts();
        foreach (var set in codeBase.Facts<KubernetesFacts>().Sets)
        {
            var issued = IssuedByCluster(set);
            foreach (var workload in set.Workloads.Where(static workload => !FilePurpose.IsForTests(workload.Owner.Place.File)))
            {
                foreach (var use in SecretUse.In(workload).Where(use => !issued.Contains(use.Secret.Value)))
                {
                    facts.Add(use, set);
                }
            }
        }

        foreach (var file in codeBase.FilesOf(FileKind.Compose).Where(static file => !FilePurpose.IsForTests(file.Path)))
        {
            foreach (var (_, service) in file.Documents.SelectMany(static document => document["services"]?.Entries ?? []))
            {
                facts.AddCompose(service);
            }
        }

        return facts;
    }

    /// <summary>Secrets that cert-manager writes, that hold a TLS pair or the token of an account, and those of Vault's dynamic engines.</summary>
    private static HashSet<string> IssuedByCluster(KubernetesSet set)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in set.Objects)
        {
            var name = (item.Group, item.Kind) switch
            {
                ("cert-manager.io", "Certificate") => item.Spec.TextOf("secretName"),
                ("secrets.hashicorp.com", "VaultDynamicSecret" or "VaultPKISecret") => item.Spec.TextOf("destination", "name"),
                ("", "Secret") when item.Root.TextOf("type") is "kubernetes.io/tls" or "kubernetes.io/service-account-token" or "kubernetes.io/dockerconfigjson" or "kubernetes.io/dockercfg" => item.Name,
                _ => null,
            };
            if (name is not null)
            {
                names.Add(name);
            }

            foreach (var tls in item.Kind == "Ingress" ? item.Spec.List("tls") : [])
            {
                names.Add(tls.TextOf("secretName") ?? "");
            }
        }

        return names;
    }

    private void Add(SecretUse use, KubernetesSet set)
    {
        var store = use.Secret.Value;
        switch (use.Kind)
        {
            case SecretUseKind.Variable when use.Variable is { } variable && (SecretName.MayBeCredential(variable.Value) || SecretName.MayBeCredential(use.Key ?? "")):
                Add(new UsedSecret(variable.Value, store, use.Key, variable.Location));
                break;
            case SecretUseKind.Variables:
                // Where the repository says which keys the Secret has, each of them is a secret of its own.
                var keys = Keys(store, set);
                foreach (var key in keys.Where(SecretName.MayBeCredential))
                {
                    Add(new UsedSecret(key, store, key, use.Secret.Location));
                }

                if (keys.Count == 0)
                {
                    Add(new UsedSecret(store, store, null, use.Secret.Location));
                }

                break;
            case SecretUseKind.Files when !IsCertificate(store):
                Add(new UsedSecret(use.Key ?? store, store, use.Key, use.Secret.Location));
                break;
            default:
                break;
        }
    }

    private static List<string> Keys(string store, KubernetesSet set)
    {
        var keys = new List<string>();
        foreach (var item in set.Objects)
        {
            if (item.Is("", "Secret") && item.Name == store)
            {
                keys.AddRange((item.Root["data"]?.Entries ?? []).Concat(item.Root["stringData"]?.Entries ?? []).Select(static entry => entry.Key.Value));
            }
            else if (item is { Group: "external-secrets.io", Kind: "ExternalSecret" } && (item.Spec.TextOf("target", "name") ?? item.Name) == store)
            {
                keys.AddRange(item.Spec.List("data").Select(static data => data.TextOf("secretKey")).OfType<string>());
            }
            else if (item is { Group: "bitnami.com", Kind: "SealedSecret" } && item.Name == store)
            {
                keys.AddRange((item.Spec?["encryptedData"]?.Entries ?? []).Select(static entry => entry.Key.Value));
            }
        }

        return keys;
    }

    private static bool IsCertificate(string name)
    {
        foreach (var part in name.Split('-', '.', '_'))
        {
            if (part.ToLowerInvariant() is "tls" or "cert" or "certs" or "certificate" or "ca" or "crt")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A compose service's <c>secrets:</c>, and variables that are filled from outside and named like a credential.</summary>
    private void AddCompose(Node service)
    {
        // A server that is thrown away with its container has a password that opens nothing else.
        if (service["image"]?.Text is { } image && Guidelines.Datastores.StoreKind.OfImage(image) is not null)
        {
            return;
        }

        foreach (var secret in service["secrets"]?.Items ?? [])
        {
            if ((secret as ScalarNode ?? secret["source"]) is ScalarNode { Value.Length: > 0 } name && !IsCertificate(name.Value))
            {
                Add(new UsedSecret(name.Value, null, null, name.Location));
            }
        }

        foreach (var (name, value) in service["environment"]?.Entries ?? [])
        {
            AddVariable(name.Value, value.Text ?? "", name.Location);
        }

        foreach (var item in service["environment"]?.Items ?? [])
        {
            if (item is ScalarNode pair)
            {
                var sign = pair.Value.IndexOf('=', StringComparison.Ordinal);
                AddVariable(sign < 0 ? pair.Value : pair.Value[..sign], sign < 0 ? "" : pair.Value[(sign + 1)..], pair.Location);
            }
        }
    }

    /// <summary><c>API_KEY:</c>, <c>API_KEY: ${API_KEY}</c>, <c>${API_KEY:?needed}</c>: filled from outside. One with a default of its own is not.</summary>
    private void AddVariable(string name, string value, Location location)
    {
        var isFromOutside = value.Length == 0 || (value.StartsWith("${", StringComparison.Ordinal) && value.EndsWith('}') && !value.Contains(":-", StringComparison.Ordinal)) || (value.Length > 1 && value[0] == '$' && char.IsAsciiLetter(value[1]));
        if (isFromOutside && SecretName.IsCredential(name) && Array.IndexOf(ServerPasswords, name) < 0)
        {
            Add(new UsedSecret(name, null, null, location));
        }
    }

    private void Add(UsedSecret use)
    {
        if (seen.Add((use.Name, use.Location)))
        {
            uses.Add(use);
        }
    }
}

/// <summary>The secrets that a manifest accounts for.</summary>
internal sealed class DeclaredSecrets(ServiceManifest manifest)
{
    /// <summary>Whether an entry of <c>spec.secrets</c> stands for this use: by its name, or by the last part of its path in the vault.</summary>
    public bool Contains(UsedSecret use) => manifest.Secrets.Any(secret =>
        IsSame(secret.Name, use.Name) || (use.Key is not null && IsSame(secret.Name, use.Key)) || (use.Key is null && use.Store is not null && IsSame(secret.Name, use.Store))
        || (secret.Vault is { } vault && (IsSame(vault[(vault.LastIndexOf('/') + 1)..], use.Key ?? use.Name) || IsSame(vault[(vault.LastIndexOf('/') + 1)..], use.Store ?? ""))));

    /// <summary><c>MODEL_KEY</c>, <c>model-key</c> and <c>modelKey</c> are one name in different places.</summary>
    private static bool IsSame(string left, string right) => right.Length > 0 && Squeezed(left).Equals(Squeezed(right), StringComparison.OrdinalIgnoreCase);

    private static string Squeezed(string name) => string.Concat(name.Where(char.IsLetterOrDigit));
}

using System;
using System.Collections.Generic;
using PlatformGuard.Guidelines.Secrets.Names;

namespace PlatformGuard.Guidelines.Secrets.Pipelines;

/// <summary>A cloud provider whose jobs sign in with the job's own identity (OIDC).</summary>
public enum CloudProvider
{
    /// <summary>No cloud provider.</summary>
    None,

    /// <summary>Amazon Web Services.</summary>
    Aws,

    /// <summary>Google Cloud.</summary>
    GoogleCloud,

    /// <summary>Microsoft Azure.</summary>
    Azure,
}

/// <summary>Decides what the name of a variable of a CI job says about its value.</summary>
public static class PipelineVariable
{
    private static readonly HashSet<string> JobTokens = new(StringComparer.Ordinal)
    {
        "CI_JOB_TOKEN", "CI_BUILD_TOKEN", "CI_REGISTRY_PASSWORD", "CI_DEPENDENCY_PROXY_PASSWORD", "GITHUB_TOKEN", "ACTIONS_RUNTIME_TOKEN", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "SYSTEM_ACCESSTOKEN",
    };

    private static readonly HashSet<string> RemovedTokens = new(StringComparer.Ordinal) { "CI_JOB_JWT", "CI_JOB_JWT_V1", "CI_JOB_JWT_V2" };

    /// <summary>Names that are credentials although their last word does not say so.</summary>
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "KUBECONFIG", "KUBE_CONFIG", "KUBE_CONFIG_DATA", "KUBECONFIG_DATA", "KUBECONFIG_BASE64", "DOCKER_AUTH_CONFIG", "DOCKER_CONFIG_JSON", "DOCKERCONFIGJSON", "DATABASE_URL", "REDIS_URL", "MONGODB_URI", "MONGO_URL", "MONGO_URI",
        "AMQP_URL", "RABBITMQ_URL", "CLOUDAMQP_URL", "POSTGRES_URL", "MYSQL_URL", "MYSQL_PWD", "PGPASSWORD", "VAULT_SECRET_ID", "SECRET_KEY_BASE", "NETRC", "NPMRC", "PYPIRC", "SERVICE_ACCOUNT_JSON", "ANDROID_KEYSTORE", "RELEASE_KEYSTORE", "ENV_FILE_CONTENT",
    };

    private static readonly string[] KnownEndings =
    [
        "_WEBHOOK", "_WEBHOOK_URL", "_WEBHOOK_URI", "_PEM", "_P12", "_PFX", "_DSN", "_PAT", "_CREDS", "_CONNECTION_STRING", "_CONNECTIONSTRING", "_CONN_STR", "_KUBECONFIG", "_KUBE_CONFIG", "_KEYSTORE_BASE64", "_SERVICE_ACCOUNT_JSON",
        "_DATABASE_URL", "_REDIS_URL", "_SAS_URL", "_SAS_TOKEN", "_PUBLISH_PROFILE", "_BASIC_AUTH", "_AUTH", "_JWT", "_PRIVATE_KEY", "_PAT_TOKEN", "_LICENSE_KEY", "_PUBLISHPROFILE",
    ];

    /// <summary>Endings after which the value is no credential, whatever comes before.</summary>
    private static readonly string[] HarmlessEndings =
    [
        "_URL", "_URI", "_PATH", "_FILE", "_DIR", "_NAME", "_NAMES", "_ID", "_IDS", "_ARN", "_TTL", "_LENGTH", "_EXPIRY", "_EXPIRES", "_ENABLED", "_DISABLED", "_TYPE", "_MODE", "_POLICY", "_VERSION", "_IMAGE", "_TAG", "_HEADER", "_PREFIX", "_SUFFIX",
        "_FINGERPRINT", "_HASH", "_CHECKSUM", "_SHA", "_USER", "_USERNAME", "_EMAIL", "_HOST", "_PORT", "_ENDPOINT", "_ISSUER", "_AUDIENCE", "_AUD", "_SCOPE", "_SCOPES", "_COUNT", "_CHANNEL", "_PUBLIC_KEY", "_PUB_KEY", "_PUBKEY", "_HOST_KEY", "_HOST_KEYS", "_KNOWN_HOSTS", "_CACHE_KEY", "_CRYPTO_KEY", "_KMS_KEY", "_CONFIG_MAP",
    ];

    private static readonly string[] HarmlessBeginnings = ["SECRET_DETECTION_", "SAST_", "DAST_AUTH_", "CI_SECRET_", "VAULT_AUTH_", "FF_"];

    /// <summary>The token of the job itself, valid while it runs: nothing of it is stored.</summary>
    public static bool IsJobToken(string name) => JobTokens.Contains(name);

    /// <summary>A shared token that GitLab has removed.</summary>
    public static bool IsRemovedToken(string name) => RemovedTokens.Contains(name);

    /// <summary>A deploy token that GitLab hands to every job: predefined, and yet stored and long-lived.</summary>
    public static bool IsDeployToken(string name) => name is "CI_DEPLOY_PASSWORD";

    /// <summary>Whether a variable of this name, when nothing in the pipeline gives it a value, holds a credential from the settings of the project.</summary>
    public static bool IsCredential(string name)
    {
        if (name.Length < 3 || IsJobToken(name) || IsRemovedToken(name))
        {
            return false;
        }

        if (CloudOf(name) != CloudProvider.None || IsDeployToken(name))
        {
            return true;
        }

        var upper = name.ToUpperInvariant().Replace('-', '_').Replace('.', '_');
        upper = upper.StartsWith("TF_VAR_", StringComparison.Ordinal) ? upper.Substring(7) : upper;
        if (Known.Contains(upper) || upper.StartsWith("CONNECTIONSTRINGS__", StringComparison.Ordinal))
        {
            return true;
        }

        if (StartsWithAny(upper, HarmlessBeginnings) || upper is "PWD" or "OLDPWD" or "SENTRY_DSN" or "CACHE_KEY" or "PUBLIC_KEY" or "SSH_KNOWN_HOSTS" || upper.EndsWith("_SENTRY_DSN", StringComparison.Ordinal))
        {
            return false;
        }

        return EndsWithAny(upper, KnownEndings) || (!EndsWithAny(upper, HarmlessEndings) && CredentialName.Classify(name) != NameStrength.None);
    }

    /// <summary>Whether an entry of a store for secrets is a credential: a word of its name that elsewhere says little is enough, unless it only identifies something.</summary>
    public static bool IsSecretOfStore(string name)
    {
        var upper = name.ToUpperInvariant().Replace('-', '_');
        return !IsJobToken(upper)
            && (IsCredential(upper)
                || (!EndsWithAny("_" + upper, HarmlessEndings) && (Contains(upper, "TOKEN") || Contains(upper, "SECRET") || Contains(upper, "PASSWORD") || Contains(upper, "PAT") || Contains(upper, "CREDENTIALS") || Contains(upper, "PRIVATE"))));
    }

    /// <summary>The provider to which this name's credential signs in, or none.</summary>
    public static CloudProvider CloudOf(string name)
    {
        var upper = name.ToUpperInvariant().Replace('-', '_');
        if (Contains(upper, "AWS") || upper.StartsWith("S3_", StringComparison.Ordinal) || Contains(upper, "ECR"))
        {
            return EndsWithAny(upper, ["ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "ACCESS_KEY", "SECRET_KEY", "SESSION_TOKEN", "_CREDENTIALS", "_SECRET", "ACCESSKEYID", "SECRETACCESSKEY", "AWS_KEY", "AWS_KEY_ID", "AWS_TOKEN", "AWS_ACCESS", "_ACCESS_ID"]) ? CloudProvider.Aws : CloudProvider.None;
        }

        if (upper is "GOOGLE_APPLICATION_CREDENTIALS" or "GOOGLE_CREDENTIALS" or "GCLOUD_SERVICE_KEY" or "GCP_SA_KEY" or "SERVICE_ACCOUNT_JSON" or "GCP_SERVICE_KEY"
            || upper is "GS_ACCESS_KEY_ID" or "GS_SECRET_ACCESS_KEY"
            || ((Contains(upper, "GCP") || Contains(upper, "GCLOUD") || Contains(upper, "GOOGLE") || Contains(upper, "GKE") || Contains(upper, "GCR") || Contains(upper, "GAR") || Contains(upper, "FIREBASE"))
                && (EndsWithAny(upper, ["_CREDENTIALS", "_CREDENTIALS_JSON", "_SA_KEY", "_SERVICE_KEY", "_SERVICE_ACCOUNT_KEY", "_SERVICE_ACCOUNT_JSON", "_SA_JSON", "_KEY_JSON", "_KEY_FILE", "_JSON_KEY"]) || Contains(upper, "SERVICE_ACCOUNT_KEY"))))
        {
            return CloudProvider.GoogleCloud;
        }

        return (Contains(upper, "AZURE") || Contains(upper, "ARM") || Contains(upper, "AZ")) && EndsWithAny(upper, ["_CLIENT_SECRET", "_CREDENTIALS", "_CREDS", "_CLIENT_PASSWORD", "_SP_PASSWORD", "_SP_SECRET", "_ACCOUNT_KEY", "_STORAGE_KEY", "_SAS_TOKEN", "_STORAGE_CONNECTION_STRING", "_CLIENT_CERTIFICATE_PASSWORD", "_SERVICE_PRINCIPAL", "_APP_SECRET", "_ACCESS_KEY"])
            ? CloudProvider.Azure
            : CloudProvider.None;
    }

    /// <summary>The provider whose key a literal is, by the kind that <see cref="SecretClassifier"/> gives it.</summary>
    public static CloudProvider CloudOfKind(string kind) =>
        kind.StartsWith("AWS ", StringComparison.Ordinal) ? CloudProvider.Aws
        : kind.StartsWith("Google Cloud", StringComparison.Ordinal) || kind.StartsWith("Google service account", StringComparison.Ordinal) ? CloudProvider.GoogleCloud
        : kind.StartsWith("Azure ", StringComparison.Ordinal) ? CloudProvider.Azure
        : CloudProvider.None;

    /// <summary>The provider's name for a message.</summary>
    public static string NameOf(CloudProvider provider) => provider switch
    {
        CloudProvider.Aws => "AWS",
        CloudProvider.GoogleCloud => "Google Cloud",
        CloudProvider.Azure => "Azure",
        _ => "a cloud provider",
    };

    /// <summary>Whether the value of a credential of this name is the path of a file that holds it.</summary>
    public static bool IsPath(string name)
    {
        var upper = name.ToUpperInvariant();
        return upper is "KUBECONFIG" or "GOOGLE_APPLICATION_CREDENTIALS" or "AWS_WEB_IDENTITY_TOKEN_FILE" or "AZURE_FEDERATED_TOKEN_FILE" || EndsWithAny("_" + upper, ["_FILE", "_PATH", "_KUBECONFIG"]);
    }

    /// <summary>Whether the name has this word, not only these letters.</summary>
    private static bool Contains(string upper, string word)
    {
        for (var at = upper.IndexOf(word, StringComparison.Ordinal); at >= 0; at = upper.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || upper[at - 1] == '_') && (end == upper.Length || upper[end] == '_'))
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsWithAny(string text, string[] beginnings)
    {
        foreach (var beginning in beginnings)
        {
            if (text.StartsWith(beginning, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsWithAny(string text, string[] endings)
    {
        foreach (var ending in endings)
        {
            if (text.EndsWith(ending, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}

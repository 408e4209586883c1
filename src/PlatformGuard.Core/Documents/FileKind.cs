namespace PlatformGuard.Core.Documents;

/// <summary>What a file is, decided once from its path and, where the path does not tell, from its first look at the content.</summary>
public enum FileKind
{
    /// <summary>Nothing that any check reads: images, archives, binaries.</summary>
    Ignored,

    /// <summary>The service's own manifest, <c>service.yaml</c>.</summary>
    ServiceManifest,

    /// <summary>The platform's policy, <c>platformguard.yaml</c>.</summary>
    PlatformPolicy,

    /// <summary><c>.gitlab-ci.yml</c> and what lies in <c>.gitlab/ci/</c> or is included.</summary>
    GitLabCi,

    /// <summary><c>.github/workflows/*.yml</c>.</summary>
    GitHubWorkflow,

    /// <summary>A YAML or JSON file with Kubernetes objects.</summary>
    Kubernetes,

    /// <summary><c>kustomization.yaml</c>.</summary>
    Kustomization,

    /// <summary><c>Chart.yaml</c>.</summary>
    HelmChart,

    /// <summary>A values file beside or for a chart.</summary>
    HelmValues,

    /// <summary>A file of a chart's <c>templates</c> folder: text until rendered.</summary>
    HelmTemplate,

    /// <summary><c>compose.yaml</c>, <c>docker-compose*.yml</c>.</summary>
    Compose,

    /// <summary><c>Dockerfile</c>, <c>Containerfile</c>, <c>*.dockerfile</c>.</summary>
    Dockerfile,

    /// <summary><c>appsettings*.json</c>, <c>launchSettings.json</c>.</summary>
    AppSettings,

    /// <summary><c>web.config</c>, <c>app.config</c> and other XML configuration of .NET.</summary>
    DotNetXmlConfiguration,

    /// <summary><c>.env</c> and its variants.</summary>
    DotEnv,

    /// <summary>Resolved dependencies: <c>packages.lock.json</c>, <c>poetry.lock</c>, <c>go.sum</c>, <c>package-lock.json</c>.</summary>
    LockFile,

    /// <summary>Any other YAML file.</summary>
    Yaml,

    /// <summary>Any other JSON file.</summary>
    Json,

    /// <summary><c>.properties</c>, <c>.ini</c>, <c>.cfg</c>, <c>.conf</c>, <c>.toml</c>: lines of key and value.</summary>
    KeyValue,

    /// <summary>Source text of a programming language, a shell script included.</summary>
    Source,

    /// <summary>Prose and any other text: looked at for known token formats only.</summary>
    Text,
}

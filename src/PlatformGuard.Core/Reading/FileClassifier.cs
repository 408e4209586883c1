using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading;

/// <summary>Decides what a file is from its path alone. Whether a YAML or JSON file holds Kubernetes objects is seen later, in its content.</summary>
public static class FileClassifier
{
    /// <summary>Folders with other people's code or a tool's output; nothing in them is the service's own.</summary>
    private static readonly FrozenSet<string> ForeignFolders = FrozenSet.Create(
        StringComparer.Ordinal, ".git", ".hg", ".svn", "node_modules", "bower_components", "vendor", ".venv", "venv", "__pycache__", ".terraform", ".yarn", ".gradle", ".idea", ".vs");

    private static readonly FrozenDictionary<string, Known> ByName = new Dictionary<string, Known>(StringComparer.OrdinalIgnoreCase)
    {
        ["kustomization.yaml"] = new(FileKind.Kustomization),
        ["kustomization.yml"] = new(FileKind.Kustomization),
        ["kustomization"] = new(FileKind.Kustomization),
        ["chart.yaml"] = new(FileKind.HelmChart),
        ["platformguard.yaml"] = new(FileKind.PlatformPolicy),
        ["launchsettings.json"] = new(FileKind.AppSettings),
        ["packages.lock.json"] = new(FileKind.LockFile),
        ["package-lock.json"] = new(FileKind.LockFile),
        ["npm-shrinkwrap.json"] = new(FileKind.LockFile),
        ["pnpm-lock.yaml"] = new(FileKind.LockFile),
        ["yarn.lock"] = new(FileKind.LockFile),
        ["bun.lock"] = new(FileKind.LockFile),
        ["poetry.lock"] = new(FileKind.LockFile),
        ["uv.lock"] = new(FileKind.LockFile),
        ["pdm.lock"] = new(FileKind.LockFile),
        ["pipfile.lock"] = new(FileKind.LockFile),
        ["gemfile.lock"] = new(FileKind.LockFile),
        ["composer.lock"] = new(FileKind.LockFile),
        ["cargo.lock"] = new(FileKind.LockFile),
        ["go.sum"] = new(FileKind.LockFile),
        ["gradle.lockfile"] = new(FileKind.LockFile),
        ["mix.lock"] = new(FileKind.LockFile),
        ["makefile"] = new(FileKind.Source),
        ["jenkinsfile"] = new(FileKind.Source),
        ["rakefile"] = new(FileKind.Source),
        ["gemfile"] = new(FileKind.Source),
        ["vagrantfile"] = new(FileKind.Source),
        ["procfile"] = new(FileKind.Text),
        [".npmrc"] = new(FileKind.KeyValue),
        [".pypirc"] = new(FileKind.KeyValue),
        [".netrc"] = new(FileKind.Text),
        [".pgpass"] = new(FileKind.Text),
        ["nuget.config"] = new(FileKind.DotNetXmlConfiguration),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Known> ByExtension = Extensions();

    /// <summary>The folders that hold a <c>Chart.yaml</c>, each ending in <c>/</c> (empty for the root).</summary>
    public static IReadOnlySet<string> ChartFolders(IReadOnlyList<string> paths)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (path.EndsWith("Chart.yaml", StringComparison.Ordinal) && (path.Length == 10 || path[^11] == '/'))
            {
                folders.Add(path[..^10]);
            }
        }

        return folders;
    }

    /// <summary>The kind of a file in a code base with these charts: a folder named <c>templates</c> is a chart's only beside its <c>Chart.yaml</c>.</summary>
    public static FileKind Classify(string path, IReadOnlySet<string> chartFolders)
    {
        var kind = Classify(path);
        if (kind != FileKind.HelmTemplate)
        {
            return kind;
        }

        foreach (var folder in chartFolders)
        {
            if (path.StartsWith(folder + "templates/", StringComparison.Ordinal))
            {
                return kind;
            }
        }

        return IsYaml(path) ? FileKind.Yaml : FileKind.Text;
    }

    /// <summary>The kind of the file at <paramref name="path"/> (relative, with <c>/</c>), judged by the path alone.</summary>
    public static FileKind Classify(string path)
    {
        if (IsForeign(path))
        {
            return FileKind.Ignored;
        }

        var name = path[(path.LastIndexOf('/') + 1)..];
        if (ByName.TryGetValue(name, out var known))
        {
            return known.Kind == FileKind.HelmChart && name != "Chart.yaml" ? FileKind.Yaml : known.Kind;
        }

        if (IsDockerfile(name))
        {
            return FileKind.Dockerfile;
        }

        if (IsDotEnv(name))
        {
            return FileKind.DotEnv;
        }

        if (IsYaml(name))
        {
            return Yaml(path, name);
        }

        if (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".jsonc", StringComparison.OrdinalIgnoreCase))
        {
            return IsAppSettings(name) ? FileKind.AppSettings : FileKind.Json;
        }

        if (IsHelmTemplate(path))
        {
            return FileKind.HelmTemplate;
        }

        var dot = name.LastIndexOf('.');
        return dot >= 0 && ByExtension.TryGetValue(name[dot..], out known) ? known.Kind : FileKind.Text;
    }

    private static FileKind Yaml(string path, string name)
    {
        if (name is "service.yaml")
        {
            // A manifest unless its apiVersion is that of a Kubernetes or Knative Service: the content decides.
            return FileKind.ServiceManifest;
        }

        if (name.EndsWith(".gitlab-ci.yml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".gitlab-ci.yaml", StringComparison.OrdinalIgnoreCase) || InFolder(path, ".gitlab/ci"))
        {
            return FileKind.GitLabCi;
        }

        if (InFolder(path, ".github/workflows"))
        {
            return FileKind.GitHubWorkflow;
        }

        if (IsHelmTemplate(path))
        {
            return FileKind.HelmTemplate;
        }

        if (IsCompose(name))
        {
            return FileKind.Compose;
        }

        return name.StartsWith("values", StringComparison.OrdinalIgnoreCase) && (name.Length > 6 && name[6] is '.' or '-' or '_')
            ? FileKind.HelmValues
            : FileKind.Yaml;
    }

    /// <summary>Whether the path lies in a folder that holds other people's code.</summary>
    private static bool IsForeign(string path)
    {
        var start = 0;
        while (path.IndexOf('/', start) is >= 0 and var slash)
        {
            if (ForeignFolders.Contains(path[start..slash]))
            {
                return true;
            }

            start = slash + 1;
        }

        return false;
    }

    private static bool InFolder(string path, string folder)
    {
        for (var from = 0; path.IndexOf(folder, from, StringComparison.Ordinal) is >= 0 and var at; from = at + 1)
        {
            var end = at + folder.Length;
            if ((at == 0 || path[at - 1] == '/') && end < path.Length && path[end] == '/')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A chart's own templates; a folder of that name elsewhere is told apart by the overload that knows the charts.</summary>
    private static bool IsHelmTemplate(string path) =>
        InFolder(path, "templates") && (IsYaml(path) || path.EndsWith(".tpl", StringComparison.Ordinal));

    private static bool IsYaml(string name) =>
        name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);

    private static bool IsCompose(string name) =>
        name.StartsWith("docker-compose", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("compose.", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("compose-", StringComparison.OrdinalIgnoreCase);

    private static bool IsDockerfile(string name) =>
        name.Equals("Dockerfile", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Containerfile", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Dockerfile.", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Containerfile.", StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(".dockerfile", StringComparison.OrdinalIgnoreCase);

    private static bool IsDotEnv(string name) =>
        name.Equals(".env", StringComparison.Ordinal)
        || name.StartsWith(".env.", StringComparison.Ordinal)
        || name.Equals(".envrc", StringComparison.Ordinal)
        || name.EndsWith(".env", StringComparison.OrdinalIgnoreCase);

    private static bool IsAppSettings(string name) => name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase);

    private static FrozenDictionary<string, Known> Extensions()
    {
        var kinds = new Dictionary<string, Known>(StringComparer.OrdinalIgnoreCase);
        Add(FileKind.Source, ".cs .csx .vb .fs .fsx .py .pyi .rb .go .js .mjs .cjs .jsx .ts .mts .cts .tsx .java .kt .kts .scala .groovy .gradle .php .pl .pm .rs .swift .c .h .cc .cpp .hpp .m .mm .dart .ex .exs .erl .hs .lua .r .jl .clj .sql .sh .bash .zsh .ksh .fish .ps1 .psm1 .psd1 .bat .cmd .tf .tfvars .hcl .bicep .mk .cshtml .razor .vue .svelte .proto .graphql .jsonnet .libsonnet .cue .rego .nix");
        Add(FileKind.KeyValue, ".properties .ini .cfg .conf .cnf .toml");
        Add(FileKind.DotNetXmlConfiguration, ".config");
        Add(FileKind.LockFile, ".lock");
        Add(FileKind.Ignored, ".png .jpg .jpeg .gif .bmp .ico .webp .avif .tif .tiff .psd .pdf .zip .gz .tgz .bz2 .xz .zst .7z .rar .tar .jar .war .ear .class .dll .exe .so .dylib .a .lib .o .obj .pdb .nupkg .snupkg .whl .egg .pyc .woff .woff2 .ttf .otf .eot .mp3 .mp4 .m4a .ogg .wav .webm .avi .mov .flac .onnx .pt .pth .gguf .safetensors .h5 .pb .tflite .ckpt .npy .npz .parquet .avro .orc .sqlite .sqlite3 .db .bin .dat .wasm .map .svg");
        return kinds.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

        void Add(FileKind kind, string extensions)
        {
            var known = new Known(kind);
            foreach (var extension in extensions.Split(' '))
            {
                kinds.Add(extension, known);
            }
        }
    }

    /// <summary>A class, because tables of enumeration values are compiled when the program starts.</summary>
    private sealed record Known(FileKind Kind);
}

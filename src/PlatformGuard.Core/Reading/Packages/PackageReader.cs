using System;
using System.Collections.Generic;
using PlatformGuard.Core.Documents;

namespace PlatformGuard.Core.Reading.Packages;

/// <summary>Finds the reader for a dependency file by its name.</summary>
internal static class PackageReader
{
    /// <summary>Whether a source, text or lock file says which packages are used.</summary>
    public static bool Concerns(string path, FileKind kind) => kind switch
    {
        FileKind.LockFile => true,
        FileKind.Source => Name(path) is "Gemfile" or "setup.py" or "go.mod" or "build.gradle" or "build.gradle.kts",
        FileKind.Text => DotNetProjectReader.IsProject(path) || DotNetProjectReader.IsImported(path) || PythonFiles.IsRequirements(path) || Name(path) is "Pipfile" or "go.mod" or "pom.xml",
        _ => false,
    };

    /// <summary>The packages of a file that is read as text.</summary>
    public static (IReadOnlyList<ListedPackage> Packages, DotNetProject? Project) Read(string path, FileKind kind, string text, IReadOnlyList<Setting> settings, CheckOptions options)
    {
        switch (kind)
        {
            case FileKind.Dockerfile:
                return (DockerfilePackages.Read(path, text), null);
            case FileKind.LockFile:
                return (ReadLock(path, text, options), null);
            case FileKind.KeyValue when path.EndsWith("pyproject.toml", StringComparison.Ordinal):
                return (PythonFiles.FromToml(path, settings), null);
            case FileKind.KeyValue when Name(path) is "setup.cfg":
                return (PythonSetupFiles.ReadConfiguration(path, text), null);
            case FileKind.KeyValue when path.EndsWith(".versions.toml", StringComparison.Ordinal):
                return (GradleFiles.FromCatalogue(path, settings), null);
            case FileKind.Source or FileKind.Text or FileKind.DotNetXmlConfiguration:
                return ReadByName(path, text);
            default:
                return ([], null);
        }
    }

    /// <summary>The packages of a file that is read as JSON.</summary>
    public static IReadOnlyList<ListedPackage> Read(string path, Node? root) =>
        root is not null && Name(path) is "package.json" ? JsonPackageFiles.FromPackageJson(path, root) : [];

    /// <summary>The packages of a file that is read as YAML.</summary>
    public static IReadOnlyList<ListedPackage> Read(string path, FileKind kind, IReadOnlyList<Node> documents) =>
        kind == FileKind.Yaml && documents is [var root, ..] && CondaFiles.MayBe(Name(path)) ? CondaFiles.Read(path, root) : [];

    private static (IReadOnlyList<ListedPackage> Packages, DotNetProject? Project) ReadByName(string path, string text)
    {
        var name = Name(path);
        if (DotNetProjectReader.IsProject(path) || DotNetProjectReader.IsImported(path) || name.Equals("packages.config", StringComparison.OrdinalIgnoreCase))
        {
            var (project, packages) = DotNetProjectReader.Read(path, text);
            return (packages, project);
        }

        return (name switch
        {
            "setup.py" => PythonSetupFiles.ReadScript(path, text),
            "Gemfile" => RubyFiles.ReadGemfile(path, text),
            "Pipfile" => PythonFiles.FromToml(path, TomlReader.Read(path, text).Settings),
            "go.mod" => GoFiles.ReadModule(path, text),
            "pom.xml" => MavenFiles.ReadPom(path, text),
            "build.gradle" or "build.gradle.kts" => GradleFiles.ReadScript(path, text),
            _ => PythonFiles.IsRequirements(path) ? PythonFiles.ReadRequirements(path, text) : [],
        }, null);
    }

    private static IReadOnlyList<ListedPackage> ReadLock(string path, string text, CheckOptions options)
    {
        switch (Name(path))
        {
            case "package-lock.json" or "npm-shrinkwrap.json":
                return NpmLockFile.Read(path, System.Text.Encoding.UTF8.GetBytes(text));
            case "yarn.lock":
                return YarnLockFile.Read(path, text);
            case "pnpm-lock.yaml":
                return PnpmLockFile.Read(path, text);
            case "poetry.lock" or "uv.lock" or "pdm.lock":
                return PythonLockFiles.Read(path, text);
            case "Gemfile.lock":
                return RubyFiles.ReadLock(path, text);
            case "go.sum":
                return GoFiles.ReadSum(path, text);
            case "gradle.lockfile":
                return GradleFiles.ReadLock(path, text);
            case "Pipfile.lock" or "packages.lock.json" or "bun.lock":
                return JsonReader.Read(path, System.Text.Encoding.UTF8.GetBytes(text), options).Documents is [var root] ? FromJsonLock(path, root) : [];
            default:
                return [];
        }
    }

    private static IReadOnlyList<ListedPackage> FromJsonLock(string path, Node root) => Name(path) switch
    {
        "Pipfile.lock" => JsonPackageFiles.FromPipfileLock(path, root),
        "bun.lock" => JsonPackageFiles.FromBunLock(path, root),
        _ => JsonPackageFiles.FromNuGetLock(path, root),
    };

    private static ReadOnlySpan<char> Name(string path) => path.AsSpan(path.LastIndexOf('/') + 1);
}

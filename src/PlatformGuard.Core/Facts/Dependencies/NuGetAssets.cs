using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace PlatformGuard.Core.Facts.Dependencies;

/// <summary>A package of a restored project.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Requires">What it needs itself.</param>
/// <param name="ProjectPath">For a project: its file, relative to the folder of the project that was restored. Otherwise null.</param>
internal sealed record RestoredPackage(string Name, string Version, List<string> Requires, string? ProjectPath)
{
    /// <summary>Its native files: runtime identifier and path inside the package.</summary>
    public HashSet<(string Rid, string Path)> Native { get; } = [];

    /// <summary>Whether it has files of its own, and none of them is used at run time.</summary>
    public bool IsBuildOnly { get; set; }

    /// <summary>Its folder on the disk, or null when it is not there.</summary>
    public string? Folder { get; set; }
}

/// <summary>What <c>dotnet restore</c> wrote into <c>project.assets.json</c>: the resolved closure of one project, for all its frameworks.</summary>
internal sealed class NuGetAssets
{
    private const long MaxBytes = 128L * 1024 * 1024;

    private readonly Dictionary<string, RestoredPackage> packages = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> direct = [];

    /// <summary>All packages and projects.</summary>
    public IReadOnlyCollection<RestoredPackage> Packages => packages.Values;

    /// <summary>What the project references itself, projects included.</summary>
    public IReadOnlyList<string> Direct => direct;

    /// <summary>Reads the file; null when it is not there or not what restore writes.</summary>
    public static NuGetAssets? Read(string file)
    {
        try
        {
            var info = new FileInfo(file);
            if (!info.Exists || info.Length > MaxBytes)
            {
                return null;
            }

            using var stream = info.OpenRead();
            using var document = JsonDocument.Parse(stream, new JsonDocumentOptions { MaxDepth = 64 });
            var assets = new NuGetAssets();
            assets.ReadTargets(document.RootElement);
            assets.ReadProject(document.RootElement);
            assets.ReadFolders(document.RootElement);
            return assets;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static JsonElement.ObjectEnumerator Properties(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return default;
            }
        }

        return element.ValueKind == JsonValueKind.Object ? element.EnumerateObject() : default;
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private void ReadTargets(JsonElement root)
    {
        foreach (var target in Properties(root, "targets"))
        {
            // "net10.0" or "net10.0/linux-x64".
            var rid = target.Name.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? target.Name[(slash + 1)..] : "";
            foreach (var entry in Properties(target.Value))
            {
                if (entry.Name.IndexOf('/', StringComparison.Ordinal) is > 0 and var version)
                {
                    ReadPackage(entry.Name[..version], entry.Name[(version + 1)..], entry.Value, rid);
                }
            }
        }
    }

    private void ReadPackage(string name, string version, JsonElement entry, string rid)
    {
        var isNew = !packages.TryGetValue(name, out var package);
        package ??= packages[name] = new RestoredPackage(name, version, [], Text(entry, "type") == "project" ? "" : null);
        package.Requires.AddRange(Properties(entry, "dependencies").Select(static required => required.Name).Where(required => !package.Requires.Contains(required, StringComparer.OrdinalIgnoreCase)));
        var runtime = Properties(entry, "runtime").Select(static file => file.Name).ToList();
        foreach (var native in Properties(entry, "native").Where(static file => !IsPlaceholder(file.Name)))
        {
            package.Native.Add((rid, native.Name));
        }

        foreach (var file in Properties(entry, "runtimeTargets").Where(static file => Text(file.Value, "assetType") == "native" && !IsPlaceholder(file.Name)))
        {
            package.Native.Add((Text(file.Value, "rid"), file.Name));
        }

        // Restore writes "_._" where the reference leaves the runtime assets out.
        var isEmpty = runtime.Count > 0 && runtime.TrueForAll(IsPlaceholder) && Properties(entry, "compile").Any(static file => !IsPlaceholder(file.Name)) && package.Native.Count == 0;
        package.IsBuildOnly = isEmpty && (isNew || package.IsBuildOnly);
    }

    private void ReadProject(JsonElement root)
    {
        foreach (var framework in Properties(root, "project", "frameworks"))
        {
            foreach (var dependency in Properties(framework.Value, "dependencies"))
            {
                AddDirect(dependency.Name);
                if (Text(dependency.Value, "include") is { Length: > 0 } include && !include.Contains("All", StringComparison.Ordinal) && !include.Contains("Runtime", StringComparison.Ordinal) && !include.Contains("Native", StringComparison.Ordinal)
                    && packages.TryGetValue(dependency.Name, out var package))
                {
                    package.IsBuildOnly = true;
                }
            }
        }

        // Projects stand in the groups of the restored project only: "Acme.Ranking >= 1.0.0".
        foreach (var group in Properties(root, "projectFileDependencyGroups").Where(static group => group.Value.ValueKind == JsonValueKind.Array))
        {
            foreach (var item in group.Value.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.String))
            {
                AddDirect(item.GetString()!.Split(' ')[0]);
            }
        }
    }

    private void AddDirect(string name)
    {
        if (packages.ContainsKey(name) && !direct.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            direct.Add(name);
        }
    }

    private void ReadFolders(JsonElement root)
    {
        var folders = Properties(root, "packageFolders").Select(static folder => folder.Name).ToList();
        foreach (var library in Properties(root, "libraries"))
        {
            if (library.Name.IndexOf('/', StringComparison.Ordinal) is not (> 0 and var slash) || !packages.TryGetValue(library.Name[..slash], out var package))
            {
                continue;
            }

            var path = Text(library.Value, "path");
            if (package.ProjectPath is not null)
            {
                packages[package.Name] = Moved(package, Text(library.Value, "msbuildProject") is { Length: > 0 } project ? project : path);
            }
            else if (path.Length > 0 && package.Native.Count > 0 && library.Name[(slash + 1)..].Equals(package.Version, StringComparison.OrdinalIgnoreCase))
            {
                package.Folder = folders.Select(folder => Path.Combine(folder, path)).FirstOrDefault(Directory.Exists);
            }
        }
    }

    private static RestoredPackage Moved(RestoredPackage package, string project) => package with { ProjectPath = project.Replace('\\', '/') };

    private static bool IsPlaceholder(string path) => path.EndsWith("/_._", StringComparison.Ordinal) || path == "_._";
}

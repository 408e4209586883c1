using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Core.Reading.Packages;

namespace PlatformGuard.Core.Facts.Dependencies;

/// <summary>The .NET projects of a code base, and what they and the files they import ask for.</summary>
internal sealed class DotNetProjects
{
    private readonly Dictionary<string, SourceFile> projects = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SourceFile> imported = [];
    private readonly Dictionary<string, SourceFile> beside = new(StringComparer.OrdinalIgnoreCase);

    public DotNetProjects(IReadOnlyList<SourceFile> files)
    {
        foreach (var file in files)
        {
            if (file.Project is not null && DotNetProjectReader.IsProject(file.Path))
            {
                projects.TryAdd(file.Path, file);
            }
            else if (file.Project is not null && DotNetProjectReader.IsImported(file.Path))
            {
                imported.Add(file);
            }
            else if (file.Name is "packages.lock.json" || file.Name.Equals("packages.config", StringComparison.OrdinalIgnoreCase))
            {
                beside.TryAdd(file.Folder + "/" + file.Name.ToLowerInvariant(), file);
            }
        }
    }

    /// <summary>All projects, in order of path.</summary>
    public IEnumerable<SourceFile> All => projects.Values.OrderBy(static project => project.Path, StringComparer.Ordinal);

    /// <summary>
    /// The projects that run: web applications and workers where there are any, otherwise programs, otherwise every project. A library is judged as
    /// part of what references it; a test or a tool that nothing references is no part of it.
    /// </summary>
    public IReadOnlyList<SourceFile> Deployed()
    {
        var candidates = All.Where(project => DependencyFacts.IsDeployed(project.Path) && !IsTest(project)).ToList();
        var hosts = candidates.Where(static project => IsHost(project.Project!.Sdk)).ToList();
        if (hosts.Count > 0)
        {
            return hosts;
        }

        var programs = candidates.Where(static project => project.Project!.OutputType is { } type && type.EndsWith("exe", StringComparison.OrdinalIgnoreCase)).ToList();
        return programs.Count > 0 ? programs : candidates;
    }

    /// <summary>The project at a path relative to a folder, or null when it is not part of the code base.</summary>
    public SourceFile? Find(string folder, string relative) => projects.GetValueOrDefault(Combine(folder, relative));

    /// <summary>The projects that a project references.</summary>
    public IEnumerable<SourceFile> References(SourceFile project) =>
        project.Project!.References.Select(reference => Find(project.Folder, reference.Path)).OfType<SourceFile>();

    /// <summary>The packages that a project asks for, those of imported files and of <c>packages.config</c> included.</summary>
    public IEnumerable<ListedPackage> Asked(SourceFile project) =>
    [
        .. project.Packages,
        .. imported.Where(file => file.Folder.Length == 0 || (project.Path.StartsWith(file.Folder, StringComparison.Ordinal) && project.Path[file.Folder.Length] == '/')).SelectMany(static file => file.Packages),
        .. beside.GetValueOrDefault(project.Folder + "/packages.config")?.Packages ?? [],
    ];

    /// <summary>The committed lock file of a project, or null.</summary>
    public SourceFile? Lock(SourceFile project) => beside.GetValueOrDefault(project.Folder + "/packages.lock.json");

    /// <summary>Where restore may have left its result, relative to the checked folder: beside the project, or in the common output folder above it.</summary>
    public static IEnumerable<string> AssetsPaths(SourceFile project)
    {
        var folder = project.Folder;
        yield return Combine(folder, "obj/project.assets.json");
        var name = Name(project);
        while (true)
        {
            yield return Combine(folder, "artifacts/obj/" + name + "/project.assets.json");
            if (folder.Length == 0)
            {
                break;
            }

            folder = folder.LastIndexOf('/') is >= 0 and var slash ? folder[..slash] : "";
        }
    }

    /// <summary>The project's name: that of its file.</summary>
    public static string Name(SourceFile project) => project.Name[..project.Name.LastIndexOf('.')];

    private static bool IsHost(string sdk) =>
        sdk.Contains("Microsoft.NET.Sdk.Web", StringComparison.OrdinalIgnoreCase) || sdk.Contains("Microsoft.NET.Sdk.Worker", StringComparison.OrdinalIgnoreCase);

    private static bool IsTest(SourceFile project) =>
        project.Project!.IsTestProject == true
        || project.Packages.Any(static package => package.Name.Equals("Microsoft.NET.Test.Sdk", StringComparison.OrdinalIgnoreCase) || package.Name.StartsWith("xunit", StringComparison.OrdinalIgnoreCase) || package.Name.StartsWith("MSTest", StringComparison.OrdinalIgnoreCase) || package.Name.Equals("NUnit", StringComparison.OrdinalIgnoreCase) || package.Name.Equals("TUnit", StringComparison.OrdinalIgnoreCase))
        || project.Project.Sdk.StartsWith("MSTest.Sdk", StringComparison.OrdinalIgnoreCase);

    private static string Combine(string folder, string relative)
    {
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in relative.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                if (parts.Count == 0)
                {
                    return "";
                }

                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}

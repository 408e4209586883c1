using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Facts.Dependencies;

/// <summary>How much of a .NET project's closure is known.</summary>
public enum NuGetResolution
{
    /// <summary>All of it, with files: the project is restored.</summary>
    Restored,

    /// <summary>All of it, without files: a lock file is committed.</summary>
    Locked,

    /// <summary>Only what the projects ask for themselves.</summary>
    Declared,
}

/// <summary>The packages of one .NET project that is deployed.</summary>
public sealed class DotNetClosure
{
    private readonly DotNetProjects projects;
    private readonly Dictionary<string, RestoredPackage> restored;

    internal DotNetClosure(SourceFile project, PackageGraph graph, NuGetResolution resolution, DotNetProjects projects, IEnumerable<RestoredPackage> restored)
    {
        Project = project;
        Graph = graph;
        Resolution = resolution;
        this.projects = projects;
        this.restored = restored.ToDictionary(static package => package.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The project file.</summary>
    public SourceFile Project { get; }

    /// <summary>Its name.</summary>
    public string Name => DotNetProjects.Name(Project);

    /// <summary>Its packages and the projects it references.</summary>
    public PackageGraph Graph { get; }

    /// <summary>How much of the closure is known.</summary>
    public NuGetResolution Resolution { get; }

    /// <summary>Platforms for which packages bring native files.</summary>
    public IEnumerable<string> Platforms => NativeSizes.Platforms(restored.Values);

    /// <summary>The line in which a project asks for the first package of the path.</summary>
    public Location PlaceOf(PackagePath path)
    {
        var asking = Project;
        foreach (var node in path.Nodes)
        {
            if (node.IsProject)
            {
                asking = projects.All.FirstOrDefault(project => project.Path == node.Location.File) ?? asking;
                continue;
            }

            return projects.Asked(asking).FirstOrDefault(package => package.Name.Equals(node.Name, StringComparison.OrdinalIgnoreCase))?.Location ?? Location.OfFile(asking.Path);
        }

        return Location.OfFile(asking.Path);
    }

    /// <summary>Bytes of native files that these packages bring on a platform; null when one cannot be measured.</summary>
    public long? NativeBytes(IEnumerable<PackageNode> packages, string platform)
    {
        long total = 0;
        foreach (var node in packages)
        {
            if (!node.IsProject && !node.IsBuildOnly && restored.TryGetValue(node.Name, out var package))
            {
                if (NativeSizes.Of(package, platform) is not { } bytes)
                {
                    return null;
                }

                total += bytes;
            }
        }

        return total;
    }

    /// <summary>The platform on which these packages weigh most, and how much; null without native files.</summary>
    public (string Platform, long Bytes)? Heaviest(IReadOnlyList<PackageNode> packages)
    {
        (string Platform, long Bytes)? heaviest = null;
        foreach (var platform in Platforms)
        {
            if (NativeBytes(packages, platform) is > 0 and var bytes && bytes > (heaviest?.Bytes ?? 0))
            {
                heaviest = (platform, bytes);
            }
        }

        return heaviest;
    }
}

/// <summary>The closures of the .NET projects that are deployed. It reads what restore left beside the projects, so it is gathered only where a rule asks for it.</summary>
public sealed class NuGetFacts : IFacts<NuGetFacts>
{
    private NuGetFacts(ImmutableArray<DotNetClosure> closures, ImmutableArray<string> assetsFiles)
    {
        Closures = closures;
        AssetsFiles = assetsFiles;
    }

    /// <summary>One for each deployed project, in order of path.</summary>
    public ImmutableArray<DotNetClosure> Closures { get; }

    /// <summary>The files of restore that were read, relative to the checked folder.</summary>
    public ImmutableArray<string> AssetsFiles { get; }

    /// <inheritdoc/>
    public static NuGetFacts Gather(CodeBase codeBase)
    {
        var projects = new DotNetProjects(codeBase.Files);
        var closures = ImmutableArray.CreateBuilder<DotNetClosure>();
        var read = ImmutableArray.CreateBuilder<string>();
        foreach (var project in projects.Deployed())
        {
            NuGetAssets? assets = null;
            foreach (var path in DotNetProjects.AssetsPaths(project))
            {
                if ((assets = NuGetAssets.Read(Path.Combine(codeBase.RootPath, path))) is not null)
                {
                    read.Add(path);
                    break;
                }
            }

            closures.Add(assets is not null ? Restored(project, assets, projects) : projects.Lock(project) is { } file ? Locked(project, file, projects) : Declared(project, projects));
        }

        return new NuGetFacts(closures.ToImmutable(), read.ToImmutable());
    }

    private static DotNetClosure Restored(SourceFile project, NuGetAssets assets, DotNetProjects projects)
    {
        var graph = new PackageGraph(Ecosystem.NuGet);
        foreach (var package in assets.Packages)
        {
            var place = package.ProjectPath is { } path && projects.Find(project.Folder, path) is { } referenced ? referenced.Path : project.Path;
            graph.Add(new PackageNode(package.Name, package.Requires, Location.OfFile(place)) { IsProject = package.ProjectPath is not null, IsBuildOnly = package.IsBuildOnly });
        }

        foreach (var name in assets.Direct)
        {
            graph.AddRoot(name);
        }

        return new DotNetClosure(project, graph, NuGetResolution.Restored, projects, assets.Packages);
    }

    private static DotNetClosure Locked(SourceFile project, SourceFile file, DotNetProjects projects)
    {
        var graph = new PackageGraph(Ecosystem.NuGet);
        var byName = projects.All.ToLookup(DotNetProjects.Name, StringComparer.OrdinalIgnoreCase);
        var buildOnly = projects.Asked(project).Where(static package => package.IsDevelopment).Select(static package => package.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var package in file.Packages)
        {
            var isProject = package.IsDirect is null;
            var place = isProject && byName[package.Name].FirstOrDefault() is { } referenced ? Location.OfFile(referenced.Path) : package.Location;
            graph.Add(new PackageNode(package.Name, package.Requires, place) { IsProject = isProject, IsBuildOnly = package.IsDirect == true && buildOnly.Contains(package.Name) });
            if (package.IsDirect != false)
            {
                graph.AddRoot(package.Name);
            }
        }

        return new DotNetClosure(project, graph, NuGetResolution.Locked, projects, []);
    }

    private static DotNetClosure Declared(SourceFile project, DotNetProjects projects)
    {
        var graph = new PackageGraph(Ecosystem.NuGet);
        foreach (var package in projects.Asked(project))
        {
            graph.Add(new PackageNode(package.Name, [], package.Location) { IsBuildOnly = package.IsDevelopment });
            graph.AddRoot(package.Name);
        }

        var seen = new HashSet<SourceFile> { project };
        var queue = new Queue<SourceFile>(projects.References(project));
        foreach (var direct in projects.References(project))
        {
            graph.AddRoot(DotNetProjects.Name(direct));
        }

        while (queue.TryDequeue(out var referenced))
        {
            if (!seen.Add(referenced))
            {
                continue;
            }

            var asked = projects.Asked(referenced).ToList();
            var further = projects.References(referenced).ToList();
            graph.Add(new PackageNode(DotNetProjects.Name(referenced), [.. asked.Select(static package => package.Name), .. further.Select(DotNetProjects.Name)], Location.OfFile(referenced.Path)) { IsProject = true });
            foreach (var package in asked)
            {
                graph.Add(new PackageNode(package.Name, [], package.Location) { IsBuildOnly = package.IsDevelopment });
            }

            further.ForEach(queue.Enqueue);
        }

        return new DotNetClosure(project, graph, NuGetResolution.Declared, projects, []);
    }
}

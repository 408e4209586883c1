using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Facts.Dependencies;

/// <summary>The packages that are deployed from one folder.</summary>
/// <param name="Source">The file that tells: the lock file, or the file in which they are asked for.</param>
/// <param name="Graph">What is in it, and what brought it in.</param>
/// <param name="IsResolved">Whether the whole closure is known, not only what is asked for.</param>
public sealed record DependencySet(SourceFile Source, PackageGraph Graph, bool IsResolved);

/// <summary>The dependencies of all languages but .NET, and what Dockerfiles install. Tests, documentation, examples and tools are left out.</summary>
public sealed class DependencyFacts : IFacts<DependencyFacts>
{
    private static readonly FrozenSet<string> AsideFolders = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "docs", "doc", "examples", "example", "samples", "benchmark", "benchmarks", "scripts", "tools", "tooling", "hack", "notebooks", ".github", ".devcontainer");

    private DependencyFacts(IReadOnlyList<DependencySet> sets, IReadOnlyList<SourceFile> installing)
    {
        Sets = sets;
        Installing = installing;
    }

    /// <summary>One set for each folder and ecosystem that asks for packages, in order of path.</summary>
    public IReadOnlyList<DependencySet> Sets { get; }

    /// <summary>Dockerfiles whose image gets packages by a command.</summary>
    public IReadOnlyList<SourceFile> Installing { get; }

    /// <summary>Whether what lies at this path is deployed, as far as its folders tell.</summary>
    public static bool IsDeployed(string path)
    {
        if (FilePurpose.IsTest(path))
        {
            return false;
        }

        var lookup = AsideFolders.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var start = 0; path.IndexOf('/', start) is >= 0 and var slash; start = slash + 1)
        {
            if (lookup.Contains(path.AsSpan(start, slash - start)))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public static DependencyFacts Gather(CodeBase codeBase)
    {
        var files = codeBase.Files.Where(static file => file.Packages.Count > 0 && IsDeployed(file.Path)).ToList();
        var listing = files.Where(static file => file.Kind != FileKind.Dockerfile && file.Project is null && file.Packages[0].Ecosystem != Ecosystem.NuGet && !IsSuperseded(file)).ToList();
        var locks = listing.Where(IsLock).ToList();
        var sets = new List<DependencySet>();
        foreach (var file in locks)
        {
            var ecosystem = file.Packages[0].Ecosystem;
            var declaring = listing.Where(other => !IsLock(other) && other.Packages[0].Ecosystem == ecosystem && LockOf(other, ecosystem, locks) == file);
            sets.Add(new DependencySet(file, FromLock(file, [.. declaring]), IsResolved: true));
        }

        foreach (var file in listing.Where(file => !IsLock(file) && LockOf(file, file.Packages[0].Ecosystem, locks) is null))
        {
            sets.Add(new DependencySet(file, FromList(file), IsResolved: file.Name == "go.mod"));
        }

        return new DependencyFacts([.. sets.OrderBy(static set => set.Source.Path, StringComparer.Ordinal)], [.. files.Where(static file => file.Kind == FileKind.Dockerfile)]);
    }

    private static bool IsLock(SourceFile file) => file.Kind == FileKind.LockFile;

    /// <summary><c>go.mod</c> lists the whole build; <c>go.sum</c> only adds what other versions used.</summary>
    private static bool IsSuperseded(SourceFile file) => file.Name == "go.sum";

    /// <summary>The lock file in the nearest folder upward that resolves what <paramref name="file"/> asks for.</summary>
    private static SourceFile? LockOf(SourceFile file, Ecosystem ecosystem, List<SourceFile> locks)
    {
        // Requirements files are installed by pip, and environments by conda; neither knows a lock file of these.
        if (file.Name.EndsWith(".txt", StringComparison.Ordinal) || file.Kind == FileKind.Yaml)
        {
            return null;
        }

        SourceFile? nearest = null;
        foreach (var candidate in locks)
        {
            if (candidate.Packages[0].Ecosystem == ecosystem && IsAtOrBelow(file.Folder, candidate.Folder) && (nearest is null || candidate.Folder.Length > nearest.Folder.Length))
            {
                nearest = candidate;
            }
        }

        return nearest;
    }

    private static bool IsAtOrBelow(string folder, string ancestor) =>
        ancestor.Length == 0 || folder == ancestor || (folder.StartsWith(ancestor, StringComparison.Ordinal) && folder[ancestor.Length] == '/');

    private static PackageGraph FromLock(SourceFile file, IReadOnlyList<SourceFile> declaring)
    {
        var graph = new PackageGraph(file.Packages[0].Ecosystem);
        var asked = declaring.SelectMany(static other => other.Packages).Concat(file.Packages.Where(static package => package.IsDirect == true)).ToList();

        // What is asked for stands first: its place is the line to change.
        foreach (var package in asked.Where(static package => !package.IsDevelopment))
        {
            graph.Add(Node(package));
            graph.AddRoot(package.Name);
        }

        foreach (var package in file.Packages.Where(static package => package.IsDirect != true && !package.IsDevelopment))
        {
            graph.Add(Node(package));
        }

        if (asked.Count == 0)
        {
            var required = file.Packages.SelectMany(static package => package.Requires).ToHashSet(StringComparer.OrdinalIgnoreCase);
            foreach (var package in file.Packages.Where(package => !package.IsDevelopment && !required.Contains(package.Name)))
            {
                graph.AddRoot(package.Name);
            }
        }
        else if (file.Packages.All(static package => package.Requires.Count == 0))
        {
            // A lock file without edges: all of it is deployed, and nothing tells what brought it in.
            foreach (var package in file.Packages.Where(static package => !package.IsDevelopment))
            {
                graph.AddRoot(package.Name);
            }
        }

        return graph;
    }

    private static PackageGraph FromList(SourceFile file)
    {
        var graph = new PackageGraph(file.Packages[0].Ecosystem);
        foreach (var package in file.Packages.Where(static package => !package.IsDevelopment))
        {
            graph.Add(Node(package));
            if (package.IsDirect != false || file.Packages[0].Ecosystem == Ecosystem.Go)
            {
                graph.AddRoot(package.Name);
            }
        }

        return graph;
    }

    private static PackageNode Node(ListedPackage package) => new(package.Name, package.Requires, package.Location) { Size = package.Size };
}

using System;
using System.Collections.Generic;
using System.Linq;
using PlatformGuard.Core.Documents;
using PlatformGuard.Guidelines.Libraries;

namespace PlatformGuard.Core.Facts.Dependencies;

/// <summary>A program of another language than C# that answers requests.</summary>
/// <param name="Language">Its language as messages name it.</param>
/// <param name="Folder">Its folder; empty at the root.</param>
/// <param name="Set">Its dependencies.</param>
/// <param name="Place">The line that shows that it is a server.</param>
/// <param name="Setups">The source files below its folder that set up logs.</param>
public sealed record ServerProgram(string Language, string Folder, DependencySet Set, Location Place, IReadOnlyList<SourceFile> Setups)
{
    /// <summary>What messages call it: <c>The Python service in 'api'</c>.</summary>
    public string Title => $"The {Language} service" + (Folder.Length == 0 ? "" : $" in '{Folder}'");
}

/// <summary>The servers of a code base by their dependency files: whoever depends on a server's library is one; pages for browsers and libraries are not.</summary>
public sealed class ServerFacts : IFacts<ServerFacts>
{
    private ServerFacts(IReadOnlyList<ServerProgram> programs) => Programs = programs;

    /// <summary>In order of path.</summary>
    public IReadOnlyList<ServerProgram> Programs { get; }

    /// <inheritdoc/>
    public static ServerFacts Gather(CodeBase codeBase)
    {
        var sets = codeBase.Facts<DependencyFacts>().Sets;
        var setups = codeBase.Files.Where(static file => file.LogSetup is not null && DependencyFacts.IsDeployed(file.Path)).ToList();
        var images = codeBase.FilesOf(FileKind.Dockerfile).Select(static file => file.Folder).ToHashSet(StringComparer.Ordinal);
        var programs = new List<ServerProgram>();
        foreach (var group in sets.GroupBy(static set => new Program(set.Graph.Ecosystem, set.Source.Folder)))
        {
            // Two requirements files of one folder are installed together.
            foreach (var set in group)
            {
                if (Server(set, images.Contains(group.Key.Folder)) is { } place && !programs.Exists(program => program.Folder == group.Key.Folder && program.Set.Graph.Ecosystem == group.Key.Ecosystem))
                {
                    var own = setups.Where(file => IsBelow(file.Path, group.Key.Folder) && LanguageOf(file.Path) == group.Key.Ecosystem && !sets.Any(other => IsNearer(other, group.Key, file.Path))).ToList();
                    programs.Add(new ServerProgram(Title(group.Key.Ecosystem), group.Key.Folder, set, place, own));
                }
            }
        }

        return new ServerFacts(programs);
    }

    /// <summary>The other sets of the same program, which is installed from all of them.</summary>
    public static IEnumerable<PackageNode> PackagesOf(ServerProgram program, CodeBase codeBase) => codeBase.Facts<DependencyFacts>().Sets
        .Where(set => set.Graph.Ecosystem == program.Set.Graph.Ecosystem && set.Source.Folder == program.Folder)
        .SelectMany(static set => set.Graph.Nodes);

    private static Location? Server(DependencySet set, bool hasImage)
    {
        // Only what is asked for: a tool that brings a web server along is no server. In Go's list nothing else tells.
        var asked = set.Source.Packages.Where(static package => package.IsDirect != false && !package.IsDevelopment).Select(static package => package.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var package in set.Graph.Roots)
        {
            if (CommonLibraries.IsServer(set.Graph.Ecosystem, package.Name) && (set.Graph.Ecosystem != Ecosystem.Go || asked.Contains(package.Name)) && (hasImage || (!IsAlsoLibrary(set.Source) && !CommonLibraries.IsAlsoClient(set.Graph.Ecosystem, package.Name))))
            {
                return package.Location;
            }
        }

        return null;
    }

    /// <summary>What setuptools packages is a library more often than a program.</summary>
    private static bool IsAlsoLibrary(SourceFile file) => file.Name is "setup.py" or "setup.cfg";

    private static bool IsNearer(DependencySet set, Program key, string path) =>
        set.Graph.Ecosystem == key.Ecosystem && set.Source.Folder.Length > key.Folder.Length && IsBelow(path, set.Source.Folder);

    private static bool IsBelow(string path, string folder) => folder.Length == 0 || (path.StartsWith(folder, StringComparison.Ordinal) && path[folder.Length] == '/');

    private static Ecosystem? LanguageOf(string path) => path[(path.LastIndexOf('.') + 1)..] switch
    {
        "py" => Ecosystem.Python,
        "go" => Ecosystem.Go,
        "rb" => Ecosystem.Ruby,
        "java" or "kt" or "xml" => Ecosystem.Maven,
        _ => Ecosystem.Npm,
    };

    private static string Title(Ecosystem ecosystem) => ecosystem switch
    {
        Ecosystem.Python => "Python",
        Ecosystem.Npm => "Node.js",
        Ecosystem.Ruby => "Ruby",
        Ecosystem.Go => "Go",
        _ => "Java",
    };

    /// <summary>What is installed and run together.</summary>
    private sealed record Program(Ecosystem Ecosystem, string Folder);
}

using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace PlatformGuard.Analyzers.Logging;

/// <summary>
/// The assemblies whose set-up is the common library: LabKit's, and those of the sets that the platform's policy accepts in its place, where all
/// libraries of a set are there.
/// </summary>
internal sealed class AcceptedLibraries
{
    private readonly HashSet<string> assemblies = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the assemblies in a compilation.</summary>
    public AcceptedLibraries(Compilation compilation, PlatformContext platform)
    {
        if (platform.Settings.CommonLibraries.Count == 0)
        {
            return;
        }

        var packages = AssembliesByPackage(compilation);
        foreach (var set in platform.Settings.CommonLibraries)
        {
            var found = new List<string>();
            var isWhole = true;
            foreach (var library in set)
            {
                isWhole &= packages.TryGetValue(library, out var own);
                found.AddRange(own ?? []);
            }

            assemblies.UnionWith(isWhole ? found : []);
        }
    }

    /// <summary>Whether an accepted library declares the method: whoever calls it uses the library.</summary>
    public bool Declares(IMethodSymbol method) =>
        method.ContainingAssembly is { Name: var name } && (name.IndexOf("LabKit", StringComparison.Ordinal) >= 0 || (assemblies.Count > 0 && assemblies.Contains(name)));

    // A package's assembly mostly has its name; otherwise the path tells: …/package/version/lib/framework/assembly.dll.
    private static Dictionary<string, List<string>> AssembliesByPackage(Compilation compilation)
    {
        var packages = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var reference in compilation.References)
        {
            if (compilation.GetAssemblyOrModuleSymbol(reference) is not IAssemblySymbol { Name: var assembly })
            {
                continue;
            }

            Add(packages, assembly, assembly);
            var folders = ((reference as PortableExecutableReference)?.FilePath ?? "").Split('/', '\\');
            for (var index = folders.Length - 2; index >= 2; index--)
            {
                if (folders[index] is "lib" or "ref")
                {
                    Add(packages, folders[index - 2], assembly);
                    break;
                }
            }
        }

        return packages;
    }

    private static void Add(Dictionary<string, List<string>> packages, string package, string assembly)
    {
        if (!packages.TryGetValue(package, out var assemblies))
        {
            packages.Add(package, assemblies = []);
        }

        assemblies.Add(assembly);
    }
}

using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>
/// The assemblies of a compilation that can carry our annotations: they declare the attributes, or reference an assembly that does. The
/// framework and most packages do not, and the members of all others need not be looked at.
/// </summary>
internal sealed class AnnotatedAssemblies
{
    private static readonly string[] Attributes = ["ServiceClient", "RequiresFeatureFlag", "FeatureFlagGuard", "GuardedClient"];

    private readonly HashSet<IAssemblySymbol> carriers = new(SymbolEqualityComparer.Default);
    private readonly Compilation compilation;
    private readonly bool isDeclared;

    /// <summary>Finds the assemblies of a compilation.</summary>
    public AnnotatedAssemblies(Compilation compilation)
    {
        this.compilation = compilation;
        var declaring = new HashSet<string>(StringComparer.Ordinal);
        foreach (var attribute in Attributes)
        {
            foreach (var type in compilation.GetTypesByMetadataName($"PlatformGuard.{attribute}Attribute"))
            {
                declaring.Add(type.ContainingAssembly.Name);
                AddIfOther(type.ContainingAssembly);
            }
        }

        isDeclared = declaring.Count > 0;
        if (isDeclared)
        {
            AddReferencing(declaring);
            carriers.Add(compilation.Assembly);
        }
    }

    /// <summary>Whether a member or type of the assembly can be annotated.</summary>
    public bool Contains(IAssemblySymbol? assembly) => assembly is not null && carriers.Contains(assembly);

    /// <summary>The referenced assemblies that can carry annotations.</summary>
    public IEnumerable<IAssemblySymbol> Referenced => carriers.Where(assembly => !SymbolEqualityComparer.Default.Equals(assembly, compilation.Assembly));

    /// <summary>Whether a member can be reached that has one of the attributes (named without their suffix).</summary>
    public bool MayUse(CancellationToken cancellation, params string[] attributes) =>
        isDeclared && (Referenced.Any() || SourceWords.Occur(compilation, cancellation, attributes));

    // What implements an annotated interface references the assembly of the interface, and not always that of the attributes.
    private void AddReferencing(HashSet<string> declaring)
    {
        var names = new HashSet<string>(carriers.Select(static assembly => assembly.Name), StringComparer.Ordinal);
        var others = compilation.SourceModule.ReferencedAssemblySymbols.Where(assembly => !declaring.Contains(assembly.Name)).ToList();
        names.UnionWith(others.Where(assembly => References(assembly, declaring) && Mentions(assembly)).Select(static assembly => assembly.Name));
        int before;
        do
        {
            before = others.Count;
            foreach (var assembly in others.Where(assembly => names.Contains(assembly.Name) || References(assembly, names)).ToArray())
            {
                carriers.Add(assembly);
                names.Add(assembly.Name);
                others.Remove(assembly);
            }
        }
        while (others.Count < before);
    }

    private static bool References(IAssemblySymbol assembly, HashSet<string> names) =>
        assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => names.Contains(reference.Name)));

    // In an editor a project of the solution references all that it could use.
    private bool Mentions(IAssemblySymbol assembly) =>
        compilation.GetMetadataReference(assembly) is not CompilationReference project || SourceWords.Occur(project.Compilation, CancellationToken.None, Attributes);

    // The assembly that is there to declare the attributes has no clients.
    private void AddIfOther(IAssemblySymbol assembly)
    {
        if (assembly.Name != "PlatformGuard.Annotations")
        {
            carriers.Add(assembly);
        }
    }
}

/// <summary>Looks into the text of a compilation before anything is bound.</summary>
internal static class SourceWords
{
    /// <summary>Whether one of the words occurs anywhere in the compilation's files.</summary>
    public static bool Occur(Compilation compilation, CancellationToken cancellation, params string[] words)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            var text = tree.GetText(cancellation).ToString();
            if (Array.Exists(words, word => text.IndexOf(word, StringComparison.Ordinal) >= 0))
            {
                return true;
            }
        }

        return false;
    }
}

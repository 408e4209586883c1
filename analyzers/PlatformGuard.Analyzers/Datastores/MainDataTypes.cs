using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;

namespace PlatformGuard.Analyzers.Datastores;

/// <summary>The types of the main application's data model: those that are listed, those of listed namespaces, and all of an assembly that holds a listed <c>DbContext</c>.</summary>
internal sealed class MainDataTypes
{
    private readonly HashSet<INamedTypeSymbol> types = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IAssemblySymbol> assemblies = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> assemblyNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> namespaces = new(StringComparer.Ordinal);
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> known = new(SymbolEqualityComparer.Default);

    /// <summary>Looks up what the ids name. An id that names nothing here is left out: other services' types are none of this one's.</summary>
    /// <param name="ids">Documentation ids of types (<c>T:</c>) and namespaces (<c>N:</c>), and names of assemblies (<c>A:</c>).</param>
    /// <param name="compilation">The compilation.</param>
    public MainDataTypes(IEnumerable<string> ids, Compilation compilation)
    {
        foreach (var id in ids)
        {
            if (id.StartsWith("N:", StringComparison.Ordinal))
            {
                namespaces.Add(id.Substring(2));
            }
            else if (id.StartsWith("A:", StringComparison.Ordinal))
            {
                assemblyNames.Add(id.Substring(2));
            }
            else if (id.StartsWith("T:", StringComparison.Ordinal))
            {
                AddType(id, compilation);
            }
        }

        AddNames(compilation);
    }

    /// <summary>Whether nothing in the compilation can belong to it.</summary>
    public bool IsEmpty => types.Count == 0 && namespaces.Count == 0 && assemblyNames.Count == 0;

    /// <summary>Whether a type of it, or a member of one, has this name; asked before a name is bound.</summary>
    public bool MayBeName(string name) => names.Contains(name);

    /// <summary>Whether the type belongs to the main application's data model.</summary>
    public bool Contains(INamedTypeSymbol type) => known.GetOrAdd(type.OriginalDefinition, Belongs);

    private bool Belongs(INamedTypeSymbol type)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (types.Contains(outer))
            {
                return true;
            }
        }

        if (type.ContainingAssembly is { } assembly && (assemblies.Contains(assembly) || assemblyNames.Contains(assembly.Name)))
        {
            return true;
        }

        foreach (var space in namespaces)
        {
            if (TypeNames.IsWithin(type, space))
            {
                return true;
            }
        }

        return false;
    }

    private void AddNames(Compilation compilation)
    {
        foreach (var type in types)
        {
            AddNames(type);
        }

        foreach (var reference in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (assemblies.Contains(reference) || assemblyNames.Contains(reference.Name))
            {
                AddNames(reference.GlobalNamespace);
            }
        }

        foreach (var space in namespaces)
        {
            INamespaceSymbol? found = compilation.GlobalNamespace;
            foreach (var part in space.Split('.'))
            {
                found = found?.GetMembers(part) is { } members ? FirstNamespace(members) : null;
            }

            if (found is not null)
            {
                AddNames(found);
            }
        }
    }

    private static INamespaceSymbol? FirstNamespace(IEnumerable<INamespaceOrTypeSymbol> members)
    {
        foreach (var member in members)
        {
            if (member is INamespaceSymbol space)
            {
                return space;
            }
        }

        return null;
    }

    private void AddNames(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamespaceSymbol space)
            {
                AddNames(space);
            }
            else if (container is INamespaceSymbol && member is INamedTypeSymbol type)
            {
                AddNames(type);
            }
        }
    }

    private void AddNames(INamedTypeSymbol type)
    {
        names.Add(type.Name);
        names.UnionWith(type.MemberNames);
        foreach (var nested in type.GetTypeMembers())
        {
            AddNames(nested);
        }
    }

    private void AddType(string id, Compilation compilation)
    {
        foreach (var symbol in DocumentationCommentId.GetSymbolsForDeclarationId(id, compilation))
        {
            if (symbol is not INamedTypeSymbol type)
            {
                continue;
            }

            types.Add(type);

            // The assembly that holds the context is the data assembly. In the service's own assembly only what is listed counts.
            if (SymbolNames.InheritsFrom(type, "DbContext") && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly))
            {
                assemblies.Add(type.ContainingAssembly);
            }
        }
    }
}

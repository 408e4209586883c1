using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>Walks what an assembly declares.</summary>
internal static class DeclaredMembers
{
    /// <summary>All types of a namespace, and their members.</summary>
    public static IEnumerable<ISymbol> Of(INamespaceSymbol space)
    {
        var open = new Stack<INamespaceOrTypeSymbol>();
        open.Push(space);
        while (open.Count > 0)
        {
            foreach (var member in open.Pop().GetMembers())
            {
                if (member is INamespaceOrTypeSymbol inner)
                {
                    open.Push(inner);
                }

                if (member is not INamespaceSymbol)
                {
                    yield return member;
                }
            }
        }
    }
}

using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>Where the private methods of a type are used. Each type is read once, whichever of its methods is asked for first.</summary>
/// <param name="bodies">The bodies of the compilation.</param>
internal sealed class PrivateUses(Bodies bodies)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, Dictionary<string, List<SimpleNameSyntax>>> names = new(SymbolEqualityComparer.Default);

    /// <summary>
    /// The bodies of the method's type, and of the types in it, that use the method; null when it is also used where nothing can be known:
    /// through <see langword="dynamic"/>, or in the base list of a type.
    /// </summary>
    public IReadOnlyList<SyntaxNode>? Of(IMethodSymbol method, CancellationToken cancellation)
    {
        var users = new List<SyntaxNode>();
        var known = new HashSet<SyntaxNode>();
        if (!NamesIn(method.ContainingType, cancellation).TryGetValue(method.Name, out var uses))
        {
            return users;
        }

        foreach (var name in uses)
        {
            var body = Bodies.BodyAround(name);
            var info = bodies.ModelOf(name.SyntaxTree).GetSymbolInfo(name, cancellation);
            var isOwn = SymbolEqualityComparer.Default.Equals((info.Symbol as IMethodSymbol)?.OriginalDefinition, method);
            if (IsLateBound(name, bodies.ModelOf(name.SyntaxTree), info, cancellation) || (isOwn && body is null))
            {
                return null;
            }

            if (body is not null && (isOwn || info.Symbol is null) && known.Add(body))
            {
                users.Add(body);
            }
        }

        return users;
    }

    private static bool IsLateBound(SimpleNameSyntax name, SemanticModel model, SymbolInfo info, CancellationToken cancellation) =>
        info.CandidateReason == CandidateReason.LateBound
        || (info.Symbol is null && name.Parent is MemberAccessExpressionSyntax access && access.Name == name && model.GetTypeInfo(access.Expression, cancellation).Type?.TypeKind == TypeKind.Dynamic);

    private Dictionary<string, List<SimpleNameSyntax>> NamesIn(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (names.TryGetValue(type, out var found))
        {
            return found;
        }

        found = type.GetMembers().OfType<IMethodSymbol>()
            .Where(static method => method.DeclaredAccessibility == Accessibility.Private && method.MethodKind == MethodKind.Ordinary)
            .Select(static method => method.Name).Distinct()
            .ToDictionary(static name => name, static _ => new List<SimpleNameSyntax>());
        foreach (var name in type.DeclaringSyntaxReferences.SelectMany(part => part.GetSyntax(cancellation).DescendantNodes()).OfType<SimpleNameSyntax>())
        {
            if (found.TryGetValue(name.Identifier.ValueText, out var uses))
            {
                uses.Add(name);
            }
        }

        return names.GetOrAdd(type, found);
    }
}

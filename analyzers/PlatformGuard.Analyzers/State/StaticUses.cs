using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PlatformGuard.Analyzers.State;

/// <summary>What the rest of a type says about its static state. Only asked about a write that would be a finding.</summary>
internal static class StaticUses
{
    /// <summary>Whether the method fills tables when its type is initialized: <c>static readonly Language De = Add("de", "German")</c>.</summary>
    public static bool FillsAtStart(ISymbol method, CancellationToken cancellation)
    {
        if (method is not IMethodSymbol { IsStatic: true, MethodKind: MethodKind.Ordinary, ContainingType: { } type })
        {
            return false;
        }

        foreach (var part in type.DeclaringSyntaxReferences)
        {
            foreach (var member in (part.GetSyntax(cancellation) as TypeDeclarationSyntax)?.Members ?? default)
            {
                var isInitializer = member is FieldDeclarationSyntax or PropertyDeclarationSyntax or ConstructorDeclarationSyntax && member.Modifiers.Any(SyntaxKind.StaticKeyword);
                if (isInitializer && Calls(member, method.Name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether the type reads the member with <c>GetOrAdd</c>: what is missing is made again from its source, in any process.</summary>
    public static bool IsCacheOfASource(ISymbol member, CancellationToken cancellation)
    {
        foreach (var part in member.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var node in part.GetSyntax(cancellation).DescendantNodes())
            {
                if (node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetOrAdd", Expression: var owner } && NameOf(owner) == member.Name)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Calls(MemberDeclarationSyntax member, string method)
    {
        foreach (var node in member.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax call && NameOf(call.Expression) == method)
            {
                return true;
            }
        }

        return false;
    }

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Name: var name } => name.Identifier.ValueText,
        _ => null,
    };
}

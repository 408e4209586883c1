using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>Where the language wants a constant, or an expression that cannot throw, so that a value read at run time would not compile.</summary>
internal static class ConstantContext
{
    /// <summary>Whether the expression may be replaced by one that is evaluated at run time.</summary>
    public static bool Allows(SyntaxNode expression, SemanticModel model, CancellationToken cancellation)
    {
        for (var node = expression; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AttributeSyntax or ParameterSyntax or CaseSwitchLabelSyntax or PatternSyntax or GotoStatementSyntax or InterpolationSyntax or EnumMemberDeclarationSyntax:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression }:
                    return false;
                case LocalDeclarationStatementSyntax local:
                    return !local.IsConst;
                case BaseFieldDeclarationSyntax field:
                    return !field.Modifiers.Any(SyntaxKind.ConstKeyword);
                case LambdaExpressionSyntax lambda when IsExpressionTree(lambda, model, cancellation):
                case QueryExpressionSyntax:
                    return false;
                case MemberDeclarationSyntax:
                    return true;
            }
        }

        return true;
    }

    /// <summary>Whether a constant can become a variable: nothing that names it needs a constant.</summary>
    public static async Task<bool> AllowsAllUsesAsync(ISymbol constant, Solution solution, CancellationToken cancellation)
    {
        foreach (var referenced in await SymbolFinder.FindReferencesAsync(constant, solution, cancellation).ConfigureAwait(false))
        {
            foreach (var use in referenced.Locations)
            {
                if (use.IsImplicit
                    || await use.Document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
                    || await use.Document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
                    || !Allows(root.FindNode(use.Location.SourceSpan, getInnermostNodeForTie: true), model, cancellation))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsExpressionTree(LambdaExpressionSyntax lambda, SemanticModel model, CancellationToken cancellation) =>
        model.GetTypeInfo(lambda, cancellation).ConvertedType is { Name: "Expression", ContainingNamespace: { Name: "Expressions", ContainingNamespace.Name: "Linq" } };
}

using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;
using PlatformGuard.Analyzers.FeatureFlags;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>Adds <c>[RequiresFeatureFlag]</c> to the member whose body holds a call.</summary>
internal static class RequiredFlag
{
    private const string AttributeName = "PlatformGuard.RequiresFeatureFlagAttribute";

    /// <summary>The changed root; null when the member cannot have the attribute or already has it.</summary>
    public static SyntaxNode? Add(SyntaxNode root, SyntaxNode call, SemanticModel model, string flag)
    {
        var member = call.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        if (member is not MethodDeclarationSyntax and not ConstructorDeclarationSyntax and not PropertyDeclarationSyntax
            || model.Compilation.GetTypesByMetadataName(AttributeName).IsEmpty
            || model.GetDeclaredSymbol(member) is not { } symbol
            || Annotations.RequiredFlags(symbol).Contains(flag))
        {
            return null;
        }

        var attribute = SyntaxFactory.Attribute(
            SyntaxFactory.ParseName("global::PlatformGuard.RequiresFeatureFlag").WithAdditionalAnnotations(Simplifier.Annotation),
            SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.AttributeArgument(
                SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(flag))))));
        var list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute))
            .WithLeadingTrivia(member.GetLeadingTrivia())
            .WithTrailingTrivia(root.DescendantTrivia().FirstOrDefault(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } end ? end : SyntaxFactory.LineFeed)
            .WithAdditionalAnnotations(Formatter.Annotation);
        var trivia = member.GetLeadingTrivia();
        var rest = member.WithLeadingTrivia(trivia.Count > 0 && trivia[trivia.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia) ? [trivia[trivia.Count - 1]] : default(SyntaxTriviaList));
        return root.ReplaceNode(member, rest.WithAttributeLists(rest.AttributeLists.Insert(0, list)));
    }
}

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
        if (call.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not (MethodDeclarationSyntax or ConstructorDeclarationSyntax or PropertyDeclarationSyntax) member
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
            .WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed)
            .WithAdditionalAnnotations(Formatter.Annotation);
        var indentation = member.GetLeadingTrivia().LastOrDefault();
        var rest = member.WithLeadingTrivia(indentation.IsKind(SyntaxKind.WhitespaceTrivia) ? [indentation] : default(SyntaxTriviaList));
        return root.ReplaceNode(member, rest.WithAttributeLists(rest.AttributeLists.Insert(0, list)));
    }
}

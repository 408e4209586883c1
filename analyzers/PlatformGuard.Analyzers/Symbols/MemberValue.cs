using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PlatformGuard.Analyzers.Symbols;

/// <summary>
/// Finds the value of a field or property that gets one in a single place: its initializer, its expression body, or one assignment in a
/// constructor. Only the file of the use is looked at, whose semantic model is there already.
/// </summary>
internal static class MemberValue
{
    /// <summary>The only value that is written to the member, or null.</summary>
    public static IOperation? Of(ISymbol member, SemanticModel? model, CancellationToken cancellation)
    {
        if (model is null || member.DeclaringSyntaxReferences.Length != 1 || member.DeclaringSyntaxReferences[0].SyntaxTree != model.SyntaxTree)
        {
            return null;
        }

        var value = member.DeclaringSyntaxReferences[0].GetSyntax(cancellation) switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var initializer } => initializer,
            PropertyDeclarationSyntax { Initializer.Value: var initializer } => initializer,
            PropertyDeclarationSyntax { ExpressionBody.Expression: var body } => body,
            var declaration => AssignedInConstructor(declaration, member),
        };
        return value is null ? null : model.GetOperation(value, cancellation);
    }

    private static ExpressionSyntax? AssignedInConstructor(SyntaxNode declaration, ISymbol member)
    {
        if (!IsReadOnly(member) || declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type)
        {
            return null;
        }

        ExpressionSyntax? value = null;
        foreach (var part in type.Members)
        {
            if (part is not ConstructorDeclarationSyntax constructor)
            {
                continue;
            }

            foreach (var node in constructor.DescendantNodes())
            {
                if (node is not AssignmentExpressionSyntax assignment || NameOf(assignment.Left) != member.Name)
                {
                    continue;
                }

                if (value is not null)
                {
                    return null;
                }

                value = assignment.Right;
            }
        }

        return value;
    }

    private static bool IsReadOnly(ISymbol member) => member switch
    {
        IFieldSymbol field => field.IsReadOnly || field.DeclaredAccessibility == Accessibility.Private,
        IPropertySymbol property => property.SetMethod is null or { DeclaredAccessibility: Accessibility.Private } or { IsInitOnly: true },
        _ => false,
    };

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } => name.Identifier.ValueText,
        _ => null,
    };
}

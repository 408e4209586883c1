using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>The declaration of a constant field or local whose whole value is one literal.</summary>
internal sealed class ConstantDeclaration
{
    private readonly VariableDeclaratorSyntax declarator;
    private readonly SyntaxNode statement;

    private ConstantDeclaration(VariableDeclaratorSyntax declarator, SyntaxNode statement)
    {
        this.declarator = declarator;
        this.statement = statement;
    }

    /// <summary>The constant that the literal is the value of, or null.</summary>
    public static ConstantDeclaration? Of(LiteralExpressionSyntax literal)
    {
        if (literal.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: { } statement } } declarator })
        {
            return null;
        }

        return statement switch
        {
            FieldDeclarationSyntax { Parent: ClassDeclarationSyntax or StructDeclarationSyntax or RecordDeclarationSyntax } field when field.Modifiers.Any(SyntaxKind.ConstKeyword) => new(declarator, field),
            LocalDeclarationStatementSyntax { IsConst: true } local => new(declarator, local),
            _ => null,
        };
    }

    /// <summary>Whether everything compiles when the constant is a variable: no attribute, default value, label or other constant needs it.</summary>
    public async Task<bool> CanBeVariableAsync(Document document, SemanticModel model, CancellationToken cancellation) =>
        model.GetDeclaredSymbol(declarator, cancellation) is { } symbol
        && await ConstantContext.AllowsAllUsesAsync(symbol, document.Project.Solution, cancellation).ConfigureAwait(false);

    /// <summary>Replaces the value, and <c>const</c> by <c>static readonly</c>; a local becomes an ordinary one.</summary>
    public SyntaxNode MakeVariable(SyntaxNode root, LiteralExpressionSyntax literal, ExpressionSyntax value)
    {
        var changed = statement.ReplaceNode(literal, value);
        return root.ReplaceNode(statement, changed switch
        {
            FieldDeclarationSyntax field => field.WithModifiers(AsReadOnly(field.Modifiers)),
            LocalDeclarationStatementSyntax local => WithoutConst(local),
            _ => changed,
        });
    }

    private static SyntaxTokenList AsReadOnly(SyntaxTokenList modifiers)
    {
        var index = modifiers.IndexOf(SyntaxKind.ConstKeyword);
        var constant = modifiers[index];
        return modifiers.RemoveAt(index).InsertRange(
            index,
            [
                SyntaxFactory.Token(constant.LeadingTrivia, SyntaxKind.StaticKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space)),
                SyntaxFactory.Token(SyntaxFactory.TriviaList(), SyntaxKind.ReadOnlyKeyword, constant.TrailingTrivia),
            ]);
    }

    private static LocalDeclarationStatementSyntax WithoutConst(LocalDeclarationStatementSyntax local)
    {
        var index = local.Modifiers.IndexOf(SyntaxKind.ConstKeyword);
        var leading = local.Modifiers[index].LeadingTrivia;
        var bare = local.WithModifiers(local.Modifiers.RemoveAt(index));
        return index == 0 ? bare.WithLeadingTrivia(leading) : bare;
    }
}

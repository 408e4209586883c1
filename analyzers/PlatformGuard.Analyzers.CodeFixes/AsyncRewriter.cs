using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>Makes a method that returns tasks <c>async</c>: what it returned is awaited instead.</summary>
internal static class AsyncRewriter
{
    /// <summary>The root with the method made asynchronous.</summary>
    public static SyntaxNode MakeAsync(SyntaxNode root, SyntaxNode node, bool isTaskOfValue)
    {
        var method = (MethodDeclarationSyntax)node;
        var returns = method.DescendantNodes(static inner => inner is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>().ToList();
        var changed = method.ReplaceNodes(returns, (_, current) => Awaited(current, isTaskOfValue));
        var modifier = SyntaxFactory.Token(SyntaxKind.AsyncKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        if (changed.Modifiers.Count == 0)
        {
            // The modifier takes the place of the return type, comments before it included.
            modifier = modifier.WithLeadingTrivia(changed.ReturnType.GetLeadingTrivia());
            changed = changed.WithReturnType(changed.ReturnType.WithLeadingTrivia());
        }

        return root.ReplaceNode(method, changed.AddModifiers(modifier));
    }

    private static StatementSyntax Awaited(ReturnStatementSyntax statement, bool isTaskOfValue)
    {
        if (statement.Expression is not { } expression)
        {
            return statement;
        }

        // A completed task is what an async method returns anyway.
        var (isCompleted, value) = Completed(expression);
        if (isTaskOfValue)
        {
            return statement.WithExpression(isCompleted && value is not null ? value.WithTriviaFrom(expression) : Await(expression).WithTriviaFrom(expression));
        }

        var leave = SyntaxFactory.ReturnStatement();
        if (isCompleted)
        {
            return leave.WithTriviaFrom(statement);
        }

        var awaited = SyntaxFactory.ExpressionStatement(Await(expression.WithoutTrivia()));
        return IsLast(statement)
            ? awaited.WithTriviaFrom(statement)
            : SyntaxFactory.Block(awaited, leave).WithTriviaFrom(statement).WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static bool IsLast(ReturnStatementSyntax statement) =>
        statement.Parent is BlockSyntax { Parent: MethodDeclarationSyntax } block && block.Statements.Last() == statement;

    private static (bool IsCompleted, ExpressionSyntax? Value) Completed(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" } => (true, null),
        LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression } => (true, null),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromResult" }, ArgumentList.Arguments.Count: 1 } call => (true, call.ArgumentList.Arguments[0].Expression),
        _ => (false, null),
    };

    private static AwaitExpressionSyntax Await(ExpressionSyntax expression)
    {
        var operand = expression.WithoutTrivia();
        return SyntaxFactory.AwaitExpression(
            SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space),
            operand is ConditionalExpressionSyntax or BinaryExpressionSyntax or AssignmentExpressionSyntax or SwitchExpressionSyntax or LambdaExpressionSyntax ? SyntaxFactory.ParenthesizedExpression(operand) : operand);
    }
}

using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>Puts a check of a flag before a call: an early return where the rest needs the call, otherwise an <c>if</c> around its statement.</summary>
internal static class GuardRewriter
{
    /// <summary>The annotation of what was inserted; its data is the flag.</summary>
    private const string Inserted = "PlatformGuard.InsertedGuard";

    /// <summary>The changed root; null when there is no place for a check of this form.</summary>
    public static SyntaxNode? Guard(SyntaxNode root, SyntaxNode call, SemanticModel model, FlagCondition condition, string flag)
    {
        if (call.FirstAncestorOrSelf<StatementSyntax>() is { } innermost && FunctionOf(innermost) is { } function && FunctionOf(call) is { } own
            && (own == function || own is AnonymousFunctionExpressionSyntax))
        {
            // A lambda without statements knows what is known where it is made.
            var statement = innermost;
            while (statement.Parent is StatementSyntax and not BlockSyntax)
            {
                statement = (StatementSyntax)statement.Parent;
            }

            return statement is LocalFunctionStatementSyntax ? null : GuardStatement(root, statement, FunctionShape.Of(function, model), model, condition, flag);
        }

        return call.FirstAncestorOrSelf<ArrowExpressionClauseSyntax>() is { Parent: MethodDeclarationSyntax method } arrow && FunctionOf(call) == method
            ? GuardExpressionBody(root, method, arrow, FunctionShape.Of(method, model), condition, flag)
            : null;
    }

    /// <summary>Whether an inserted check of the same flag already stands before the call.</summary>
    public static bool IsGuarded(SyntaxNode call, string flag)
    {
        for (var node = call; node.Parent is { } parent; node = parent)
        {
            if (node is MemberDeclarationSyntax)
            {
                return false;
            }

            if (Is(parent, flag) || (parent is BlockSyntax block && block.Statements.TakeWhile(statement => statement != node).Any(statement => Is(statement, flag) && ((IfStatementSyntax)statement).Condition is PrefixUnaryExpressionSyntax)))
            {
                return true;
            }
        }

        return false;

        static bool Is(SyntaxNode node, string flag) => node is IfStatementSyntax && node.GetAnnotations(Inserted).Any(annotation => annotation.Data == flag);
    }

    private static SyntaxNode? FunctionOf(SyntaxNode node) => node.FirstAncestorOrSelf<SyntaxNode>(static ancestor =>
        ancestor is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax or PropertyDeclarationSyntax or IndexerDeclarationSyntax or CompilationUnitSyntax);

    private static SyntaxNode? GuardStatement(SyntaxNode root, StatementSyntax statement, FunctionShape shape, SemanticModel model, FlagCondition condition, string flag)
    {
        if (condition.IsAwaited && !shape.CanAwait)
        {
            return null;
        }

        SyntaxNode? changed = null;
        if (statement is ExpressionStatementSyntax or ForEachStatementSyntax or ForStatementSyntax or IfStatementSyntax or WhileStatementSyntax && !IsLastOf(statement, shape) && !AssignsUnassigned(statement, model))
        {
            changed = root.ReplaceNode(statement, If(condition.Condition, statement.WithoutLeadingTrivia().WithoutTrailingTrivia(), flag).WithTriviaFrom(statement));
        }
        else if (statement.Parent is BlockSyntax && shape.OffReturn is { } off && !IsInLoop(statement, shape.Function))
        {
            var guard = If(condition.Negation, SyntaxFactory.ParseStatement(off), flag).WithLeadingTrivia(statement.GetLeadingTrivia());
            var separated = statement.WithLeadingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed);
            changed = root.ReplaceNode(statement, [guard.WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed), separated]);
        }

        return changed is not null && condition.IsAwaited && !shape.IsAsync ? MadeAsync(changed, shape) : changed;
    }

    private static SyntaxNode? GuardExpressionBody(SyntaxNode root, MethodDeclarationSyntax method, ArrowExpressionClauseSyntax arrow, FunctionShape shape, FlagCondition condition, string flag)
    {
        if (shape.OffReturn is not { } off || (condition.IsAwaited && !shape.CanAwait))
        {
            return null;
        }

        var last = shape.ReturnsNothing ? (StatementSyntax)SyntaxFactory.ExpressionStatement(arrow.Expression) : SyntaxFactory.ReturnStatement(arrow.Expression.WithLeadingTrivia(SyntaxFactory.Space));
        var body = SyntaxFactory.Block(If(condition.Negation, SyntaxFactory.ParseStatement(off), flag).WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed), last.WithLeadingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed));
        var marker = new SyntaxAnnotation();
        var changed = root.ReplaceNode(method, method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(body.WithAdditionalAnnotations(Formatter.Annotation))
            .WithTrailingTrivia(method.GetTrailingTrivia()).WithAdditionalAnnotations(marker));
        return condition.IsAwaited && !shape.IsAsync ? AsyncRewriter.MakeAsync(changed, changed.GetAnnotatedNodes(marker).Single(), shape.IsTaskOfValue) : changed;
    }

    private static SyntaxNode MadeAsync(SyntaxNode changed, FunctionShape shape) =>
        AsyncRewriter.MakeAsync(changed, changed.FindNode(new Microsoft.CodeAnalysis.Text.TextSpan(shape.Function.SpanStart, 0)).FirstAncestorOrSelf<MethodDeclarationSyntax>()!, shape.IsTaskOfValue);

    private static IfStatementSyntax If(string condition, StatementSyntax body, string flag) =>
        SyntaxFactory.IfStatement(SyntaxFactory.ParseExpression(condition).WithAdditionalAnnotations(Simplifier.Annotation), SyntaxFactory.Block(body))
            .WithAdditionalAnnotations(Formatter.Annotation, Simplifier.Annotation, new SyntaxAnnotation(Inserted, flag));

    /// <summary>The last statement of a function that returns nothing is guarded the same by either form; the early return nests less.</summary>
    private static bool IsLastOf(StatementSyntax statement, FunctionShape shape) =>
        shape.OffReturn is not null && statement.Parent is BlockSyntax block && block.Parent == shape.Function && block.Statements.Last() == statement;

    private static bool IsInLoop(StatementSyntax statement, SyntaxNode function) =>
        statement.Ancestors().TakeWhile(ancestor => ancestor != function).Any(static ancestor => ancestor is ForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax);

    private static bool AssignsUnassigned(StatementSyntax statement, SemanticModel model) =>
        model.AnalyzeDataFlow(statement) is { Succeeded: true } flow && flow.AlwaysAssigned.Any(symbol => !flow.DefinitelyAssignedOnEntry.Contains(symbol) && flow.DataFlowsOut.Contains(symbol));
}

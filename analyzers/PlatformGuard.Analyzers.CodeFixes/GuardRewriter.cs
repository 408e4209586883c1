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
    /// <param name="root">The root of the file.</param>
    /// <param name="call">The call.</param>
    /// <param name="model">The file's meaning.</param>
    /// <param name="condition">The question.</param>
    /// <param name="flag">The flag.</param>
    /// <param name="lambdasInherit">Whether a check around a lambda covers what the lambda does.</param>
    public static SyntaxNode? Guard(SyntaxNode root, SyntaxNode call, SemanticModel model, FlagCondition condition, string flag, bool lambdasInherit)
    {
        if (call.FirstAncestorOrSelf<StatementSyntax>() is { } innermost && FunctionOf(innermost) is { } function && FunctionOf(call) is { } own
            && (own == function || (own is AnonymousFunctionExpressionSyntax && lambdasInherit)))
        {
            // A lambda without statements knows what is known where it is made.
            var statement = innermost;
            while (statement.Parent is StatementSyntax and not BlockSyntax and not LabeledStatementSyntax)
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
        var returning = Outermost(statement) is { Parent: BlockSyntax } && !IsInLoop(statement, shape.Function) ? shape.OffReturn : null;
        if (statement is ExpressionStatementSyntax or ForEachStatementSyntax or ForStatementSyntax or IfStatementSyntax or WhileStatementSyntax
            && !IsLastOf(statement, shape) && !AssignsUnassigned(statement, model) && (returning is null || !IsLeft(statement, model)))
        {
            changed = root.ReplaceNode(statement, If(condition.Condition, statement.WithoutLeadingTrivia().WithoutTrailingTrivia(), flag).WithTriviaFrom(statement));
        }
        else if (returning is not null)
        {
            var guard = If(condition.Negation, SyntaxFactory.ParseStatement(returning), flag).WithLeadingTrivia(statement.GetLeadingTrivia()).WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed);
            var separated = statement.WithLeadingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed);

            // A label stays before the check, or a jump to it would leave the check out.
            var outermost = Outermost(statement);
            changed = root.ReplaceNode(outermost, [outermost.ReplaceNode(statement, guard), separated]);
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

    private static StatementSyntax Outermost(StatementSyntax statement)
    {
        while (statement.Parent is LabeledStatementSyntax label)
        {
            statement = label;
        }

        return statement;
    }

    private static bool IsInLoop(StatementSyntax statement, SyntaxNode function) =>
        statement.Ancestors().TakeWhile(ancestor => ancestor != function).Any(static ancestor => ancestor is ForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax);

    /// <summary>Whether a jump leads out of a statement. What stands behind it may rely on that jump, as behind a check of its own.</summary>
    private static bool IsLeft(StatementSyntax statement, SemanticModel model) =>
        model.AnalyzeControlFlow(statement) is { Succeeded: true } flow && !(flow.ReturnStatements.IsEmpty && flow.ExitPoints.IsEmpty);

    private static bool AssignsUnassigned(StatementSyntax statement, SemanticModel model) =>
        model.AnalyzeDataFlow(statement) is { Succeeded: true } flow && flow.AlwaysAssigned.Any(symbol => !flow.DefinitelyAssignedOnEntry.Contains(symbol) && flow.DataFlowsOut.Contains(symbol));
}

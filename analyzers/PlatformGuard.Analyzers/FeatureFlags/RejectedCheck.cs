using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PlatformGuard.Analyzers.Flow;

namespace PlatformGuard.Analyzers.FeatureFlags;

/// <summary>The check nearest to a call that does not cover it, and why.</summary>
/// <param name="Reason">The reason, in words that follow a colon.</param>
/// <param name="Location">The check.</param>
internal sealed record RejectedCheck(string Reason, Location Location)
{
    /// <summary>The check and the reason as the end of a message.</summary>
    public string Text => $"; the check on line {Line(Location)} does not cover this call: {Reason}";

    /// <summary>Finds the check that a reader would expect to cover a use.</summary>
    /// <param name="use">The use.</param>
    /// <param name="checks">The checks of the same body.</param>
    /// <param name="needed">What the use needs.</param>
    /// <param name="lambdasInherit">Whether a lambda knows what was known where it was made.</param>
    public static RejectedCheck? Find(SyntaxNode use, IReadOnlyList<FlagCheck> checks, Facts needed, bool lambdasInherit)
    {
        var nearest = checks.Where(check => check.On.Covers(needed) && !use.Contains(check.Operation.Syntax))
            .Select(static check => check.Operation.Syntax)
            .OrderBy(check => check.SpanStart > use.SpanStart)
            .ThenBy(check => System.Math.Abs(check.SpanStart - use.SpanStart))
            .FirstOrDefault();
        var nameless = nearest is null ? checks.FirstOrDefault(static check => check.On.IsNone) : null;
        if (nameless is not null)
        {
            return new("the name of its flag is not constant (platformguard.unknown_flag = reports)", nameless.Operation.Syntax.GetLocation());
        }

        return nearest is null ? null : new(Explain(nearest, use, lambdasInherit), nearest.GetLocation());
    }

    private static string Explain(SyntaxNode check, SyntaxNode use, bool lambdasInherit)
    {
        if (check.AncestorsAndSelf().OfType<ArgumentSyntax>().FirstOrDefault() is { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var asserted, Name.Identifier.ValueText: "Assert" } } }
            && asserted.ToString() is "Debug" or "Trace" or "System.Diagnostics.Debug" or "System.Diagnostics.Trace")
        {
            return "an assertion does not stop a release build";
        }

        return OfFunctions(check, use, lambdasInherit) ?? OfExceptions(check, use) ?? OfResult(check) ?? OfOrder(check, use) ?? OfCondition(check, use)
            ?? "this call is also reached when the flag is off";
    }

    private static string? OfFunctions(SyntaxNode check, SyntaxNode use, bool lambdasInherit)
    {
        var (checking, using_) = (FunctionAround(check), FunctionAround(use));
        if (checking is not null && !checking.Contains(use))
        {
            return "it is made in another function";
        }

        if (using_ is null || using_.Contains(check))
        {
            return null;
        }

        return using_ is LocalFunctionStatementSyntax local ? $"the local function '{local.Identifier.ValueText}' is also used without it"
            : lambdasInherit ? null
            : "a lambda may run later (platformguard.lambda_facts = none)";
    }

    private static string? OfExceptions(SyntaxNode check, SyntaxNode use)
    {
        foreach (var attempt in check.Ancestors().OfType<TryStatementSyntax>().Where(attempt => attempt.Block.Contains(check) && !attempt.Block.Contains(use)))
        {
            if (attempt.Finally is { } final && final.Contains(use))
            {
                return $"the finally on line {Line(final.GetLocation())} also runs without it";
            }

            var reached = attempt.Catches.FirstOrDefault(clause => clause.Contains(use)) ?? attempt.Catches.FirstOrDefault(static clause => !Leaves(clause.Block));
            if (reached is not null)
            {
                return $"it is reached through the catch on line {Line(reached.GetLocation())}";
            }
        }

        return null;
    }

    private static string? OfResult(SyntaxNode check)
    {
        var value = check;
        var isAwaited = false;
        while (value.Parent is AwaitExpressionSyntax or ParenthesizedExpressionSyntax or MemberAccessExpressionSyntax or PostfixUnaryExpressionSyntax
            || (value.Parent is InvocationExpressionSyntax call && call.Expression == value))
        {
            value = value.Parent!;
            isAwaited |= value is AwaitExpressionSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" or "GetResult" };
        }

        return value.Parent switch
        {
            ExpressionStatementSyntax => "its answer is not used",
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } => "its answer is not used",
            ArgumentSyntax when !isAwaited => null,
            IsPatternExpressionSyntax or BinaryExpressionSyntax when !isAwaited && check is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } && name.EndsWith("Async", System.StringComparison.Ordinal) => "its answer is not awaited",
            _ => null,
        };
    }

    private static string? OfOrder(SyntaxNode check, SyntaxNode use)
    {
        if (check.Ancestors().OfType<DoStatementSyntax>().Any(loop => loop.Condition.Contains(check) && loop.Statement.Contains(use)))
        {
            return "the body of the loop runs before it is made";
        }

        return check.SpanStart > use.Span.End ? "it is made after this call" : null;
    }

    private static string? OfCondition(SyntaxNode check, SyntaxNode use)
    {
        for (var node = check; node.Parent is { } parent && node is not StatementSyntax; node = parent)
        {
            switch (parent)
            {
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.BitwiseOrExpression } when !IsNegated(check, parent):
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } when IsNegated(check, parent):
                    return "the condition can be met without it";
                case ConditionalExpressionSyntax choice when choice.Condition.Contains(check) && (choice.WhenTrue.Contains(use) || choice.WhenFalse.Contains(use)):
                    return "this branch also runs when the flag is off";
                case IfStatementSyntax branch when branch.Statement.Contains(use) || branch.Else?.Contains(use) == true:
                    return "this branch also runs when the flag is off";
                case IfStatementSyntax or WhileStatementSyntax:
                    return "the code behind it also runs when the flag is off";
            }
        }

        return null;
    }

    private static bool IsNegated(SyntaxNode check, SyntaxNode within)
    {
        var isNegated = false;
        for (var node = check.Parent; node is not null && node != within; node = node.Parent)
        {
            isNegated ^= node.IsKind(SyntaxKind.LogicalNotExpression);
        }

        return isNegated;
    }

    private static SyntaxNode? FunctionAround(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(static ancestor => ancestor is LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax);

    private static bool Leaves(BlockSyntax block) => block.Statements.LastOrDefault() is ThrowStatementSyntax or ReturnStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax;

    private static int Line(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;
}

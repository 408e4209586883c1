using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace PlatformGuard.Analyzers.Text;

/// <summary>
/// Computes the text of a string expression from literals, constants, <c>static readonly</c> fields and locals that are written once,
/// through concatenation, interpolation, <c>string.Format</c>, <c>Concat</c> and <c>Join</c>.
/// </summary>
internal sealed class TextFolder
{
    // Deeper nesting than anyone writes by hand; beyond it a part counts as unknown.
    private const int DeepestNesting = 32;

    // A variable may name another twice, which names another twice: parts and variables are counted, and those beyond are unknown.
    private const int MostParts = 5_000;
    private const int MostLocals = 16;

    private readonly FoldedText text = new();
    private readonly CancellationToken cancellation;
    private int depth;
    private int parts;
    private int locals;

    private TextFolder(bool followLocals, CancellationToken cancellation)
    {
        locals = followLocals ? MostLocals : 0;
        this.cancellation = cancellation;
    }

    /// <summary>Computes the text of <paramref name="operation"/>.</summary>
    /// <param name="operation">A string expression.</param>
    /// <param name="followLocals">Whether to look for the values of local variables, which reads the whole member.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static FoldedText Fold(IOperation operation, bool followLocals, CancellationToken cancellation)
    {
        var folder = new TextFolder(followLocals, cancellation);
        folder.Append(operation);
        return folder.text;
    }

    private void Append(IOperation operation)
    {
        operation = StringExpressions.WithoutConversions(operation);
        depth++;
        parts++;
        if (depth > DeepestNesting || parts > MostParts)
        {
            text.AppendHole();
        }
        else
        {
            AppendKnown(operation);
        }

        depth--;
    }

    private void AppendKnown(IOperation operation)
    {
        switch (operation)
        {
            case ILiteralOperation literal:
                AppendConstant(literal, isWritten: true);
                break;
            case IUtf8StringOperation utf8:
                text.Append(utf8.Value, utf8.Syntax, isWritten: true);
                break;
            case IParenthesizedOperation parenthesized:
                Append(parenthesized.Operand);
                break;
            case IBinaryOperation binary when StringExpressions.IsConcatenation(binary):
                AppendConcatenation(binary);
                break;
            case IInterpolatedStringOperation interpolated:
                AppendInterpolated(interpolated);
                break;
            case IInterpolatedStringHandlerCreationOperation { Content: IInterpolatedStringOperation content }:
                AppendInterpolated(content);
                break;
            case IInvocationOperation invocation when StringExpressions.IsComposition(invocation.TargetMethod):
                AppendComposition(invocation);
                break;
            case IFieldReferenceOperation { Field: { IsConst: false, IsStatic: true, IsReadOnly: true } field }:
                AppendField(field, operation.Syntax);
                break;
            case ILocalReferenceOperation { Local: { IsConst: false } local } when locals-- > 0 && WrittenOnce.InitializerOf(local, operation, cancellation) is { } initializer:
                Append(initializer);
                break;
            default:
                AppendConstant(operation, isWritten: false);
                break;
        }
    }

    private void AppendConstant(IOperation operation, bool isWritten)
    {
        switch (operation.ConstantValue)
        {
            case { HasValue: true, Value: string value }:
                text.Append(value, operation.Syntax, isWritten);
                break;
            case { HasValue: true, Value: char or int or long or short or byte or uint or ulong or ushort or sbyte } constant:
                text.Append(System.Convert.ToString(constant.Value, CultureInfo.InvariantCulture)!, operation.Syntax, isWritten);
                break;
            case { HasValue: true, Value: null }:
                break;
            default:
                text.AppendHole();
                break;
        }
    }

    // A chain of a thousand additions is a tree of that depth on its left side, so it is not followed by recursion.
    private void AppendConcatenation(IBinaryOperation chain)
    {
        var operands = new Stack<IOperation>();
        IOperation current = chain;
        while (current is IBinaryOperation binary && StringExpressions.IsConcatenation(binary))
        {
            operands.Push(binary.RightOperand);
            current = StringExpressions.WithoutConversions(binary.LeftOperand);
        }

        Append(current);
        while (operands.Count > 0)
        {
            Append(operands.Pop());
        }
    }

    private void AppendInterpolated(IInterpolatedStringOperation interpolated)
    {
        foreach (var part in interpolated.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation { Text: var literal }:
                    AppendConstant(StringExpressions.WithoutConversions(literal), isWritten: true);
                    break;
                case IInterpolationOperation { Alignment: null, FormatString: null, Expression: var expression }:
                    Append(expression);
                    break;
                case IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation { Arguments.Length: 1 } call }:
                    Append(call.Arguments[0].Value);
                    break;
                default:
                    text.AppendHole();
                    break;
            }
        }
    }

    private void AppendComposition(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (!CompositionArguments.TryRead(invocation, out var first, out var items))
        {
            text.AppendHole();
        }
        else if (method.Name == "Format")
        {
            AppendFormat(first!, items);
        }
        else
        {
            for (var index = 0; index < items.Count; index++)
            {
                if (first is not null && index > 0)
                {
                    Append(first);
                }

                Append(items[index]);
            }
        }
    }

    private void AppendFormat(IOperation format, List<IOperation> items)
    {
        var folded = Fold(format, followLocals: false, cancellation);
        if (folded.HasHoles || !CompositeFormat.TryParse(folded.Text, out var segments))
        {
            text.AppendHole();
            return;
        }

        foreach (var segment in segments)
        {
            if (segment.Literal is { } literal)
            {
                text.Append(literal, format.Syntax, folded.HasWrittenPart);
            }
            else if (segment.Item < items.Count)
            {
                Append(items[segment.Item]);
            }
            else
            {
                text.AppendHole();
            }
        }
    }

    private void AppendField(IFieldSymbol field, SyntaxNode reference)
    {
        if (!field.DeclaringSyntaxReferences.IsEmpty
            && field.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer.Value: var value }
            && TextOf(value) is { } constant)
        {
            text.Append(constant, reference, isWritten: false);
            return;
        }

        text.AppendHole();
    }

    // The field may be declared in another file, whose semantic model an analyzer should not ask for. Literals need none.
    private static string? TextOf(ExpressionSyntax value) => value switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token.ValueText,
        ParenthesizedExpressionSyntax parenthesized => TextOf(parenthesized.Expression),
        BinaryExpressionSyntax { Right: LiteralExpressionSyntax } sum when sum.IsKind(SyntaxKind.AddExpression) => TextOfSum(sum),
        _ => null,
    };

    private static string? TextOfSum(BinaryExpressionSyntax sum)
    {
        var operands = new Stack<string>();
        ExpressionSyntax current = sum;
        while (current is BinaryExpressionSyntax { Right: LiteralExpressionSyntax right } binary && right.IsKind(SyntaxKind.StringLiteralExpression))
        {
            operands.Push(right.Token.ValueText);
            current = binary.Left;
        }

        return current is LiteralExpressionSyntax first && first.IsKind(SyntaxKind.StringLiteralExpression)
            ? first.Token.ValueText + string.Concat(operands)
            : null;
    }
}

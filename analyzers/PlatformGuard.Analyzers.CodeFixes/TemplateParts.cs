using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Text;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;
using SyntaxKind = Microsoft.CodeAnalysis.CSharp.SyntaxKind;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>A log message as a template and the values of its placeholders, in the order in which they were evaluated before.</summary>
internal sealed class TemplateParts
{
    private readonly StringBuilder template = new();
    private readonly ImmutableArray<ExpressionSyntax>.Builder values = ImmutableArray.CreateBuilder<ExpressionSyntax>();
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private ITypeSymbol? lastType;

    private TemplateParts()
    {
    }

    /// <summary>The template as a literal.</summary>
    public LiteralExpressionSyntax Template => LiteralExpression(SyntaxKind.StringLiteralExpression, Literal(template.ToString()));

    /// <summary>The values.</summary>
    // One array among params object[] would be taken for the list of all values.
    public IReadOnlyList<ExpressionSyntax> Values => values.Count == 1 && lastType is IArrayTypeSymbol
        ? [CastExpression(PredefinedType(Token(SyntaxKind.ObjectKeyword)), values[0])]
        : values.ToImmutable();

    /// <summary>The parts of an interpolated string or a concatenation; null when a value cannot be an argument.</summary>
    public static TemplateParts? Of(IOperation message)
    {
        var parts = new TemplateParts();
        return parts.TryAppend(message) && parts.values.Count > 0 ? parts : null;
    }

    private bool TryAppend(IOperation operation)
    {
        operation = StringExpressions.WithoutConversions(operation);
        switch (operation)
        {
            case { ConstantValue: { HasValue: true, Value: var constant } }:
                template.Append(Escape(Convert.ToString(constant, CultureInfo.InvariantCulture) ?? ""));
                return true;
            case IParenthesizedOperation parenthesized:
                return TryAppend(parenthesized.Operand);
            case IInterpolatedStringOperation interpolated:
                return TryAppendInterpolated(interpolated);
            case IBinaryOperation binary when StringExpressions.IsConcatenation(binary):
                return TryAppendChain(binary);
            default:
                return TryAppendValue(operation, "");
        }
    }

    private bool TryAppendChain(IBinaryOperation chain)
    {
        var operands = new Stack<IOperation>();
        IOperation current = chain;
        while (current is IBinaryOperation binary && StringExpressions.IsConcatenation(binary) && !current.ConstantValue.HasValue)
        {
            operands.Push(binary.RightOperand);
            current = StringExpressions.WithoutConversions(binary.LeftOperand);
        }

        var isWhole = TryAppend(current);
        while (isWhole && operands.Count > 0)
        {
            isWhole = TryAppend(operands.Pop());
        }

        return isWhole;
    }

    private bool TryAppendInterpolated(IInterpolatedStringOperation interpolated)
    {
        foreach (var part in interpolated.Parts)
        {
            var isWhole = part switch
            {
                IInterpolatedStringTextOperation text => TryAppend(text.Text),
                IInterpolationOperation { Alignment: null, FormatString: null } hole => TryAppend(hole.Expression),
                IInterpolationOperation { Syntax: InterpolationSyntax syntax } hole => TryAppendValue(hole.Expression, syntax.AlignmentClause?.ToString() + syntax.FormatClause),
                _ => false,
            };
            if (!isWhole)
            {
                return false;
            }
        }

        return true;
    }

    // The suffix is the alignment and the format, which templates write as interpolations do.
    private bool TryAppendValue(IOperation value, string suffix)
    {
        value = StringExpressions.WithoutConversions(value);
        if (value.Syntax is not ExpressionSyntax expression || value.Type is null or { IsRefLikeType: true } or IPointerTypeSymbol || suffix.IndexOf('{') >= 0)
        {
            return false;
        }

        lastType = value.Type;
        var name = PlaceholderName.Of(expression);
        var free = name;
        for (var number = 2; !names.Add(free); number++)
        {
            free = name + number.ToString(CultureInfo.InvariantCulture);
        }

        template.Append('{').Append(free).Append(suffix).Append('}');
        values.Add(expression is ParenthesizedExpressionSyntax { Expression: var inner } ? inner.WithoutTrivia() : expression.WithoutTrivia());
        return true;
    }

    private static string Escape(string text) => text.Replace("{", "{{").Replace("}", "}}");
}

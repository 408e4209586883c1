using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Symbols;
using PlatformGuard.Analyzers.Text;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;
using SyntaxKind = Microsoft.CodeAnalysis.CSharp.SyntaxKind;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>
/// A log message as a template and the values of its placeholders, in the order in which they were evaluated before. The text of an exception is no
/// value when the logger can be given the exception itself.
/// </summary>
internal sealed class TemplateParts
{
    private const string Separators = " :;,.-\t\r\n";

    // Where an exception stood, until the message is whole.
    private const char Left = '\uFFFF';

    private readonly StringBuilder template = new();
    private readonly ISymbol? passed;
    private readonly bool takesException;
    private readonly ImmutableArray<ExpressionSyntax>.Builder values = ImmutableArray.CreateBuilder<ExpressionSyntax>();
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
    private ITypeSymbol? lastType;

    private TemplateParts(bool takesException, ISymbol? passed)
    {
        this.takesException = takesException;
        this.passed = passed;
    }

    /// <summary>The exception that the logger is to be given; null when the message holds none, or the call passes it already.</summary>
    public ExpressionSyntax? Exception { get; private set; }

    /// <summary>The template as a literal.</summary>
    public LiteralExpressionSyntax Template => LiteralExpression(SyntaxKind.StringLiteralExpression, Literal(template.ToString()));

    /// <summary>The values.</summary>
    // One array among params object[] would be taken for the list of all values.
    public IReadOnlyList<ExpressionSyntax> Values => values.Count == 1 && lastType is IArrayTypeSymbol ? [AsObject(values[0])] : values.ToImmutable();

    /// <summary>The parts of an interpolated string or a concatenation; null when a value cannot be an argument.</summary>
    /// <param name="message">The message.</param>
    /// <param name="takesException">Whether the method has an overload that takes an exception before the message.</param>
    /// <param name="passed">The variable whose exception the call passes already, or null.</param>
    public static TemplateParts? Of(IOperation message, bool takesException, ISymbol? passed)
    {
        var parts = new TemplateParts(takesException, passed);
        if (!parts.TryAppend(message))
        {
            return null;
        }

        parts.Close();
        return parts.values.Count > 0 || parts.Exception is not null ? parts : null;
    }

    // "Ranking failed: " has lost what it led to. A message of nothing but the exception needs a text of its own.
    private void Close()
    {
        if (Exception is null)
        {
            return;
        }

        if (template.Length > 0 && template[template.Length - 1] == Left)
        {
            template.Length--;
            while (template.Length > 0 && Separators.IndexOf(template[template.Length - 1]) >= 0)
            {
                template.Length--;
            }
        }

        template.Replace(" " + Left + " ", " ").Replace(Left.ToString(), "");
        if (template.Length == 0)
        {
            template.Append("{Message}");
            values.Add(MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, Exception, IdentifierName("Message")));
        }
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
                IInterpolationOperation { Syntax: InterpolationSyntax syntax } hole => SuffixOf(hole, syntax) is { } suffix && TryAppendValue(hole.Expression, suffix),
                _ => false,
            };
            if (!isWhole)
            {
                return false;
            }
        }

        return true;
    }

    // The alignment, which may be the name of a constant, and the format, which templates write as interpolations do.
    private static string? SuffixOf(IInterpolationOperation hole, InterpolationSyntax syntax) => hole.Alignment switch
    {
        null => FormatOf(syntax),
        { ConstantValue: { HasValue: true, Value: int width } } => "," + width.ToString(CultureInfo.InvariantCulture) + FormatOf(syntax),
        _ => null,
    };

    private static string FormatOf(InterpolationSyntax syntax) => syntax.FormatClause is { FormatStringToken.ValueText: var format } ? ":" + format : "";

    private bool TryAppendValue(IOperation value, string suffix)
    {
        value = StringExpressions.WithoutConversions(value);
        if (value.Syntax is not ExpressionSyntax expression || value.Type is null or { IsRefLikeType: true } or IPointerTypeSymbol || suffix.IndexOfAny(['{', '}']) >= 0)
        {
            return false;
        }

        if (suffix.Length == 0 && ExceptionIn(value) is { Syntax: ExpressionSyntax thrown } exception && CanPass(exception))
        {
            Exception = thrown.WithoutTrivia();
            template.Append(Left);
            return true;
        }

        lastType = value.Type;
        var name = PlaceholderName.Of(expression);
        var free = name;
        for (var number = 2; !names.Add(free); number++)
        {
            free = name + number.ToString(CultureInfo.InvariantCulture);
        }

        template.Append('{').Append(free).Append(suffix).Append('}');
        var argument = expression is ParenthesizedExpressionSyntax { Expression: var inner } ? inner.WithoutTrivia() : expression.WithoutTrivia();

        // An argument of an unknown type would make the whole call one that is bound at run time.
        values.Add(value.Type.TypeKind == TypeKind.Dynamic ? AsObject(argument) : argument);
        return true;
    }

    // The variable in {error} or {error.ToString()}.
    private static IOperation? ExceptionIn(IOperation value)
    {
        var variable = value is IInvocationOperation { TargetMethod: { Name: "ToString", Parameters.IsEmpty: true }, Instance: { } instance } ? StringExpressions.WithoutConversions(instance) : value;
        return variable is ILocalReferenceOperation or IParameterReferenceOperation && TypeNames.IsOrHas(variable.Type, "System.Exception") ? variable : null;
    }

    // One exception, and only where the call has none yet, or the same.
    private bool CanPass(IOperation exception) =>
        takesException
        && (passed is null || SymbolEqualityComparer.Default.Equals(passed, VariableOf(exception)))
        && (Exception is null || Exception.IsEquivalentTo(exception.Syntax));

    /// <summary>The variable that an expression names, or null.</summary>
    public static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    private static CastExpressionSyntax AsObject(ExpressionSyntax value)
    {
        var operand = value is IdentifierNameSyntax or InvocationExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax ? value : ParenthesizedExpression(value);
        return CastExpression(PredefinedType(Token(SyntaxKind.ObjectKeyword)), operand);
    }

    private static string Escape(string text) => text.Replace("{", "{{").Replace("}", "}}");
}

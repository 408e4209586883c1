using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PlatformGuard.Analyzers.Datastores;

namespace PlatformGuard.Analyzers.Text;

/// <summary>
/// Computes the text of a string expression from literals, constants and <c>static readonly</c> fields, through concatenation,
/// interpolation, <c>string.Format</c>, <c>Concat</c> and <c>Join</c>; where values are followed also from locals, fields, properties,
/// parameters and methods with a single value, from the project's configuration, and through <c>StringBuilder</c> and <c>Uri</c>.
/// </summary>
internal sealed class TextFolder
{
    // Deeper nesting than anyone writes by hand; beyond it a part counts as unknown.
    private const int DeepestNesting = 32;

    // A variable may name another twice, which names another twice: parts and variables are counted, and those beyond are unknown.
    private const int MostParts = 5_000;
    private const int MostReferences = 24;

    private readonly FoldedText text = new();
    private readonly PlatformContext? platform;
    private readonly CancellationToken cancellation;
    private int depth;
    private int parts;
    private int references;

    private TextFolder(PlatformContext? platform, bool follows, CancellationToken cancellation)
    {
        this.platform = platform;
        references = follows ? MostReferences : 0;
        this.cancellation = cancellation;
    }

    /// <summary>Computes the text of <paramref name="operation"/>.</summary>
    /// <param name="operation">A string expression.</param>
    /// <param name="followLocals">Whether to look for the values of local variables, which reads the whole member.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static FoldedText Fold(IOperation operation, bool followLocals, CancellationToken cancellation)
    {
        var folder = new TextFolder(platform: null, followLocals, cancellation);
        folder.Append(operation);
        return folder.text;
    }

    /// <summary>Computes the text of <paramref name="operation"/>, following values and what the project's configuration says.</summary>
    public static FoldedText Fold(IOperation operation, PlatformContext platform, CancellationToken cancellation)
    {
        var folder = new TextFolder(platform, follows: true, cancellation);
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
            case IFieldReferenceOperation { Field: { IsConst: false, IsStatic: true, IsReadOnly: true } field } when TextOf(field) is { } constant:
                text.Append(constant, operation.Syntax, isWritten: false);
                break;
            case { ConstantValue.HasValue: false } when references > 0:
                AppendFollowed(operation);
                break;
            default:
                AppendConstant(operation, isWritten: false);
                break;
        }
    }

    private void AppendFollowed(IOperation operation)
    {
        references--;
        if (platform is null)
        {
            AppendSource(operation is ILocalReferenceOperation { Local: var local } ? WrittenOnce.InitializerOf(local, operation, cancellation) : null);
        }
        else if (KeepsText(operation) is { } same)
        {
            Append(same);
        }
        else if (BuilderText.PartsOf(operation, cancellation) is { Count: > 0 } built)
        {
            built.ForEach(Append);
        }
        else if (operation is IPropertyReferenceOperation { Property: { Name: "Host" or "DnsSafeHost" or "IdnHost", ContainingType: { Name: "Uri", ContainingNamespace.Name: "System" } }, Instance: { } address })
        {
            AppendHost(address, operation.Syntax);
        }
        else if (platform.Configuration is not null && ConfigurationLookup.KeyOf(operation, platform, cancellation) is { } key)
        {
            AppendConfigured(key, operation.Syntax);
        }
        else
        {
            AppendSource(ValueSources.OnlyOf(operation, cancellation));
        }
    }

    private void AppendSource(IOperation? source)
    {
        if (source is null)
        {
            text.AppendHole();
        }
        else
        {
            Append(source);
        }
    }

    private void AppendConfigured(string key, SyntaxNode lookup)
    {
        var values = platform!.ProjectConfiguration[key];
        if (values.Count > 0)
        {
            text.Append(values[0].Value, lookup, isWritten: false, key);
        }
        else
        {
            text.AppendHole();
        }
    }

    // new Uri(databaseUrl).Host
    private void AppendHost(IOperation address, SyntaxNode reference)
    {
        address = StringExpressions.WithoutConversions(address);
        var source = address is IObjectCreationOperation ? address : ValueSources.OnlyOf(address, cancellation) is { } only ? StringExpressions.WithoutConversions(only) : null;
        var url = source is IObjectCreationOperation { Type.Name: "Uri", Arguments.IsEmpty: false } created && references > 0 ? Fold(created.Arguments[0].Value, platform!, cancellation) : null;
        if (url is { HasHoles: false } && System.Uri.TryCreate(url.Text, System.UriKind.Absolute, out var uri) && uri.Host.Length > 0)
        {
            text.Append(uri.Host, reference, isWritten: false);
        }
        else
        {
            text.AppendHole();
        }
    }

    // Blanks and letter case make no other text of it for any rule here.
    private static IOperation? KeepsText(IOperation operation) => operation is IInvocationOperation
    {
        TargetMethod: { Name: "Trim" or "TrimEnd" or "TrimStart" or "ToString" or "ToLower" or "ToLowerInvariant", ContainingType.SpecialType: SpecialType.System_String, Parameters.IsEmpty: true },
        Instance: { } instance,
    } ? instance : null;

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
        var folded = platform is null ? Fold(format, followLocals: false, cancellation) : Fold(format, platform, cancellation);
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

    private string? TextOf(IFieldSymbol field) =>
        !field.DeclaringSyntaxReferences.IsEmpty && field.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer.Value: var value }
            ? TextOf(value) : null;

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

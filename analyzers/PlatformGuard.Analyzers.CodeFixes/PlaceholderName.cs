using System;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>Names the placeholder of a value after the value's expression: <c>reviewers.Count</c> becomes <c>ReviewersCount</c>.</summary>
internal static class PlaceholderName
{
    // Names that say little without what they belong to.
    private static readonly string[] Bare = ["Id", "Name", "Count", "Length", "Value", "Message", "Status", "Type", "Key", "Code", "Text", "Title", "State", "Path", "Url", "Version"];

    // Calls that only change the form of a value.
    private static readonly string[] Forms = ["ToString", "ToList", "ToArray", "Trim", "ToLower", "ToUpper", "ToLowerInvariant", "ToUpperInvariant", "GetValueOrDefault", "ConfigureAwait", "First", "FirstOrDefault", "Single"];

    /// <summary>The name, an identifier that begins with a capital letter.</summary>
    public static string Of(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => Pascal(name.Identifier.ValueText),
        ParenthesizedExpressionSyntax parenthesized => Of(parenthesized.Expression),
        CastExpressionSyntax cast => Of(cast.Expression),
        AwaitExpressionSyntax awaited => Of(awaited.Expression),
        PostfixUnaryExpressionSyntax postfix => Of(postfix.Operand),
        ElementAccessExpressionSyntax element => Of(element.Expression),
        BinaryExpressionSyntax binary => Of(binary.Left),
        ConditionalExpressionSyntax conditional => Of(conditional.WhenTrue),
        ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax member } access => Member(access.Expression, member.Name.Identifier.ValueText),
        ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax member } } access => Call(access.Expression, member.Name.Identifier.ValueText),
        ConditionalAccessExpressionSyntax access => Of(access.Expression),
        MemberAccessExpressionSyntax member => Member(member.Expression, member.Name.Identifier.ValueText),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: PredefinedTypeSyntax }, ArgumentList.Arguments: { Count: > 0 } arguments } => Of(arguments.Last().Expression),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member } => Call(member.Expression, member.Name.Identifier.ValueText),
        InvocationExpressionSyntax { Expression: SimpleNameSyntax name } => Verbless(name.Identifier.ValueText),
        _ => "Value",
    };

    private static string Member(ExpressionSyntax owner, string name) =>
        Array.IndexOf(Bare, name) >= 0 && owner is not (ThisExpressionSyntax or BaseExpressionSyntax or PredefinedTypeSyntax) ? Of(owner) + name : Pascal(name);

    private static string Call(ExpressionSyntax owner, string name) => Array.IndexOf(Forms, name) >= 0 ? Of(owner) : Verbless(name);

    private static string Verbless(string name)
    {
        var noun = name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name;
        return Pascal(noun.StartsWith("Get", StringComparison.Ordinal) && noun.Length > 3 && char.IsUpper(noun[3]) ? noun.Substring(3) : noun);
    }

    private static string Pascal(string name)
    {
        var letters = new string([.. name.Where(static c => char.IsLetterOrDigit(c) || c == '_')]).TrimStart('_');
        return letters.Length == 0 || char.IsDigit(letters[0]) ? "Value" : char.ToUpperInvariant(letters[0]) + letters.Substring(1);
    }
}

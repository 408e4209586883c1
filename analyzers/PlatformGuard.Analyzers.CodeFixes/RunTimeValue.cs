using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace PlatformGuard.Analyzers.CodeFixes;

/// <summary>Expressions that read a setting at run time and fail with its name when it is missing.</summary>
internal static class RunTimeValue
{
    /// <summary><c>(Environment.GetEnvironmentVariable("NAME") ?? throw …)</c></summary>
    public static ExpressionSyntax OfEnvironment(string variable) =>
        OrThrow($"global::System.Environment.GetEnvironmentVariable({Literal(variable)})", variable);

    /// <summary><c>(configuration["Key"] ?? throw …)</c></summary>
    public static ExpressionSyntax OfConfiguration(string configuration, string key) =>
        OrThrow($"{(SyntaxFacts.GetKeywordKind(configuration) == SyntaxKind.None ? "" : "@")}{configuration}[{Literal(key)}]", key);

    private static ParenthesizedExpressionSyntax OrThrow(string read, string name) =>
        ParenthesizedExpression(ParseExpression($"{read} ?? throw new global::System.InvalidOperationException({Literal(name + " is not set")})"));
}
